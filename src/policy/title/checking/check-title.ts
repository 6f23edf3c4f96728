import {
  type Points,
  type Span,
  characterName,
  hasVisible,
  isInvisible,
  textOf,
  trimmed,
  visibleText,
} from "../../text/characters.ts";
import { announcementIn } from "../reading/breaking.ts";
import { findBreakingLine } from "../reading/breaking-lines.ts";
import { checkBreaking } from "./check-breaking.ts";
import { checkGreedyScope } from "./check-greedy-scope.ts";
import { type Lists, checkHeader, readHeader } from "./check-header.ts";
import { checkPatterns } from "./check-patterns.ts";
import { checkReleaseMarks } from "./check-release-marks.ts";
import { type Header, type ParsedTitle, parseHeader } from "../reading/grammar.ts";
import { type ProblemList, type TitleProblem, problemList } from "./problems.ts";
import { readRevert } from "../reading/read-revert.ts";
import { findClosingKeyword } from "../reading/references.ts";
import type { TitleRules } from "../rules.ts";
import { findInnerMarker, findLeadingMarker, findShape, isMarkerType } from "../reading/shapes.ts";
import { findMeantType } from "../reading/type-name.ts";

export interface TitleCheck {
  /** Undefined when the title is no header at all. True to the title only when there are no problems. */
  readonly parsed: ParsedTitle | undefined;
  readonly problems: readonly TitleProblem[];
  readonly notices: readonly TitleProblem[];
}

// Most tools show a commit subject up to about here.
const longSubject = 100;
// A title of ten thousand markers is not worth reading to its end.
const mostMarkers = 5;

/** What is known of the pull request that carries the title. */
export interface AboutTitle {
  /** With it the ` (#12)` that a squash adds counts for the notice about length, never for `max`. */
  readonly number?: number | undefined;
  /** The description: a line of it can announce that something breaks. */
  readonly body?: string | undefined;
  /** Whether a bot wrote the description. */
  readonly isByBot?: boolean | undefined;
  /** Whether a squash keeps the description, as far as that is known. */
  readonly doesBodyLand?: boolean | undefined;
}

/** The line of the description that announces a breaking change. */
export function announcedBy({ body = "", isByBot = false }: AboutTitle): string | undefined {
  return announcementIn({ body, isByBot });
}

/** Everything that is wrong with a title, not only the first thing. Reads any string in linear time and never throws. */
export function checkTitle(title: string, rules: TitleRules, about: AboutTitle = {}): TitleCheck {
  const points = Array.from(title);
  const lists = { problems: problemList(), notices: problemList() };
  const whole = trimmed(points, { start: 0, end: points.length });
  const isEmpty = !hasVisible(points, whole);
  const footer = announcedBy(about);
  const parsed = isEmpty ? undefined : checkContent(points, whole, { rules, footer, lists });
  if (isEmpty) lists.problems.add("title/empty", undefined, {});
  const saysBreaking = footer !== undefined || parsed?.breaking === true;
  checkReleaseMarks(about.body ?? "", saysBreaking, lists.notices);
  if (!saysBreaking) checkUnmeantLine(about, lists);
  checkInvisible(points, lists.problems);
  checkLength(points, rules.max, lists, about.number);
  if (whole.end < points.length)
    lists.notices.add("title/trailing-space", { start: whole.end, end: points.length }, {});
  const closing = findClosingKeyword(title);
  if (closing !== undefined) lists.notices.add("title/closing-keyword", closing.span, { text: closing.text });
  return { parsed, problems: lists.problems.all(), notices: lists.notices.all() };
}

/** What nobody means is held against nobody, unless it lands. */
function checkUnmeantLine({ body = "", doesBodyLand = false }: AboutTitle, { problems, notices }: Lists): void {
  const line = findBreakingLine(body);
  if (line === undefined) return;
  (doesBodyLand ? problems : notices).add("title/breaking-line", undefined, { line, doesLand: doesBodyLand });
}

interface Given {
  readonly rules: TitleRules;
  readonly footer: string | undefined;
  readonly lists: Lists;
}

