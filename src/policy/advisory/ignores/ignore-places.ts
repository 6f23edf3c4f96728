import { isText, type Token, tokensOf } from "./toml-tokens.ts";
import { findWritten, type IgnoreKeys } from "./written-ignores.ts";

/** Where one ignore is written. */
export interface IgnorePlace {
  /** Counted from 1. */
  readonly line: number;
  /** The comment behind an id that has the line for itself; empty without one. */
  readonly comment: string;
}

/** The ignores of `deny.toml` and `audit.toml`. */
export const cargoKeys: IgnoreKeys = { path: "advisories.ignore", isFolded: false };

/**
 * The places of all ignores of a text that is TOML, in their order. One is undefined where no line shows it, and all are
 * missing where they are written in yet another way: an age must not be that of a line that happens to name the id.
 */
export function ignorePlaces(text: string, keys: IgnoreKeys = cargoKeys): readonly (IgnorePlace | undefined)[] {
  const tokens = tokensOf(text);
  return (findWritten(tokens, keys)?.items ?? []).map(({ first, id }) => {
    if (id === undefined) return undefined;
    return { line: id.line, comment: first === id ? (commentBehind(id, tokens)?.text.slice(1).trim() ?? "") : "" };
  });
}

/** The comment on the line of a text that stands there alone. `audit.toml` holds bare ids; people write the reason behind. */
function commentBehind(item: Token, tokens: readonly Token[]): Token | undefined {
  const before = tokens[item.index - 1];
  if (!isText(item) || (before !== undefined && before.text !== "\n")) return undefined;
  const next = tokens[item.index + 1];
  const behind = next?.text === "," ? tokens[item.index + 2] : next;
  return behind?.text.startsWith("#") === true && behind.line === item.line ? behind : undefined;
}
