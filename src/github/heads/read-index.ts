import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isSharedByMany, type Listened } from "../../policy/listened.ts";
import type { Store } from "../../store/store.ts";

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

/** What the last look at one pull request read. */
const Reads = z.object({ baseBranch: z.string(), words: z.array(z.string()) });
type Reads = z.infer<typeof Reads>;

/**
 * Who reads what belongs to the repository. Pull requests of one base mostly read the same, so a thousand of them are
 * one group and a list of numbers.
 */
const Readers = z.array(Reads.extend({ numbers: z.array(z.number()) }));
type Readers = z.infer<typeof Readers>;

const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/** Records what a look reads, before it reads it: what changes meanwhile then finds this pull request. */
export async function recordReads(
  store: Store,
  place: Place,
  { baseBranch, words }: { readonly baseBranch: string; readonly words: readonly Listened[] },
): Promise<void> {
  const reads: Reads = { baseBranch, words: [...words] };
  const shared = { baseBranch, words: words.filter(isSharedByMany) };
  await store.putIfAbsent(baseKey({ ...place, baseBranch }), true, expiry);
  await changeReaders(store, place, (known) => withReader(known, place.number, shared));
  if (!isDeepStrictEqual(await findReads(store, place), reads)) await store.put(readsKey(place), reads, expiry);
}

/** The pull request is closed. */
export async function forgetReads(store: Store, place: Place): Promise<void> {
  await changeReaders(store, place, (known) => withoutReader(known, place.number));
  await store.delete(readsKey(place));
}

/** Whether the last look at the pull request read this. */
export async function doesRead(store: Store, place: Place, word: Listened): Promise<boolean> {
  const reads = await findReads(store, place);
  return reads !== undefined && reads.words.includes(word);
}

/** The pull requests that read this, which belongs to the repository, or to it at one base branch. */
export async function findReaders(
  store: Store,
  repositoryId: number,
  { word, baseBranch }: { readonly word: string; readonly baseBranch?: string | undefined },
): Promise<readonly number[]> {
  const readers = (await findAll(store, repositoryId)).filter(
    (group) => group.words.includes(word) && (baseBranch === undefined || group.baseBranch === baseBranch),
  );
  return readers.flatMap(({ numbers }) => numbers).toSorted((a, b) => a - b);
}

/** Whether the pull request reads anything that belongs to the repository. */
export async function isReader(store: Store, { repositoryId, number }: Place): Promise<boolean> {
  return (await findAll(store, repositoryId)).some(({ numbers }) => numbers.includes(number));
}

/** Whether a pull request into this branch was looked at. */
export async function isKnownBase(
  store: Store,
  branch: { readonly repositoryId: number; readonly baseBranch: string },
): Promise<boolean> {
  return (await store.get(baseKey(branch))) !== undefined;
}

async function findReads(store: Store, place: Place): Promise<Reads | undefined> {
  const stored = await store.get(readsKey(place));
  return stored === undefined ? undefined : Reads.parse(stored);
}

async function findAll(store: Store, repositoryId: number): Promise<Readers> {
  const stored = await store.get(readersKey({ repositoryId }));
  return stored === undefined ? [] : Readers.parse(stored);
}

function withReader(readers: Readers, number: number, reads: Reads): Readers {
  const isAlike = ({ baseBranch, words }: Reads) => isDeepStrictEqual({ baseBranch, words }, reads);
  if (readers.some((group) => isAlike(group) && group.numbers.includes(number))) return readers;
  const others = withoutReader(readers, number);
  if (reads.words.length === 0) return others;
  const group = others.find(isAlike) ?? { ...reads, numbers: [] };
  const numbers = [...group.numbers, number].toSorted((a, b) => a - b);
  return [...others.filter((each) => each !== group), { ...group, numbers }];
}

function withoutReader(readers: Readers, number: number): Readers {
  if (readers.every(({ numbers }) => !numbers.includes(number))) return readers;
  return readers
    .map((group) => ({ ...group, numbers: group.numbers.filter((each) => each !== number) }))
    .filter(({ numbers }) => numbers.length > 0);
}

/** Writes nothing where `next` gives what it was given. */
async function changeReaders(store: Store, place: Place, next: (known: Readers) => Readers): Promise<void> {
  for (;;) {
    const stored = await store.get(readersKey(place));
    const known = stored === undefined ? [] : Readers.parse(stored);
    const after = next(known);
    if (after === known || (await store.compareAndSet(readersKey(place), stored, after, expiry))) return;
  }
}

function readsKey({ repositoryId, number }: Place): string {
  return `reads/${repositoryId}/${number}`;
}

function readersKey({ repositoryId }: Pick<Place, "repositoryId">): string {
  return `readers/${repositoryId}`;
}

function baseKey({ repositoryId, baseBranch }: { readonly repositoryId: number; readonly baseBranch: string }): string {
  return `looked-into/${repositoryId}/${baseBranch}`;
}
