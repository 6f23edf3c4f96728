import type { Nodes, Root } from "mdast";

/** Offsets in the text, the end left out. */
export type Span = readonly [begin: number, end: number];

// Elements in which a line is no plain text of the comment: quoted, folded, code, a link, struck out, part of a list or a
// table, or not shown at all. Unclosed, GitHub keeps the first four rows around what follows and deletes what is in the
// last two; a video hides what is in it. Not here: emphasis, `p`, `span`, and names that are no HTML, as in `Vec<T>`.
const shadowing = names(
  "a blockquote caption code dd del details dl dt figcaption figure h1 h2 h3 h4 h5 h6 kbd li ol pre q rp rt ruby s samp",
  "strike summary table tbody td tfoot th thead tr tt ul audio video",
  "iframe math noembed noframes noscript plaintext script style svg template xmp",
);
// GitHub strips these tags, other than `div`, and shows what stands between them, so they hide nothing. They are still
// followed, because an end tag inside them may end nothing outside.
const stripped = names("applet div marquee object select textarea title");
/** Stripped as well, and ended by the end of what they stand in. */
const yielding = names(
  "address article aside button canvas center dialog dir fieldset footer form header hgroup listing main map menu nav",
  "optgroup option picture search section",
);
/** What browsers close together with a quote, an item or a cell of Markdown. */
const closedWithContainer = new Set([...yielding, ...names("del details kbd q samp summary")]);
/** What browsers begin again behind the block in which it was left open. */
const resumed = names("a code s strike tt");
/** To browsers all that is in these is text, also what looks like a comment or an attribute. */
const textOnly = names("iframe noembed noframes noscript script style textarea title xmp");
/** End tags that also end what is left open right inside, beside what yields anyway. */
const impliedEnds: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["blockquote", names()],
  ["details", names("summary")],
  ["dl", names("dt dd")],
  ["ol", names("li")],
  ["table", names("tbody td tfoot th thead tr")],
  ["ul", names("li")],
]);
/** Has no end tag. It also stands for a tag that is not whole, and for all else of which nobody can say where it ends. */
const endless = "plaintext";

// What HTML calls white space; to JavaScript many other characters are, and `</q` with one of those is no end tag.
const gap = String.raw`[ \t\n\r\f]`;
const attribute = String.raw`${gap}+[a-z_:][\w.:-]*(?:${gap}*=${gap}*(?:"[^"]*"|'[^']*'|[^ \t\n\r\f"'=<>\x60]+))?`;
// Browsers end these earlier than Markdown. What lies between the two ends may hold no tag.
const comment = "<!--(?!-?>)(?:(?!--!?>)[^])*--(?:>|!>[^<]*-->)";
const declaration = String.raw`<!doctype(?:[^<>"']|"[^<>"]*"|'[^<>']*')*>|<\?[^<]*\?>`;
const tag = String.raw`<(?<end>/?)(?<name>[a-z][a-z0-9-]*)(?:${attribute})*${gap}*/?>`;
const token = new RegExp(`${comment}|${declaration}|${tag}|(?<broken><[a-z/!?])`, "gi");

/**
 * What stands inside HTML elements from their start tag on, also when that is in another block. Elements end in the order
 * in which they began, and where they began; browsers are more lenient, each in another way.
 */
export function shadowSpans(tree: Root): readonly Span[] {
  const spans: Span[] = [];
  const open: string[] = [];
  let since: number | undefined;
  const mark = ({ position }: Nodes): void => {
    const isShadowed = open.some((name) => shadowing.has(name));
    if (isShadowed) since ??= position?.start.offset ?? 0;
    else if (since !== undefined) {
      spans.push([since, position?.end.offset ?? Number.POSITIVE_INFINITY]);
      since = undefined;
    }
  };
  const visit = (node: Nodes, floor: number): void => {
    if (node.type === "html") {
      turn(open, node.value, floor);
      mark(node);
    } else if ("children" in node) {
      // What stands in a list or a table ends nothing that began outside of it.
      const inner = node.type === "root" || node.type === "paragraph" ? floor : open.length;
      for (const child of node.children) visit(child, inner);
      if (node.type === "blockquote" || node.type === "listItem" || node.type === "tableCell") {
        leave(open, inner);
        mark(node);
      }
    }
  };
  visit(tree, 0);
  return since === undefined ? spans : [...spans, [since, Number.POSITIVE_INFINITY]];
}

/** Brings `open` to what is open behind the HTML. The first `floor` of them cannot be ended here. */
function turn(open: string[], html: string, floor: number): void {
  if (open.at(-1) === endless) return;
  for (const { 0: text, groups = {} } of html.matchAll(token)) {
    const isUnclear = groups["broken"] !== undefined || (text.lastIndexOf("<") > 0 && open.some(isTextOnly));
    const name = isUnclear ? endless : groups["name"]?.toLowerCase();
    if (name === undefined || !isFollowed(name)) continue;
    if (groups["end"] === "/" && !isUnclear) end(open, name, floor);
    else open.push(name);
    if (open.at(-1) === endless) return;
  }
}

function end(open: string[], name: string, floor: number): void {
  const inside = impliedEnds.get(name);
  const isPassed = (other: string): boolean => inside !== undefined && (inside.has(other) || yielding.has(other));
  const last = open.findLastIndex((other) => other === name || !isPassed(other));
  if (last >= floor && open[last] === name) open.length = last;
}

/** Brings `open` to what is open behind a quote, an item or a cell, at whose start the first `entry` were. */
function leave(open: string[], entry: number): void {
  const left = open.slice(entry);
  if (left.every((name) => closedWithContainer.has(name))) open.length = entry;
  // A browser does not find the end of the quote in here, so all that follows stands in the quote.
  else if (!left.every((name) => closedWithContainer.has(name) || resumed.has(name))) open.push(endless);
}

function isFollowed(name: string): boolean {
  return shadowing.has(name) || stripped.has(name) || yielding.has(name);
}

function isTextOnly(name: string): boolean {
  return textOnly.has(name);
}

function names(...rows: readonly string[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => row.split(" ")));
}
