// What GitHub shows as quoted, folded, code, struck out or part of a table or list, until the tag is closed.
const shadowing =
  /<(\/?)(blockquote|code|del|details|dl|kbd|ol|pre|q|s|samp|strike|table|ul)(?=[\s/>])[^>]*>|<!--[\s\S]*?(?:-->|$)/giu;

/** The names of the tags that are open after `html`, given those that were open before. */
export function openShadows(html: string, before: readonly string[]): readonly string[] {
  const open = [...before];
  for (const [, slash, tag] of html.matchAll(shadowing)) {
    const name = tag?.toLowerCase();
    if (name === undefined) continue;
    if (slash === "") open.push(name);
    else if (open.includes(name)) open.splice(open.lastIndexOf(name), 1);
  }
  return open;
}
