import type { Nodes, Root } from "mdast";

/** Offsets in the text, the end left out. */
export type Span = readonly [begin: number, end: number];

// Elements in which a line is no plain text of the comment: quoted, folded, code, a link, part of a list or a table, or
// not shown at all. Those that GitHub does not show are here too, because an end tag inside them ends nothing outside.
// Not here: emphasis, `p`, `span`, what has no end tag, and names that are no HTML, such as the `<T>` of a type.
const shadowing = new Set(
  (
    "a address applet article aside audio blockquote button canvas caption center code dd del details dialog dir div dl " +
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup iframe kbd li listing main map marquee math " +
    "menu nav noembed noframes noscript object ol optgroup option picture plaintext pre q rp rt ruby s samp script search " +
    "section select strike style summary svg table tbody td template textarea tfoot th thead title tr tt ul video xmp"
  ).split(" "),
);
/** Has no end tag. It also stands for a tag that is not whole: nobody can say where that ends. */
const endless = "plaintext";

// What HTML calls white space; to JavaScript many other characters are, and `</q` with one of those is no end tag.
const gap = String.raw`[ \t\n\r\f]`;
const attribute = String.raw`${gap}+[a-z_:][\w.:-]*(?:${gap}*=${gap}*(?:"[^"]*"|'[^']*'|[^ \t\n\r\f"'=<>\x60]+))?`;
// Comments as browsers end them, which is earlier than in Markdown.
const token = new RegExp(
  String.raw`<!--(?!-?>)(?:(?!--!?>)[^])*-->|<(?<end>/?)(?<name>[a-z][a-z0-9-]*)(?:${attribute})*${gap}*/?>|(?<broken><[a-z/!?])`,
  "gi",
);

/**
 * What stands inside HTML elements from their start tag on, also when that is in another block. Elements end in the order
 * in which they began, and where they began; browsers are more lenient, each in another way.
 */
export function shadowSpans(tree: Root): readonly Span[] {
  const spans: Span[] = [];
  const open: string[] = [];
  let since = 0;
  const visit = (node: Nodes, floor: number): void => {
    if (node.type === "html") {
      const wasOpen = open.length > 0;
      turn(open, node.value, floor);
      const isOpen = open.length > 0;
      if (!wasOpen && isOpen) since = node.position?.start.offset ?? 0;
      if (wasOpen && !isOpen) spans.push([since, node.position?.end.offset ?? Number.POSITIVE_INFINITY]);
    } else if ("children" in node) {
      // What stands in a list or a table ends nothing that began outside of it.
      const inner = node.type === "root" || node.type === "paragraph" ? floor : open.length;
      for (const child of node.children) visit(child, inner);
    }
  };
  visit(tree, 0);
  return open.length > 0 ? [...spans, [since, Number.POSITIVE_INFINITY]] : spans;
}

/** Brings `open` to what is open behind the HTML. The first `floor` of them cannot be ended here. */
function turn(open: string[], html: string, floor: number): void {
  if (open.at(-1) === endless) return;
  for (const { groups = {} } of html.matchAll(token)) {
    const name = groups["broken"] === undefined ? groups["name"]?.toLowerCase() : endless;
    if (name === undefined || !shadowing.has(name)) continue;
    if (groups["end"] !== "/") open.push(name);
    else if (open.length > floor && open.at(-1) === name) open.pop();
    if (open.at(-1) === endless) return;
  }
}
