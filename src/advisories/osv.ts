import { isNative } from "../policy/advisory/identity.ts";
import { AdvisoryRecord } from "../policy/advisory/record.ts";
import type { Store } from "../store/store.ts";
import type { OsvHit, OsvHits } from "./osv-batch.ts";
import { askOsv } from "./osv-batch.ts";
import type { OsvOptions } from "./osv-http.ts";
import { sendToOsv } from "./osv-http.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery, Unanswered } from "./source.ts";

const dayMs = 24 * 60 * 60 * 1000;
const maxDetailRequests = 10;

/**
 * The OSV API (https://google.github.io/osv.dev/api/): one batch of queries for ids, then each record once, kept for 30
 * days by id and time of change.
 */
export function createOsvSource(options: OsvOptions, store: Store): AdvisorySource {
  return { name: "osv", query: (packages) => queryOsv(packages, options, store) };
}

async function queryOsv(packages: readonly PackageQuery[], options: OsvOptions, store: Store): Promise<AdvisoryAnswer> {
  if (packages.length === 0) return { records: [], named: [], unanswered: [] };
  const step = AbortSignal.timeout(options.stepTimeoutMs);
  const answers = await askOsv(packages, options, step);

  const read = (hit: OsvHit) => getRecord(hit, options, store, step);
  const records = await readAll(distinctHits(answers), read);
  const twins = await readAll(missingTwins(records, packages), read);

  return {
    records: [...records.values(), ...twins.values()].filter((record) => record !== undefined),
    named: answers.map((answer) => (answer.state === "complete" ? answer.hits.map(({ id }) => id) : [])),
    unanswered: packages.flatMap((query, index): Unanswered[] => {
      const answer = answers[index];
      if (answer === undefined) return [{ query, why: "unanswered" }];
      if (answer.state !== "complete") return [{ query, why: answer.state }];
      const isReadable = answer.hits.every(({ id }) => records.get(id) !== undefined);
      return isReadable ? [] : [{ query, why: "unreadable-record" }];
    }),
  };
}

function distinctHits(answers: readonly OsvHits[]): readonly OsvHit[] {
  const hits = answers.flatMap((answer) => (answer.state === "complete" ? answer.hits : []));
  return [...new Map(hits.map((hit) => [hit.id, hit])).values()];
}

/**
 * Native records that the hits name but the source did not: it leaves them out when they call the version clear, and
 * then their word must be heard, because the native record decides.
 */
function missingTwins(
  records: ReadonlyMap<string, AdvisoryRecord | undefined>,
  packages: readonly PackageQuery[],
): readonly OsvHit[] {
  const ecosystems = [...new Set(packages.map(({ ecosystem }) => ecosystem))];
  const aliases = new Set([...records.values()].flatMap((record) => record?.aliases ?? []));
  return [...aliases]
    .filter((id) => !records.has(id) && ecosystems.some((ecosystem) => isNative(id, ecosystem)))
    .map((id) => ({ id, modified: "" }));
}

async function readAll(
  hits: readonly OsvHit[],
  read: (hit: OsvHit) => Promise<AdvisoryRecord | undefined>,
): Promise<ReadonlyMap<string, AdvisoryRecord | undefined>> {
  const records = new Map<string, AdvisoryRecord | undefined>();
  const waiting = [...hits];
  await Promise.all(Array.from({ length: maxDetailRequests }, work));
  // In the order of the hits, not of the answers, so that the same facts give the same text.
  return new Map(hits.map(({ id }) => [id, records.get(id)]));

  async function work(): Promise<void> {
    try {
      for (let hit = waiting.shift(); hit !== undefined; hit = waiting.shift()) records.set(hit.id, await read(hit));
    } catch (error) {
      // The whole question has failed; the other workers must not go on asking.
      waiting.length = 0;
      throw error;
    }
  }
}

/** Undefined when the source does not have the record, or has it in a shape we cannot read. */
async function getRecord(
  { id, modified }: OsvHit,
  options: OsvOptions,
  store: Store,
  step: AbortSignal,
): Promise<AdvisoryRecord | undefined> {
  const key = `osv ${id} ${modified}`;
  const known = AdvisoryRecord.safeParse(await store.get(key));
  if (known.success) return known.data;
  const response = await sendToOsv({ path: `/v1/vulns/${encodeURIComponent(id)}` }, options, step);
  const record = AdvisoryRecord.safeParse(response.state === "ok" ? response.body : undefined);
  if (!record.success || record.data.id !== id) return undefined;
  // Without a time of change there is no telling when the record grew old.
  await store.put(key, record.data, { expiresInMs: modified === "" ? dayMs : 30 * dayMs });
  return record.data;
}
