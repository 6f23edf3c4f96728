import { createHash } from "node:crypto";
import type { Edit, EntryOf, LedgerEntry, SignOff, Source } from "./entry.ts";

/** What is lost with the text that said it. Stops are not, and what takes back is not either. */
export type Opening = SignOff | EntryOf<"waived"> | EntryOf<"ruled">;

/** What a comment or a review says now; undefined for one that is gone. */
type BodyNow = (source: Source) => string | undefined;

/** Which of the entries that were recorded from one text it still says. */
type StillSaid = (body: string, recorded: readonly Opening[]) => readonly Opening[];

/**
 * Changes and deletions that no delivery told of, found by holding a ledger against what its comments and reviews say
 * now. Nobody saw who did it, so it counts as somebody else. A change that leaves everything standing is none.
 */
export function findMissedEdits(
  ledger: readonly LedgerEntry[],
  bodyNow: BodyNow,
  stillSaid: StillSaid,
  now: Date,
): readonly Edit[] {
  const edits = ledger.filter((entry) => entry.kind === "edited");
  const bySource = Map.groupBy(ledger.filter(isOpening), ({ source }) => `${source.kind}-${source.id}`);
  return [...bySource.values()].flatMap((recorded) => {
    const open = recorded.filter((entry) => !edits.some((edit) => takesBack(edit, entry)));
    const [first] = open;
    if (first === undefined) return [];
    const body = bodyNow(first.source);
    if (body !== undefined && open.every((entry) => entry.kind === "signed" && entry.bodySha256 === sha256(body))) {
      return [];
    }
    const said = body === undefined ? [] : stillSaid(body, recorded);
    if (open.every((entry) => said.includes(entry))) return [];
    const kept = said.flatMap((entry) => (entry.kind === "signed" ? entry.word : []));
    return {
      kind: "edited" as const,
      source: first.source,
      at: now.toISOString(),
      how: body === undefined ? ("deleted" as const) : ("edited" as const),
      actor: null,
      isByAuthor: false,
      kept: [...new Set(kept)].toSorted(),
    };
  });
}

function isOpening(entry: LedgerEntry): entry is Opening {
  return entry.kind === "signed" || entry.kind === "waived" || entry.kind === "ruled";
}

/** Of sign-offs a change may keep some; everything else that opens is gone with any change that was recorded. */
function takesBack({ source, kept }: Edit, entry: Opening): boolean {
  const isItsSource = source.kind === entry.source.kind && source.id === entry.source.id;
  return isItsSource && (entry.kind !== "signed" || !kept.includes(entry.word));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
