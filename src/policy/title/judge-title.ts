import { checkTitle } from "./check-title.ts";
import type { ParsedTitle } from "./grammar.ts";
import type { TitleProblem } from "./problems.ts";
import type { TitleRules } from "./rules.ts";
import { suggestTitle } from "./suggest.ts";

export type TitleJudgement =
  | { readonly ok: true; readonly parsed: ParsedTitle; readonly notices: readonly TitleProblem[] }
  | {
      readonly ok: false;
      readonly problems: readonly TitleProblem[];
      readonly notices: readonly TitleProblem[];
      /** Passes under the same rules. Absent when none can be derived. */
      readonly suggestion?: string;
    };

/** Judges any string in linear time and never throws. For `pullRequestNumber` see `checkTitle`. */
export function judgeTitle(title: string, rules: TitleRules, pullRequestNumber?: number): TitleJudgement {
  const { parsed, problems, notices } = checkTitle(title, rules, pullRequestNumber);
  if (parsed !== undefined && problems.length === 0) return { ok: true, parsed, notices };
  const suggestion = suggestTitle(title, rules);
  return { ok: false, problems, notices, ...(suggestion !== undefined && { suggestion }) };
}
