import { z } from "zod";
import { LedgerEntry, SignOff } from "./entry.ts";

/** A sign-off as version 0.1.0 kept it. It knew nothing else, and no digest of the whole difference. */
const FirstSignOff = SignOff.pick({
  kind: true,
  area: true,
  actor: true,
  headSha: true,
  baseBranch: true,
  bodySha256: true,
  at: true,
  note: true,
}).extend({ commentId: z.number() });

/** A row of a ledger. What 0.1.0 has signed is stale: it compared other digests. Throws on what nobody ever wrote. */
export function parseRow(row: unknown): LedgerEntry {
  const first = FirstSignOff.safeParse(row);
  if (!first.success) return LedgerEntry.parse(row);
  const { commentId, ...signOff } = first.data;
  const source = { kind: "comment", id: commentId } as const;
  return { ...signOff, source, word: signOff.area, wholeDigest: null, areaDigest: null };
}
