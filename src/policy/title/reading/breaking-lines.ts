import { breakAtMarks, headerPlaces } from "./release-marks.ts";

/** The first line of a text that lands which release tools read as a breaking change, whatever it means. */
export function findBreakingLine(text: string): string | undefined {
  for (const { says, isHeader } of linesOf(text)) if (isHeader || footer.test(says)) return says.trim();
  return undefined;
}

/**
 * The first line of a description with which its author announces a breaking change. Not one that says that nothing breaks,
 * and none of a comment, an example or a table: release tools read those as well, where the description lands.
 */
export function findAnnouncement(description: string): string | undefined {
  const lines = linesOf(description);
  for (const [index, line] of lines.entries()) {
    const { says, isHeader } = line;
    if (isHeader) return says.trim();
    const [, told] = (isSaid(line) && footer.exec(says)) || [];
    if (told !== undefined && !isDenied(told, lines.slice(index + 1, index + 1 + mostLinesBelow))) return says.trim();
  }
  return undefined;
}

/** The first line that some tools read as a breaking change although it lacks the colon of a footer. */
export function findBreakingProse(description: string): string | undefined {
  return linesOf(description)
    .find((line) => isSaid(line) && prose.test(line.says))
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

// A footer and what it says stand close together.
const mostLinesBelow = 8;
const task = /^\s*[-*+] \[([ x])\]/iu;

/**
 * Whether a footer says that nothing breaks, or nothing at all. Without words of its own the next line counts, as the box
 * that is ticked; a heading or a comment does not belong to it.
 */
function isDenied(told: string, below: readonly Line[]): boolean {
  if (saysAnything(told)) return denials.test(told.trim());
  const next = below.find(({ says }) => says.trim() !== "" && task.exec(says)?.[1] !== " ");
  if (next === undefined || next.isHidden || /^\s*#/u.test(next.says)) return true;
  if (next.isExample) return false;
  const text = next.says.replace(task, "");
  return !saysAnything(text) || denials.test(text.trim());
}

interface Line {
  readonly says: string;
  /** release-please finds the header of a commit there that breaks something. */
  readonly isHeader: boolean;
  /** It stands in a comment, which GitHub does not show. */
  readonly isHidden: boolean;
  /** It is part of a block of code or of a table. */
  readonly isExample: boolean;
}

/** It is plain text that a reader sees. */
function isSaid({ isHidden, isExample }: Line): boolean {
  return !isHidden && !isExample;
}

const fence = /^ {0,3}(`{3,}|~{3,})(.*)/u;
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
      const [, mark, behind = ""] = (!isInComment && fence.exec(says)) || [];
      const isFenced = fencedWith !== undefined || mark !== undefined;
      if (fencedWith === undefined) fencedWith = mark;
      else if (mark?.startsWith(fencedWith) === true && behind.trim() === "") fencedWith = undefined;
      const wasInComment = isInComment;
      if (!isFenced) isInComment = endsInComment(says, isInComment, at, lastEnd);
      return {
        says,
        isHeader: markedHeader.test(says) && isHeaderAt(at),
        isHidden: wasInComment || /^\s*<!--/u.test(says),
        isExample: isFenced || indentedOrTable.test(says),
      };
    });
}

/** A comment that nothing ends is none. */
function endsInComment(line: string, isOpen: boolean, at: number, lastEnd: number): boolean {
  const [opens, closes] = [line.lastIndexOf("<!--"), line.lastIndexOf("-->")];
  if (opens > closes) return at + opens < lastEnd;
  return closes === -1 && isOpen;
}
