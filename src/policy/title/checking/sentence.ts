import { type Points, hasVisible, textOf, visibleText } from "../../text/characters.ts";
import type { Header } from "../reading/grammar.ts";
import { findClosingKeyword } from "../reading/references.ts";
import type { TitleRules } from "../rules.ts";
import { repairSubject } from "./check-subject.ts";

/**
 * Prose rather than a header with a slip. `feat add x` lacks its colon; `Fix the crash` is a sentence that happens to
 * begin with a type, unless a colon further on shows that a header was meant.
 */
export function isSentence(points: Points, header: Header, types: readonly string[]): boolean {
  const word = visibleText(points, header.type);
  if (word === "") return true;
  if (header.colon !== undefined) return false;
  if (!types.includes(word.toLowerCase())) return true;
  const isBare = header.headEnd === header.type.end;
  return isBare && !types.includes(word) && !points.includes(":", header.headEnd);
}

/** `fix: the crash` from `Fix the crash`. None where the result would close an issue, or break a rule nobody looked at. */
export function exampleFrom(points: Points, header: Header, rules: TitleRules): string | undefined {
  const { types, scope, max, subject, patterns } = rules;
  const word = visibleText(points, header.type).toLowerCase();
  if (
    scope === "required" ||
    patterns.length > 0 ||
    header.headEnd !== header.type.end ||
    !types.includes(word) ||
    !hasVisible(points, header.description)
  )
    return undefined;
  const description = repairSubject(textOf(points, header.description), subject);
  const example = `${word}: ${description}`;
  const isTooLong = isLonger(example, max) || isLonger(description, subject.max);
  return !isTooLong && findClosingKeyword(example) === undefined ? example : undefined;
}

function isLonger(text: string, max: number | undefined): boolean {
  return max !== undefined && Array.from(text).length > max;
}
