/**
 * Where a row finds its value: keys with dots (`counts.pass`), odd keys in quotes (`a."odd key"`), list filters
 * (`entries[surface=node]`, may repeat; the value may be in quotes), every item (`list[*]`), `count(…)`, and sums (`counts.pass + counts.fail`).
 * Nothing else: no arithmetic beyond `+`, no scripting.
 */
export interface PathSum {
  readonly terms: readonly PathTerm[];
}

export interface PathTerm {
  /** As it was written. */
  readonly text: string;
  readonly isCount: boolean;
  readonly steps: readonly PathStep[];
}

export type PathStep =
  | { readonly step: "key"; readonly key: string }
  | { readonly step: "where"; readonly key: string; readonly value: string }
  | { readonly step: "each" };

export type ParsedPath =
  | { readonly ok: true; readonly path: PathSum }
  | { readonly ok: false; readonly problem: string };

export function parsePath(text: string): ParsedPath {
  const terms: PathTerm[] = [];
  for (const part of splitSum(text)) {
    const term = parseTerm(part.trim());
    if (typeof term === "string") return { ok: false, problem: term };
    terms.push(term);
  }
  return { ok: true, path: { terms } };
}

function parseTerm(text: string): PathTerm | string {
  const counted = /^count\((.*)\)$/s.exec(text)?.[1];
  const steps = parseSteps((counted ?? text).trim());
  return typeof steps === "string" ? steps : { text, isCount: counted !== undefined, steps };
}

/** Steps as one would write them. */
export function pathText(steps: readonly PathStep[]): string {
  return steps
    .map((step, index) => {
      if (step.step === "each") return "[*]";
      if (step.step === "where") return `[${step.key}=${filterText(step.value)}]`;
      const key = plainKey.test(step.key) ? step.key : `"${step.key.replaceAll(/["\\]/g, "\\$&")}"`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

const plainKey = /^[^\s."[\]+()]+$/u;
const stepPattern = /\.?(?:"((?:[^"\\]|\\.)*)"|([^\s."[\]+()]+)|\[\*\]|\[([^\s="[\]]+)=([^\]]*)\])/uy;

function parseSteps(text: string): PathStep[] | string {
  const steps: PathStep[] = [];
  stepPattern.lastIndex = 0;
  while (stepPattern.lastIndex < text.length) {
    const from = stepPattern.lastIndex;
    const match = stepPattern.exec(text);
    if (match === null) return `cannot read \`${text}\` from column ${from + 1}`;
    const [all, quoted, plain, key, value] = match;
    const isKey = quoted !== undefined || plain !== undefined;
    // A key follows a dot, except the first; a bracket follows none.
    if (isKey ? from > 0 !== all.startsWith(".") : all.startsWith("."))
      return `cannot read \`${text}\` from column ${from + 1}`;
    if (isKey) steps.push({ step: "key", key: plain ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "" });
    else if (key !== undefined && value !== undefined) {
      const wanted = filterValue(value);
      if (wanted === undefined) return `cannot read the filter in \`${text}\` from column ${from + 1}`;
      steps.push({ step: "where", key, value: wanted });
    } else steps.push({ step: "each" });
  }
  return steps.length === 0 ? "the path is empty" : steps;
}

/** Undefined where only a part of it is in quotes, or where `==` was meant to compare. */
function filterValue(written: string): string | undefined {
  const value = written.trim();
  const quoted = /^(["'])(.*)\1$/s.exec(value)?.[2];
  return quoted ?? (/^[="']/.test(value) ? undefined : value);
}

function filterText(value: string): string {
  return filterValue(value) === value ? value : `"${value}"`;
}

// Quoted keys and filters, in which a `+` is no sum, the sums' own `+`, and the rest.
const pieces = /"(?:[^"\\]|\\.)*"|\[[^\]]*\]|\+|[^+"[]+|["[]/gsu;

function splitSum(text: string): readonly string[] {
  const parts: string[] = [""];
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === "+") parts.push("");
    else parts.push((parts.pop() ?? "") + piece);
  }
  return parts;
}
