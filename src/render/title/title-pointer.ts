import stringWidth from "string-width";
import { isInvisible } from "../../policy/text/characters.ts";
import type { TitleProblem } from "../../policy/title/checking/problems.ts";

// Four times what GitHub keeps of a title; the subject of a commit may be longer.
const mostShown = 1_024;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The title on one line, and carets under its problems on the next. A caret takes as many cells of a terminal as what it
 * points at: two under a wide character, one where something is missing. A problem inside a grapheme marks all of it.
 * What takes no cell is shown as `□`, because a bidirectional override would turn the line around in a code block too.
 */
export function pointAt(title: string, problems: readonly TitleProblem[]): string {
  const { line, cells } = layOut(title);
  const marks = Array.from({ length: cells.at(-1)?.end ?? 0 }, () => " ");
  for (const { column, length = 1 } of problems) {
    if (column === undefined) continue;
    // What is beyond the end of what is shown stands in its last cell: the `…`, or the place behind the title.
    const first = cells[Math.min(column, cells.length) - 1];
    const last = cells[Math.min(column - 1 + length, cells.length) - 1];
    if (first !== undefined && last !== undefined) marks.fill("^", first.start, last.end);
  }
  const carets = marks.join("").trimEnd();
  return carets === "" ? line : `${line}\n${carets}`;
}

/** Whether fonts may draw the title otherwise than a terminal counts it, so that carets stand beside their place. */
export function shiftsMarks(title: string): boolean {
  const { line } = layOut(title);
  return rightToLeft.test(line) || graphemesOf(line).some((grapheme) => stringWidth(grapheme) > 1);
}

// Where Unicode keeps letters of scripts that are written from right to left; a browser shows those in their own order.
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

interface Cells {
  readonly start: number;
  readonly end: number;
}

interface Layout {
  readonly line: string;
  /** Of each code point that is shown, the cells of its grapheme; one cell more behind the end. */
  readonly cells: readonly Cells[];
}

function layOut(title: string): Layout {
  // Two code units hold at least one code point: enough to cut from, however long the text.
  const points = Array.from(title.slice(0, mostShown * 2 + 2));
  const shown = points.slice(0, mostShown).map((character, index) => {
    return character === "\t" || isInvisible(points, index) ? "□" : character;
  });
  const line = graphemesOf(shown.join("")).map(withWidth).join("");
  const cells: Cells[] = [];
  let start = 0;
  for (const grapheme of graphemesOf(line)) {
    const end = start + stringWidth(grapheme);
    for (const _ of grapheme) cells.push({ start, end });
    start = end;
  }
  const isCut = points.length > mostShown;
  return { line: isCut ? `${line}…` : line, cells: [...cells, { start, end: start + 1 }] };
}

/** An accent without its letter, at the beginning of a line, takes no cell of its own. */
function withWidth(grapheme: string): string {
  if (stringWidth(grapheme) > 0) return grapheme;
  const [first = ""] = grapheme;
  return `□${grapheme.slice(first.length)}`;
}

function graphemesOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
