import {
  type Points,
  characterName,
  hasVisible,
  isBlank,
  isInvisible,
  textOf,
  trimmed,
  visibleText,
} from "../text/characters.ts";
import { checkScopes } from "./check-scopes.ts";
import { checkSubject } from "./check-subject.ts";
import { type Header, type ParsedTitle, scopeNames } from "./grammar.ts";
import type { ProblemList } from "./problems.ts";
import { findClosingKeyword } from "./references.ts";
import type { TitleRules } from "./rules.ts";
import { findMeantType } from "./type-name.ts";

export interface Lists {
  readonly problems: ProblemList;
  readonly notices: ProblemList;
}

/** Names everything in a header that does not follow the rules. `typeIsMarker`: `wip:` was named already. */
export function checkHeader(
  points: Points,
  header: Header,
  { rules, typeIsMarker }: { readonly rules: TitleRules; readonly typeIsMarker: boolean },
  lists: Lists,
): void {
  const { problems } = lists;
  if (isSentence(points, header, rules.types)) {
    const expected = exampleFrom(points, header, rules);
    problems.add("title/no-type", header.type, { types: rules.types, expected }, expected);
    return;
  }
  if (!typeIsMarker) checkType(points, header, rules.types, problems);
  for (const gap of header.gaps) problems.add("title/space-before-colon", gap, {});
  checkBang(points, header, problems);
  checkScopes(points, header, rules, problems);
  checkColon(points, header, problems);
  checkDescription(points, header, lists);
  // Without a colon nothing says where the description begins.
  if (rules.subject !== undefined && header.colon !== undefined) {
    checkSubject(points, header.description, rules.subject, problems);
  }
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

/**
 * Prose rather than a header with a slip. `feat add x` lacks its colon; `Fix the crash` is a sentence that happens to
 * begin with a type, unless a colon further on shows that a header was meant.
 */
function isSentence(points: Points, header: Header, types: readonly string[]): boolean {
  const word = visibleText(points, header.type);
  if (word === "") return true;
  if (header.colon !== undefined) return false;
  if (!types.includes(word.toLowerCase())) return true;
  const isBare = header.headEnd === header.type.end;
  return isBare && !types.includes(word) && !points.includes(":", header.headEnd);
}

/** `fix: the crash` from `Fix the crash`. None where the result would close an issue when it lands. */
function exampleFrom(points: Points, header: Header, { types, scope }: TitleRules): string | undefined {
  const word = visibleText(points, header.type).toLowerCase();
  if (
    scope === "required" ||
    header.headEnd !== header.type.end ||
    !types.includes(word) ||
    !hasVisible(points, header.description)
  )
    return undefined;
  const example = `${word}: ${textOf(points, header.description)}`;
  return findClosingKeyword(example) === undefined ? example : undefined;
}

function checkType(points: Points, header: Header, types: readonly string[], problems: ProblemList): void {
  const type = visibleText(points, header.type);
  if (types.includes(type)) return;
  const lower = type.toLowerCase();
  const isBareWord = header.colon === undefined && header.headEnd === header.type.end;
  if (types.includes(lower)) {
    // Without colon, scope or `!` the capital may be that of a sentence, and the missing colon says enough.
    if (!isBareWord) problems.add("title/type-case", header.type, { expected: lower }, lower);
    return;
  }
  const expected = findMeantType(type, types);
  // A Cyrillic е is one edit away from the Latin one and cannot be told from it by eye.
  const lookalike = expected === undefined ? undefined : Array.from(type).find((character) => character > "\u007F");
  const foreign = lookalike && characterName(lookalike);
  problems.add("title/unknown-type", header.type, { type, types, foreign, expected }, expected);
}

function checkBang(points: Points, { type, scope, bangs }: Header, problems: ProblemList): void {
  const expected = `${textOf(points, type)}${scope === undefined ? "" : `(${scopeNames(points, scope).join(",")})`}!:`;
  for (const [index, bang] of bangs.entries()) {
    const isBeforeScope = scope !== undefined && bang.start < scope.open;
    if (isBeforeScope || index > 0 || bang.end - bang.start > 1)
      problems.add("title/bang-position", bang, { expected });
  }
}

function checkColon(points: Points, header: Header, problems: ProblemList): void {
  const { colon, headEnd, description } = header;
  if (colon === undefined) {
    if (header.scope?.isClosed !== false)
      problems.add("title/colon-missing", { start: headEnd, end: headEnd }, {}, ":");
    return;
  }
  const character = points[colon] ?? "";
  if (character !== ":") {
    problems.add(
      "title/colon-lookalike",
      { start: colon, end: colon + 1 },
      { character: characterName(character) },
      ":",
    );
  }
  const next = points[colon + 1] ?? "";
  if (next === " " || description.start === description.end) return;
  const found = isBlank(next) || isInvisible(points, colon + 1) ? characterName(next) : undefined;
  problems.add("title/space-after-colon", { start: colon + 1, end: description.start }, { found }, " ");
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
