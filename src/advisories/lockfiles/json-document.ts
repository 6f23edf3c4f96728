import { findJsonFault } from "./json-fault.ts";
import { findConflictMarker, lineAt } from "./text.ts";

export type JsonReading =
  | { readonly state: "read"; readonly value: Readonly<Record<string, unknown>> }
  | { readonly state: "problem"; readonly line: number; readonly message: string };

/** A file that has to hold one JSON object. The message completes "package-lock.json, line 7, …". */
export function parseJsonObject(text: string): JsonReading {
  const conflict = findConflictMarker(text);
  if (conflict !== undefined) return { state: "problem", line: conflict, message: "holds merge conflict markers" };
  // npm writes no byte order mark, but editors do, and npm reads past it.
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") return { state: "problem", line: 1, message: "is empty" };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return describeFault(json);
  }
  return isObject(value) ? { state: "read", value } : { state: "problem", line: 1, message: "is not a JSON object" };
}

/** What has keys: neither null nor a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describeFault(json: string): JsonReading {
  const at = findJsonFault(json) ?? json.length;
  const column = at === 0 ? 1 : at - json.lastIndexOf("\n", at - 1);
  const what = at === json.length ? "it ends too early, at" : "it goes wrong at";
  return { state: "problem", line: lineAt(json, at), message: `is not valid JSON: ${what} column ${column}` };
}
