import { listInWords } from "./list.ts";
import { visible } from "./visible.ts";

/**
 * A name as an inline code span, for sentences that are Markdown already: no mention, link or HTML leaves it. Names of
 * accounts, teams and gates hold nothing that is changed here; what does is no such name.
 */
export function codeSpan(name: string): string {
  const shown = visible(name.slice(0, longestName)).replaceAll(/`+/g, " ").trim();
  return `\`${shown === "" ? "?" : shown.replaceAll("@", "@\u200B")}\``;
}

const longestName = 140;
const listBytes = 900;

/** "`a`, `b` and `c`". */
export function codeSpans(names: readonly string[], joiner: "and" | "or"): string {
  return listInWords(names, { show: codeSpan, joiner, bytes: listBytes });
}
