import { characterName, isInvisible } from "../text/characters.ts";

const longestQuote = 40;
const longestList = 12;

/**
 * Somebody's text as an inline code span of a message. It holds no backtick and nothing invisible and is never empty,
 * so a message is safe Markdown by construction: no mention, link, HTML or reference can leave the span.
 */
export function quote(text: string): string {
  // Two code units hold at most one code point: enough to cut from, however long the text.
  const points = Array.from(text.slice(0, longestQuote * 2 + 2));
  let shown = "";
  for (const [index, character] of points.slice(0, longestQuote).entries()) {
    if (character === "`") shown += "'";
    else if (character === "\t" || isInvisible(points, index)) shown += characterName(character);
    else shown += character;
  }
  if (points.length > longestQuote) shown += "…";
  return shown.trim() === "" ? "a blank" : `\`${shown}\``;
}

/** The first 12 as code spans, then "and n more". */
export function quoteList(texts: readonly string[]): string {
  const shown = texts.slice(0, longestList).map(quote).join(", ");
  return texts.length > longestList ? `${shown} and ${texts.length - longestList} more` : shown;
}
