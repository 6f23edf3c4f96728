import { tellTogether } from "../../policy/advisory/ignores/tell-together.ts";
import type { Reason } from "../../policy/reason.ts";
import { plainFix, plainSentence } from "../../render/plain-reason.ts";
import type { JudgedPolicies } from "./judge-policies.ts";
import { lineWidth } from "./finding-table.ts";
import { paragraph } from "./fit-cell.ts";

/** What is wrong with documented ignores, each kind in one sentence with its fix. */
export function ignoreLines({ found, warnings }: JudgedPolicies): readonly string[] {
  const reasons = [...tellTogether(found), ...warnings];
  if (reasons.length === 0) return [];
  return ["Documented ignores:", ...reasons.flatMap(sentenceLines)];
}

/** A sentence, and below it what can be done. */
function sentenceLines(reason: Reason): readonly string[] {
  const fix = plainFix(reason);
  const lines = [`- ${plainSentence(reason)}`, ...(fix === undefined ? [] : [`  ${fix}`])];
  return lines.flatMap((line) => paragraph(line, lineWidth - 2)).map((line) => `  ${line}`);
}
