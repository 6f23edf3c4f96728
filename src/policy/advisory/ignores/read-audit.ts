import { z } from "zod";
import { type EntriesReading, entryOf, type IgnoreEntry } from "./ignore-entry.ts";
import { ignorePlaces } from "./ignore-places.ts";

const AuditFile = z.object({ advisories: z.object({ ignore: z.array(z.unknown()).optional() }).optional() });

/** cargo-audit takes ids and nothing else, so the reason is the comment behind an id. */
export function readAudit(document: unknown, text: string): EntriesReading {
  const file = AuditFile.safeParse(document);
  if (!file.success) return { state: "problem", line: 1, message: "has an [advisories] section of another shape" };
  const ignore = file.data.advisories?.ignore ?? [];
  const found = ignorePlaces(text);
  const places = found.length === ignore.length ? found : [];
  const entries: IgnoreEntry[] = [];
  for (const [index, id] of ignore.entries()) {
    const place = places[index];
    if (typeof id !== "string") {
      const message = `advisories.ignore[${index}]: is no id, and cargo-audit takes nothing else`;
      return { state: "problem", line: place?.line ?? 1, message };
    }
    entries.push(entryOf(id, place?.comment ?? "", place));
  }
  return { state: "read", entries, warnings: [] };
}
