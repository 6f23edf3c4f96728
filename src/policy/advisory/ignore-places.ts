/** Where one ignore is written. */
export interface IgnorePlace {
  /** Counted from 1. */
  readonly line: number;
  /** The comment behind an id that has the line for itself; empty without one. */
  readonly comment: string;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

// Strings of several lines, strings, comments, punctuation and all that stands without quotes. None is tried in vain, or a
// text of quotes would be read again from each of them.
const tokens =
  /"""(?:[^"\\]|\\[^]?|"{1,2}(?!"))*(?:"{3,5}|$)|'''[^]*?(?:'{3,5}|$)|"(?:[^"\\\n]|\\.?)*"?|'[^'\n]*'?|#[^\n]*|[[\]{}=,\n]|[^\s"'#[\]{}=,]+/g;

/**
 * The places of the items of `ignore` in `[advisories]`, in their order, of a text that is TOML. An item is undefined where
 * no line shows it, and all are missing where the list is written in yet another way: an age must not be that of a line
 * that happens to name the id.
 */
export function ignorePlaces(text: string): readonly (IgnorePlace | undefined)[] {
  const lines = text.split("\n");
  const places: (IgnorePlace | undefined)[] = [];
  const placeOf = ({ text: written, line }: Token): IgnorePlace | undefined =>
    isText(written) ? { line, comment: trailingComment(lines[line - 1] ?? "") } : undefined;
  let section = "";
  for (const statement of statementsOf(text)) {
    const [first, second] = statement;
    const at = statement.findIndex(({ text: sign }) => sign === "=");
    if (first?.text === "[") {
      section = pathOf(statement);
      if (second?.text === "[" && section === "advisories.ignore") places.push(undefined);
      continue;
    }
    const path = [section, pathOf(statement.slice(0, at))].filter((part) => part !== "").join(".");
    const value = statement.slice(at + 1);
    if (path === "advisories.ignore") places.push(...itemsOf(value).map((item) => placeOf(item)));
    if (path === "advisories.ignore.id" && value[0] !== undefined) places.splice(-1, 1, placeOf(value[0]));
  }
  return places;
}

/** What stands on a line, or from an opening bracket to its end, without comments. */
function statementsOf(text: string): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let statement: Token[] = [];
  let line = 1;
  let depth = 0;
  for (const [token] of text.matchAll(tokens)) {
    if (token === "\n" && depth === 0) {
      if (statement.length > 0) statements.push(statement);
      statement = [];
    } else if (token !== "\n" && !token.startsWith("#")) statement.push({ text: token, line });
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    line += token.split("\n").length - 1;
  }
  return statement.length > 0 ? [...statements, statement] : statements;
}

/** `[[ "advisories" . ignore ]]` → `advisories.ignore`. */
function pathOf(key: readonly Token[]): string {
  return key
    .filter(({ text }) => text !== "[" && text !== "]")
    .map(({ text }) => withoutQuotes(text))
    .join("");
}

/** The token that names each item of a list: a text itself, or the value of `id` in a table. */
function itemsOf(list: readonly Token[]): readonly Token[] {
  const items: Token[] = [];
  let depth = 0;
  for (const [index, token] of list.entries()) {
    const { text } = token;
    if (text === "]" || text === "}") depth -= 1;
    else if (text === "[" || text === "{") {
      depth += 1;
      if (depth === 2) items.push(token);
    } else if (depth === 1 && text !== ",") items.push(token);
    else if (depth === 2 && text === "=" && withoutQuotes(list[index - 1]?.text ?? "") === "id") {
      const value = list[index + 1];
      if (value !== undefined) items.splice(-1, 1, value);
    }
  }
  return items;
}

function isText(token: string): boolean {
  return /^["']/.test(token);
}

function withoutQuotes(token: string): string {
  return isText(token) ? token.slice(1, -1) : token;
}

/** `audit.toml` holds bare ids; people write the reason behind them. */
function trailingComment(line: string): string {
  return /^\s*["'][^"']*["']\s*,?\s*#(.*)$/.exec(line)?.[1]?.trim() ?? "";
}
