import type { Code, Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

/** A fenced block of a description that is named with `gatehouse NAME` behind its fence. */
export type BodyBlock =
  | { readonly state: "found"; readonly text: string }
  /** With the names of the blocks that do count. */
  | { readonly state: "absent"; readonly names: readonly string[] }
  /** Only in a quote, a list or the like, where it may be somebody else's. */
  | { readonly state: "quoted" }
  | { readonly state: "repeated" }
  /** Its fence never closes, so that all the rest of the description is in it. */
  | { readonly state: "unclosed" }
  | { readonly state: "too-tangled" };

// GitHub takes no longer descriptions.
export const bodyLengthLimit = 65_536;
// The parser's time grows with the square of lines in quotes and lists; within these it is below a second.
export const lineLimit = 5_000;
export const containerLimit = 500;
const nestingLimit = 20;
const container = /^[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=\s|$))/gm;
const nested = new RegExp(`^(?:[ \\t]*(?:>|(?:[*+-]|\\d{1,9}[.)])(?=[ \\t]))){${nestingLimit + 1}}`, "m");

/** Read as GitHub reads it: what stands in an HTML comment, such as the example of a template, is no block. Never throws. */
export function findBodyBlock(body: string, name: string): BodyBlock {
  const text = body.replaceAll(/\r\n?/g, "\n");
  if (isTooTangled(text)) return { state: "too-tangled" };
  const tree = parseBlocks(text);
  const blocks = tree.children.filter(isNamed);
  const [block, second] = blocks.filter((each) => nameOf(each) === name);
  if (second !== undefined) return { state: "repeated" };
  if (block !== undefined) return isClosed(block, text) ? { state: "found", text: block.value } : { state: "unclosed" };
  if (hasInside(tree, name)) return { state: "quoted" };
  return { state: "absent", names: blocks.flatMap((each) => nameOf(each) ?? []) };
}

function isTooTangled(text: string): boolean {
  const isLong = text.length > bodyLengthLimit || text.split("\n").length > lineLimit;
  return isLong || nested.test(text) || (text.match(container)?.length ?? 0) > containerLimit;
}

/** Only blocks: nothing within a line can open or close a fence, and its syntax costs most of the time. */
function parseBlocks(text: string): Root {
  const inLines = ["attention", "autolink", "characterEscape", "characterReference", "codeText", "hardBreakEscape"];
  const more = ["htmlText", "labelEnd", "labelStartImage", "labelStartLink", "definition", "setextUnderline"];
  return fromMarkdown(text, { extensions: [{ disable: { null: [...inLines, ...more] } }] });
}

function isNamed(node: Nodes): node is Code {
  return node.type === "code" && node.lang === "gatehouse" && nameOf(node) !== undefined;
}

function nameOf({ meta }: Code): string | undefined {
  return meta?.trim();
}

/** The last line closes the fence with at least as many signs of the same kind as opened it. */
function isClosed({ position }: Code, text: string): boolean {
  const lines = text.slice(position?.start.offset, position?.end.offset).split("\n");
  const [, opening = "```"] = /^ {0,3}(`{3,}|~{3,})/.exec(lines[0] ?? "") ?? [];
  const [, closing = ""] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(lines.at(-1) ?? "") ?? [];
  return lines.length > 1 && closing[0] === opening[0] && closing.length >= opening.length;
}

function hasInside(tree: Root, name: string): boolean {
  const open: Nodes[] = [...tree.children];
  for (const node of open) {
    if ("children" in node) open.push(...node.children);
    else if (isNamed(node) && nameOf(node) === name) return true;
  }
  return false;
}
