import { createHash } from "node:crypto";
import type { Edit, LedgerEntry, SignOff, Source } from "./entry.ts";

/** What a comment or a review says now; undefined for one that is gone. */
type BodyNow = (source: Source) => string | undefined;

/**
 * Changes and deletions that no delivery told of, found by holding the sign-offs of a ledger against what their comments
 * and reviews say now. Nobody saw who did it, so it counts as somebody else. A change that leaves the words of every
 * sign-off standing is none. `keptWords` gives the words under which a text signs.
 */
export function findMissedEdits(
  ledger: readonly LedgerEntry[],
  bodyNow: BodyNow,
  keptWords: (body: string) => readonly string[],
  now: Date,
): readonly Edit[] {
  const edits = ledger.filter((entry) => entry.kind === "edited");
  const open = ledger.filter(
    (entry): entry is SignOff => entry.kind === "signed" && !edits.some((edit) => takesBack(edit, entry)),
  );
  const found = new Map<string, Edit>();
  for (const signOff of open) {
    const { kind, id } = signOff.source;
    const body = bodyNow(signOff.source);
    if (body !== undefined && sha256(body) === signOff.bodySha256) continue;
    const edit: Edit = {
      kind: "edited",
      source: signOff.source,
      at: now.toISOString(),
      how: body === undefined ? "deleted" : "edited",
      actor: null,
      isByAuthor: false,
      kept: body === undefined ? [] : [...keptWords(body)],
    };
    if (takesBack(edit, signOff)) found.set(`${kind}-${id}`, edit);
  }
  return [...found.values()];
}

function takesBack({ source, kept }: Edit, signOff: SignOff): boolean {
  return source.kind === signOff.source.kind && source.id === signOff.source.id && !kept.includes(signOff.word);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
