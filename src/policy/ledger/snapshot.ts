import { z } from "zod";
import { compareText } from "../text/compare-text.ts";
import { entryId, LedgerEntry } from "./entry.ts";
import { mostNeededFirst } from "./most-needed.ts";

/** What a ledger's snapshot says. Incomplete: it was too long, it was cut, or another version wrote some of it. */
export interface LedgerSnapshot {
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
  readonly isComplete: boolean;
}

const EndOfBlock = z.strictObject({ entries: z.number().int().min(0), isComplete: z.boolean() });

/**
 * The ledger of a pull request as Markdown for our own check run, where nobody but our App can write: from it the ledger
 * is restored when the store is lost. A pure function of the set of entries, so equal ledgers are equal text. When it is
 * too long the names of files go first, then what cannot matter any more, then the oldest sign-offs; what closes a gate
 * goes last. Empty when not even the frame fits.
 */
export function writeSnapshot(number: number, entries: readonly LedgerEntry[], maxBytes: number): string {
  const inOrder = entries.toSorted(byTime);
  const whole = block(number, { entries: inOrder, isComplete: true });
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  const shorter = inOrder.map(withoutFileNames);
  const all = block(number, { entries: shorter, isComplete: true });
  if (Buffer.byteLength(all) <= maxBytes) return all;
  let left = maxBytes - Buffer.byteLength(block(number, { entries: [], isComplete: false })) - digitsOfCounts;
  if (left < 0) return "";
  const kept: LedgerEntry[] = [];
  for (const entry of mostNeededFirst(shorter)) {
    left -= Buffer.byteLength(line(entry)) + 1;
    if (left < 0) break;
    kept.push(entry);
  }
  return block(number, { entries: kept.toSorted(byTime), isComplete: false });
}

/**
 * The snapshot of this pull request in the text of a check run, which may hold those of others with the same head.
 * Undefined when it holds none, or two: one of them would be forged.
 */
export function readSnapshot(text: string, number: number): LedgerSnapshot | undefined {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((each, index) => (each === opening(number) ? [index] : []));
  const [start] = starts;
  if (start === undefined || starts.length > 1) return undefined;
  const end = lines.indexOf(fence, start);
  const inside = lines.slice(start + 1, end === -1 ? undefined : end);
  const entries = inside.flatMap((each) => parseEntry(each) ?? []);
  const last = EndOfBlock.safeParse(parseJson(inside.at(-1) ?? ""));
  const isWhole = last.success && last.data.entries === entries.length && inside.length === entries.length + 1;
  return { entries: entries.toSorted(byTime), isComplete: isWhole && last.data.isComplete };
}

// The frame names the number of entries twice.
const digitsOfCounts = 20;

// No line of the block can be this: each is JSON without a single backtick.
const fence = "```";

function opening(number: number): string {
  return `${fence}gatehouse-ledger-v1 ${number}`;
}

function block(number: number, { entries, isComplete }: LedgerSnapshot): string {
  const count = entries.length === 1 ? "1 entry" : `${entries.length} entries`;
  return [
    `<details><summary>Ledger of #${number}: ${count}${isComplete ? "" : ", older ones are left out"}</summary>`,
    "",
    opening(number),
    ...entries.map(line),
    printable(JSON.stringify({ entries: entries.length, isComplete })),
    fence,
    "",
    "</details>",
  ].join("\n");
}

function line(entry: LedgerEntry): string {
  return printable(JSON.stringify(entry, sortedKeys));
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareText(a, b)));
}

/**
 * JSON that nothing can break out of: what ends a fence, begins a tag, an entity or a mention, and everything that is not
 * plain ASCII, is written as an escape like `\u0040`. All of it stands in strings only, so the JSON stays the same.
 */
function printable(json: string): string {
  return json.replace(
    /[^\u0020-\u007E]|[`<>&@]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Undefined for what this version did not write: what is not understood must not be half understood. */
function parseEntry(text: string): LedgerEntry | undefined {
  const raw = parseJson(text);
  const { data } = LedgerEntry.safeParse(raw);
  return data !== undefined && JSON.stringify(data, sortedKeys) === JSON.stringify(raw, sortedKeys) ? data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withoutFileNames(entry: LedgerEntry): LedgerEntry {
  if (entry.kind !== "signed") return entry;
  const { fileDigests: _names, ...rest } = entry;
  return rest;
}

function byTime(a: LedgerEntry, b: LedgerEntry): number {
  return Date.parse(a.at) - Date.parse(b.at) || compareText(entryId(a), entryId(b));
}
