import { renderCanonicalJson } from "./canonical-json.ts";
import type { Json } from "./store.ts";

/** Raised when the shape of what is stored changes in a way old code would misread. */
const schemaVersion = 1;

/** Canonical text of the value with its schema version: equal values are equal text, so backends compare text. */
export function sealValue(value: Json): string {
  return `{"v":${schemaVersion},"value":${renderCanonicalJson(value)}}`;
}

/** The value in an envelope. Throws when it was written by another version: guessing could open a gate. */
export function openValue(text: string, key: string): Json {
  const envelope = parseEnvelope(text);
  if (envelope === undefined) {
    throw new Error(`The stored value of ${key} is not one of Gatehouse's. Another program writes to the same store.`);
  }
  if (envelope.v !== schemaVersion) {
    throw new Error(
      `The stored value of ${key} has schema version ${envelope.v}, this Gatehouse reads version ${schemaVersion}. ` +
        "Start the Gatehouse version that wrote it, or delete the key.",
    );
  }
  return envelope.value;
}

function parseEnvelope(text: string): { readonly v: number; readonly value: Json } | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || !("v" in parsed) || typeof parsed.v !== "number")
      return undefined;
    // JSON.parse yields nothing but Json, and a missing value of another version is never looked at.
    return { v: parsed.v, value: ("value" in parsed ? parsed.value : null) as Json };
  } catch {
    return undefined;
  }
}
