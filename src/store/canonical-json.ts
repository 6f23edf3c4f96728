import type { Json } from "./store.ts";

/**
 * JSON text with sorted keys and without undefined members, so that equal values are equal text on every backend.
 * Throws on what JSON cannot hold (NaN, Infinity): such a value would come back as another one.
 */
export function renderCanonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} cannot be stored as JSON`);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(renderCanonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${renderCanonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
