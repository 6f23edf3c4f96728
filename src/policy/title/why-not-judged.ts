import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { isMeant } from "../text/bare-login.ts";
import { matchGlobs } from "../text/glob.ts";
import { isByMachine } from "./bot-advice.ts";
import type { JudgingRules } from "./rules.ts";

/** Which exception of the configuration takes the title out, the widest first; undefined when it is judged. */
export function whyNotJudged(
  pullRequest: Pick<PullRequest, "author" | "isByBot" | "baseBranch" | "labels">,
  judging: JudgingRules,
): Reason | undefined {
  const { author, baseBranch, labels } = pullRequest;
  const { targets, skipLabels, ignore, bots } = judging;
  if (targets !== undefined && !matchGlobs(targets)(baseBranch)) {
    return reason("title-of-other-branch", { branch: baseBranch });
  }
  const label = labels.find((each) => isNamed(each, skipLabels));
  if (label !== undefined) return reason("title-under-label", { label });
  if (author !== undefined && ignore.some((name) => isMeant(author.login, name))) {
    return reason("title-ignored", { author: author.login });
  }
  return bots === "skip" && isByMachine(pullRequest, judging) ? reason("title-of-bot", {}) : undefined;
}

/** GitHub does not tell capitals from small letters in labels. */
function isNamed(label: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === label.toLowerCase());
}
