import { sumParts } from "./regex-size.ts";

// What stands for hundreds of ranges of characters: `\pL` has 660.
const unicodeClass = /\\[pP]/g;
const foldsCase = /\(\?[a-zA-Z-]*i/;
// The last character that has another case, and so the last that is looked at for one.
const lastFolded = 0x1_e9_43;

// In states, as measured: each takes about a microsecond.
const classInParser = 150;
const classInState = 10;
const lettersInState = 100;
const foldsInParser = 20;

/**
 * What it costs to compile a pattern and to begin a search with it, in states of a plain one. The size alone does not tell:
 * one state may be a class that takes seconds to put together. Also of a pattern that cannot be read to its end.
 */
export function estimateRegexWork(pattern: string): number {
  const states = sumParts(
    pattern,
    (part) => 1 + classInState * countClasses(part) + Math.floor(part.length / lettersInState),
  );
  return states + classInParser * countClasses(pattern) + (foldsCase.test(pattern) ? foldingWork(pattern) : 0);
}

function countClasses(text: string): number {
  return text.match(unicodeClass)?.length ?? 0;
}

/**
 * Without regard to case every character of a range is looked at by itself. Each `-` counts as a range, and each range as if
 * it went up to the highest character of the pattern.
 */
function foldingWork(pattern: string): number {
  const ranges = pattern.split("-").length - 1;
  return Math.ceil((ranges * Math.min(highestIn(pattern), lastFolded)) / foldsInParser);
}

function highestIn(pattern: string): number {
  // All other escapes stand for less than an octal one, `\777`.
  let highest = 0o777;
  for (const [, digits = ""] of pattern.matchAll(/\\x\{?([0-9a-f]+)/gi)) {
    highest = Math.max(highest, Number.parseInt(digits, 16));
  }
  for (const character of pattern) highest = Math.max(highest, character.codePointAt(0) ?? 0);
  return highest;
}
