import { type Reason, reasonText } from "../policy/reason.ts";
import { fillReason } from "./fill-reason.ts";
import { code, copyable, cut } from "./markdown.ts";

// A code span that is cut off further on stops being one, so each is kept short enough here.
const longestText = 300;
const longestInBrief = 40;

/** The sentence as Markdown; every parameter stands in a code span. */
export function sentence({ code: reasonCode, parameters }: Reason): string {
  return fill(reasonText(reasonCode).says, parameters, longestText);
}

/** The same where there is little room. */
export function briefSentence({ code: reasonCode, parameters }: Reason): string {
  return fill(reasonText(reasonCode).says, parameters, longestInBrief);
}

/** What can be done about it, as Markdown; undefined when nobody can do anything. */
export function fix({ code: reasonCode, parameters }: Reason): string | undefined {
  const text = reasonText(reasonCode).fix;
  return text === undefined ? undefined : fill(text, parameters, longestText);
}

/** Sentence and fix in one. */
export function sentenceWithFix(reason: Reason): string {
  const todo = fix(reason);
  return todo === undefined ? sentence(reason) : `${sentence(reason)} ${todo}`;
}

function fill(text: string, parameters: Reason["parameters"], longest: number): string {
  const show = (value: string, name: string, isItem: boolean) => showOne(value, { name, isItem, longest });
  return fillReason(text, parameters, show, longest * 3);
}

// Numbers such as `3`, `2 areas` and `60% (60 of 100)` need no escape and read better without one.
const measure = /^-?\d+(?:\.\d+)?%?(?: [a-z]+| \(\d+(?:\.\d+)? of \d+(?:\.\d+)?\))?$/;

interface Place {
  readonly name: string;
  readonly isItem: boolean;
  readonly longest: number;
}

function showOne(value: string, { name, isItem, longest }: Place): string {
  // `safe…` is Markdown that our own code made.
  if (name.startsWith("safe")) return value;
  if (!isItem && measure.test(value)) return value;
  // A command must be copied as it stands.
  return name === "command" ? copyable(cut(value, longestText)) : code(cut(value, longest));
}
