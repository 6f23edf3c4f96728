import type { TitleJudgement } from "../policy/title/judge-title.ts";
import type { TitleProblem } from "../policy/title/checking/problems.ts";
import type { Impact } from "../policy/title/rules.ts";

/**
 * One line of JSON for a title. What there is none of is null; of a title that fails that is everything it would mean,
 * because what it says cannot be relied on.
 */
export function titleJson(title: string, judged: TitleJudgement, impact: Impact | undefined): string {
  const parsed = judged.ok ? judged.parsed : undefined;
  const problems = judged.ok ? [] : judged.problems;
  return lineOf({
    title,
    verdict: judged.ok ? "pass" : "fail",
    problems: [...problems.map(shownAs("error")), ...judged.notices.map(shownAs("notice"))],
    suggestion: judged.ok ? null : (judged.suggestion ?? null),
    type: parsed?.type ?? null,
    scopes: parsed?.scopes ?? null,
    breaking: parsed?.breaking ?? null,
    impact: impact ?? null,
  });
}

function shownAs(severity: "error" | "notice") {
  return ({ code, column, message }: TitleProblem) => ({
    code,
    column: column ?? null,
    message,
    severity,
  });
}

/** JSON whose strings hold nothing that a terminal would obey or hide; whoever parses it gets the same text. */
function lineOf(value: object): string {
  return JSON.stringify(value).replaceAll(unsafe, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
    }).join(""),
  );
}

const unsafe = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
