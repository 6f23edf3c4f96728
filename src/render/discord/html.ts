export interface HtmlLine {
  readonly text: string;
  readonly isBold: boolean;
}

const lineTags = new Set(
  "br p div li ul ol tr table thead tbody h1 h2 h3 h4 h5 h6 details summary blockquote pre hr section".split(" "),
);
const inlineTags = new Set(
  "a abbr b bdi cite code dd del dfn dl dt em font i img ins kbd mark picture q s samp small source span strike strong sub sup td th tt u var video".split(
    " ",
  ),
);
const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

export type HtmlTag = "comment" | "break" | "known" | "unknown";

/** What one piece of inline HTML is: `<Foo>` in notes is more often a type than a tag. */
export function classifyTag(html: string): HtmlTag {
  if (html.startsWith("<!--")) return "comment";
  const name = /^<\/?([a-z][a-z0-9]*)/i.exec(html)?.[1]?.toLowerCase() ?? "";
  if (name === "br") return "break";
  return lineTags.has(name) || inlineTags.has(name) ? "known" : "unknown";
}

/** The readable lines of a block of HTML; comments and known tags vanish, a `<summary>` is bold. Linear in length. */
export function readHtmlLines(html: string): HtmlLine[] {
  const lines: HtmlLine[] = [];
  let text = "";
  let isBold = false;
  function endLine(): void {
    const trimmed = decodeEntities(text).replace(/\s+/g, " ").trim();
    if (trimmed !== "") lines.push({ text: trimmed, isBold });
    text = "";
  }
  let at = 0;
  while (at < html.length) {
    const start = html.indexOf("<", at);
    if (start === -1) break;
    const isComment = html.startsWith("<!--", start);
    const end = html.indexOf(isComment ? "-->" : ">", start);
    text += html.slice(at, start);
    if (end === -1) {
      at = isComment ? html.length : start;
      break;
    }
    at = end + (isComment ? 3 : 1);
    const tag = html.slice(start, at);
    const name = /^<\/?([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? "";
    if (lineTags.has(name)) endLine();
    else if (classifyTag(tag) === "unknown") text += tag;
    if (name === "summary") isBold = !tag.startsWith("</");
  }
  text += html.slice(at);
  endLine();
  return lines;
}

function decodeEntities(text: string): string {
  return text.replace(/&([a-z]{2,4});/g, (whole, name: string) => entities.get(name) ?? whole);
}
