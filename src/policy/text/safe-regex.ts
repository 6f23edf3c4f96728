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

/**
 * With `isMultiline`, `^` and `$` also mean the beginning and the end of a line, and `.` stays within one. Else the text is one
 * line, whatever is in it: a path may hold a line feed. Throws on a pattern that has a problem.
 */
export function compileRegex(pattern: string, { isMultiline }: { readonly isMultiline: boolean }): SafeRegex {
  const compiled = RE2JS.compile(pattern, isMultiline ? RE2JS.MULTILINE : RE2JS.DOTALL);
  return { size: compiled.programSize(), isIn: (text) => compiled.test(text) };
}

export interface RegexProblem {
  readonly says: string;
  readonly fix: string;
}

/** Why a pattern cannot be used. Nothing large is compiled to find that out. */
export function regexProblem(pattern: string): RegexProblem | undefined {
  if (estimateRegexSize(pattern) > mostStates) {
    const says = `it has more than ${mostStates} parts when its repetitions are written out`;
    return { says, fix: "Repeat less, or write `*` or `+`." };
  }
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return inWords(error instanceof Error ? error.message : String(error));
  }
}

function inWords(message: string): RegexProblem {
  if (/`\(\?<?[=!]/.test(message)) {
    return { says: "it looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`)", fix: "Say it without." };
  }
  if (/escape sequence: `\\[1-9]/.test(message)) {
    return { says: "it refers back to what a group matched (`\\1`)", fix: "Say it without." };
  }
  const says = message.replace("error parsing regexp: ", "");
  return { says: `it cannot be read: ${says}`, fix: "Write it in the syntax of RE2." };
}
