import { skipBlanks, textOf } from "../../text/characters.ts";
import { parseHeader } from "./grammar.ts";
import { breakAtMarks, headerPlaces } from "./release-marks.ts";

/**
 * Whether a change is said to break something: by a `!` before the colon, by one that a tool takes for it, or by a line of
 * the description.
 */
export function isBreaking({ title, body }: { readonly title: string; readonly body: string }): boolean {
  return hasBang(title) || hasLateBang(title) || findBreakingFooter(body) !== undefined;
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

/** A line of a description that release tools read as a breaking change. */
export interface BreakingFooter {
  /** The whole line. */
  readonly line: string;
  /** It says that nothing breaks. Release tools read it as a breaking change all the same. */
  readonly deniesIt: boolean;
  /** It stands in an HTML comment, which GitHub does not show, and which lands like everything else. */
  readonly isHidden: boolean;
}

// conventional-commits-parser takes capitals and small letters, and bars, stars and blanks in front; others want ` #12`.
const footer = /^(?:[^\S\r\n]|[|*])*BREAKING[ -]CHANGE(?:[^\S\r\n]*:|[^\S\r\n]+#)(.*)$/gimu;
// The same without a colon is read as well, and is most often the beginning of a sentence.
const prose = /^(?:[^\S\r\n]|[|*])*BREAKING[ -]CHANGE[^\S\r\n]+[^\s:#].*$/imu;
const markedHeader = /^[^\S\r\n]*[^\s()!:]+(?:\([^()\r\n]*\))?!:.*$/gmu;

/**
 * The first line that announces a breaking change: a footer, or the header of a commit that release-please finds in the
 * description. Where each says that nothing breaks, the first of those.
 */
export function findBreakingFooter(body: string): BreakingFooter | undefined {
  const text = breakAtMarks(body);
  const footers = Array.from(text.matchAll(footer));
  const announced = footers.find(([, said = ""]) => !isDenial(said)) ?? findMarkedHeader(body, text);
  const found = announced ?? footers[0];
  if (found === undefined) return undefined;
  return { line: found[0].trim(), deniesIt: announced === undefined, isHidden: isHidden(text, found.index) };
}

function findMarkedHeader(body: string, text: string): RegExpExecArray | undefined {
  const isHeader = headerPlaces(body);
  for (const found of text.matchAll(markedHeader)) if (isHeader(found.index)) return found;
  return undefined;
}

/** The first line that some tools read as a breaking change although it lacks the colon of a footer. */
export function findBreakingProse(body: string): string | undefined {
  return prose.exec(body)?.[0].trim();
}

function isHidden(text: string, index: number): boolean {
  return text.lastIndexOf("<!--", index) > text.lastIndexOf("-->", index);
}

const longestDenial = 40;
const denials =
  /^[^\p{L}\p{N}]*(?:none|no|nope|nil|n\/?a|nothing|not applicable|no breaking changes?)[^\p{L}\p{N}]*$/iu;

function isDenial(text: string): boolean {
  const said = text.trim();
  return said.length <= longestDenial && denials.test(said);
}
