import { parse, TomlError } from "smol-toml";
import { keptWith } from "../../kept-with.ts";
import type { Advisory } from "../findings/advisory.ts";
import type { EntriesReading, IgnoreEntry, PolicyProblem } from "./ignore-entry.ts";
import { readAudit } from "./read-audit.ts";
import { readDeny } from "./read-deny.ts";
import { readOsvScanner } from "./read-osv-scanner.ts";

/** One documented decision to live with an advisory. */
export interface Ignore extends IgnoreEntry {
  readonly file: string;
  /** Whose file it is. */
  readonly tool: IgnoreTool;
  /** It holds only for the lockfiles of this folder (`""`: the root) and not for those below; everywhere where undefined. */
  readonly folder?: string | undefined;
}

export type IgnoreTool = "deny" | "audit" | "osv-scanner";

export type PolicyReading =
  | { readonly state: "read"; readonly ignores: readonly Ignore[]; readonly warnings: readonly string[] }
  | PolicyProblem;

const readers: Readonly<Record<IgnoreTool, (document: unknown, text: string) => EntriesReading>> = {
  deny: readDeny,
  audit: readAudit,
  "osv-scanner": readOsvScanner,
};

// The largest real file we know has 41. Longer lists are made to keep us busy.
const mostIgnores = 1000;

/**
 * The ignores of a policy file. What cannot be read is a problem and not "no ignores": the caller must then hold back, or
 * it would open issues that somebody has already decided.
 */
export function parseIgnores(file: string, text: string): PolicyReading {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { state: "problem", line: error.line, message: "is not valid TOML" };
  }
  const tool = toolOf(file);
  const reading = readers[tool](document, text);
  if (reading.state === "problem") return reading;
  const count = reading.entries.length;
  if (count > mostIgnores) {
    const message = `names ${count} advisories, more than the ${mostIgnores} that are read of a file`;
    return { state: "problem", line: 1, message };
  }
  const folder = tool === "osv-scanner" ? folderOf(file) : undefined;
  const ignores = reading.entries.map((entry): Ignore => ({ ...entry, file, tool, folder }));
  return { state: "read", ignores, warnings: reading.warnings };
}

/** By its name, which the tools insist on: `osv-scanner.toml`, `audit.toml`, and everything else is cargo-deny's. */
export function toolOf(file: string): IgnoreTool {
  const name = file.slice(file.lastIndexOf("/") + 1);
  if (name.startsWith("osv-scanner")) return "osv-scanner";
  return name.endsWith("audit.toml") ? "audit" : "deny";
}

/**
 * The ignore that covers an advisory at `now`, by id or alias; undefined where one of its places is left uncovered. Where
 * several cover a place the one that ends last speaks for it, and of those the one that ends first for the advisory. A
 * malicious package is never covered: that would hide an attack behind one line.
 */
export function findIgnore(
  { id, aliases, kind, rows }: Pick<Advisory, "id" | "aliases" | "kind" | "rows">,
  ignores: readonly Ignore[],
  now: Date,
): Ignore | undefined {
  if (kind === "malicious") return undefined;
  const standing = ignoresNaming({ id, aliases }, ignores).filter((each) => isInForce(each, now));
  let first: Ignore | undefined;
  for (const lockfile of new Set(rows.map((row) => row.lockfile))) {
    const last = lastToEnd(standing.filter((each) => holdsFor(each, lockfile)));
    if (last === undefined) return undefined;
    if (first === undefined || endTime(last) < endTime(first)) first = last;
  }
  return first;
}

/** Those of the id first, and those of its aliases in their order. */
export function ignoresNaming(
  { id, aliases }: Pick<Advisory, "id" | "aliases">,
  ignores: readonly Ignore[],
): readonly Ignore[] {
  const byId = indexById(ignores);
  return [...new Set([id, ...aliases])].flatMap((name) => byId.get(name) ?? []);
}

// Whoever opens a pull request may choose both the ignores and, by what they lock, the advisories.
const indexById = keptWith((ignores: readonly Ignore[]) => Map.groupBy(ignores, ({ id }) => id));

/** Whether an ignore says anything of what a lockfile holds. */
export function holdsFor({ folder }: Pick<Ignore, "folder">, lockfile: string): boolean {
  return folder === undefined || folder === folderOf(lockfile);
}

export function isInForce({ until, isRepeat }: Pick<Ignore, "until" | "isRepeat">, now: Date): boolean {
  return isRepeat !== true && (until === undefined || now < until);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function lastToEnd([first, ...more]: readonly Ignore[]): Ignore | undefined {
  if (first === undefined) return undefined;
  return more.reduce((last, each) => (endTime(each) > endTime(last) ? each : last), first);
}

function endTime({ until }: Ignore): number {
  return until?.getTime() ?? Infinity;
}
