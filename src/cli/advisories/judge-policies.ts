import type { AdvisoryScan } from "../../advisories/scan.ts";
import { type AdvisorySource, SourceSilent } from "../../advisories/source.ts";
import { groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import type { Ignore } from "../../policy/advisory/ignores/ignore.ts";
import { type FoundOnIgnore, judgeDocumentedIgnores } from "../../policy/advisory/ignores/judge-documented.ts";
import type { AdvisoryRecord } from "../../policy/advisory/records/record.ts";
import type { LocalPolicies } from "./local-policies.ts";

export interface JudgedPolicies extends LocalPolicies {
  readonly found: readonly FoundOnIgnore[];
}

/** `isWhole`: whether all lockfiles of the repository were read; only then an ignore covers nothing. */
export async function judgePolicies(
  policies: LocalPolicies,
  { rows, disputed }: AdvisoryScan,
  { isWhole, source, now }: { readonly isWhole: boolean; readonly source: AdvisorySource; readonly now: Date },
): Promise<JudgedPolicies> {
  const { ignores, tools } = policies;
  // What is disputed is told by other tools, so an ignore of it covers something.
  const advisories = groupByAdvisory([...rows, ...disputed]);
  const named = new Set(advisories.flatMap(({ id, aliases }) => [id, ...aliases]));
  const records = await findRecords(
    ignores.filter(({ id }) => !named.has(id)),
    source,
  );
  const found = judgeDocumentedIgnores({ ignores, tools, advisories, records, isComplete: isWhole, now });
  return { ...policies, found };
}

/** What the source knows of ignores that nothing meets. Without it there is less to say of them, and nothing is wrong. */
async function findRecords(
  ignores: readonly Ignore[],
  source: AdvisorySource,
): Promise<ReadonlyMap<string, AdvisoryRecord | "unknown">> {
  const ids = [...new Set(ignores.map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  try {
    return await source.lookUp(ids);
  } catch (error) {
    if (error instanceof SourceSilent) return new Map();
    throw error;
  }
}
