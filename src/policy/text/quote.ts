import { characterName, isInvisible } from "./characters.ts";

const usualLength = 40;
const longestList = 12;

/**
 * Somebody's text as an inline code span of a message. It holds no backtick and nothing invisible and is never empty,
 * so a message is safe Markdown by construction: no mention, link, HTML or reference can leave the span. What is longer
 * than `longest` code points is cut.
 */
export function quote(text: string, longest: number = usualLength): string {
  // Two code units hold at most one code point: enough to cut from, however long the text.
  const points = Array.from(text.slice(0, longest * 2 + 2));
  let shown = "";
  for (const [index, character] of points.slice(0, longest).entries()) {
    if (character === "`") shown += "'";
    else if (character === "\t" || isInvisible(points, index)) shown += characterName(character);
    else shown += character;
  }
  if (points.length > longest) shown += "…";
  return shown.trim() === "" ? "a blank" : `\`${shown}\``;
}

/** The first 12 as code spans, then "and n more". */
export function quoteList(texts: readonly string[]): string {
  const shown = texts
    .slice(0, longestList)
    .map((text) => quote(text))
    .join(", ");
  return texts.length > longestList ? `${shown} and ${texts.length - longestList} more` : shown;
}
