import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

// The parser takes minutes for 64 KB of nested quotes, and half a second for the worst within these.
export const parsedLengthLimit = 10_000;
const nestingLimit = 20;

const containers = new RegExp(`^(?:[ \\t]*(?:>|(?:[*+-]|\\d{1,9}[.)])(?=[ \\t]))){${nestingLimit + 1}}`, "m");

/** As GitHub parses it, but for emphasis. Undefined for what is too long or too deeply nested to be parsed in a short time. */
export function parseMarkdown(text: string): Root | undefined {
  if (text.length > parsedLengthLimit || containers.test(text)) return undefined;
  // Emphasis decides nothing here, and its parser takes a minute for 64 KB of stars.
  const extensions = [gfm(), { disable: { null: ["attention"] } }];
  return fromMarkdown(text, { extensions, mdastExtensions: [gfmFromMarkdown()] });
}
