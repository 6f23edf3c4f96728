import {
  type Points,
  characterName,
  hasVisible,
  isBlank,
  isInvisible,
  textOf,
  trimmed,
  visibleText,
} from "../../text/characters.ts";
import { checkScopes } from "./check-scopes.ts";
import { checkSubject } from "./check-subject.ts";
import { type Header, type ParsedTitle, scopeNames } from "../reading/grammar.ts";
import type { ProblemList } from "./problems.ts";
import { exampleFrom, isSentence } from "./sentence.ts";
import type { ScopeSeparator, TitleRules } from "../rules.ts";
import { findMeantType } from "../reading/type-name.ts";

export interface Lists {
  readonly problems: ProblemList;
  readonly notices: ProblemList;
}

interface HeaderCheck {
  readonly rules: TitleRules;
  /** `wip:` was named already. */
  readonly typeIsMarker: boolean;
  /** Whether the description announces a breaking change. */
  readonly announcesBreak: boolean;
}

/** Names everything in a header that does not follow the rules, but for the repository's own ones. */
export function checkHeader(
  points: Points,
  header: Header,
  { rules, typeIsMarker, announcesBreak }: HeaderCheck,
  lists: Lists,
): void {
  const { problems } = lists;
  if (isSentence(points, header, rules.types)) {
    const expected = announcesBreak ? undefined : exampleFrom(points, header, rules);
    problems.add("title/no-type", header.type, { types: rules.types, expected });
    return;
  }
  if (!typeIsMarker) checkType(points, header, rules, problems);
  for (const gap of header.gaps) problems.add("title/space-before-colon", gap, {});
  checkBang(points, header, rules.scopeSeparator, problems);
  checkScopes(points, header, rules, problems);
  checkColon(points, header, problems);
  checkDescription(points, header, lists);
  // Without a colon nothing says where the description begins.
  if (header.colon !== undefined) checkSubject(points, header.description, rules.subject, problems);
}

/** What the header says; true to the title only when nothing was wrong with it. */
export function readHeader(points: Points, header: Header): ParsedTitle {
  return {
    type: visibleText(points, header.type).toLowerCase(),
    scopes: scopeNames(points, header.scope),
    breaking: header.bangs.length > 0,
    description: textOf(points, header.description),
  };
}

function checkType(points: Points, header: Header, { types, typeCase }: TitleRules, problems: ProblemList): void {
  const type = visibleText(points, header.type);
  if (types.includes(type)) return;
  const lower = type.toLowerCase();
  if (typeCase === "any" && types.includes(lower)) return;
  const isBareWord = header.colon === undefined && header.headEnd === header.type.end;
  if (types.includes(lower)) {
    // Without colon, scope or `!` the capital may be that of a sentence, and the missing colon says enough.
    if (!isBareWord) problems.add("title/type-case", header.type, { expected: lower });
    return;
  }
  const expected = findMeantType(type, types);
  // A Cyrillic е is one edit away from the Latin one and cannot be told from it by eye.
  const lookalike = expected === undefined ? undefined : Array.from(type).find((character) => character > "\u007F");
  const foreign = lookalike && characterName(lookalike);
  problems.add("title/unknown-type", header.type, { type, types, foreign, expected });
}

function checkBang(points: Points, header: Header, separator: ScopeSeparator, problems: ProblemList): void {
  const { scope, bangs } = header;
  const expected = markedHead(points, header, separator);
  for (const [index, bang] of bangs.entries()) {
    const isBeforeScope = scope !== undefined && bang.start < scope.open;
    if (isBeforeScope || index > 0 || bang.end - bang.start > 1)
      problems.add("title/bang-position", bang, { expected });
  }
}

/** `feat(api)!:`: the head of the title as it would mark a breaking change. */
export function markedHead(points: Points, { type, scope }: Header, separator: ScopeSeparator): string {
  const scopes = scope === undefined ? "" : `(${scopeNames(points, scope).join(separator)})`;
  return `${textOf(points, type)}${scopes}!:`;
}

function checkColon(points: Points, header: Header, problems: ProblemList): void {
  const { colon, headEnd, description } = header;
  if (colon === undefined) {
    if (header.scope?.isClosed !== false) problems.add("title/colon-missing", { start: headEnd, end: headEnd }, {});
    return;
  }
  const character = points[colon] ?? "";
  if (character !== ":") {
    problems.add("title/colon-lookalike", { start: colon, end: colon + 1 }, { character: characterName(character) });
  }
  const next = points[colon + 1] ?? "";
  if (next === " " || description.start === description.end) return;
  const found = isBlank(next) || isInvisible(points, colon + 1) ? characterName(next) : undefined;
  problems.add("title/space-after-colon", { start: colon + 1, end: description.start }, { found });
}

function checkDescription(points: Points, header: Header, { problems, notices }: Lists): void {
  const { colon, description } = header;
  if (!hasVisible(points, description)) {
    if (header.scope?.isClosed === false && colon === undefined) return;
    const head = textOf(points, { start: header.type.start, end: colon === undefined ? header.headEnd : colon + 1 });
    const start = colon === undefined ? points.length : Math.min(colon + 2, points.length);
    problems.add("title/description-empty", { start, end: start }, { after: colon === undefined ? head : `${head} ` });
    return;
  }
  if (colon !== undefined && points[colon + 1] === " " && description.start > colon + 2) {
    notices.add("title/extra-space", { start: colon + 2, end: description.start }, {});
  }
  const { start, end } = trimmed(points, description);
  for (let index = points.indexOf("\t", start); index !== -1 && index < end; index = points.indexOf("\t", index + 1)) {
    problems.add("title/invisible-character", { start: index, end: index + 1 }, { character: characterName("\t") });
  }
}
