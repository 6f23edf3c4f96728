import type { PullRequest } from "../../facts.ts";
import { announcesBreak, type Said } from "../reading/breaking.ts";
import type { JudgingRules } from "../rules.ts";
import type { CommitsLand } from "../title-standing.ts";
import type { MergeSettings } from "./landing.ts";

/** What of a pull request's commits becomes part of the base branch, or is judged as if it did. */
export type CommitsBesideTitle = Exclude<CommitsLand, "queue">;

/**
 * Why `count` commits, merges left out, are judged besides the title; undefined where the title alone counts. Without the
 * settings it is what GitHub does where nobody changed how a squash is called: a single commit gives its subject. Of the
 * messages of several nothing is claimed then.
 */
export function whatLands(
  settings: MergeSettings | undefined,
  asked: JudgingRules["commits"],
  count: number,
): CommitsBesideTitle | undefined {
  const landing = bySettings(settings, count);
  switch (asked) {
    case "auto":
      return landing;
    case "title":
      return undefined;
    case "single":
      if (count !== 1) return landing === "messages" ? landing : undefined;
      return landing === "only-commit" ? landing : "asked";
    case "all":
      return "asked";
  }
}

/** Whether all problems of such commits count. Those of `each` may still be squashed by who merges. */
export function mustHold(why: CommitsBesideTitle | undefined): boolean {
  return why === "only-commit" || why === "messages" || why === "asked";
}

/**
 * What may land, as long as the commits were not listed: GitHub counts merges along, so of several commits all but one may
 * be merges. Messages can only add that something breaks, so they are nothing new where the pull request says it already.
 */
export function whatMayLand(
  settings: MergeSettings | undefined,
  asked: JudgingRules["commits"],
  pullRequest: Said & Pick<PullRequest, "commits">,
): readonly CommitsBesideTitle[] {
  const lands = [1, pullRequest.commits].flatMap((count) => whatLands(settings, asked, count) ?? []);
  return announcesBreak(pullRequest) ? lands.filter((why) => why !== "messages") : lands;
}

/**
 * What stands below the subject of a squash of one commit, which has `own` below its own subject; where nobody told, all that
 * may stand there.
 */
export function landedBody(settings: MergeSettings | undefined, own: string, description: string): string {
  switch (settings?.squashBody) {
    case "pull-request":
      return description;
    case "commits":
      return own;
    case "blank":
      return "";
    case undefined:
      return `${own}\n\n${description}`;
  }
}

/** How a squash keeps the message of a commit below a subject that is not its own. */
export function keptMessage(message: string): string {
  return `* ${message}`;
}

function bySettings(settings: MergeSettings | undefined, count: number): CommitsBesideTitle | undefined {
  if (settings?.methods.some((method) => method !== "squash") === true) return "each";
  if (settings?.squashTitle !== "pull-request" && count === 1) return "only-commit";
  return settings?.squashBody === "commits" ? "messages" : undefined;
}
