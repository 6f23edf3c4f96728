import { z } from "zod";

/**
 * The facts of one pull request that only we know, in the order they were recorded. Append-only: nothing is ever
 * decided from the live text of a comment, because whoever has write access can edit anybody's comment.
 */
export const SignOff = z.object({
  kind: z.literal("signed"),
  area: z.string(),
  actor: z.object({ id: z.number(), login: z.string() }),
  headSha: z.string(),
  baseBranch: z.string(),
  /** Digest of the area's part of the diff at that head; null when it could not be told. */
  areaDigest: z.string().nullable(),
  /** Digest by path, so that a later change can be named; left out for very large areas. */
  fileDigests: z.record(z.string(), z.string()).optional(),
  commentId: z.number(),
  bodySha256: z.string(),
  /** GitHub's time of the comment. */
  at: z.iso.datetime(),
  note: z.string().optional(),
});
export type SignOff = z.infer<typeof SignOff>;

export const LedgerEntry = z.discriminatedUnion("kind", [SignOff]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Each person's newest sign-off of the area, newest first. Entries of other areas are not looked at. */
export function newestSignOffs(ledger: readonly LedgerEntry[], area: string): readonly SignOff[] {
  const byActor = new Map<number, SignOff>();
  for (const entry of ledger) {
    if (entry.area !== area) continue;
    const known = byActor.get(entry.actor.id);
    // Equal times: GitHub's are whole seconds, and the later entry of the ledger was recorded later.
    if (known === undefined || entry.at >= known.at) byActor.set(entry.actor.id, entry);
  }
  return [...byActor.values()].toSorted((a, b) => (a.at === b.at ? a.actor.id - b.actor.id : a.at < b.at ? 1 : -1));
}
