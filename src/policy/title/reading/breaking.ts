import type { PullRequest } from "../../facts.ts";
import { skipBlanks, textOf } from "../../text/characters.ts";
import { findAnnouncement, findBreakingLine } from "./breaking-lines.ts";
import { parseHeader } from "./grammar.ts";

/** Whether release tools read a message that lands as a breaking change: its subject, or a line of its body. */
export function isBreaking({ subject, body }: { readonly subject: string; readonly body: string }): boolean {
  return saysBang(subject) || findBreakingLine(body) !== undefined;
}

/** What a pull request says of itself. */
export type Said = Pick<PullRequest, "title" | "body" | "isByBot">;

/** Whether a pull request says that it breaks something: by its title, or by a line of the description. */
export function announcesBreak(pullRequest: Said): boolean {
  return saysBang(pullRequest.title) || announcementIn(pullRequest) !== undefined;
}

/** As `findAnnouncement`. What a bot writes below its title are the words of others: notes of what it brings up to date. */
export function announcementIn({ body, isByBot }: Omit<Said, "title">): string | undefined {
  return isByBot ? undefined : findAnnouncement(body);
}

/** By a `!` before the colon, or by one that a tool takes for it. */
function saysBang(title: string): boolean {
  return hasBang(title) || hasLateBang(title);
}

/** Whether a `!` stands before the colon, be it in the right place or not; blanks in front do not hide it. */
export function hasBang(title: string): boolean {
  const points = Array.from(title);
  const { bangs, colon } = parseHeader(points, skipBlanks(points, 0));
  return colon !== undefined && bangs.length > 0;
}

// The preset conventionalcommits of conventional-changelog lets a scope reach as far as it can.
const longestScope = /^\w*\((.*)\)!?: /u;
const longestMarkedScope = /^\w*\((.*)\)!: /u;

/** The scope that a greedy tool reads in a title, and how far the head then reaches: the index behind its colon. */
export interface GreedyScope {
  readonly scope: string;
  readonly headLength: number;
}

/** `a): drop b (v1` in `fix(a): drop b (v1)!: c`, where `isMarked` is asked for; else the same without the `!`. */
export function findGreedyScope(title: string, isMarked: boolean): GreedyScope | undefined {
  const [head, scope] = (isMarked ? longestMarkedScope : longestScope).exec(title) ?? [];
  if (head === undefined || scope === undefined) return undefined;
  return { scope, headLength: Array.from(head).length - 1 };
}

function hasLateBang(title: string): boolean {
  const points = Array.from(title);
  const text = textOf(points, { start: skipBlanks(points, 0), end: points.length });
  return findGreedyScope(text, true) !== undefined;
}
