// Strings, what opens and closes, and what else there is between commas and colons. A string that never ends is one, too.
const tokens = /("[^"\\]*(?:\\.[^"\\]*)*"?)(\s*:)?|[[{]|[\]}]|[^\s,:"[\]{}]+/gsu;

/** Numbers, texts, lists and the like: as many take half a second at most. A list of 100,000 entries may have four in each. */
export const mostValues = 500_000;
/** Different ones, each of which the parser has to remember: as many take a quarter of a second. */
export const mostKeys = 50_000;
export const deepest = 1_000;

/** Why a text is too much to parse as JSON, valid or not: 5 MB of brackets or of keys take seconds. */
export function jsonExcess(text: string): string | undefined {
  const keys = new Set<string>();
  let values = 0;
  let depth = 0;
  for (const [token, string, colon] of text.matchAll(tokens)) {
    if (string !== undefined && colon !== undefined) keys.add(string);
    else if (token === "]" || token === "}") depth -= 1;
    else values += 1;
    if (token === "[" || token === "{") depth += 1;
    if (keys.size > mostKeys) return `it has more than ${mostKeys} different keys`;
    if (values > mostValues) return `it has more than ${mostValues} values`;
    if (depth > deepest) return `it is nested more than ${deepest} deep`;
  }
  return undefined;
}
