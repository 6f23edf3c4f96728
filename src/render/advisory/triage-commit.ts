import type { CommitOnBranch } from "../../policy/advisory/triage/triage-plan.ts";
import { shortSha } from "../../policy/text/short-sha.ts";
import { code } from "../markdown.ts";

/** "`abc1234` (#12)". */
export function commitInWords({ sha, pullRequest }: CommitOnBranch): string {
  const commit = code(shortSha(sha));
  return pullRequest === undefined ? commit : `${commit} (#${pullRequest})`;
}