function checkContent(points: Points, whole: Span, { rules, footer, lists }: Given): ParsedTitle | undefined {
  if (whole.start > 0) {
    const before = textOf(points, parseHeader(points, whole.start).type);
    lists.problems.add(
      "title/leading-space",
      { start: 0, end: whole.start },
      { before: before || textOf(points, whole) },
    );
  }
  const { start, header, typeIsMarker } = readMarkers(points, whole.start, rules, lists.problems);
  const shape = findShape(points, start);
  if (shape !== undefined) {
    const parsed = shape.code === "title/revert-wrapper" ? readRevert(points, start, rules) : undefined;
    const passes = parsed !== undefined && !parsed.breaking;
    if (!passes) lists.problems.add(shape.code, shape.span, { marker: shape.marker, hidesBreak: parsed !== undefined });
    // What has to be unwrapped may be marked inside.
    if (passes || !textOf(points, whole).includes("!:")) checkBreaking(points, undefined, footer, lists.problems);
    checkPatterns(points, { title: whole, subject: undefined }, rules.patterns, lists.problems);
    return parsed;
  }
  checkHeader(points, header, { rules, typeIsMarker, announcesBreak: footer !== undefined }, lists);
  checkBreaking(points, { header, separator: rules.scopeSeparator }, footer, lists.problems);
  checkGreedyScope(points, header, rules.scopeSeparator, lists);
  const subject = header.colon === undefined ? undefined : header.description;
  checkPatterns(points, { title: whole, subject }, rules.patterns, lists.problems);
  const marker = findInnerMarker(points, header.description);
  if (marker !== undefined) lists.problems.add("title/wip", marker, { marker: textOf(points, marker) });
  return readHeader(points, header);
}

/** Names the markers in front, and reads the title that they hide: in `Draft: feat: x` that is `feat: x`. */
function readMarkers(
  points: Points,
  from: number,
  { types, scopeSeparator }: TitleRules,
  problems: ProblemList,
): { readonly start: number; readonly header: Header; readonly typeIsMarker: boolean } {
  let start = from;
  for (let count = 0; count < mostMarkers; count++) {
    const leading = findLeadingMarker(points, start);
    if (leading !== undefined && !isOwnType(points, leading.span, types)) {
      problems.add("title/wip", leading.span, { marker: textOf(points, leading.span) });
      start = leading.next;
      continue;
    }
    const header = parseHeader(points, start, scopeSeparator);
    if (header.colon === undefined || !isMarkerType(visibleText(points, header.type), types)) {
      return { start, header, typeIsMarker: false };
    }
    const marker = { start, end: header.colon + 1 };
    problems.add("title/wip", marker, { marker: textOf(points, marker) });
    if (!hidesHeader(points, header, types)) return { start, header, typeIsMarker: true };
    start = header.description.start;
  }
  return { start, header: parseHeader(points, start, scopeSeparator), typeIsMarker: false };
}

function isOwnType(points: Points, span: Span, types: readonly string[]): boolean {
  return types.includes(textOf(points, span).toLowerCase());
}

function hidesHeader(points: Points, { description }: Header, types: readonly string[]): boolean {
  const hidden = parseHeader(points, description.start);
  const word = visibleText(points, hidden.type);
  return (
    findShape(points, description.start) !== undefined ||
    findLeadingMarker(points, description.start) !== undefined ||
    (hidden.colon !== undefined && (findMeantType(word, types) !== undefined || isMarkerType(word, types)))
  );
}

function checkInvisible(points: Points, problems: ProblemList): void {
  for (let index = 0; index < points.length; index++) {
    if (!isInvisible(points, index)) continue;
    const start = index;
    while (points[index + 1] === points[start]) index++;
    problems.add(
      "title/invisible-character",
      { start, end: index + 1 },
      { character: characterName(points[start] ?? "") },
    );
  }
}

function checkLength(points: Points, max: number | undefined, { problems, notices }: Lists, number?: number): void {
  if (max !== undefined && points.length > max) {
    problems.add("title/too-long", { start: max, end: points.length }, { length: points.length, max });
  }
  const suffix = number === undefined ? "" : ` (#${number})`;
  const length = points.length + suffix.length;
  if (length > longSubject) notices.add("title/long", undefined, { length, suffix });
}
