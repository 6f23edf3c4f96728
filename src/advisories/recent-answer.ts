import { createHash } from "node:crypto";
import { z } from "zod";
import { AdvisoryRecord } from "../policy/advisory/records/record.ts";
import type { Store } from "../store/store.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "./source.ts";

const keptMs = 15 * 60_000;
// The answer about a lockfile of 1,300 packages with 75 advisories has 160,000.
const mostCharacters = 512 * 1024;

const Kept = z.object({
  records: z.array(AdvisoryRecord),
  named: z.array(z.array(z.string())),
  asOf: z.iso.datetime().optional(),
});

/**
 * Asks, and for a quarter of an hour takes the answer for the same packages again: one pull request is looked at after
 * every report of its CI. An answer that lacks something is not kept, nor one that is stale or of a fallback: the next
 * one may be better.
 */
export async function askOnce(
  packages: readonly PackageQuery[],
  source: AdvisorySource,
  store: Store,
): Promise<AdvisoryAnswer> {
  const asked = packages.map(({ ecosystem, name, version }) => [ecosystem, name, version]);
  const digest = createHash("sha256").update(JSON.stringify(asked)).digest("hex");
  const key = `advisory-answer ${source.name} ${digest}`;
  const kept = Kept.safeParse(await store.get(key));
  if (kept.success) {
    const { records, named, asOf } = kept.data;
    const from = { source: source.name, asOf: asOf === undefined ? undefined : new Date(asOf), isStale: false };
    return { records, named, unanswered: [], from };
  }
  const answer = await source.query(packages);
  const { records, named, unanswered, from } = answer;
  const isGood = unanswered.length === 0 && !from.isStale && from.source === source.name;
  const isSmall = JSON.stringify([records, named]).length <= mostCharacters;
  if (isGood && isSmall) {
    await store.put(key, { records, named, asOf: from.asOf?.toISOString() }, { expiresInMs: keptMs });
  }
  return answer;
}
