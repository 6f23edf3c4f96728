import { z } from "zod";
import { baseEcosystem, comparableName } from "./package-name.ts";

const optionalText = z.string().nullish();

const Event = z.object({
  introduced: optionalText,
  fixed: optionalText,
  last_affected: optionalText,
  limit: optionalText,
});

const Range = z.object({ type: z.string(), events: z.array(Event) });

const Severity = z.object({ type: z.string(), score: z.string() });

// Each ecosystem writes something else here. What does not read as Go's list of packages says nothing, and so weakens
// nothing.
const EcosystemSpecific = z
  .object({ imports: z.array(z.object({ path: z.string() })).nullish() })
  .nullish()
  .catch(undefined);

const Affected = z.object({
  // Some records name a repository only, and no package.
  package: z.object({ ecosystem: z.string(), name: z.string() }).nullish(),
  ranges: z.array(Range).nullish(),
  versions: z.array(z.string()).nullish(),
  severity: z.array(Severity).nullish(),
  database_specific: z
    .object({
      informational: optionalText,
      categories: z.array(z.string()).nullish(),
      last_known_affected_version_range: optionalText,
    })
    .nullish(),
  ecosystem_specific: EcosystemSpecific,
});

/** The part of an OSV record that decides anything (https://ossf.github.io/osv-schema/). Keys not listed are dropped. */
export const AdvisoryRecord = z.object({
  id: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/),
  modified: z.string(),
  withdrawn: optionalText,
  aliases: z.array(z.string()).nullish(),
  summary: optionalText,
  severity: z.array(Severity).nullish(),
  affected: z.array(Affected).nullish(),
  database_specific: z.object({ severity: optionalText }).nullish(),
});
export type AdvisoryRecord = z.infer<typeof AdvisoryRecord>;
export type AffectedPackage = z.infer<typeof Affected>;
export type AffectedRange = z.infer<typeof Range>;
export type RangeEvent = z.infer<typeof Event>;
export type RecordSeverity = z.infer<typeof Severity>;

/** The entries of a record that speak about one package. */
export function entriesFor(record: AdvisoryRecord, ecosystem: string, name: string): readonly AffectedPackage[] {
  const wanted = comparableName(ecosystem, name);
  return (record.affected ?? []).filter(
    ({ package: named }) =>
      named && baseEcosystem(named.ecosystem) === ecosystem && comparableName(ecosystem, named.name) === wanted,
  );
}

/** Whether a record is taken back, and so never counts. */
export function isWithdrawn({ withdrawn }: AdvisoryRecord): boolean {
  return typeof withdrawn === "string";
}
