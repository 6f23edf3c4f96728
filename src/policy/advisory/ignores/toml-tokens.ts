/** A piece of a text that is TOML. */
export interface Token {
  readonly text: string;
  readonly start: number;
  /** Counted from 1. */
  readonly line: number;
  /** Its place among all pieces of the text. */
  readonly index: number;
}

// Strings of several lines, strings, comments, punctuation and all that stands without quotes. None is tried in vain, or a
// text of quotes would be read again from each of them.
const pieces =
  /"""(?:[^"\\]|\\[^]?|"{1,2}(?!"))*(?:"{3,5}|$)|'''[^]*?(?:'{3,5}|$)|"(?:[^"\\\n]|\\.?)*"?|'[^'\n]*'?|#[^\n]*|[[\]{}=,\n]|[^\s"'#[\]{}=,]+/g;

/** All pieces of a text, with its comments and the ends of its lines. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const { 0: piece, index: start } of text.matchAll(pieces)) {
    tokens.push({ text: piece, start, line, index: tokens.length });
    line += piece.split("\n").length - 1;
  }
  return tokens;
}

/** What stands on a line, or from an opening bracket to its end, without comments. */
export function statementsOf(tokens: readonly Token[]): readonly (readonly [Token, ...Token[]])[] {
  const statements: [Token, ...Token[]][] = [];
  let statement: [Token, ...Token[]] | undefined;
  let depth = 0;
  for (const token of tokens) {
    const { text } = token;
    if (text === "\n" && depth === 0) statement = undefined;
    else if (text !== "\n" && !text.startsWith("#")) {
      if (statement === undefined) statements.push((statement = [token]));
      else statement.push(token);
    }
    depth += depthOf(text);
  }
  return statements;
}

/** What stands between the outer brackets of a value, cut at its commas. */
export function partsOf(value: readonly Token[]): readonly (readonly [Token, ...Token[]])[] {
  const parts: [Token, ...Token[]][] = [];
  let part: [Token, ...Token[]] | undefined;
  let depth = 0;
  for (const token of value) {
    const { text } = token;
    const step = depthOf(text);
    const isOuter = (depth === 0 && step === 1) || (depth === 1 && step === -1);
    if (depth === 1 && text === ",") part = undefined;
    else if (!isOuter) {
      if (part === undefined) parts.push((part = [token]));
      else part.push(token);
    }
    depth += step;
  }
  return parts;
}

/** Key and value of what is written as `key = value`. */
export function assignmentOf(statement: readonly Token[]): { readonly key: string; readonly value: readonly Token[] } {
  const at = statement.findIndex(({ text }) => text === "=");
  return { key: pathOf(statement.slice(0, Math.max(0, at))), value: statement.slice(at + 1) };
}

/** `[[ "advisories" . ignore ]]` → `advisories.ignore`. */
export function pathOf(key: readonly Token[]): string {
  return key
    .filter(({ text }) => text !== "[" && text !== "]")
    .map(({ text }) => (isText({ text }) ? text.slice(1, -1).replaceAll(".", "\u0000") : text))
    .join("");
}

export function isText({ text }: Pick<Token, "text">): boolean {
  return /^["']/.test(text);
}

export function endOfToken({ start, text }: Token): number {
  return start + text.length;
}

function depthOf(text: string): -1 | 0 | 1 {
  if (text === "[" || text === "{") return 1;
  return text === "]" || text === "}" ? -1 : 0;
}
