import { type Points, textOf } from "../../text/characters.ts";
import { findGreedyScope } from "../reading/breaking.ts";
import type { Header } from "../reading/grammar.ts";
import type { ScopeSeparator } from "../rules.ts";
import { type Lists, markedHead } from "./check-header.ts";

/**
 * Names a second end of the scope in the description, where some release tools let it end: with a `!` they read a breaking
 * change that nobody else sees; without one only the scope is another.
 */
export function checkGreedyScope(points: Points, header: Header, separator: ScopeSeparator, lists: Lists): void {
  const { type, colon, bangs } = header;
  if (colon === undefined) return;
  const text = textOf(points, { start: type.start, end: points.length });
  const marked = bangs.length === 0 ? findGreedyScope(text, true) : undefined;
  if (marked !== undefined) {
    const end = type.start + marked.headLength - 1;
    const expected = markedHead(points, header, separator);
    lists.problems.add("title/late-bang", { start: end - 1, end }, { scope: marked.scope, expected });
    return;
  }
  const longer = findGreedyScope(text, false);
  if (longer === undefined || type.start + longer.headLength <= colon + 1) return;
  const end = type.start + longer.headLength;
  lists.notices.add("title/scope-overrun", { start: end - 1, end }, { scope: longer.scope });
}
