import { isInvisible } from "../../policy/text/characters.ts";
import type { TitleProblem } from "../../policy/title/problems.ts";

// Wide enough for every title that GitHub keeps.
const longestShown = 300;
// Drawn over two cells in most fonts, or joined with its neighbours.
const unevenWidth =
  /[\p{Emoji_Presentation}\p{M}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uFE0F\uFF01-\uFF60\u3000-\u303F]/u;

/**
 * The title on one line and carets under its problems on the next, one per code point. What cannot be seen is shown as
 * `□`, because a bidirectional override would turn the line around in a code block too. Where characters are wider than
 * a caret it says that the columns in the list are the exact ones.
 */
export function pointAt(title: string, problems: readonly TitleProblem[]): string {
  const points = Array.from(title);
  const shown = points.slice(0, longestShown).map((character, index) => {
    return character === "\t" || isInvisible(points, index) ? "□" : character;
  });
  const line = shown.join("") + (points.length > longestShown ? "…" : "");
  const carets = caretLine(problems, shown.length);
  if (carets === "") return line;
  const note = unevenWidth.test(line) ? "\n(wide characters shift the marks; the columns below are exact)" : "";
  return `${line}\n${carets}${note}`;
}

/** One cell further than the title, where something is missing at its end. */
function caretLine(problems: readonly TitleProblem[], shown: number): string {
  const cells = Array.from({ length: shown + 1 }, () => " ");
  for (const { column, length = 1 } of problems) {
    if (column !== undefined && column <= cells.length) cells.fill("^", column - 1, column - 1 + length);
  }
  return cells.join("").trimEnd();
}
