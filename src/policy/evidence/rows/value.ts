import { type Decimal, decimalOf, decimalText, plus, zero } from "./decimal.ts";
import type { PathStep, PathSum, PathTerm } from "./path.ts";
import { isKept } from "../formats/rounded.ts";
import type { Work } from "./work.ts";

export type Found =
  /** `shown` also says what a sum was made of. */
  | { readonly state: "number"; readonly value: Decimal; readonly shown: string }
  | { readonly state: "text"; readonly value: string }
  | { readonly state: "boolean"; readonly value: boolean }
  /** The part of the path that leads nowhere, and how far it leads. */
  | { readonly state: "missing"; readonly term: PathTerm; readonly lost: Lost }
  /** What is there instead, in words. */
  | { readonly state: "unusable"; readonly found: string }
  | Uncountable
  | { readonly state: "too-much-work" };

/** Items of a list of which some hold nothing under the key that they are counted by: they may be of another shape. */
interface Uncountable {
  readonly state: "uncountable";
  readonly key: string;
  readonly items: number;
  readonly without: number;
}

/** The first step that finds nothing, and the values that it was looked for in. */
interface Lost {
  readonly step: number;
  readonly values: readonly unknown[];
}

/** The value at a path of a parsed document. A sum needs every term to be a number; nothing is coerced. */
export function findValue(document: unknown, { terms }: PathSum, work: Work): Found {
  const parts: string[] = [];
  let sum = zero;
  for (const term of terms) {
    const found = findTerm(document, term, work);
    if (terms.length === 1) return found;
    if (found.state === "missing" || found.state === "uncountable" || found.state === "too-much-work") return found;
    if (found.state !== "number") return { state: "unusable", found: inWords(found) };
    parts.push(found.shown);
    sum = plus(sum, found.value);
  }
  return { state: "number", value: sum, shown: `${parts.join(" + ")} = ${decimalText(sum)}` };
}

/** What was found, for a sentence that says why it is of no use. */
export function inWords(found: Extract<Found, { state: "number" | "text" | "boolean" | "unusable" }>): string {
  if (found.state === "unusable") return found.found;
  if (found.state === "number") return found.shown;
  return found.state === "text" ? `the text ${JSON.stringify(clip(found.value))}` : String(found.value);
}

/** A document may hold a text of megabytes, and a report keeps what was found. */
export function clip(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}

const longestText = 200;

function findTerm(document: unknown, term: PathTerm, work: Work): Found {
  const walked = walk(document, term.steps, work, term.isCount);
  if (walked.state === "too-much-work" || walked.state === "uncountable") return walked;
  if (walked.state === "lost") return { state: "missing", term, lost: walked };
  const { values, areItems, emptied } = walked;
  if (term.isCount) return count(values, areItems);
  const [value, ...more] = values;
  if (value === undefined) return { state: "missing", term, lost: emptied ?? { step: 0, values: [document] } };
  if (more.length > 0) return { state: "unusable", found: `${values.length} values` };
  if (typeof value === "number") return asNumber(value);
  if (typeof value === "boolean") return { state: "boolean", value };
  if (typeof value === "string") return { state: "text", value };
  if (typeof value === "symbol")
    return { state: "unusable", found: `${clip(value.description ?? "")}, which has too many digits to be kept` };
  return { state: "unusable", found: describe(value) };
}

/** An empty list has 0 items; what is not a list has no number of items at all. */
function count(values: readonly unknown[], areItems: boolean): Found {
  const items = areItems ? values : openLists(values);
  if (items !== undefined) return asNumber(items.length);
  return { state: "unusable", found: `${describe(values.find((value) => !Array.isArray(value)))} and no list` };
}

export type Walked =
  | {
      readonly state: "walked";
      readonly values: readonly unknown[];
      /** The values are items of lists, not what a key holds. */
      readonly areItems: boolean;
      /** The step that left no value over. */
      readonly emptied: Lost | undefined;
    }
  /** A key on the way does not exist, or a list was expected and is not there. */
  | ({ readonly state: "lost" } & Lost)
  | Uncountable
  | { readonly state: "too-much-work" };

/** To count, a filter needs its key in every item; to find one, only in that. */
export function walk(document: unknown, steps: readonly PathStep[], work: Work, isCount = false): Walked {
  let values: readonly unknown[] = [document];
  let areItems = false;
  let emptied: Lost | undefined;
  for (const [index, step] of steps.entries()) {
    const before = values;
    // Only another filter may look at nothing: a key that nobody saw could be a slip, and its 0 would hold.
    if (emptied !== undefined && step.step !== "where") return { state: "lost", ...emptied };
    // A second filter narrows the items that the first one kept; everything else opens a list.
    const opened = step.step === "key" || (areItems && step.step === "where") ? values : openLists(values);
    if (opened === undefined) return { state: "lost", step: index, values };
    work.visits -= opened.length;
    if (work.visits < 0) return { state: "too-much-work" };
    if (step.step === "key") {
      const { key } = step;
      const objects = opened.filter((value) => isObject(value)).filter((value) => Object.hasOwn(value, key));
      if (objects.length < opened.length) return { state: "lost", step: index, values };
      values = objects.map((object) => object[key]);
    } else if (step.step === "where") {
      const { key } = step;
      const without = isCount ? opened.filter((item) => plainAt(item, key) === undefined).length : 0;
      if (without > 0) return { state: "uncountable", key, items: opened.length, without };
      const isWanted = comparedWith(step.value);
      values = opened.filter((item) => isWanted(plainAt(item, key)));
    } else values = opened;
    areItems = step.step !== "key";
    if (values.length === 0) emptied ??= { step: index, values: step.step === "where" ? opened : before };
  }
  return { state: "walked", values, areItems, emptied };
}

/** One list is not copied: a document may have millions of entries. */
function openLists(values: readonly unknown[]): readonly unknown[] | undefined {
  const lists = values.filter((value): value is readonly unknown[] => Array.isArray(value));
  if (lists.length < values.length) return undefined;
  return lists.length === 1 ? lists[0] : lists.flat();
}

type Plain = string | number | boolean | null;

/** Only plain values compare: `String` of an object from a document can throw. */
function plainAt(item: unknown, key: string): Plain | undefined {
  if (!isObject(item) || !Object.hasOwn(item, key)) return undefined;
  const value = item[key];
  return isPlain(value) ? value : undefined;
}

/** A filter compares as it is written, and numbers as numbers: `[v=1.0]` finds 1. */
function comparedWith(wanted: string): (value: Plain | undefined) => boolean {
  const number = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(wanted) ? Number(wanted) : Number.NaN;
  const isNumber = !Number.isNaN(number) && isKept(wanted, number);
  return (value) =>
    value !== undefined && (isNumber && typeof value === "number" ? value === number : String(value) === wanted);
}

/** A plain value as a filter of a path writes it; undefined for lists, objects and numbers that were rounded. */
export function plainText(value: unknown): string | undefined {
  return isPlain(value) ? String(value) : undefined;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asNumber(value: number): Found {
  return Number.isFinite(value)
    ? { state: "number", value: decimalOf(value), shown: String(value) }
    : { state: "unusable", found: String(value) };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
