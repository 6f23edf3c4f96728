import { type Points, hasVisible, textOf, trimmed } from "../../text/characters.ts";
import { readHeader } from "../checking/check-header.ts";
import { type ParsedTitle, parseHeader } from "./grammar.ts";
import type { TitleRules } from "../rules.ts";
import { unwrapRevert } from "./unwrap-revert.ts";

/**
 * What `Revert "…"` and `Reapply "…"` say, where such titles pass: the change that is brought back keeps its parts, and what is
 * undone is a revert. Undefined where they do not pass, or nothing stands in the quotes.
 */
export function readRevert(points: Points, start: number, rules: TitleRules): ParsedTitle | undefined {
  if (rules.revertTitles === "refuse") return undefined;
  const { title, isBroughtBack } = unwrapRevert(textOf(points, trimmed(points, { start, end: points.length })));
  const inside = Array.from(title);
  if (!hasVisible(inside, { start: 0, end: inside.length })) return undefined;
  const header = parseHeader(inside, 0, rules.scopeSeparator);
  const parts = readHeader(inside, header);
  const isRead = header.colon !== undefined && (parts.breaking || rules.types.includes(parts.type));
  // Undoing what was never released breaks nobody.
  return isBroughtBack && isRead ? parts : { type: "revert", scopes: [], breaking: false, description: title };
}
