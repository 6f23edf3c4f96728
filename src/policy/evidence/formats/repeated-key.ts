// The parts of valid JSON that matter here: strings, brackets, commas and colons.
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/gsu;

/**
 * The first key that an object of a valid JSON text holds twice. Readers disagree on which of the two counts, so a
 * document that has one proves nothing.
 */
export function findRepeatedKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let text: string | undefined;
  for (const [token] of json.matchAll(tokens)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":" && text !== undefined) {
      const key: unknown = JSON.parse(text);
      const keys = open.at(-1);
      if (keys === undefined || typeof key !== "string") continue;
      if (keys.has(key)) return key;
      keys.add(key);
    } else text = token;
  }
  return undefined;
}
