import { findBreakingProse } from "../reading/breaking-lines.ts";
import { readReleaseMarks } from "../reading/release-marks.ts";
import type { ProblemList } from "./problems.ts";

/** Mentions what release tools read in a description besides footers. `saysBreaking`: something says already that it breaks. */
export function checkReleaseMarks(body: string, saysBreaking: boolean, notices: ProblemList): void {
  const { override, nested, releaseAs } = readReleaseMarks(body);
  if (override !== undefined) notices.add("title/commit-override", undefined, { reads: firstLine(override) });
  for (const text of nested) notices.add("title/nested-commit", undefined, { reads: firstLine(text) });
  if (releaseAs !== undefined) notices.add("title/release-as", undefined, { version: releaseAs });
  const line = saysBreaking ? undefined : findBreakingProse(body);
  if (line !== undefined) notices.add("title/breaking-prose", undefined, { line });
}

function firstLine(text: string): string {
  return text.split(/[\r\n]/, 1)[0] ?? "";
}
