import type { Nodes, Root } from "mdast";
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

/** The blocks of a description. */
export interface BodyBlocks {
  readonly isTooTangled: boolean;
  /** By its name, each as it counts. */
  readonly named: ReadonlyMap<string, BodyBlock>;
  /** The names of those in quotes, lists and the like. */
  readonly inside: ReadonlySet<string>;
}

/** Read as GitHub reads it: what stands in an HTML comment, such as the example of a template, is no block. Never throws. */
export function readBodyBlocks(body: string): BodyBlocks {
  const text = body.replaceAll(/\r\n?/g, "\n");
  if (isTooTangled(text)) return { isTooTangled: true, named: new Map(), inside: new Set() };
  const tree = parseBlocks(text);
  const named = new Map<string, BodyBlock>();
  for (const node of tree.children) {
    const name = nameOf(node);
    if (name === undefined) continue;
    named.set(name, named.has(name) ? { state: "repeated" } : toBlock(node, text));
  }
  return { isTooTangled: false, named, inside: namesInside(tree) };
}

export function findBodyBlock({ isTooTangled: isUnread, named, inside }: BodyBlocks, name: string): BodyBlock {
  if (isUnread) return { state: "too-tangled" };
  return named.get(name) ?? (inside.has(name) ? { state: "quoted" } : { state: "absent", names: [...named.keys()] });
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

/** Undefined for what is no block of ours. */
function nameOf(node: Nodes): string | undefined {
  return node.type === "code" && node.lang === "gatehouse" ? node.meta?.trim() : undefined;
}

function toBlock(node: Nodes, text: string): BodyBlock {
  return "value" in node && isClosed(node, text) ? { state: "found", text: node.value } : { state: "unclosed" };
}

/** The last line closes the fence with at least as many signs of the same kind as opened it. */
function isClosed({ position }: Nodes, text: string): boolean {
  const lines = text.slice(position?.start.offset, position?.end.offset).split("\n");
  const [, opening = "```"] = /^ {0,3}(`{3,}|~{3,})/.exec(lines[0] ?? "") ?? [];
  const [, closing = ""] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(lines.at(-1) ?? "") ?? [];
  return lines.length > 1 && closing[0] === opening[0] && closing.length >= opening.length;
}

function namesInside(tree: Root): ReadonlySet<string> {
  const names = new Set<string>();
  const open: Nodes[] = tree.children.filter((node) => nameOf(node) === undefined);
  for (const node of open) {
    if ("children" in node) open.push(...node.children);
    const name = nameOf(node);
    if (name !== undefined) names.add(name);
  }
  return names;
}
