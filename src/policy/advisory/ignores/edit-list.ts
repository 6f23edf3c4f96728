import { endOfComment, surroundingsOf } from "./list-item.ts";
import type { IgnoreText } from "./new-ignore.ts";
import { endOfLine, indentAt, lineEndOf, type Splice, startOfLine } from "./splice.ts";
import { endOfToken, isText, type Token } from "./toml-tokens.ts";
import type { WrittenIgnores, WrittenItem } from "./written-ignores.ts";

type WrittenList = Extract<WrittenIgnores, { readonly kind: "list" }>;

/** Behind the last item; on a line of its own where the items have lines of their own, or where a comment needs it. */
export function insertItem(list: WrittenList, entry: IgnoreText, text: string, tokens: readonly Token[]): Splice[] {
  const { open, close, items } = list;
  const newLine = lineEndOf(text);
  const outer = indentAt(text, open);
  const last = items.at(-1);
  const comma = last && nextComma(last.last, close, tokens);
  const behind = comma ?? last?.last ?? open;
  const at = endOfToken(behind);
  const missing = last === undefined || comma !== undefined ? [] : [{ start: at, end: at, text: "," }];
  if (lastLineOf(behind) < close.line) {
    const lineEnd = endOfLine(text, at);
    const inner = last === undefined ? `${outer}    ` : indentOf(last, text, tokens, outer);
    // As the items before it end, so does this one.
    const ending = missing.length > 0 ? "" : ",";
    const line = `${newLine}${inner}${entry.item}${ending}${commentOf(entry)}`;
    return [...missing, { start: lineEnd, end: lineEnd, text: line }];
  }
  if (last !== undefined && entry.comment === "") {
    return [...missing, { start: at, end: at, text: ` ${entry.item}` }];
  }
  const line = `${newLine}${outer}    ${entry.item},${commentOf(entry)}${newLine}${outer}`;
  return [...missing, { start: at, end: close.start, text: line }];
}

/** In the place of one item; undefined where its line has no room for the comment. */
export function replaceItem(item: WrittenItem, entry: IgnoreText, tokens: readonly Token[]): Splice | undefined {
  const { first, last } = item;
  const { isAlone, comma, comment } = surroundingsOf(item, tokens);
  if (!isAlone) {
    return entry.comment === "" ? { start: first.start, end: endOfToken(last), text: entry.item } : undefined;
  }
  // The comment behind a bare id was its reason; one behind a table stays.
  const isReason = comment !== undefined && isText(first);
  const end = isReason ? endOfComment(comment) : endOfToken(comma ?? last);
  return { start: first.start, end, text: `${entry.item}${comma === undefined ? "" : ","}${commentOf(entry)}` };
}

function commentOf({ comment }: IgnoreText): string {
  return comment === "" ? "" : `  # ${comment}`;
}

function indentOf(item: WrittenItem, text: string, tokens: readonly Token[], outer: string): string {
  const before = tokens[item.first.index - 1];
  if (before !== undefined && before.text !== "\n") return `${outer}    `;
  return text.slice(startOfLine(text, item.first.start), item.first.start);
}

function nextComma(last: Token, close: Token, tokens: readonly Token[]): Token | undefined {
  return tokens.slice(last.index + 1, close.index).find(({ text }) => text === ",");
}

/** A text may have several. */
function lastLineOf({ line, text }: Token): number {
  return line + text.split("\n").length - 1;
}
