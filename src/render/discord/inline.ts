import type { PhrasingContent } from "mdast";
import { classifyTag } from "./html.ts";
import { resolveLink, shortenLink } from "./links.ts";
import type { LinkBase } from "./links.ts";
import { cleanText, disarm, endsLine, escapeText, escapeToPieces } from "./text.ts";

export interface InlineContext {
  readonly links: LinkBase;
  /** Targets of `[text][label]`, by normalised label. */
  readonly definitions: ReadonlyMap<string, string>;
  /** What a line break becomes: a list item has only one line, a quote repeats its sign. */
  readonly lineBreak: string;
  /** Styles that are open already: Discord reads a second `**` as the end. */
  readonly open: readonly Style[];
  readonly isLineStart: boolean;
  /** Deeper levels are left out; nobody writes them, but parsing hostile text may make thousands. */
  readonly levelsLeft: number;
}

type Style = "**" | "*" | "~~";

/** Phrasing as pieces that may be separated: words of plain text, and links, code and styled runs as a whole. */
export function renderInline(nodes: readonly PhrasingContent[], context: InlineContext): string[] {
  const pieces: string[] = [];
  let text = "";
  let isLineStart = context.isLineStart;
  function endText(): void {
    const escaped = escapeToPieces(text, isLineStart).map((piece) => piece.replaceAll("\n", context.lineBreak));
    pieces.push(...escaped);
    if (text.trim() !== "") isLineStart = endsLine(text);
    text = "";
  }
  for (const node of nodes) {
    // Neighbouring texts are escaped as one: a dropped picture must not join "@" and "everyone" afterwards.
    const plain = asPlainText(node);
    if (plain !== undefined) {
      text += plain;
      continue;
    }
    const markup = renderMarkup(node, { ...context, isLineStart: false, levelsLeft: context.levelsLeft - 1 });
    if (markup === "") continue;
    endText();
    pieces.push(markup);
    isLineStart = false;
  }
  endText();
  return pieces;
}

function asPlainText(node: PhrasingContent): string | undefined {
  switch (node.type) {
    case "text":
      return node.value;
    case "break":
      return "\n";
    case "html": {
      const tag = classifyTag(node.value);
      if (tag === "unknown") return node.value;
      return tag === "break" ? "\n" : "";
    }
    case "image":
    case "imageReference":
      return "";
    case "footnoteReference":
      return superscript(node.identifier);
    case "delete":
    case "emphasis":
    case "inlineCode":
    case "link":
    case "linkReference":
    case "strong":
      return undefined;
  }
}

function renderMarkup(node: PhrasingContent, context: InlineContext): string {
  if (context.levelsLeft <= 0) return "";
  switch (node.type) {
    case "strong":
      return renderStyled("**", node.children, context);
    case "emphasis":
      return renderStyled("*", node.children, context);
    case "delete":
      return renderStyled("~~", node.children, context);
    case "inlineCode":
      return renderCode(node.value);
    case "link":
      return renderLink(node.url, node.children, context);
    case "linkReference":
      return renderLink(context.definitions.get(node.identifier), node.children, context);
    case "text":
    case "break":
    case "html":
    case "image":
    case "imageReference":
    case "footnoteReference":
      return "";
  }
}

function renderStyled(style: Style, children: readonly PhrasingContent[], context: InlineContext): string {
  if (context.open.includes(style)) return renderInline(children, context).join("");
  const inner = renderInline(children, { ...context, open: [...context.open, style] }).join("");
  const trimmed = inner.trim();
  if (trimmed === "") return inner;
  const start = inner.indexOf(trimmed);
  return `${inner.slice(0, start)}${style}${trimmed}${style}${inner.slice(start + trimmed.length)}`;
}

/** Discord has no way to write a backtick that holds in every span, so it becomes its look-alike. */
function renderCode(value: string): string {
  const code = cleanText(value).replace(/\s+/g, " ").trim().replaceAll("`", "ˋ");
  return code === "" ? "" : `\`${disarm(code)}\``;
}

function renderLink(href: string | undefined, children: readonly PhrasingContent[], context: InlineContext): string {
  const label = renderInline(children, { ...context, lineBreak: " " })
    .join("")
    .trim();
  const url = href === undefined ? undefined : resolveLink(href, context.links);
  if (url === undefined || label === "") return label;
  // A label that looks like an address is either the address itself or a lie about it.
  if (!/https?:\/\//i.test(label)) return `[${label}](${url})`;
  const short = shortenLink(url, context.links);
  return short === undefined ? `<${url}>` : `[${escapeText(short)}](${url})`;
}

/** Text alone, for places without markup. */
export function plainText(nodes: readonly PhrasingContent[], levelsLeft = 10): string {
  if (levelsLeft === 0) return "";
  return nodes
    .map((node) => {
      if ("children" in node) return plainText(node.children, levelsLeft - 1);
      return node.type === "inlineCode" ? node.value : (asPlainText(node) ?? "");
    })
    .join("");
}

function superscript(identifier: string): string {
  return /^\d{1,3}$/.test(identifier) ? identifier.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(digit))) : "";
}
