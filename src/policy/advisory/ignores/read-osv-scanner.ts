import { z } from "zod";
import { type EntriesReading, entryOf, type IgnoreEntry, soundsLikeEnd, withUnreadableEnd } from "./ignore-entry.ts";
import { ignorePlaces } from "./ignore-places.ts";
import type { IgnoreKeys } from "./written-ignores.ts";

/** Of osv-scanner, which does not mind upper and lower case in keys. */
export const osvScannerKeys: IgnoreKeys = { path: "IgnoredVulns", isFolded: true };

const AnyTable = z.record(z.string(), z.unknown());
type Table = z.infer<typeof AnyTable>;

const OsvScannerFile = z.object({
  ignoredvulns: z.array(AnyTable).default([]),
  packageoverrides: z.array(AnyTable).default([]),
});
const Entry = z.object({ id: z.string(), reason: z.string().default(""), ignoreuntil: z.unknown().optional() });

const fileKeys = ["ignoredvulns", "packageoverrides", "goversionoverride", "scangomodversion"];
const entryKeys = ["id", "ignoreuntil", "reason"];
const overrideKeys = [
  "name",
  "version",
  "ecosystem",
  "group",
  "nameisregex",
  "ignore",
  "vulnerability",
  "license",
  "effectiveuntil",
  "reason",
];
const nestedKeys: Readonly<Record<string, readonly string[]>> = {
  vulnerability: ["ignore"],
  license: ["override", "ignore"],
};

/**
 * `IgnoredVulns` of an osv-scanner.toml. `PackageOverrides` hide packages with all that will ever be found in them; that is
 * no decision about an advisory and not honoured.
 */
export function readOsvScanner(document: unknown, text: string): EntriesReading {
  const folded = foldKeys(document);
  const file = OsvScannerFile.safeParse(folded);
  if (folded === undefined || !file.success) {
    return { state: "problem", line: 1, message: "has IgnoredVulns or PackageOverrides of another shape" };
  }
  const { ignoredvulns: vulns, packageoverrides: overrides } = file.data;
  const found = ignorePlaces(text, osvScannerKeys);
  const places = found.length === vulns.length ? found : [];
  const warnings = unknownKeys(document, fileKeys).map(refused);
  const entries: IgnoreEntry[] = [];
  const seen = new Set<string>();
  for (const [index, written] of vulns.entries()) {
    const place = places[index];
    const at = `IgnoredVulns[${index}]`;
    const table = foldKeys(written);
    const parsed = Entry.safeParse(table);
    if (table === undefined || !parsed.success) {
      return { state: "problem", line: place?.line ?? 1, message: `${at}: is no table with id and reason` };
    }
    const unknown = unknownKeys(written, entryKeys);
    warnings.push(...unknown.map((key) => refused(`${at}.${key}`)));
    const { id, reason, ignoreuntil } = parsed.data;
    const isRepeat = seen.has(id);
    seen.add(id);
    const entry = { ...endedBy(entryOf(id, reason, place), ignoreuntil), isRepeat };
    if (isRepeat) warnings.push(`${at} names ${id} again, and osv-scanner takes the first`);
    entries.push(unknown.some(soundsLikeEnd) ? withUnreadableEnd(entry) : entry);
  }
  for (const [index, override] of overrides.entries()) warnings.push(...warnOf(override, `PackageOverrides[${index}]`));
  return { state: "read", entries, warnings };
}

/** Until that moment, or the begin of that day (UTC), and never longer than the reason says. */
function endedBy(entry: IgnoreEntry, end: unknown): IgnoreEntry {
  if (end === undefined) return entry;
  // A time of day has no day, and a text is none for osv-scanner either.
  if (!(end instanceof Date) || Number.isNaN(end.getTime()) || end.getUTCFullYear() < 1)
    return withUnreadableEnd(entry);
  return entry.until !== undefined && entry.until < end ? entry : { ...entry, until: new Date(end.getTime()) };
}

function warnOf(override: Table, at: string): readonly string[] {
  const table = foldKeys(override) ?? {};
  const nested = Object.entries(nestedKeys).flatMap(([name, keys]) =>
    unknownKeys(table[name], keys).map((key) => `${name}.${key}`),
  );
  const hides = table["ignore"] === true || foldKeys(table["vulnerability"])?.["ignore"] === true;
  return [
    ...[...unknownKeys(override, overrideKeys), ...nested].map((key) => refused(`${at}.${key}`)),
    ...(hides ? [`${at} hides packages from osv-scanner, and is not honoured here`] : []),
  ];
}

function refused(key: string): string {
  return `${key} is unknown to osv-scanner, which then ignores the whole file`;
}

/** Undefined where it is no table, or has one key in two spellings. */
function foldKeys(value: unknown): Table | undefined {
  const table = AnyTable.safeParse(value);
  if (!table.success) return undefined;
  const entries = Object.entries(table.data).map(([key, each]) => [key.toLowerCase(), each] as const);
  const folded = Object.fromEntries(entries);
  return Object.keys(folded).length === entries.length ? folded : undefined;
}

function unknownKeys(value: unknown, known: readonly string[]): string[] {
  const table = AnyTable.safeParse(value);
  return table.success ? Object.keys(table.data).filter((key) => !known.includes(key.toLowerCase())) : [];
}
