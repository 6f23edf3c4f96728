import { z } from "zod";

const optionalText = z.string().nullish();

const Event = z.object({
  introduced: optionalText,
  fixed: optionalText,
  last_affected: optionalText,
  limit: optionalText,
});

const Range = z.object({ type: z.string(), events: z.array(Event) });

const Severity = z.object({ type: z.string(), score: z.string() });

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

/** The entries of a record that speak about one package; ecosystems are case-sensitive, `Debian:12` is `Debian`. */
export function entriesFor(record: AdvisoryRecord, ecosystem: string, name: string): readonly AffectedPackage[] {
  return (record.affected ?? []).filter(
    (entry) => entry.package?.name === name && entry.package.ecosystem.split(":")[0] === ecosystem,
  );
}
