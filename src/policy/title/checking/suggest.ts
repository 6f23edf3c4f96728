import { skipBlanks, textOf, trimmed, visibleText } from "../../text/characters.ts";
import { acceptedScopes } from "./check-scopes.ts";
import { type AboutTitle, announcedBy, checkTitle } from "./check-title.ts";
import { repairSubject } from "./check-subject.ts";
import { cleanTitle } from "../reading/clean-title.ts";
import { type Header, type ParsedTitle, parseHeader, printTitle, scopeNames } from "../reading/grammar.ts";
import { findNearestWord } from "../reading/nearest-word.ts";
import { findClosingKeyword } from "../reading/references.ts";
import { type TitleRules, longestSubject, longestTitle } from "../rules.ts";
import { matchesPattern } from "./scope-pattern.ts";
import { findInnerMarker, findLeadingMarker, findShape, isMarkerType } from "../reading/shapes.ts";
import { findLeadingType, findMeantType } from "../reading/type-name.ts";
import { unwrapRevert } from "../reading/unwrap-revert.ts";

/**
 * A title that passes and says the same, when one can be derived: undefined rather than a guess at the meaning. It never
 * closes an issue when it lands.
 */
export function suggestTitle(title: string, rules: TitleRules, about: AboutTitle = {}): string | undefined {
  // Nothing that long becomes a title by taking marks away.
  if (title.length > longestSubject) return undefined;
  const cleaned = cleanTitle(title);
  if (isRight(cleaned, rules, about)) return cleaned;
  const parts = repair(cleaned, rules, 0);
  if (parts === undefined) return undefined;
  const description = repairSubject(parts.description, rules.subject);
  const breaking = parts.breaking || announcedBy(about) !== undefined;
  const suggestion = cleanTitle(printTitle({ ...parts, description, breaking }, rules.scopeSeparator));
  return isRight(suggestion, rules, about) ? suggestion : undefined;
}

function isRight(text: string, rules: TitleRules, about: AboutTitle): boolean {
  if (Array.from(text).length > longestTitle || findClosingKeyword(text) !== undefined) return false;
  return checkTitle(text, rules, about).problems.length === 0;
}

const mostLayers = 8;

/** Peels one layer at a time (`[WIP]`, `fixup!`, `Revert "…"`) and repairs what is inside. */
function repair(text: string, rules: TitleRules, layer: number): ParsedTitle | undefined {
  if (layer > mostLayers) return undefined;
  const points = Array.from(text);
  const marker = findLeadingMarker(points, 0);
  if (marker !== undefined) return repair(textOf(points, { start: marker.next, end: points.length }), rules, layer + 1);
  const shape = findShape(points, 0);
  if (shape === undefined) return repairHeader(text, rules, layer);
  const rest = text.slice(shape.marker.length).trim();
  if (shape.code === "title/autosquash") return repair(rest, rules, layer + 1);
  if (shape.code === "title/revert-wrapper") return repairWrapper(text, rules, layer);
  return undefined;
}

/** `Revert "fix(a): b"` → `revert(a): b`. The `!` is left to the author: undoing what was never released breaks nobody. */
function repairWrapper(text: string, rules: TitleRules, layer: number): ParsedTitle | undefined {
  const { title, isBroughtBack } = unwrapRevert(text);
  const parts = repair(title, rules, layer + 1);
  if (isBroughtBack) return parts;
  if (!rules.types.includes("revert")) return undefined;
  if (parts === undefined) return { type: "revert", scopes: [], breaking: false, description: title };
  return { ...parts, type: "revert", breaking: false };
}

function repairHeader(raw: string, rules: TitleRules, layer: number): ParsedTitle | undefined {
  const text = toPlainHead(raw);
  const points = Array.from(text);
  const header = parseHeader(points, 0, rules.scopeSeparator);
  const word = visibleText(points, header.type);
  if (header.colon === undefined) return repairWithoutColon(text, header, rules, layer);
  const type = findMeantType(word, rules.types);
  if (type !== undefined) return { ...repairParts(text, header, rules), type };
  return isMarkerType(word, rules.types) ? repair(textOf(points, header.description), rules, layer + 1) : undefined;
}

function repairWithoutColon(text: string, header: Header, rules: TitleRules, layer: number): ParsedTitle | undefined {
  if (header.scope?.isClosed === false) return undefined;
  const points = Array.from(text);
  const type = findLeadingType(visibleText(points, header.type), rules.types);
  if (type !== undefined) return { ...repairParts(text, header, rules), type };
  const symbols = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F)+(?= )/u.exec(text)?.[0];
  if (symbols === undefined) return undefined;
  const parts = repair(text.slice(symbols.length).trim(), rules, layer + 1);
  return parts && { ...parts, description: `${symbols} ${parts.description}` };
}

function repairParts(text: string, header: Header, rules: TitleRules): Omit<ParsedTitle, "type"> {
  const points = Array.from(text);
  const named = rules.scope === "none" ? [] : scopeNames(points, header.scope);
  // No scope has a comma in it: release tools would read two.
  const scopes = named.flatMap((scope) => scope.split(",")).map((scope) => repairScope(scope, rules));
  return {
    scopes: scopes.filter((scope) => scope !== ""),
    breaking: header.bangs.length > 0,
    description: repairDescription(text, header),
  };
}

function repairScope(scope: string, rules: TitleRules): string {
  const scopes = acceptedScopes(rules);
  const plain = scope
    .replace(/[()]/g, "")
    .replace(/[!: ]+$/, "")
    .trim();
  if (!matchesPattern(plain, rules)) return plain.toLowerCase();
  if (scopes === undefined || scopes.includes(plain)) return plain;
  return findNearestWord(plain, scopes) ?? plain;
}

function repairDescription(text: string, header: Header): string {
  let points = Array.from(text);
  let description = textOf(points, header.description);
  // In `fix - bug` the dash stands for the colon.
  if (header.colon === undefined) description = description.replace(/^[-–—:;,.|>]+ */, "");
  for (let count = 0; count < mostLayers; count++) {
    points = Array.from(description);
    const marker = findInnerMarker(points, { start: 0, end: points.length });
    if (marker === undefined) break;
    const before = textOf(points, { start: 0, end: marker.start });
    const next = skipBlanks(points, marker.end);
    const after = marker.start === 0 && points[next] === ":" ? next + 1 : marker.end;
    description = cleanTitle(before + textOf(points, { start: after, end: points.length }));
  }
  points = Array.from(description);
  return textOf(points, trimmed(points, { start: 0, end: points.length }));
}

/** Full-width `（`, `）`, `！` in front of the first colon become plain ones; they look the same and are never meant. */
function toPlainHead(text: string): string {
  const end = text.search(/[:：]/);
  const head = end === -1 ? text : text.slice(0, end);
  return head.replaceAll("（", "(").replaceAll("）", ")").replaceAll("！", "!") + text.slice(head.length);
}
