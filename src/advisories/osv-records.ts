import { AdvisoryRecord } from "../policy/advisory/records/record.ts";
import type { Store } from "../store/store.ts";
import type { OsvHit } from "./osv-batch.ts";
import type { OsvOptions } from "./osv-http.ts";
import { sendToOsv } from "./osv-http.ts";

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const maxDetailRequests = 10;

export interface OsvDesk {
  readonly options: OsvOptions;
  readonly store: Store;
  readonly step: AbortSignal;
}

/** Undefined: the record is there, in a shape that we cannot read. */
export type OsvRecord = AdvisoryRecord | "unknown" | undefined;

/** The record of each hit, in the order of the hits, not of the answers, so that the same facts give the same text. */
export async function readOsvRecords(hits: readonly OsvHit[], desk: OsvDesk): Promise<ReadonlyMap<string, OsvRecord>> {
  const records = new Map<string, OsvRecord>();
  const waiting = [...hits];
  await Promise.all(Array.from({ length: maxDetailRequests }, work));
  return new Map(hits.map(({ id }) => [id, records.get(id)]));

  async function work(): Promise<void> {
    try {
      for (let hit = waiting.shift(); hit !== undefined; hit = waiting.shift()) {
        records.set(hit.id, await getRecord(hit, desk));
      }
    } catch (error) {
      // The whole question has failed; the other workers must not go on asking.
      waiting.length = 0;
      throw error;
    }
  }
}

/** Kept for 30 days by id and time of change, so that what did not change is never asked for again. */
async function getRecord({ id, modified }: OsvHit, { options, store, step }: OsvDesk): Promise<OsvRecord> {
  // No record has another id, and dots and slashes would lead the request elsewhere.
  if (!AdvisoryRecord.shape.id.safeParse(id).success) return "unknown";
  const key = `osv ${id} ${modified}`;
  const kept = await store.get(key);
  if (kept === "unknown") return kept;
  const known = AdvisoryRecord.safeParse(kept);
  if (known.success) return known.data;
  const response = await sendToOsv({ path: `/v1/vulns/${encodeURIComponent(id)}` }, options, step);
  if (response.state === "absent") {
    // Somebody may name an advisory that is published within the hour.
    await store.put(key, "unknown", { expiresInMs: hourMs });
    return "unknown";
  }
  const record = AdvisoryRecord.safeParse(response.state === "ok" ? response.body : undefined);
  if (!record.success || record.data.id !== id) return undefined;
  // Without a time of change there is no telling when the record grew old.
  await store.put(key, record.data, { expiresInMs: modified === "" ? dayMs : 30 * dayMs });
  return record.data;
}
