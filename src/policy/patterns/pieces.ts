import type { ChangedFile, FileList, PullRequest } from "../facts.ts";
import { changedLines } from "../text/changed-lines.ts";
import { isEmptyFile } from "../text/empty-file.ts";
import { matchGlobs } from "../text/glob.ts";
import { withoutHtmlComments } from "../text/html-comments.ts";
import { isAboutText, type Pattern } from "./pattern.ts";

export interface TextScene {
  readonly pullRequest: PullRequest;
  readonly files: FileList;
}

/** One text that a pattern is tried on. */
export interface Piece {
  readonly text: string;
  /** Undefined for the title and the description. */
  readonly place?: Place;
}

interface Place {
  /** `docs/plan.md:12`, or a path alone. */
  readonly shown: string;
  /** Where the head has it; undefined where it has no such file any more. */
  readonly mark: { readonly path: string; readonly line: number } | undefined;
}

export interface Reading {
  readonly pieces: readonly Piece[];
  /** Files whose lines GitHub does not show, or not all of them. */
  readonly unread: readonly string[];
  /** Files that were renamed without a line that GitHub shows. */
  readonly moved: readonly string[];
}

/** What a pattern is about, before anything is read of it. */
export interface Subject {
  readonly pattern: Pattern;
  readonly texts: readonly string[];
  readonly files: readonly ChangedFile[];
  /** How much there is to read. */
  readonly characters: number;
}

export function subjectOf(pattern: Pattern, { pullRequest, files }: TextScene): Subject {
  const texts = pattern.in === "title" ? [pullRequest.title] : pattern.in === "body" ? [pullRequest.body] : [];
  const meant = isAboutText(pattern) ? [] : filesOf(pattern, files.files);
  const lengths = [...texts, ...meant.map((file) => (pattern.in === "added_files" ? file.path : (file.patch ?? "")))];
  return { pattern, texts, files: meant, characters: lengths.reduce((sum, { length }) => sum + length, 0) };
}

const statusesWithout: Readonly<Record<"added_lines" | "removed_lines", readonly string[]>> = {
  added_lines: ["removed", "unchanged"],
  removed_lines: ["added", "copied", "unchanged"],
};

/** The files that can have what the pattern is about. */
function filesOf({ in: place, paths }: Pattern, files: readonly ChangedFile[]): readonly ChangedFile[] {
  if (place === "title" || place === "body") return [];
  const isMeant = paths === undefined ? () => true : matchGlobs(paths);
  if (place === "added_files") {
    return files.filter(({ status, path }) => ["added", "copied", "renamed"].includes(status) && isMeant(path));
  }
  return files.filter((file) => !statusesWithout[place].includes(file.status) && isMeant(pathOf(file, place)));
}

/** A removed line belongs to the file as it was called before. */
function pathOf({ path, previousPath }: ChangedFile, place: Pattern["in"]): string {
  return place === "removed_lines" ? (previousPath ?? path) : path;
}

export function readSubject({ pattern, texts, files }: Subject): Reading {
  if (isAboutText(pattern)) return { pieces: texts.map((text) => textPiece(text, pattern)), unread: [], moved: [] };
  if (pattern.in === "added_files") return { pieces: files.map(pathPiece), unread: [], moved: [] };
  const sign = pattern.in === "added_lines" ? "+" : "-";
  const pieces: Piece[] = [];
  const unread: string[] = [];
  const moved: string[] = [];
  for (const file of files) {
    const { patch, status } = file;
    if (patch === undefined) {
      if ((sign === "+" || status === "removed") && isEmptyFile(file)) continue;
      (status === "renamed" && file.changedLines === 0 ? moved : unread).push(file.path);
      continue;
    }
    const { lines, isWhole } = changedLines(patch, sign, file.changedLines);
    if (!isWhole) unread.push(file.path);
    const path = pathOf(file, pattern.in);
    for (const { text, line, shownAt } of lines) {
      const mark = status === "removed" ? undefined : { path: file.path, line: shownAt };
      pieces.push({ text, place: { shown: `${path}:${line}`, mark } });
    }
  }
  return { pieces, unread, moved };
}

function textPiece(given: string, { in: place, require: required }: Pattern): Piece {
  // A description that was written in a browser has carriage returns, which no `$` expects.
  const text = given.replaceAll(/\r\n?/g, "\n");
  // What a template gives as an example in an HTML comment is nobody's answer. Forbidden things are not to hide there.
  return { text: place === "body" && required !== undefined ? withoutHtmlComments(text) : text };
}

function pathPiece({ path }: ChangedFile): Piece {
  return { text: path, place: { shown: path, mark: { path, line: 1 } } };
}
