// Controls, bidirectional overrides and isolates, line separators: they reorder, hide or break what a reader sees.
const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF`]+/gu;

/**
 * A name as an inline code span, for sentences that are Markdown already: no mention, link or HTML leaves it. Names of
 * accounts, teams and gates hold nothing that is changed here; what does is no such name.
 */
export function codeSpan(name: string): string {
  const shown = name.slice(0, longestName).toWellFormed().replace(unsafe, " ").trim();
  return `\`${shown === "" ? "?" : shown.replaceAll("@", "@\u200B")}\``;
}

const longestName = 140;
const longestList = 10;

/** "`a`, `b` and `c`". */
export function codeSpans(names: readonly string[], joiner: "and" | "or"): string {
  const more = names.length - longestList;
  const items = [...names.slice(0, longestList).map(codeSpan), ...(more > 0 ? [`${more} more`] : [])];
  const last = items.at(-1) ?? "nobody";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${joiner} ${last}`;
}
