import { type Document, isScalar, visit } from "yaml";

/**
 * Where keys stand that their map has already, in characters from the start. The parser's own check compares each key with
 * every other one, which takes seconds for the keys that 64 KB can hold.
 */
export function repeatedKeys(document: Document.Parsed): readonly number[] {
  const places: number[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) places.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return places;
}
