import { RE2JS } from "re2js";
import { estimateRegexSize } from "./regex-size.ts";

export const longestRegex = 1_000;

// A search takes at most this many steps for each character.
const mostStates = 2_000;

/** A regular expression of the configuration, searched for in time that grows with the text and with nothing else. */
export interface SafeRegex {
  /** States of the compiled pattern: steps that a search takes for each character at most. */
  readonly size: number;
  /** Whether it matches anywhere in the text. */
  readonly isIn: (text: string) => boolean;
}

export interface RegexProblem {
  readonly says: string;
  readonly fix: string;
}

interface Reading {
  /** `^` and `$` also mean the beginning and the end of a line, and `.` stays within one. */
  readonly isMultiline: boolean;
}

/** Throws on a pattern that has a problem. Without `isMultiline` the text is one line: a path may hold a line feed. */
export function compileRegex(pattern: string, { isMultiline }: Reading): SafeRegex {
  const compiled = RE2JS.compile(pattern, isMultiline ? RE2JS.MULTILINE : RE2JS.DOTALL);
  return { size: compiled.programSize(), isIn: (text) => compiled.test(text) };
}

export type TriedRegex =
  | { readonly ok: true; readonly regex: SafeRegex }
  | { readonly ok: false; readonly problem: RegexProblem };

/** Such a pattern has a problem, and is never compiled. */
export function repeatsTooOften(pattern: string): boolean {
  return estimateRegexSize(pattern) > mostStates;
}

/** A pattern compiled, or why it cannot be used. */
export function tryRegex(pattern: string, reading: Reading): TriedRegex {
  if (repeatsTooOften(pattern)) {
    const says = `it has more than ${mostStates} parts when its repetitions are written out`;
    return { ok: false, problem: { says, fix: "Repeat less, or write `*` or `+`." } };
  }
  try {
    return { ok: true, regex: compileRegex(pattern, reading) };
  } catch (error) {
    return { ok: false, problem: inWords(error instanceof Error ? error.message : String(error)) };
  }
}

/** Why a pattern cannot be used, however its text is read. */
export function regexProblem(pattern: string): RegexProblem | undefined {
  const tried = tryRegex(pattern, { isMultiline: false });
  return tried.ok ? undefined : tried.problem;
}

function inWords(message: string): RegexProblem {
  if (/`\(\?<?[=!]/.test(message)) {
    return { says: "it looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`)", fix: "Say it without." };
  }
  if (/escape sequence: `\\[1-9]/.test(message)) {
    return { says: "it refers back to what a group matched (`\\1`)", fix: "Say it without." };
  }
  // A whole pattern is quoted with the flag that it was compiled with.
  const says = message.replace("error parsing regexp: ", "").replace(/`\(\?[ms]\)/, "`");
  return { says: `it cannot be read: ${says}`, fix: "Write it in the syntax of RE2." };
}
