import { z } from "zod";
import { TriageEntry } from "./triage-entry.ts";

const Moment = z.iso.datetime();

/**
 * What the last scan left of an advisory. It stands in the body of the advisory's issue, so that nothing is lost with the
 * store; where there never was an issue, because an ignore covered it from the start, the store alone keeps it.
 */
export type TriageState = z.infer<typeof TriageState>;
export const TriageState = z.object({
  /** When this repository's default branch showed it first: the clocks begin here, and again when it comes back. */
  firstSeenAt: Moment,
  /** When less time was given because its kind or rating became graver: that clock counts from here. */
  graver: z.object({ decide: Moment.optional(), fix: Moment.optional() }).optional(),
  presence: z.enum(["present", "gone", "withdrawn"]),
  /** It is not met any more and cannot be proved to be gone, and that was told. */
  unproved: z.literal(true).optional(),
  kind: z.enum(["malicious", "vulnerability", "unsound", "unmaintained", "notice"]),
  rating: z.enum(["critical", "high", "medium", "low", "none", "unknown"]),
  aliases: z.array(z.string()).max(50),
  /** Where it was met, at most 50 places; `[lockfile, package, version, whether directly]`. */
  places: z.array(z.tuple([z.string(), z.string(), z.string(), z.boolean()])).max(50),
  /** The version that ends it, as the record writes it. */
  fix: z.string().nullable(),
  /** An ignore covers it, until the end of that day where it says one. */
  accepted: z
    .object({
      file: z.string(),
      until: Moment.nullable(),
      /** When a scan saw it covered first: only what people say after that is about it. */
      since: Moment.optional(),
    })
    .nullable(),
  /** The reminder that was given last, so that a restart gives none twice. */
  reminded: z.object({ of: z.enum(["decide", "fix"]), what: z.enum(["soon", "due", "weekly"]), at: Moment }).nullable(),
  /** When people closed the issue although the advisory stood: the first time it is opened again, the second is respected. */
  closedByPeopleAt: z.array(Moment).max(2),
  /** The pull request that proposes the ignore, or its removal. */
  proposal: z.int().positive().nullable(),
  /** The entry, by its id, that it is proposed for. */
  proposedFor: z.string().max(40).nullable().optional(),
  /** What was decided, oldest first: a copy of the ledger. */
  entries: z.array(TriageEntry).max(100),
});
