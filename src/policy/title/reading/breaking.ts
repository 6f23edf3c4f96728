import type { PullRequest } from "../../facts.ts";
import { skipBlanks, textOf } from "../../text/characters.ts";
import { parseHeader } from "./grammar.ts";
import { breakAtMarks, headerPlaces } from "./release-marks.ts";

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

/** The first line of a text that lands which release tools read as a breaking change, whatever it means. */
export function findBreakingLine(text: string): string | undefined {
  for (const { says, isHeader } of linesOf(text)) if (isHeader || footer.test(says)) return says.trim();
  return undefined;
}

/**
 * The first line of a description with which its author announces a breaking change. Not one that says that nothing breaks,
 * and none of a comment, an example or a table: release tools read those as well, where the description lands.
 */
function findAnnouncement(description: string): string | undefined {
  const lines = linesOf(description);
  for (const [index, { says, isHeader, isSaid }] of lines.entries()) {
    if (isHeader) return says.trim();
    const [, told] = (isSaid && footer.exec(says)) || [];
    if (told !== undefined && !isDenial(saysAnything(told) ? told : textBelow(lines, index))) return says.trim();
  }
  return undefined;
}

/** The first line that some tools read as a breaking change although it lacks the colon of a footer. */
export function findBreakingProse(description: string): string | undefined {
  return linesOf(description)
    .find(({ says, isSaid }) => isSaid && prose.test(says))
    ?.says.trim();
}

// conventional-commits-parser takes capitals and small letters, and bars, stars and blanks in front; others want ` #12`.
const footer = /^[\s|*]*BREAKING[ -]CHANGE(?:\s*:|\s+#)([^]*)$/iu;
// The same without a colon is read as well, and is most often the beginning of a sentence.
const prose = /^[\s|*]*BREAKING[ -]CHANGE\s+[^\s:#]/iu;
const markedHeader = /^\s*[^\s()!:]+(?:\([^()]*\))?!:/u;
const denials =
  /^[^\p{L}\p{N}]*(?:none|no|nope|nil|n\/?a|nothing|false|not applicable|(?:there are )?no breaking changes?)(?:[^\p{L}\p{N}]*$|\s*[,;(]|\s+[-–—]\s)/iu;

function saysAnything(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replace(/<!--.*/u, ""));
}

/** What follows a footer that says nothing itself; a heading or a comment does not belong to it. */
function textBelow(lines: readonly Line[], index: number): string {
  const next = lines.slice(index + 1, index + 1 + mostBlankLines).find(({ says }) => says.trim() !== "");
  return next === undefined || !next.isSaid || next.says.trimStart().startsWith("#") ? "" : next.says;
}

// A footer and what it says stand close together.
const mostBlankLines = 5;

function isDenial(text: string): boolean {
  return !saysAnything(text) || denials.test(text.trim());
}

interface Line {
  readonly says: string;
  /** release-please finds the header of a commit there that breaks something. */
  readonly isHeader: boolean;
  /** It is plain text that a reader sees. */
  readonly isSaid: boolean;
}

const fence = /^ {0,3}(`{3,}|~{3,})/u;
const indentedOrTable = /^(?: {4}|\t|\s*\|)/u;

/** Linear in the length of the text. */
function linesOf(text: string): readonly Line[] {
  const isHeaderAt = headerPlaces(text);
  const lastEnd = text.lastIndexOf("-->");
  let start = 0;
  let fencedWith: string | undefined;
  let isInComment = false;
  return breakAtMarks(text)
    .split("\n")
    .map((says) => {
      const at = start;
      start += says.length + 1;
      const mark = isInComment ? undefined : fence.exec(says)?.[1];
      const isFenced = fencedWith !== undefined || mark !== undefined;
      if (fencedWith === undefined) fencedWith = mark;
      else if (mark?.startsWith(fencedWith) === true) fencedWith = undefined;
      const wasInComment = isInComment;
      if (!isFenced) isInComment = endsInComment(says, isInComment, at, lastEnd);
      return {
        says,
        isHeader: markedHeader.test(says) && isHeaderAt(at),
        isSaid: !isFenced && !wasInComment && !indentedOrTable.test(says),
      };
    });
}

/** A comment that nothing ends is none. */
function endsInComment(line: string, isOpen: boolean, at: number, lastEnd: number): boolean {
  const [opens, closes] = [line.lastIndexOf("<!--"), line.lastIndexOf("-->")];
  if (opens > closes) return at + opens < lastEnd;
  return closes === -1 && isOpen;
}
