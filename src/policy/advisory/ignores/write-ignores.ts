import { parse, patch } from "@decimalturn/toml-patch";
import { insertItem, replaceItem } from "./edit-list.ts";
import type { IgnoreTool } from "./ignore.ts";
import { cargoKeys } from "./ignore-places.ts";
import { removeItem, removeTable } from "./list-item.ts";
import type { IgnoreText } from "./new-ignore.ts";
import { osvScannerKeys } from "./read-osv-scanner.ts";
import { restOfPolicy } from "./rest-of-policy.ts";
import { applySplices, endOfLine, lineEndOf, type Splice } from "./splice.ts";
import { endOfToken, type Token, tokensOf } from "./toml-tokens.ts";
import { findWritten, type WrittenIgnores, type WrittenItem } from "./written-ignores.ts";

// The library's time grows with the square of the sections. The largest real file we know has 30 KB.
const mostToBegin = 64 * 1024;

/** The text with one entry of the id; undefined where its ignores are not found as they are read. */
export function withEntry(text: string, tool: IgnoreTool, id: string, entry: IgnoreText): string | undefined {
  const found = locate(text, tool, id);
  if (found === undefined) return hasNone(text, tool, id) ? begin(text, tool, id, entry) : undefined;
  const [first, ...more] = found.named;
  if (first === undefined) return applySplices(text, insert(found, entry, text));
  const others = removals(found, more, text);
  if (found.written.kind === "tables") return applySplices(text, [replaceTable(first, entry, text), ...others]);
  const replaced = replaceItem(first, entry, found.tokens);
  if (replaced !== undefined) return applySplices(text, [replaced, ...others]);
  return withEntry(applySplices(text, removals(found, found.named, text)), tool, id, entry);
}

/** The text without the entries of the id; undefined where its ignores are not found as they are read. */
export function withoutEntries(text: string, tool: IgnoreTool, id: string): string | undefined {
  const found = locate(text, tool, id);
  return found && applySplices(text, removals(found, found.named, text));
}

interface Located {
  readonly written: WrittenIgnores;
  /** Those of the id, in their order. */
  readonly named: readonly WrittenItem[];
  readonly tokens: readonly Token[];
}

function locate(text: string, tool: IgnoreTool, id: string): Located | undefined {
  const tokens = tokensOf(text);
  const written = findWritten(tokens, tool === "osv-scanner" ? osvScannerKeys : cargoKeys);
  const ids = restOfPolicy(text, tool, id)?.ids;
  if (written === undefined || ids?.length !== written.items.length) return undefined;
  return { written, named: written.items.filter((_, index) => ids[index] === id), tokens };
}

function removals({ written, tokens }: Located, items: readonly WrittenItem[], text: string): readonly Splice[] {
  const remove = written.kind === "list" ? removeItem : removeTable;
  return items.map((item) => remove(item, text, tokens));
}

function insert({ written, tokens }: Located, entry: IgnoreText, text: string): readonly Splice[] {
  if (written.kind === "list") return insertItem(written, entry, text, tokens);
  const last = written.items.at(-1);
  if (last === undefined) return [];
  const at = endOfLine(text, endOfToken(last.last));
  const newLine = lineEndOf(text);
  return [{ start: at, end: at, text: `${newLine}${newLine}${tableOf(headOf(last, text), entry, newLine)}` }];
}

function replaceTable(item: WrittenItem, entry: IgnoreText, text: string): Splice {
  const written = tableOf(headOf(item, text), entry, lineEndOf(text));
  return { start: item.first.start, end: endOfToken(item.last), text: written };
}

/** In its own spelling: two spellings of one key would be two lists. */
function headOf({ first, head }: WrittenItem, text: string): string {
  return text.slice(first.start, endOfToken(head ?? first));
}

function tableOf(head: string, { lines }: IgnoreText, newLine: string): string {
  return [head, ...lines].join(newLine);
}

function hasNone(text: string, tool: IgnoreTool, id: string): boolean {
  return restOfPolicy(text, tool, id)?.ids.length === 0;
}

/** The first ignore of a file. */
function begin(text: string, tool: IgnoreTool, id: string, entry: IgnoreText): string | undefined {
  if (tool === "osv-scanner") {
    const newLine = lineEndOf(text);
    const gap = text === "" ? "" : text.endsWith("\n") ? newLine : `${newLine}${newLine}`;
    return `${text}${gap}${tableOf("[[IgnoredVulns]]", entry, newLine)}${newLine}`;
  }
  if (text.length > mostToBegin) return undefined;
  const begun = text === "" ? "[advisories]\nignore = []\n" : withEmptyList(text);
  if (begun === undefined || !isInsertion(text, begun) || locate(begun, tool, id) === undefined) return undefined;
  return withEntry(begun, tool, id, entry);
}

/** Wherever the file has its advisories, also behind dotted keys and in a table of one line. */
function withEmptyList(text: string): string | undefined {
  try {
    const document: unknown = parse(text);
    if (typeof document !== "object" || document === null) return undefined;
    const section: unknown = "advisories" in document ? document.advisories : {};
    return patch(text, { ...document, advisories: { ...Object(section), ignore: [] } });
  } catch {
    // Valid TOML by the one reader and not by the other, which names no class of its errors: it is not edited.
    return undefined;
  }
}

/** Whether nothing of the text is lost. */
function isInsertion(before: string, after: string): boolean {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  return after.endsWith(before.slice(start));
}
