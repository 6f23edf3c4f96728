import { endOfToken, isText, type Token } from "./toml-tokens.ts";
import { type Splice, startOfLine } from "./splice.ts";
import type { WrittenItem } from "./written-ignores.ts";

/** What stands around one item of a list. */
interface Surroundings {
  /** It has its lines for itself, but for a comma and a comment. */
  readonly isAlone: boolean;
  /** Directly behind it. */
  readonly comma: Token | undefined;
  /** At the end of its line. */
  readonly comment: Token | undefined;
  /** What ends its line; undefined at the end of the text. */
  readonly lineEnd: Token | undefined;
}

export function surroundingsOf({ first, last }: WrittenItem, tokens: readonly Token[]): Surroundings {
  const next = tokens[last.index + 1];
  const comma = next?.text === "," ? next : undefined;
  const behind = tokens[(comma ?? last).index + 1];
  const comment = behind?.text.startsWith("#") === true ? behind : undefined;
  const lineEnd = tokens[(comment ?? comma ?? last).index + 1];
  const isAlone = startsLine(first, tokens) && (lineEnd === undefined || lineEnd.text === "\n");
  return { isAlone, comma, comment, lineEnd: lineEnd?.text === "\n" ? lineEnd : undefined };
}

/** Without what ends a line on Windows. */
export function endOfComment(comment: Token): number {
  return endOfToken(comment) - (comment.text.endsWith("\r") ? 1 : 0);
}

/** Takes an item out of its list, and the comments right above that are about it alone. */
export function removeItem(item: WrittenItem, text: string, tokens: readonly Token[]): Splice {
  const { first, last } = item;
  const { isAlone, comma, comment, lineEnd } = surroundingsOf(item, tokens);
  const later = commaBehind(last, tokens);
  if (isAlone && later === comma) {
    // Comments above one that says its reason itself may head the next one too; nobody knows, so they stay.
    const mayHeadBoth = (comment !== undefined || !isText(first)) && isFollowed(lineEnd, tokens);
    const start = startOfLine(text, (mayHeadBoth ? first : firstComment(first, tokens)).start);
    return { start, end: lineEnd === undefined ? text.length : lineEnd.start + 1, text: "" };
  }
  // A comment behind several items is nobody's reason, and must not become that of the ones that stay.
  const tail = comment && endOfComment(comment);
  if (later !== undefined) {
    const end = endOfToken(later);
    const spaces = /^[ \t]*/.exec(text.slice(end, end + 1000))?.[0].length ?? 0;
    return { start: first.start, end: Math.max(end + spaces, tail ?? 0), text: "" };
  }
  const before = tokens[first.index - 1];
  return { start: before?.text === "," ? before.start : first.start, end: tail ?? endOfToken(last), text: "" };
}

/** Takes a table out, with the comments right above it and one of the empty lines around it. */
export function removeTable({ first, last }: WrittenItem, text: string, tokens: readonly Token[]): Splice {
  const { lineEnd } = surroundingsOf({ first, last, id: undefined }, tokens);
  const top = firstComment(first, tokens);
  const start = startOfLine(text, top.start);
  if (lineEnd === undefined || tokens[lineEnd.index + 1] === undefined) {
    const isBelowEmptyLine = tokens[top.index - 1]?.text === "\n" && tokens[top.index - 2]?.text === "\n";
    return { start: isBelowEmptyLine ? startOfLine(text, start - 1) : start, end: text.length, text: "" };
  }
  const next = tokens[lineEnd.index + 1];
  return { start, end: (next?.text === "\n" ? next.start : lineEnd.start) + 1, text: "" };
}

/** The first of the comments right above, or the item itself. */
function firstComment(first: Token, tokens: readonly Token[]): Token {
  let top = first;
  for (;;) {
    const above = tokens[top.index - 2];
    if (tokens[top.index - 1]?.text !== "\n" || above?.text.startsWith("#") !== true) return top;
    if (!startsLine(above, tokens)) return top;
    top = above;
  }
}

/** Whether the next line holds another item. */
function isFollowed(lineEnd: Token | undefined, tokens: readonly Token[]): boolean {
  const next = lineEnd === undefined ? undefined : tokens[lineEnd.index + 1];
  return next !== undefined && !/^(?:\n|#|\])/.test(next.text);
}

function commaBehind(last: Token, tokens: readonly Token[]): Token | undefined {
  let index = last.index + 1;
  while (tokens[index]?.text === "\n" || tokens[index]?.text.startsWith("#") === true) index += 1;
  return tokens[index]?.text === "," ? tokens[index] : undefined;
}

function startsLine({ index }: Token, tokens: readonly Token[]): boolean {
  return index === 0 || tokens[index - 1]?.text === "\n";
}
