import { visible, oneLine } from "../policy/text/visible.ts";

/** The one Markdown escaper. Every string that somebody else wrote goes through here before it reaches a comment. */

/**
 * An inline code span that shows `text` and does nothing else: no mention, link, HTML, reference or emphasis survives.
 * A zero-width space follows each `@`, because e-mail and other readers of the comment do not all honour code spans. What
 * looks like a token is hidden: a comment of ours stays when its author has removed theirs.
 */
export function code(text: string): string {
  return span(visible(text).replaceAll("@", "@\u200B"));
}

/** A code span for text that people will copy, so nothing is inserted into it, and nothing that they see is taken out. */
export function copyable(text: string): string {
  return span(oneLine(text));
}

/**
 * One line for a place that shows text as it is, such as the title of a check. Should something read it as Markdown or
 * HTML all the same, the zero-width spaces keep it from calling, linking and closing anything.
 */
export function plain(text: string): string {
  return visible(text)
    .replace(/[@#&<>`[\]]/g, "$&\u200B")
    .trim();
}

/**
 * Makes Markdown safe as one cell of a table. GitHub undoes `\|` inside tables also within code spans. Backslashes
 * before a pipe are doubled, or one of them would escape ours and the cell would end in the middle of a code span.
 */
export function cell(markdown: string): string {
  return markdown.replace(/(?<!\\)(\\*)\|/g, "$1$1\\|").replace(/\r?\n/g, "<br>");
}

/** A fenced block whose fence is longer than any run of backticks in it. */
export function fenced(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestBacktickRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Cuts at a code point and says so. `limit` counts UTF-16 units, as GitHub's and Discord's limits are safe to read. */
export function cut(text: string, limit: number, ending = "…"): string {
  if (text.length <= limit) return text;
  const end = limit - ending.length;
  const last = text.charCodeAt(end - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? end - 1 : end) + ending;
}

function span(text: string): string {
  const content = text.trim() === "" ? "(empty)" : text;
  const fence = "`".repeat(longestBacktickRun(content) + 1);
  const padded = content.startsWith("`") || content.endsWith("`") ? ` ${content} ` : content;
  return `${fence}${padded}${fence}`;
}

function longestBacktickRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
