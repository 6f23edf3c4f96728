import { z } from "zod";
import type { Effect } from "../../policy/effect.ts";
import { Source } from "../../policy/ledger/entry.ts";
import type { Store } from "../../store/store.ts";

/** What was refused to one person on one pull request, and not folded away yet. */
interface Reader {
  readonly repositoryId: number;
  readonly number: number;
  readonly personId: number;
}

const Sources = z.array(Source);

// More than anybody gets refused before they get it right; older ones stay in sight.
const mostKept = 10;
const rememberedMs = 30 * 24 * 3600 * 1000;

export async function rememberRefusal(store: Store, reader: Reader, source: Source): Promise<void> {
  for (;;) {
    const stored = await store.get(keyOf(reader));
    const known = stored === undefined ? [] : Sources.parse(stored);
    if (known.some(({ kind, id }) => kind === source.kind && id === source.id)) return;
    const next = [...known, { kind: source.kind, id: source.id }].slice(-mostKept);
    if (await store.compareAndSet(keyOf(reader), stored, next, { expiresInMs: rememberedMs })) return;
  }
}

/** Folds away what was refused to this person before. */
export async function outdatedRefusals(store: Store, reader: Reader): Promise<readonly Effect[]> {
  const stored = await store.get(keyOf(reader));
  return (stored === undefined ? [] : Sources.parse(stored)).map((source) => ({ kind: "minimize", source }));
}

export async function forgetRefusals(store: Store, reader: Reader): Promise<void> {
  await store.delete(keyOf(reader));
}

function keyOf({ repositoryId, number, personId }: Reader): string {
  return `refused/${repositoryId}/${number}/${personId}`;
}
