import { z } from "zod";
import { type EntriesReading, entryOf, type IgnoreEntry, soundsLikeEnd, withUnreadableEnd } from "./ignore-entry.ts";
import { ignorePlaces } from "./ignore-places.ts";

const Section = z.object({ ignore: z.array(z.unknown()).optional() }).catchall(z.unknown());
const DenyFile = z.object({ advisories: Section.optional() });
const IdTable = z.object({ id: z.string(), reason: z.string().optional() }).catchall(z.unknown());
const PackageTable = z
  .union([z.object({ crate: z.string() }), z.object({ name: z.string() })])
  .and(z.record(z.string(), z.unknown()));

/**
 * Both generations of cargo-deny's file: what today's cargo-deny refuses is read, with a warning. A list that holds
 * anything else than ids, tables with an id, and packages is a problem, as it is for cargo-deny.
 */
export function readDeny(document: unknown, text: string): EntriesReading {
  const file = DenyFile.safeParse(document);
  if (!file.success) return { state: "problem", line: 1, message: "has an [advisories] section of another shape" };
  const { ignore = [], ...settings } = file.data.advisories ?? {};
  const found = ignorePlaces(text);
  const places = found.length === ignore.length ? found : [];
  const entries: IgnoreEntry[] = [];
  const warnings = removedSettings(settings);
  for (const [index, value] of ignore.entries()) {
    const item = readItem(value);
    const place = places[index];
    const at = `advisories.ignore[${index}]`;
    if (item === undefined) {
      const message = `${at}: is neither an id, a table with id, nor a package`;
      return { state: "problem", line: place?.line ?? 1, message };
    }
    warnings.push(...item.unknownKeys.map((key) => `${at}.${key} is refused by cargo-deny`));
    if (item.id === undefined) continue;
    const entry = entryOf(item.id, item.reason ?? place?.comment ?? "", place);
    entries.push(item.unknownKeys.some(soundsLikeEnd) ? withUnreadableEnd(entry) : entry);
  }
  return { state: "read", entries, warnings };
}

interface Item {
  /** Undefined for a package that is yanked or pinned: no advisory. */
  readonly id: string | undefined;
  readonly reason: string | undefined;
  readonly unknownKeys: readonly string[];
}

function readItem(value: unknown): Item | undefined {
  if (typeof value === "string") {
    // cargo-deny's own rule: upper case before the first dash is an advisory, all else names a package.
    return { id: /^[A-Z]+-/.test(value) ? value : undefined, reason: undefined, unknownKeys: [] };
  }
  const named = IdTable.safeParse(value);
  if (named.success) {
    const { id, reason, ...others } = named.data;
    return { id, reason, unknownKeys: Object.keys(others) };
  }
  const locked = PackageTable.safeParse(value);
  if (!locked.success) return undefined;
  const unknownKeys = Object.keys(locked.data).filter((key) => !["crate", "name", "version", "reason"].includes(key));
  return { id: undefined, reason: undefined, unknownKeys };
}

function removedSettings(settings: Readonly<Record<string, unknown>>): string[] {
  const removed = ["vulnerability", "notice", "severity-threshold"].filter((key) => key in settings);
  const levels = ["unmaintained", "unsound"].filter((key) => isLevel(settings[key]));
  return [...removed, ...levels].map(
    (key) => `advisories.${key} is of the first generation and refused by cargo-deny today`,
  );
}

/** A table of TOML has no prototype, and cannot be made a text. */
function isLevel(value: unknown): boolean {
  return typeof value === "string" && ["deny", "warn", "allow"].includes(value);
}
