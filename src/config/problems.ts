import type { z } from "zod";
import { nearest } from "../policy/text/nearest.ts";
import { gateKeys } from "./sections/gates.ts";
import { activeKeys, describedAt, knownKeys, nameDescribedAt } from "./schema-at.ts";

/** What is wrong in a configuration, where, and what to do. `line` and `column` count from 1. */
export interface ConfigProblem {
  readonly line: number;
  readonly column: number;
  readonly path: readonly PropertyKey[];
  readonly says: string;
  readonly fix: string;
}

/** More problems than these are not told. */
export const problemLimit = 100;

export type UnplacedProblem = Omit<ConfigProblem, "line" | "column">;

/** zod's issues in words, with the nearest known name for a key or value that is not known. */
export function schemaProblems(error: z.ZodError, content: unknown): readonly UnplacedProblem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, content));
}

/** A problem whose words begin with "it", with the key that is meant. */
export function withSubject({ path, says, fix }: UnplacedProblem): UnplacedProblem {
  return { path, says: says.startsWith("it ") ? `${nameOf(path)} ${says.slice("it ".length)}` : says, fix };
}

/** `.github/gatehouse.yml:4:1 unknown key …. Did you mean …?` */
export function describeProblem(file: string, { line, column, says, fix }: ConfigProblem): string {
  return `${file}:${line}:${column} ${says}. ${fix}`;
}

function issueProblems(issue: z.core.$ZodIssue, content: unknown): readonly UnplacedProblem[] {
  const { path } = issue;
  const given = valueAt(content, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, path, given));
  if (issue.code === "invalid_key") {
    const says = `${shown(path.at(-1))} cannot be a name`;
    return [{ path, says, fix: nameDescribedAt(path.slice(0, -1)) ?? "Choose another name." }];
  }
  if (given === undefined) {
    return [{ path, says: `${nameOf(path)} is missing`, fix: describedAt(path) ?? "Add it." }];
  }
  if (given === null) {
    return [{ path, says: `${nameOf(path)} has no value`, fix: describedAt(path) ?? "Give it one, or remove it." }];
  }
  const branch = issue.code === "invalid_union" ? branchOf(issue) : undefined;
  if (branch !== undefined) {
    return branch.flatMap((inner) => issueProblems({ ...inner, path: [...path, ...inner.path] }, content));
  }
  if (issue.code === "invalid_value") return [unknownValue(given, issue.values.map(String), path)];
  return [{ path, says: `${nameOf(path)} ${complaint(issue, given)}`, fix: describedAt(path) ?? "Correct it." }];
}

/** Of several forms the one that is meant: its own problems say more than that no form fits. */
function branchOf({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | undefined {
  return errors.find((issues) => issues.every(({ code, path }) => code !== "invalid_type" || path.length > 0));
}

function unknownKey(key: string, path: readonly PropertyKey[], given: unknown): UnplacedProblem {
  const shownKeys = keysFor(path, given);
  const guess = nearest(key, shownKeys) ?? nearest(key, knownKeys(path));
  const place = path.length === 0 ? "" : ` in ${nameOf(path)}`;
  const fix = guess === undefined ? `Known here: ${shownKeys.join(", ")}.` : `Did you mean \`${guess}\`?`;
  return { path: [...path, key], says: `unknown key ${shown(key)}${place}`, fix };
}

/** The keys of all kinds of gates in one list would help nobody. */
function keysFor(path: readonly PropertyKey[], given: unknown): readonly string[] {
  const isGate = path.length === 2 && path[0] === "gates" && typeof given === "object" && given !== null;
  return isGate ? gateKeys(given) : activeKeys(path);
}

function unknownValue(given: unknown, values: readonly string[], path: readonly PropertyKey[]): UnplacedProblem {
  const guess = typeof given === "string" ? nearest(given, values) : undefined;
  const fix = guess === undefined ? `Write ${values.map(shown).join(" or ")}.` : `Did you mean \`${guess}\`?`;
  return { path, says: `${nameOf(path)} is ${shown(given)}`, fix };
}

/** The rest of a sentence that begins with the name of the key. */
function complaint(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === "invalid_type")
    return `is ${kindOf(given)}, but must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === "too_small" && issue.origin !== "number" && issue.minimum === 1) return "is empty";
  if (issue.code === "too_small") return `is less than ${issue.minimum}`;
  if (issue.code === "too_big") return `is more than ${issue.maximum}${units[issue.origin] ?? ""}`;
  // Our own schemas say what they ask for; zod's own words begin with "Invalid".
  const words = issue.message.startsWith("Invalid") ? "" : `: ${issue.message}`;
  return `cannot be ${shown(given)}${words}`;
}

const kinds: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "`true` or `false`",
  int: "a whole number",
  number: "a number",
  object: "a list of `key: value`",
  record: "a list of `name: value`",
  string: "text",
};

const units: Readonly<Record<string, string>> = { array: " entries", string: " characters" };

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a list of `key: value`";
  return typeof value === "string" ? "text" : shown(value);
}

function nameOf(path: readonly PropertyKey[]): string {
  return shown(path.map(String).join("."));
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let value = content;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
