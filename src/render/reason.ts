import { type Reason, type ReasonParameter, reasonText } from "../policy/reason.ts";
import { code, copyable, cut } from "./markdown.ts";

/** The sentence as Markdown; every parameter stands in a code span. */
export function sentence({ code: reasonCode, parameters }: Reason): string {
  return fill(reasonText(reasonCode).says, parameters);
}

/** What can be done about it, as Markdown; undefined when nobody can do anything. */
export function fix({ code: reasonCode, parameters }: Reason): string | undefined {
  const text = reasonText(reasonCode).fix;
  return text === undefined ? undefined : fill(text, parameters);
}

/** Sentence and fix in one. */
export function sentenceWithFix(reason: Reason): string {
  const todo = fix(reason);
  return todo === undefined ? sentence(reason) : `${sentence(reason)} ${todo}`;
}

// A code span that is cut off further on stops being one, so each is kept short enough here.
const longestText = 300;
const longestList = 10;

// Numbers such as `3`, `2 areas` and `60% (60 of 100)` need no escape and read better without one.
const measure = /^-?\d+(?:\.\d+)?%?(?: [a-z]+| \(\d+(?:\.\d+)? of \d+(?:\.\d+)?\))?$/;

function fill(template: string, parameters: Reason["parameters"]): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => show(name, parameters[name] ?? ""));
}

function show(name: string, value: ReasonParameter): string {
  if (typeof value !== "string") return showList(value, name === "owners" ? "or" : "and");
  // `safe…` is Markdown that our own code made.
  if (name.startsWith("safe")) return value;
  if (measure.test(value)) return value;
  const text = cut(value, longestText);
  // A command must be copied as it stands.
  return name === "command" ? copyable(text) : code(text);
}

function showList(values: readonly string[], joiner: "and" | "or"): string {
  const shown = values.slice(0, longestList).map((value) => code(cut(value, longestText)));
  const more = values.length - shown.length;
  const items = more > 0 ? [...shown, `${more} more`] : shown;
  const last = items.at(-1) ?? "nobody";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${joiner} ${last}`;
}
