import type { Nodes, Paragraph, Root } from "mdast";
import { shadowSpans, type Span } from "./html-shadow.ts";
import { parseMarkdown } from "./parse-markdown.ts";

/** A line of a comment that is shaped like a command. Whether we know the name is not decided here. */
export interface Invocation {
  /** Lower case, without the slash. */
  readonly name: string;
  /** The rest of the line, trimmed. */
  readonly args: string;
}

export interface ParsedComment {
  readonly invocations: readonly Invocation[];
  /** Command-shaped lines that stand in a quote, a fence or a list, in which nothing is ever run. */
  readonly quoted: readonly Invocation[];
  /** Too long or too deeply nested to be parsed in a short time; then every line counts as quoted. */
  readonly isTooTangled: boolean;
}

// No two parts of these can match the same character, or a line of 64 KB would be read again from each of its blanks.
const command = /^ {0,3}\/([A-Za-z][A-Za-z-]*)(?:\s([^]*))?$/u;

/**
 * Commands count only in paragraphs at the top level of the comment, and in lines at the left margin below a list. The
 * comment is parsed as GitHub parses it, because a line scanner is fooled by lazily continued quotes and by fences and
 * HTML comments that never close.
 */
export function parseComment(body: string): ParsedComment {
  const text = body.replaceAll(/\r\n?/g, "\n").replace(/^\uFEFF/, "");
  const tree = parseMarkdown(text);
  const live = new Set(tree === undefined ? [] : liveLines(tree, text));
  const invocations: Invocation[] = [];
  const quoted: Invocation[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const found = parseLine(line);
    if (found !== undefined) (live.has(index + 1) ? invocations : quoted).push(found);
    else {
      const inQuote = parseLine(line.replace(/^(?:[\s>*+-]|\d{1,9}[.)])+/u, ""));
      if (inQuote !== undefined) quoted.push(inQuote);
    }
  }
  return { invocations, quoted, isTooTangled: tree === undefined };
}

function parseLine(line: string): Invocation | undefined {
  const [, name, args = ""] = command.exec(withoutArtefacts(line)) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), args: args.trim() };
}

/**
 * Zero-width characters at the start of a line and no-break spaces come from editors, not from intent. They go after
 * the Markdown was parsed: for GitHub a fence behind a zero-width space is no fence.
 */
function withoutArtefacts(line: string): string {
  return line.replace(/^[\u200B-\u200D\u2060\uFEFF]+/u, "").replaceAll("\u00A0", " ");
}

/** Numbers (from 1) of the lines on which a command would be run. */
function* liveLines(tree: Root, text: string): Generator<number> {
  const starts = lineStarts(text);
  const shadows = shadowSpans(tree);
  for (const block of tree.children) {
    if (block.type === "paragraph") yield* linesOf(block, 0, { text, starts, shadows });
    if (block.type === "list") yield* linesBelow(block, { text, starts, shadows });
  }
}

interface Page {
  readonly text: string;
  /** The offset at which each line begins. */
  readonly starts: readonly number[];
  /** What HTML quotes, folds or hides. */
  readonly shadows: readonly Span[];
}

/** Lines at the left margin that continue the text of a list item: somebody typed them below the list. */
function* linesBelow(node: Nodes, page: Page): Generator<number> {
  if (node.type === "paragraph") {
    for (const line of linesOf(node, 1, page)) if (page.text[page.starts[line - 1] ?? 0] === "/") yield line;
  } else if (node.type === "list" || node.type === "listItem") {
    for (const child of node.children) yield* linesBelow(child, page);
  }
}

/** Lines of a paragraph, from the given one on, that begin as plain text: not inside code, HTML, a link or a formula. */
function* linesOf(paragraph: Paragraph, from: number, { text, starts, shadows }: Page): Generator<number> {
  const { position } = paragraph;
  if (position === undefined) return;
  const hidden = [...shadows, ...markedSpans(paragraph), ...formulaSpan(paragraph, text)];
  for (let line = position.start.line + from; line <= position.end.line; line += 1) {
    const start = starts[line - 1] ?? 0;
    const first = start + indentOf(text, start);
    if (!hidden.some(([begin, end]) => first >= begin && first < end)) yield line;
  }
}

/** Everything in a paragraph that is not plain text. */
function markedSpans({ children }: Paragraph): readonly Span[] {
  return children
    .filter(({ type }) => type !== "text" && type !== "break")
    .map(({ position }) => [position?.start.offset ?? 0, position?.end.offset ?? Number.POSITIVE_INFINITY]);
}

/** GitHub sets what stands between dollar signs as formulas, by rules of its own; so all of it counts as one. */
function formulaSpan({ position }: Paragraph, text: string): readonly Span[] {
  const begin = position?.start.offset ?? 0;
  const source = text.slice(begin, position?.end.offset);
  const first = source.indexOf("$");
  const last = source.lastIndexOf("$");
  return first === last ? [] : [[begin + first, begin + last + 1]];
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\n/g)) starts.push(match.index + 1);
  return starts;
}

function indentOf(text: string, start: number): number {
  return /^ {0,3}/.exec(text.slice(start, start + 4))?.[0].length ?? 0;
}
