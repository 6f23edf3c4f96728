import { type Reason, reason } from "../../reason.ts";
import type { TitleProblem } from "../checking/problems.ts";
import { suggestTitle } from "../checking/suggest.ts";
import { announcementIn, announcesBreak } from "../reading/breaking.ts";
import { isSuggestible } from "../retitle.ts";
import { type JudgedCommit, type JudgedCommits, mostCommitsShown, noCommits } from "../title-standing.ts";
import { amendCommand } from "./amend-command.ts";
import {
  type CommitProblems,
  type JudgedScene,
  judgeKept,
  judgeMerge,
  judgeOneOfMany,
  judgeSingle,
} from "./judge-commit.ts";
import type { CommitList, Landing, LandingCommit, MergeSettings } from "./landing.ts";
import { readLanded, readMessage } from "./read-message.ts";
import { type CommitsBesideTitle, landedBody, mustHold, whatLands } from "./what-lands.ts";

/**
 * The commits that land beside the title, or instead of it. Those of the merge queue are looked at last: what fails on the
 * pull request is not made good by the commit that the queue made of it.
 */
export function judgeCommits(scene: JudgedScene, landing: Landing): JudgedCommits {
  const own = judgeListed(scene, landing);
  if (own.obstacles.length > 0 || landing.queued === undefined || scene.policy.judging.mergeQueue === "pass")
    return own;
  const obstacles = judgeQueued(landing.queued, scene);
  return obstacles.length === 0 ? own : { why: "queue", obstacles, noticed: [] };
}

/** Why nobody can tell whether commits hold that must; undefined where it can be told, or does not matter. */
export function whyCommitsUnknown(
  { policy, pullRequest, isLenient }: JudgedScene,
  { settings, commits, unread }: Landing,
): Reason | undefined {
  if (unread !== undefined) return unread;
  if (isLenient || commits === undefined || commits.isComplete) return undefined;
  const count = String(pullRequest.commits);
  if (policy.judging.commits === "all") return reason("title-commits-unlisted", { count });
  const isInMessages = whatLands(settings, policy.judging.commits, pullRequest.commits) === "messages";
  return isInMessages && !announcesBreak(pullRequest) ? reason("title-messages-unlisted", { count }) : undefined;
}

function judgeListed(scene: JudgedScene, { settings, commits: listed }: Landing): JudgedCommits {
  if (listed === undefined) return noCommits;
  const list = withOnlyMerge(listed);
  const asked = scene.policy.judging.commits;
  const why = whatLands(settings, scene.isLenient && asked !== "title" ? "auto" : asked, list.commits.length);
  if (why === undefined) return noCommits;
  const { obstacles, noticed } = sortOut(findProblems(list, { why, settings }, scene), why, scene);
  if (obstacles.length === 0 && noticed.length === 0) return noCommits;
  const shown = obstacles.slice(0, mostCommitsShown).map((each) => withSuggestion(each, { why, ...list }, scene));
  return { why, obstacles: [...shown, ...obstacles.slice(mostCommitsShown)], noticed };
}

/** A merge that is alone is a commit like any other. */
function withOnlyMerge(list: CommitList): CommitList {
  const isOnly = list.commits.length === 0 && list.merges.length === 1;
  return isOnly ? { ...list, commits: list.merges, merges: [] } : list;
}

function findProblems(
  { commits, merges }: CommitList,
  { why, settings }: { readonly why: CommitsBesideTitle; readonly settings: MergeSettings | undefined },
  scene: JudgedScene,
): readonly CommitProblems[] {
  if (why === "messages") {
    // Whether GitHub keeps those of merges as well is not documented, so they count.
    return [...commits, ...merges].map((commit) => judgeKept(commit, scene));
  }
  // Also where the configuration asks for it anyway.
  const lands = whatLands(settings, "auto", commits.length);
  const own = commits.map((commit) => {
    if (commits.length > 1 || (lands !== "only-commit" && lands !== "each")) return judgeOneOfMany(commit, scene);
    const { subject, body } = readMessage(commit.message);
    // What else of the description tools would read is told of the title, and not of the commit.
    const landed = lands === "each" ? body : landedBody(settings, body, announcementIn(scene.pullRequest) ?? "");
    return judgeSingle(commit.sha, { subject, body: landed }, scene);
  });
  // A squash that takes the subject of the only commit takes nothing of merges.
  return why === "only-commit" ? own : [...own, ...merges.map((merge) => judgeMerge(merge, scene))];
}

/**
 * A squash, and a merge that is called like one, ends in the number. What does not is a merge commit of GitHub's own words,
 * or the last one of a rebase, which is among those that were listed.
 */
function judgeQueued({ sha, message }: LandingCommit, scene: JudgedScene): readonly JudgedCommit[] {
  const landed = readLanded(message, scene.pullRequest.number);
  if (!landed.hasNumber) return [];
  const { mismatches, others, subject } = judgeSingle(sha, landed, scene);
  return reported({ sha, subject }, scene.isLenient ? mismatches : [...others, ...mismatches]);
}

function reported(
  { sha, subject }: Pick<JudgedCommit, "sha" | "subject">,
  problems: readonly TitleProblem[],
): readonly JudgedCommit[] {
  return problems.length === 0 ? [] : [{ sha, subject, problems }];
}

/** A commit is on both sides where only some of its problems count. */
function sortOut(
  found: readonly CommitProblems[],
  why: CommitsBesideTitle,
  { pullRequest, isLenient }: JudgedScene,
): Pick<JudgedCommits, "obstacles" | "noticed"> {
  const doAllCount = ({ others }: CommitProblems) =>
    mustHold(why) && !isLenient && !(pullRequest.isDraft && isToBeSquashed(others));
  return {
    obstacles: found.flatMap((each) => reported(each, [...(doAllCount(each) ? each.others : []), ...each.mismatches])),
    noticed: isLenient ? [] : found.flatMap((each) => (doAllCount(each) ? [] : reported(each, each.others))),
  };
}

/** `fixup! …` is how work on a draft goes on. */
function isToBeSquashed(problems: readonly TitleProblem[]): boolean {
  return problems.every(({ code }) => code === "title/autosquash");
}

/** Taking such a mark or type away, or adding it, is a decision. */
const decisions = new Set<string>(["title/breaking-mismatch", "title/security-mismatch", "title/type-mismatch"]);

/** A subject to take over; none where the author has to decide. */
function withSuggestion(
  judged: JudgedCommit,
  { why, commits }: { readonly why: CommitsBesideTitle; readonly commits: readonly LandingCommit[] },
  { title, pullRequest, policy }: JudgedScene,
): JudgedCommit {
  const { sha, subject, problems } = judged;
  if (problems.some(({ code }) => decisions.has(code))) return judged;
  const passing = title.ok ? pullRequest.title : title.suggestion;
  const suggestion = why === "only-commit" ? passing : suggestTitle(subject, policy.rules);
  if (!isSuggestible(suggestion)) return judged;
  // `-m` replaces the whole message, and changes no commit but the newest.
  const isWhole = commits.some((commit) => commit.sha === sha && commit.message.trim() === subject.trim());
  const command = isWhole && sha === pullRequest.headSha ? amendCommand(suggestion) : undefined;
  return { ...judged, suggestion, command };
}
