import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { botAdvice, isByMachine } from "./bot-advice.ts";
import { judgeCommits, whyCommitsUnknown } from "./landing/judge-commits.ts";
import type { TitleStanding } from "./title-standing.ts";
import { judgeTitle, type TitleJudgement } from "./judge-title.ts";
import type { Landing, MergeSettings } from "./landing/landing.ts";
import { type CommitsBesideTitle, whatMayLand } from "./landing/what-lands.ts";
import type { JudgingRules, TitlePolicy } from "./rules.ts";
import { isOfDescription } from "./explain-failure.ts";
import { whyNotJudged } from "./why-not-judged.ts";

/** Judges the title of a pull request, and what lands with it. Pure; the gate and the check run both come from here. */
export function judgePullRequestTitle(given: PullRequest, landing: Landing, policy: TitlePolicy): TitleStanding {
  const { rules, judging } = policy;
  // An account that the configuration names as a machine's quotes the notes of others as well.
  const pullRequest = { ...given, isByBot: isByMachine(given, judging) };
  const excepted = whyNotJudged(pullRequest, judging);
  if (excepted !== undefined) return { state: "not-judged", why: excepted };
  const { number, body, isByBot } = pullRequest;
  const doesBodyLand = landing.settings?.squashBody === "pull-request" && landing.settings.methods.includes("squash");
  const title = judgeTitle(pullRequest.title, rules, { number, body, isByBot, doesBodyLand });
  const unfinished = whyUnfinished(pullRequest, title, judging);
  if (unfinished !== undefined) return { state: "waiting", why: unfinished, title };
  const scene = { pullRequest, title, policy, isLenient: isLenient(pullRequest, judging) };
  const commits = judgeCommits(scene, landing);
  const isHeldUp = !title.ok && !scene.isLenient;
  if (isHeldUp || commits.obstacles.length > 0) return { state: "fails", title, commits };
  const unknown = whyCommitsUnknown(scene, landing);
  if (unknown !== undefined) return { state: "unknown", why: unknown, title };
  if (title.ok) return { state: "passes", title, commits };
  const why = isOfDescription(title.problems)
    ? reason("title-lenient-notes", {})
    : botAdvice(pullRequest.author, rules.types);
  return { state: "lenient", why, title };
}

/** Whether anything turns on the commits: where they can only be mentioned beside a title that waits, nothing does. */
export function doCommitsMatter(pullRequest: PullRequest, judging: JudgingRules): boolean {
  return whyNotJudged(pullRequest, judging) === undefined && !(pullRequest.isDraft && judging.drafts === "neutral");
}

/** Which commits may matter where any do, as long as they were not listed. Of a bot it is the only one. */
export function whichMayMatter(
  settings: MergeSettings | undefined,
  pullRequest: PullRequest,
  judging: JudgingRules,
): readonly CommitsBesideTitle[] {
  const { commits } = judging;
  if (!isLenient(pullRequest, judging)) return whatMayLand(settings, commits, pullRequest);
  return commits === "title" ? [] : whatMayLand(settings, "auto", pullRequest).filter((why) => why !== "messages");
}

function isLenient(pullRequest: PullRequest, judging: JudgingRules): boolean {
  return judging.bots === "lenient" && isByMachine(pullRequest, judging);
}

function whyUnfinished(
  { isDraft }: PullRequest,
  title: TitleJudgement,
  { drafts, wip }: JudgingRules,
): Reason | undefined {
  if (isDraft && drafts === "neutral") return reason("title-of-draft", {});
  const isMarked = !title.ok && title.problems.some(({ code }) => code === "title/wip");
  return isMarked && wip === "neutral" ? reason("title-says-unfinished", {}) : undefined;
}
