import { isNative } from "../policy/advisory/records/identity.ts";
import type { AdvisoryRecord } from "../policy/advisory/records/record.ts";
import type { Store } from "../store/store.ts";
import type { OsvHit, OsvHits } from "./osv-batch.ts";
import { askOsv } from "./osv-batch.ts";
import type { OsvOptions } from "./osv-http.ts";
import { type OsvDesk, type OsvRecord, readOsvRecords } from "./osv-records.ts";
import type { AdvisoryAnswer, AdvisorySource, AnswerOrigin, PackageQuery, Unanswered } from "./source.ts";

const from: AnswerOrigin = { source: "osv-api", asOf: undefined, isStale: false };
// Ids come from files that anybody may change in a pull request; what is beyond is not looked up.
const maxLookedUp = 1000;

/**
 * The OSV API (https://google.github.io/osv.dev/api/): one batch of queries for ids, then each record once, kept for 30
 * days by id and time of change.
 */
export function createOsvSource(options: OsvOptions, store: Store): AdvisorySource {
  const desk = (): OsvDesk => ({ options, store, step: AbortSignal.timeout(options.stepTimeoutMs) });
  return {
    name: from.source,
    query: (packages) => queryOsv(packages, desk()),
    lookUp: (ids) => lookUpOsv(ids, desk()),
  };
}

async function queryOsv(packages: readonly PackageQuery[], desk: OsvDesk): Promise<AdvisoryAnswer> {
  if (packages.length === 0) return { records: [], named: [], unanswered: [], from };
  const answers = await askOsv(packages, desk.options, desk.step);
  const records = readable(await readOsvRecords(distinctHits(answers), desk));
  const twins = await readOsvRecords(missingTwins(records, packages), desk);
  const isReadable = ({ id }: OsvHit, { ecosystem }: PackageQuery): boolean => {
    const named = records.get(id)?.aliases?.filter((alias) => isNative(alias, ecosystem)) ?? [];
    return records.has(id) && named.every((alias) => !twins.has(alias) || twins.get(alias) !== undefined);
  };
  return {
    records: [...records.values(), ...readable(twins).values()],
    named: answers.map(({ hits }) => hits.map(({ id }) => id)),
    unanswered: packages.flatMap((query, index): Unanswered[] => {
      const answer = answers[index];
      if (answer === undefined) return [{ query, why: "unanswered" }];
      if (answer.state !== "complete") return [{ query, why: answer.state }];
      return answer.hits.every((hit) => isReadable(hit, query)) ? [] : [{ query, why: "unreadable-record" }];
    }),
    from,
  };
}

async function lookUpOsv(
  ids: readonly string[],
  desk: OsvDesk,
): Promise<ReadonlyMap<string, AdvisoryRecord | "unknown">> {
  const distinct = [...new Set(ids)].slice(0, maxLookedUp);
  const records = await readOsvRecords(
    distinct.map((id) => ({ id, modified: "" })),
    desk,
  );
  return new Map([...records].flatMap(([id, record]) => (record === undefined ? [] : [[id, record] as const])));
}

/** Those that are there and can be read. */
function readable(records: ReadonlyMap<string, OsvRecord>): ReadonlyMap<string, AdvisoryRecord> {
  return new Map([...records].flatMap(([id, record]) => (typeof record === "object" ? [[id, record] as const] : [])));
}

function distinctHits(answers: readonly OsvHits[]): readonly OsvHit[] {
  const hits = answers.flatMap((answer) => answer.hits);
  return [...new Map(hits.map((hit) => [hit.id, hit])).values()];
}

/**
 * Native records that the hits name but the source did not: it leaves them out when they call the version clear, and
 * then their word must be heard, because the native record decides.
 */
function missingTwins(
  records: ReadonlyMap<string, AdvisoryRecord>,
  packages: readonly PackageQuery[],
): readonly OsvHit[] {
  const ecosystems = [...new Set(packages.map(({ ecosystem }) => ecosystem))];
  const aliases = new Set([...records.values()].flatMap((record) => record.aliases ?? []));
  return [...aliases]
    .filter((id) => !records.has(id) && ecosystems.some((ecosystem) => isNative(id, ecosystem)))
    .map((id) => ({ id, modified: "" }));
}
