import { type Reason, reason } from "../../reason.ts";
import { parseJson, parseJsonLines } from "./json-text.ts";
import type { ParsedText } from "./parsed-text.ts";
import { parseToml, tomlLimit } from "./toml-text.ts";
import { parseYaml, yamlLimit } from "./yaml-text.ts";

export type Format = "json" | "jsonl" | "toml" | "yaml";

/** What the ending of a file says; undefined for all others. */
export function formatOf(file: string): Format | undefined {
  const [, ending = ""] = /\.([^./]+)$/.exec(file) ?? [];
  return formats.get(ending.toLowerCase());
}

const formats: ReadonlyMap<string, Format> = new Map([
  ["json", "json"],
  ["jsonl", "jsonl"],
  ["toml", "toml"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
]);

export const knownEndings = "`.json`, `.jsonl`, `.toml`, `.yaml` or `.yml`";

/** A document as plain lists, objects, texts, numbers, booleans and nulls. */
export interface Document {
  readonly value: unknown;
  /** JSON Lines: `value` is the list of the lines, each a document of its own. */
  readonly isLines: boolean;
}

export type ReadText =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly reason: Reason };

/** Text → document, or why it says nothing. `file` is what the document is called. Never throws. */
export function readText(text: string, format: Format, file: string): ReadText {
  const { name, parse, limit } = readers[format];
  const bytes = limit === undefined ? 0 : Buffer.byteLength(text);
  if (limit !== undefined && bytes > limit) {
    return failed(reason("evidence-too-large", { file, bytes: String(bytes), limit: String(limit) }));
  }
  // Tools on Windows write a byte order mark.
  const content = text.replace(/^\uFEFF/, "");
  if (content.trim() === "") return failed(reason("evidence-empty", { file }));
  const parsed = parse(content);
  if (parsed.ok) {
    if (isEmpty(parsed.value)) return failed(reason("evidence-empty", { file }));
    return { ok: true, document: { value: parsed.value, isLines: format === "jsonl" } };
  }
  if ("repeatedKey" in parsed) return failed(reason("evidence-key-twice", { file, key: parsed.repeatedKey }));
  if ("excess" in parsed) return failed(reason("evidence-too-much", { file, problem: parsed.excess }));
  return failed(reason("evidence-unreadable", { file, safeFormat: name, problem: parsed.problem }));
}

interface Reader {
  readonly name: string;
  readonly parse: (text: string) => ParsedText;
  /** In bytes; without one what could be fetched can be read. */
  readonly limit?: number;
}

const readers: Readonly<Record<Format, Reader>> = {
  json: { name: "JSON", parse: parseJson },
  jsonl: { name: "JSON Lines", parse: parseJsonLines },
  toml: { name: "TOML", parse: parseToml, limit: tomlLimit },
  yaml: { name: "YAML", parse: parseYaml, limit: yamlLimit },
};

/** `[]` of a run that was cut off is no list without failures. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function failed(why: Reason): ReadText {
  return { ok: false, reason: why };
}
