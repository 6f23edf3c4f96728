import type { PathStep, PathSum, PathTerm } from "./path.ts";

export type Found =
  | { readonly state: "number"; readonly value: number }
  | { readonly state: "text"; readonly value: string }
  | { readonly state: "boolean"; readonly value: boolean }
  | { readonly state: "missing" }
  /** What is there instead, in words. */
  | { readonly state: "unusable"; readonly found: string };

/** The value at a path of a parsed JSON document. A sum needs every term to be a number; nothing is coerced. */
export function findValue(document: unknown, { terms }: PathSum): Found {
  const found = terms.map((term) => findTerm(document, term));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  let sum = 0;
  for (const part of found) {
    if (part.state === "missing") return part;
    if (part.state !== "number") return { state: "unusable", found: inWords(part) };
    sum += part.value;
  }
  return asNumber(sum);
}

/** What was found, for a sentence that says why it is of no use. */
export function inWords(found: Exclude<Found, { state: "missing" }>): string {
  if (found.state === "unusable") return found.found;
  return found.state === "text" ? `the text ${JSON.stringify(found.value)}` : String(found.value);
}

function findTerm(document: unknown, { isCount, steps }: PathTerm): Found {
  const { values, areItems } = walk(document, steps);
  if (values === undefined) return { state: "missing" };
  if (isCount) return count(values, areItems);
  const [value, ...more] = values;
  if (value === undefined) return { state: "missing" };
  if (more.length > 0) return { state: "unusable", found: `${values.length} values` };
  if (typeof value === "number") return asNumber(value);
  if (typeof value === "boolean") return { state: "boolean", value };
  if (typeof value === "string") return { state: "text", value };
  return { state: "unusable", found: describe(value) };
}

/** An empty list has 0 items; what is not a list has no number of items at all. */
function count(values: readonly unknown[], areItems: boolean): Found {
  const items = areItems ? values : openLists(values);
  if (items !== undefined) return { state: "number", value: items.length };
  return { state: "unusable", found: `${describe(values.find((value) => !Array.isArray(value)))} and no list` };
}

interface Walked {
  /** Undefined when a key on the way does not exist, or a list was expected and is not there. */
  readonly values: readonly unknown[] | undefined;
  /** The values are items of lists, not what a key holds. */
  readonly areItems: boolean;
}

function walk(document: unknown, steps: readonly PathStep[]): Walked {
  let values: readonly unknown[] = [document];
  let areItems = false;
  for (const step of steps) {
    if (step.step === "key") {
      const { key } = step;
      const objects = values.filter((value) => isObject(value)).filter((value) => Object.hasOwn(value, key));
      if (objects.length < values.length) return { values: undefined, areItems };
      values = objects.map((object) => object[key]);
      areItems = false;
      continue;
    }
    // A second filter narrows the items that the first one kept; everything else opens a list.
    const items: readonly unknown[] | undefined = areItems && step.step === "where" ? values : openLists(values);
    if (items === undefined) return { values: undefined, areItems };
    values = step.step === "where" ? items.filter((item) => hasValue(item, step.key, step.value)) : items;
    areItems = true;
  }
  return { values, areItems };
}

function openLists(values: readonly unknown[]): readonly unknown[] | undefined {
  const items: unknown[] = [];
  for (const value of values) {
    if (!Array.isArray(value)) return undefined;
    for (const item of value) items.push(item);
  }
  return items;
}

/** Only plain values compare: `String` of an object from a document can throw. */
function hasValue(item: unknown, key: string, wanted: string): boolean {
  if (!isObject(item) || !Object.hasOwn(item, key)) return false;
  const value = item[key];
  return typeof value === "string" ? value === wanted : isPlain(value) && String(value) === wanted;
}

function isPlain(value: unknown): value is number | boolean | null {
  return typeof value === "number" || typeof value === "boolean" || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asNumber(value: number): Found {
  return Number.isFinite(value) ? { state: "number", value } : { state: "unusable", found: String(value) };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
