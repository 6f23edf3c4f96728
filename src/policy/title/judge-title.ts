import { type AboutTitle, checkTitle } from "./checking/check-title.ts";
import type { ParsedTitle } from "./reading/grammar.ts";
import type { TitleProblem } from "./checking/problems.ts";
import type { TitleRules } from "./rules.ts";
import { suggestTitle } from "./checking/suggest.ts";

export type TitleJudgement = PassedTitle | FailedTitle;

export interface PassedTitle {
  readonly ok: true;
  readonly parsed: ParsedTitle;
  readonly notices: readonly TitleProblem[];
}

export interface FailedTitle {
  readonly ok: false;
  readonly problems: readonly TitleProblem[];
  readonly notices: readonly TitleProblem[];
  /** Passes under the same rules. Absent when none can be derived. */
  readonly suggestion?: string;
}

/** Judges any string in linear time and never throws. */
export function judgeTitle(title: string, rules: TitleRules, about: AboutTitle = {}): TitleJudgement {
  const { parsed, problems, notices } = checkTitle(title, rules, about);
  if (parsed !== undefined && problems.length === 0) return { ok: true, parsed, notices };
  const suggestion = suggestTitle(title, rules, about);
  return { ok: false, problems, notices, ...(suggestion !== undefined && { suggestion }) };
}
