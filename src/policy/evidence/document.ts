import type { RepositoryDocument } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { findRepeatedKey } from "./repeated-key.ts";

export type ParsedDocument =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: Reason };

/** A JSON document as read at the head, or why it says nothing. Never throws. */
export function parseDocument(document: RepositoryDocument | undefined, file: string): ParsedDocument {
  if (document === undefined || document.state === "absent") return failed(reason("evidence-absent", { file }));
  if (document.state === "too-large") {
    const { bytes, limit } = document;
    return failed(reason("evidence-too-large", { file, bytes: String(bytes), limit: String(limit) }));
  }
  // Tools on Windows write a byte order mark, which JSON does not know.
  const text = document.text.replace(/^\uFEFF/, "");
  try {
    const value: unknown = JSON.parse(text);
    const key = findRepeatedKey(text);
    return key === undefined ? { ok: true, value } : failed(reason("evidence-key-twice", { file, key }));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return failed(reason("evidence-unreadable", { file, problem }));
  }
}

function failed(why: Reason): ParsedDocument {
  return { ok: false, reason: why };
}
