import type { Star } from "./identity.ts";
import { kindOf } from "./rating.ts";
import type { ReadEntry } from "./read-entry.ts";
import type { AdvisoryRecord } from "./record.ts";

type EntriesOf = (record: AdvisoryRecord) => readonly ReadEntry[];

/**
 * Whose word on versions counts. That of the hub alone, unless it has none to say: some native records name commits only,
 * and must not silence the twin that names versions. Of a malicious package everybody's word counts, because a report
 * lists what was found so far.
 */
export function decidingEntries({ hub, twins }: Star, entriesOf: EntriesOf): readonly ReadEntry[] {
  const own = entriesOf(hub);
  if (!isMalicious(hub, entriesOf) && own.some(({ isSilent }) => !isSilent)) return own;
  return [own, ...twins.map(entriesOf)].flat();
}

/** Whether a record reports a package as malicious. */
export function isMalicious(record: AdvisoryRecord, entriesOf: EntriesOf): boolean {
  const entries = entriesOf(record).map(({ entry }) => entry);
  return kindOf(record, entries) === "malicious";
}
