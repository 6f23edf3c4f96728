import type { Blockquote, Heading, List, ListItem, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { fence, prose } from "./block.ts";
import type { Block } from "./block.ts";
import { readHtmlLines } from "./html.ts";
import { plainText, renderInline } from "./inline.ts";
import type { InlineContext } from "./inline.ts";
import type { LinkBase } from "./links.ts";
import { renderTable } from "./table.ts";
import { cleanText, disarm, escapeToPieces } from "./text.ts";

interface Place {
  readonly links: LinkBase;
  readonly definitions: ReadonlyMap<string, string>;
  readonly quote: "" | "> ";
  /** How deep in lists, 0 outside of them. */
  readonly depth: number;
  readonly levelsLeft: number;
}

/** Discord shows three levels of lists; deeper items stand on the third. */
const deepestList = 3;
/** Deeper nesting is left out; nobody writes it, but parsing hostile text may make thousands of levels. */
const deepestNesting = 12;

/** A line that opens this many quotes and lists is made to exhaust the parser's stack; it is read without them. */
const nestedMarkers = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){30,}/gm;

/** GitHub's Markdown as blocks of Discord's. Images and comments are dropped, and nothing in the result calls anybody. */
export function convertNotes(markdown: string, links: LinkBase): Block[] {
  const root = parse(markdown.replace(nestedMarkers, ""));
  const place: Place = { links, definitions: readDefinitions(root), quote: "", depth: 0, levelsLeft: deepestNesting };
  return renderAll(root.children, place);
}

function parse(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The text of a leading heading, to be left out when the card's title says the same. */
export function leadingHeading(markdown: string): { text: string; rest: string } | undefined {
  const [first] = parse(markdown.slice(0, 2000).replace(nestedMarkers, "")).children;
  if (first?.type !== "heading" || first.depth > 3) return undefined;
  return { text: plainText(first.children).trim(), rest: markdown.slice(first.position?.end.offset ?? 0) };
}

function renderAll(nodes: readonly RootContent[], place: Place): Block[] {
  const inner = { ...place, levelsLeft: place.levelsLeft - 1 };
  return place.levelsLeft === 0 ? [] : nodes.flatMap((node) => renderNode(node, inner));
}

function renderNode(node: RootContent, place: Place): Block[] {
  switch (node.type) {
    case "heading":
      return renderHeading(node, place);
    case "paragraph":
      return nonEmpty(prose(place.quote, renderInline(node.children, inline(place, `\n${place.quote}`))));
    case "list":
      return renderList(node, place);
    case "blockquote":
      return renderQuote(node, place);
    case "code": {
      const code = cleanText(node.value).replaceAll("\t", "  ");
      return code.trim() === "" ? [] : [fence(node.lang ?? "", disarm(code).split("\n"))];
    }
    case "table":
      return renderTable(node);
    case "html":
      return readHtmlLines(node.value).flatMap(({ text, isBold }) => {
        const pieces = escapeToPieces(text, !isBold);
        return nonEmpty(isBold ? prose(place.quote, [`**${pieces.join("")}**`]) : prose(place.quote, pieces));
      });
    case "thematicBreak":
    case "definition":
    case "footnoteDefinition":
    case "yaml":
      return [];
    case "break":
    case "delete":
    case "emphasis":
    case "footnoteReference":
    case "image":
    case "imageReference":
    case "inlineCode":
    case "link":
    case "linkReference":
    case "listItem":
    case "strong":
    case "tableCell":
    case "tableRow":
    case "text":
      // Never stand at this level.
      return [];
  }
}

function renderHeading({ depth, children }: Heading, place: Place): Block[] {
  const isBold = depth > 3 || place.quote !== "";
  const context = inline(place, " ");
  const pieces = renderInline(children, isBold ? { ...context, open: ["**"], isLineStart: false } : context);
  if (pieces.join("").trim() === "") return [];
  // A heading is one piece: cut in two it would be a heading that nobody wrote.
  const text = pieces.join("").trim();
  const shown = isBold ? `${place.quote}**${text}**` : `${"#".repeat(depth)} ${text}`;
  return [{ open: "", pieces: [shown], close: "", isTight: false, isHeading: true }];
}

function renderList(list: List, place: Place): Block[] {
  const inner = { ...place, depth: Math.min(place.depth + 1, deepestList) };
  const first = list.start ?? 1;
  return list.children.flatMap((item, index) => renderItem(item, list.ordered ? `${first + index}. ` : "- ", inner));
}

/** An item's paragraphs make one line; lists inside follow on the next level, everything else on its own lines. */
function renderItem(item: ListItem, marker: string, place: Place): Block[] {
  const box = item.checked === true ? "☑ " : item.checked === false ? "☐ " : "";
  const open = `${place.quote}${"  ".repeat(place.depth - 1)}${marker}${box}`;
  const line: string[] = [];
  const others: Block[] = [];
  for (const child of item.children) {
    if (child.type === "paragraph" && others.length === 0) {
      if (line.length > 0) line.push(" ");
      line.push(...renderInline(child.children, inline(place, " ")));
    } else {
      others.push(...renderAll([child], place).map((block) => ({ ...block, isTight: true })));
    }
  }
  return [...nonEmpty(prose(open, line, true)), ...others];
}

const alert = /^\[!(note|tip|important|warning|caution)\]\s*/i;

/** One level of quoting is all Discord has. */
function renderQuote({ children }: Blockquote, place: Place): Block[] {
  const [first, ...rest] = children;
  const text = first?.type === "paragraph" ? first.children[0] : undefined;
  const kind = text?.type === "text" ? alert.exec(text.value)?.[1] : undefined;
  const inner: Place = { ...place, quote: "> " };
  if (first?.type !== "paragraph" || text?.type !== "text" || kind === undefined)
    return tighten(renderAll(children, inner));
  const [, ...phrases] = first.children;
  const opened = { ...first, children: [{ ...text, value: text.value.replace(alert, "") }, ...phrases] };
  const title = prose("> ", [`**${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}**`]);
  return tighten([title, ...renderAll([opened, ...rest], inner)]);
}

function tighten(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) => (index === 0 ? block : { ...block, isTight: true }));
}

function inline(place: Place, lineBreak: string): InlineContext {
  const { links, definitions } = place;
  return { links, definitions, lineBreak, open: [], isLineStart: true, levelsLeft: deepestNesting };
}

function nonEmpty(block: Block): Block[] {
  return block.pieces.join("").trim() === "" ? [] : [block];
}

function readDefinitions(root: Root): Map<string, string> {
  const definitions = new Map<string, string>();
  for (const node of root.children) {
    // The first definition of a label counts.
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node.url);
  }
  return definitions;
}
