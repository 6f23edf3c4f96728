import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import type { DiffDigests, Head, Heads } from "../../policy/heads.ts";
import type { Store } from "../../store/store.ts";
import { addSighting, earlierStays, type Place, presentStay, Sighting, type Stay } from "./head-history.ts";

interface Subject {
  readonly repositoryId: number;
  readonly number: number;
}

const day = 24 * 3600 * 1000;
const expiry = { expiresInMs: 180 * day };
// What is looked at again and again must not expire under our eyes.
const renewedAfterMs = 30 * day;
// Many large areas that share their files.
const sizeLimit = 256 * 1024;

const History = z.object({ keptAt: z.iso.datetime(), sightings: z.array(Sighting) });

const Diff = z.object({
  keptAt: z.iso.datetime(),
  diff: z.object({
    baseBranch: z.string(),
    whole: z.string().nullable(),
    areas: z.record(
      z.string(),
      z.object({ digest: z.string().nullable(), files: z.record(z.string(), z.string()).optional() }),
    ),
  }),
});

interface Movement {
  readonly headSha: string;
  readonly baseBranch: string;
  /** When the delivery came in. */
  readonly seenAt: string;
  /** GitHub's time of the movement, by which a delivery that comes again is known. */
  readonly changedAt?: string | undefined;
}

/**
 * Notes what a delivery told; deliveries come in any order. True when by all that is known the pull request is now
 * somewhere else than before, and false when the delivery came before.
 */
export async function recordMovement(store: Store, subject: Subject, movement: Movement): Promise<boolean> {
  const { headSha, baseBranch, changedAt } = movement;
  const seenAt = new Date(movement.seenAt);
  const told = { headSha, baseBranch, at: seenAt.toISOString(), by: "delivery" } as const;
  const sighting = changedAt === undefined ? told : { ...told, changedAt };
  let moves = false;
  await change(store, subject, seenAt, (history) => {
    const next = addSighting(history, sighting);
    moves = next.at(-1) === sighting && presentStay(history, sighting) === undefined;
    return next;
  });
  return moves;
}

/** Records head and base as they are now, and gives all that are known; no digests. */
export async function recordCurrentState(
  store: Store,
  { number, headSha, baseBranch }: PullRequest,
  { repositoryId, now }: { readonly repositoryId: number; readonly now: Date },
): Promise<Heads> {
  const place = { headSha, baseBranch };
  const at = now.toISOString();
  const history = await change(store, { repositoryId, number }, now, (known) =>
    presentStay(known, place) === undefined ? addSighting(known, { ...place, at, by: "look" }) : known,
  );
  // Nothing stands there when a delivery came in at this very moment; then it holds from now on.
  const present = presentStay(history, place) ?? { ...place, since: at };
  return { present: toHead(present), earlier: earlierStays(history, place).map(toHead) };
}

/** The head and base that were heard of last, without asking GitHub. */
export async function findNewestPlace(store: Store, { repositoryId, number }: Subject): Promise<Place | undefined> {
  const stored = await store.get(`heads/${repositoryId}/${number}`);
  return stored === undefined ? undefined : History.parse(stored).sightings.at(-1);
}

/** Keeps what the pull request changes at this head, to compare later heads with, and for comments that meant this one. */
export async function recordDiff(
  store: Store,
  { repositoryId, number, headSha, now }: Subject & { readonly headSha: string; readonly now: Date },
  diff: DiffDigests,
): Promise<void> {
  const key = diffKey({ repositoryId, number }, { sha: headSha, baseBranch: diff.baseBranch });
  const text = JSON.stringify(diff);
  const kept = Diff.shape.diff.parse(JSON.parse(text.length > sizeLimit ? JSON.stringify(withoutNames(diff)) : text));
  const stored = await store.get(key);
  const known = stored === undefined ? undefined : Diff.parse(stored);
  if (known !== undefined && isDeepStrictEqual(known.diff, kept) && !isOld(known.keptAt, now)) return;
  await store.put(key, { keptAt: now.toISOString(), diff: kept }, expiry);
}

/** Names of files only say what changed; the digests say that something did. */
function withoutNames({ areas, ...diff }: DiffDigests): DiffDigests {
  return { ...diff, areas: Object.fromEntries(Object.entries(areas).map(([key, { digest }]) => [key, { digest }])) };
}

/** With the digests of the present head, and of those earlier ones that are wanted. */
export async function withDiffs(
  store: Store,
  subject: Subject,
  { present, earlier }: Heads,
  given: { readonly diff: DiffDigests | undefined; readonly wanted: "all" | ReadonlySet<string> },
): Promise<Heads> {
  const { diff, wanted } = given;
  const filled = earlier.map(async (head) => {
    if (wanted !== "all" && !wanted.has(head.sha)) return head;
    const stored = await store.get(diffKey(subject, head));
    return stored === undefined ? head : { ...head, diff: Diff.parse(stored).diff };
  });
  return { present: { ...present, diff }, earlier: await Promise.all(filled) };
}

async function change(
  store: Store,
  { repositoryId, number }: Subject,
  now: Date,
  next: (history: readonly Sighting[]) => readonly Sighting[],
): Promise<readonly Sighting[]> {
  const key = `heads/${repositoryId}/${number}`;
  for (;;) {
    const stored = await store.get(key);
    const known = stored === undefined ? undefined : History.parse(stored);
    const before = known?.sightings ?? [];
    const after = next(before);
    if (after === before && known !== undefined && !isOld(known.keptAt, now)) return after;
    const value = { keptAt: now.toISOString(), sightings: [...after] };
    if (await store.compareAndSet(key, stored, value, expiry)) return after;
  }
}

function isOld(keptAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(keptAt) > renewedAfterMs;
}

function diffKey({ repositoryId, number }: Subject, { sha, baseBranch }: Pick<Head, "sha" | "baseBranch">): string {
  return `diff/${repositoryId}/${number}/${sha}/${baseBranch}`;
}

function toHead({ headSha, baseBranch, since }: Stay): Head {
  return { sha: headSha, baseBranch, since: new Date(since), diff: undefined };
}
