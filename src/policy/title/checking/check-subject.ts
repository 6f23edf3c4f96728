import { type Points, type Span, textOf, trimmed } from "../../text/characters.ts";
import type { ProblemList } from "./problems.ts";
import type { SubjectRules } from "../rules.ts";

/** Names what is wrong with the way the description is written. Blanks at its ends are not counted. */
export function checkSubject(points: Points, description: Span, rules: SubjectRules, problems: ProblemList): void {
  const { start, end } = trimmed(points, description);
  const word = firstWord(textOf(points, { start, end }));
  if (rules.case === "not-capitalised" && isCapitalised(word)) {
    const expected = uncapitalised(word);
    problems.add("title/subject-case", { start, end: start + Array.from(word).length }, { expected });
  }
  if (!rules.fullStop && endsInFullStop(textOf(points, { start, end }))) {
    problems.add("title/full-stop", { start: end - 1, end }, {});
  }
  const length = end - start;
  if (rules.max !== undefined && length > rules.max) {
    problems.add("title/subject-too-long", { start: start + rules.max, end }, { length, max: rules.max });
  }
}

/** The same text as the rules want it. */
export function repairSubject(text: string, rules: SubjectRules): string {
  const word = firstWord(text);
  const first = rules.case === "not-capitalised" && isCapitalised(word) ? uncapitalised(word) : word;
  const repaired = first + text.slice(word.length);
  return !rules.fullStop && endsInFullStop(repaired) ? repaired.slice(0, -1).trimEnd() : repaired;
}

function firstWord(text: string): string {
  return /^\S*/u.exec(text)?.[0] ?? "";
}

/** Names such as `API`, `GitHub` and `ADR-023` keep their capitals. */
function isCapitalised(word: string): boolean {
  return /^\p{Lu}[\p{Ll}'’-]*[,.:;]?$/u.test(word);
}

function uncapitalised(word: string): string {
  const [first = ""] = word;
  return first.toLowerCase() + word.slice(first.length);
}

/** Dots that trail off are none. */
function endsInFullStop(text: string): boolean {
  return text.endsWith(".") && !text.endsWith("..");
}
