import stringWidth from "string-width";
import { visible } from "../../policy/text/visible.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
// Far more than any column has; what is behind it costs nothing.
const longest = 400;

/** Somebody else's text as one line that a terminal obeys nothing of. */
export function plainText(text: string): string {
  return visible(text.slice(0, longest));
}

/** At most so many cells of a terminal, with `…` where something is cut off. */
export function fitted(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

/** Words one after the other, in lines of at most so many cells. */
export function wrapped(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && stringWidth(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(fitted(word, width));
  }
  return lines;
}

/** Rows of texts, each below the other; `most` is what a column may take. */
export function columns(rows: readonly (readonly string[])[], most: readonly number[]): readonly string[] {
  const cells = rows.map((row) => row.map((text, at) => fitted(plainText(text), most[at] ?? longest)));
  const widths = most.map((_, at) => cells.reduce((width, row) => Math.max(width, stringWidth(row[at] ?? "")), 0));
  return cells.map((row) => `  ${row.map((text, at) => padded(text, widths[at] ?? 0)).join("  ")}`.trimEnd());
}

/** A sentence in lines of at most so many cells; all but the first are indented by two. */
export function paragraph(text: string, width: number): readonly string[] {
  return wrapped(text.split(" "), width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
}
