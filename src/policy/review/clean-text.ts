import type { Nodes, Root } from "mdast";
import type { Span } from "../comment/html-shadow.ts";
import { parsedLengthLimit, parseMarkdown } from "../comment/parse-markdown.ts";

/**
 * Whether a reviewer says the words that mean clean: they begin somewhere outside of quotes, code and HTML, where they may be
 * somebody else's, an example, or hidden. Only the first 10,000 characters are read.
 */
export function isCleanText(given: string, clean: string): boolean {
  const whole = withPlainQuotes(given.replaceAll(/\r\n?/g, "\n").replace(/^\uFEFF/, ""));
  const text = whole.slice(0, parsedLengthLimit);
  const tree = parseMarkdown(text);
  if (tree === undefined) return false;
  const hidden = foreignSpans(tree);
  // What is cut off in its middle may be read as something else than it is.
  if (whole.length > text.length) hidden.push(...tree.children.slice(-1).map(spanOf));
  const words = withPlainQuotes(clean);
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    if (!hidden.some(([begin, end]) => begin <= at && at < end)) return true;
  }
  return false;
}

const foreign: readonly Nodes["type"][] = ["blockquote", "code", "inlineCode", "html"];

function foreignSpans(tree: Root): Span[] {
  const spans: Span[] = [];
  const open: Nodes[] = [tree];
  for (const node of open) {
    if (foreign.includes(node.type)) spans.push(spanOf(node));
    else if ("children" in node) open.push(...node.children);
  }
  return spans;
}

function spanOf({ position }: Nodes): Span {
  return [position?.start.offset ?? 0, position?.end.offset ?? Number.POSITIVE_INFINITY];
}

/** Editors and bots write either apostrophe. */
function withPlainQuotes(text: string): string {
  return text.replaceAll(/[\u2018\u2019]/g, "'");
}
