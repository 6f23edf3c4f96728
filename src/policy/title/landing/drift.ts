import type { PullRequest } from "../../facts.ts";
import { visibleText } from "../../text/characters.ts";
import { announcementIn, isBreaking } from "../reading/breaking.ts";
import { findBreakingLine } from "../reading/breaking-lines.ts";
import { type ParsedTitle, parseHeader } from "../reading/grammar.ts";
import { hasReleaseMark, readReleaseMarks } from "../reading/release-marks.ts";
import { type AnnouncedChange, impactOf } from "../../version/impact.ts";
import { judgePullRequestTitle } from "../judge-pull-request.ts";
import { judgeTitle } from "../judge-title.ts";
import { nothingLands } from "./landing.ts";
import { readLanded, readMessage } from "./read-message.ts";
import type { TitleProblem } from "../checking/problems.ts";
import { isSuggestible } from "../retitle.ts";
import type { TitlePolicy } from "../rules.ts";

/** What a merge made of a title that had passed, where it matters to tools that read the history. */
export type Drift = DriftFrom & {
  /** As it was when it was merged. */
  readonly title: string;
  /** Of the commit, without the ` (#12)` that GitHub adds. */
  readonly subject: string;
  /** Passes, and means what the title meant. Undefined where release-please would cut it into pieces. */
  readonly meant: string | undefined;
};

type DriftFrom =
  | { readonly kind: "fails"; readonly problems: readonly TitleProblem[] }
  | { readonly kind: "lost-breaking" | "gained-breaking" }
  /** `other-security`: only one of the two types is `security`, and they count the same. */
  | { readonly kind: "other-type" | "other-security"; readonly was: string; readonly is: string };

/**
 * How the commit of a merge differs from the title that the pull request was merged with. Nothing is said of a title that
 * was not judged or did not pass, and nothing where release-please was told already to read what the title says instead.
 */
export function findDrift(pullRequest: PullRequest, message: string, policy: TitlePolicy): Drift | undefined {
  const judged = judgePullRequestTitle(pullRequest, nothingLands, policy);
  if (!("title" in judged) || !judged.title.ok) return undefined;
  const { title } = pullRequest;
  const { subject, body } = readLanded(message, pullRequest.number);
  const before = changeIn(judged.title.parsed, announcementIn(pullRequest));
  if (isOverridden(pullRequest.body, before, policy)) return undefined;
  const landed = judgeTitle(subject, policy.rules);
  if (!landed.ok) {
    const { problems, suggestion } = landed;
    const meant = keepsMeaning(suggestion, before, policy) ? suggestion : title;
    return { kind: "fails", problems, title, subject, meant: unlessCut(meant) };
  }
  const change = findChange(before, changeIn(landed.parsed, findBreakingLine(body)), policy);
  return change === undefined ? undefined : { ...change, title, subject, meant: unlessCut(title) };
}

/** Whether the description has release-please read a commit instead that means what the title meant. */
function isOverridden(description: string, before: AnnouncedChange, policy: TitlePolicy): boolean {
  const { override } = readReleaseMarks(description);
  if (override === undefined) return false;
  const { subject, body } = readMessage(override);
  const points = Array.from(subject);
  const { type, colon } = parseHeader(points, 0);
  const after = { type: visibleText(points, type).toLowerCase(), isBreaking: isBreaking({ subject, body }) };
  return colon !== undefined && findChange(before, after, policy) === undefined;
}

function unlessCut(title: string): string | undefined {
  return hasReleaseMark(title) ? undefined : title;
}

/** `line`: what below it announces a breaking change. */
function changeIn({ type, breaking }: ParsedTitle, line: string | undefined): AnnouncedChange {
  return { type, isBreaking: breaking || line !== undefined };
}

function findChange(before: AnnouncedChange, after: AnnouncedChange, policy: TitlePolicy): DriftFrom | undefined {
  if (before.isBreaking && !after.isBreaking) return { kind: "lost-breaking" };
  if (!before.isBreaking && after.isBreaking) return { kind: "gained-breaking" };
  // As from 1.0 on: before that, types that differ there may mean the same.
  const [was, is] = [impactOf(before, policy.meaning), impactOf(after, policy.meaning)];
  const types = { was: before.type, is: after.type };
  if (was.impact !== is.impact) return { kind: "other-type", ...types };
  const isOther = (before.type === "security") !== (after.type === "security");
  return isOther ? { kind: "other-security", ...types } : undefined;
}

/** Whoever merged it chose other words, which are worth keeping. */
function keepsMeaning(
  suggestion: string | undefined,
  before: AnnouncedChange,
  policy: TitlePolicy,
): suggestion is string {
  if (!isSuggestible(suggestion)) return false;
  const judged = judgeTitle(suggestion, policy.rules);
  if (!judged.ok) return false;
  const { type, isBreaking: breaks } = changeIn(judged.parsed, undefined);
  return type === before.type && breaks === before.isBreaking;
}
