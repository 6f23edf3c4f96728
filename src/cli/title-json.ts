import type { TitleJudgement } from "../policy/title/judge-title.ts";
import type { TitleProblem } from "../policy/title/checking/problems.ts";
import type { Impact } from "../policy/title/rules.ts";
import { safeJson } from "./safe-json.ts";

/**
 * One line of JSON for a title. What there is none of is null; of a title that fails that is everything it would mean,
 * because what it says cannot be relied on.
 */
export function titleJson(title: string, judged: TitleJudgement, impact: Impact | undefined): string {
  const parsed = judged.ok ? judged.parsed : undefined;
  const problems = judged.ok ? [] : judged.problems;
  return safeJson({
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
