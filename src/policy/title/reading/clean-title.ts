import { isBlank, isInvisible } from "../../text/characters.ts";

/** One line: line breaks and blanks of any kind become single spaces, what cannot be seen goes, and both ends are trimmed. */
export function cleanTitle(text: string): string {
  let cleaned = text;
  // Taking a character out can strand its neighbour, such as a joiner without its emoji; a few rounds settle it.
  for (let round = 0; round < 3; round++) {
    const next = cleanOnce(cleaned);
    if (next === cleaned) break;
    cleaned = next;
  }
  return cleaned;
}

function cleanOnce(text: string): string {
  const points = Array.from(text.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, " "));
  // Pieces, because looking at the end of a growing string copies it every time.
  const kept: string[] = [];
  for (const [index, character] of points.entries()) {
    if (isInvisible(points, index)) continue;
    if (!isBlank(character)) kept.push(character);
    else if (kept.length > 0 && kept.at(-1) !== " ") kept.push(" ");
  }
  if (kept.at(-1) === " ") kept.pop();
  return kept.join("");
}
