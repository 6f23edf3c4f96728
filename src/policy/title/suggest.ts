import { skipBlanks, textOf, trimmed, visibleText } from "../text/characters.ts";
import { checkTitle } from "./check-title.ts";
import { repairSubject } from "./check-subject.ts";
import { cleanTitle } from "./clean-title.ts";
import { type Header, type ParsedTitle, parseHeader, printTitle, scopeNames } from "./grammar.ts";
import { findNearestWord } from "./nearest-word.ts";
import { findClosingKeyword } from "./references.ts";
import { type TitleRules, longestTitle } from "./rules.ts";
import { matchScope } from "./scope-pattern.ts";
import { findInnerMarker, findLeadingMarker, findShape, isMarkerType } from "./shapes.ts";
import { findLeadingType, findMeantType } from "./type-name.ts";

/**
 * A title that passes and says the same, when one can be derived: undefined rather than a guess at the meaning. It never
 * closes an issue when it lands.
 */
export function suggestTitle(title: string, rules: TitleRules): string | undefined {
  // Four times what GitHub keeps: nothing that long becomes a title by taking marks away.
  if (title.length > longestTitle * 4) return undefined;
  const parts = repair(cleanTitle(title), rules, 0);
  if (parts === undefined) return undefined;
  const description = rules.subject === undefined ? parts.description : repairSubject(parts.description, rules.subject);
  const suggestion = cleanTitle(printTitle({ ...parts, description }));
  if (Array.from(suggestion).length > longestTitle || findClosingKeyword(suggestion) !== undefined) return undefined;
  return checkTitle(suggestion, rules).problems.length === 0 ? suggestion : undefined;
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
  if (shape.code === "title/revert-wrapper") return repairWrapper(shape.marker, unquote(rest), rules, layer);
  return undefined;
}

/** `Revert "fix(a): b"` → `revert(a): b`. The `!` is left to the author: undoing what was never released breaks nobody. */
function repairWrapper(marker: string, inner: string, rules: TitleRules, layer: number): ParsedTitle | undefined {
  if (/^reapply$/i.test(marker)) return repair(inner, rules, layer + 1);
  const undone = /^revert "(.*)/is.exec(inner);
  // A revert of a revert brings the change back.
  if (undone !== null) return repair(unquote(inner.slice("revert ".length)), rules, layer + 1);
  if (!rules.types.includes("revert")) return undefined;
  const parts = repair(inner, rules, layer + 1);
  if (parts === undefined) return { type: "revert", scopes: [], breaking: false, description: inner };
  return { ...parts, type: "revert", breaking: false };
}

/** The text between the quotes, without the ` (#12)` that a squash put behind them; GitHub cuts long ones off unclosed. */
function unquote(text: string): string {
  const end = text.lastIndexOf('"');
  return text.slice(1, end > 0 ? end : undefined).trim();
}

function repairHeader(raw: string, rules: TitleRules, layer: number): ParsedTitle | undefined {
  const text = toPlainHead(raw);
  const points = Array.from(text);
  const header = parseHeader(points, 0);
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
  const scopes =
    rules.scope === "none" ? [] : scopeNames(points, header.scope).map((scope) => repairScope(scope, rules));
  return {
    scopes: scopes.filter((scope) => scope !== ""),
    breaking: header.bangs.length > 0,
    description: repairDescription(text, header),
  };
}

function repairScope(scope: string, { scopes, scopePattern }: TitleRules): string {
  const plain = scope
    .replace(/[()]/g, "")
    .replace(/[!: ]+$/, "")
    .trim();
  if (scopePattern !== undefined && !matchScope(scopePattern)(plain)) return plain.toLowerCase();
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
