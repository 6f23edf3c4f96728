import { z } from "zod";
import type { Store } from "../../store/store.ts";

/** A commit that the merge queue made, as GitHub told of it, and the pull requests that it holds. */
const MergeGroup = z.object({
  headSha: z.string(),
  headRef: z.string(),
  baseSha: z.string(),
  baseBranch: z.string(),
  /** Earliest first; null while it cannot be told. */
  numbers: z.array(z.number()).nullable(),
  /** When it was first heard of. */
  since: z.iso.datetime(),
});
export type MergeGroup = z.infer<typeof MergeGroup>;

const Shas = z.array(z.string());

// A group lives for hours. One whose end was never told is forgotten by itself.
const expiry = { expiresInMs: 14 * 24 * 3600 * 1000 };
// As many groups as a queue builds of one pull request before somebody looks.
const mostGroups = 20;

export async function findMergeGroup(
  store: Store,
  repositoryId: number,
  headSha: string,
): Promise<MergeGroup | undefined> {
  const stored = await store.get(groupKey(repositoryId, headSha));
  return stored === undefined ? undefined : MergeGroup.parse(stored);
}

export async function recordMergeGroup(store: Store, repositoryId: number, group: MergeGroup): Promise<void> {
  await store.put(groupKey(repositoryId, group.headSha), group, expiry);
  for (const number of group.numbers ?? []) {
    await changeGroups(store, { repositoryId, number }, (shas) =>
      shas.includes(group.headSha) ? shas : [...shas, group.headSha].slice(-mostGroups),
    );
  }
}

export async function forgetMergeGroup(store: Store, repositoryId: number, headSha: string): Promise<void> {
  const group = await findMergeGroup(store, repositoryId, headSha);
  for (const number of group?.numbers ?? []) {
    await changeGroups(store, { repositoryId, number }, (shas) => shas.filter((sha) => sha !== headSha));
  }
  await store.delete(groupKey(repositoryId, headSha));
}

/**
 * The group that the queue made of this pull request, at this commit or below it: a group is built on the one before it.
 * Undefined when one of them was ended meanwhile.
 */
export async function findOwnGroup(
  store: Store,
  { repositoryId, number }: Place,
  headSha: string,
): Promise<MergeGroup | undefined> {
  const seen = new Set<string>();
  let group = await findMergeGroup(store, repositoryId, headSha);
  while (group !== undefined && group.numbers?.at(-1) !== number && !seen.has(group.headSha)) {
    seen.add(group.headSha);
    group = await findMergeGroup(store, repositoryId, group.baseSha);
  }
  return group?.numbers?.at(-1) === number ? group : undefined;
}

/** The groups that a pull request is in. */
export async function findGroupsOf(store: Store, place: Place): Promise<readonly MergeGroup[]> {
  const stored = await store.get(memberKey(place));
  const found: MergeGroup[] = [];
  for (const sha of stored === undefined ? [] : Shas.parse(stored)) {
    const group = await findMergeGroup(store, place.repositoryId, sha);
    if (group !== undefined) found.push(group);
  }
  return found;
}

interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

async function changeGroups(
  store: Store,
  place: Place,
  change: (shas: readonly string[]) => readonly string[],
): Promise<void> {
  for (;;) {
    const stored = await store.get(memberKey(place));
    const shas = stored === undefined ? [] : Shas.parse(stored);
    const next = change(shas);
    if (next.length === shas.length && next.every((sha, index) => sha === shas[index])) return;
    if (await store.compareAndSet(memberKey(place), stored, next, expiry)) return;
  }
}

function groupKey(repositoryId: number, headSha: string): string {
  return `merge-group/${repositoryId}/${headSha}`;
}

function memberKey({ repositoryId, number }: Place): string {
  return `merge-groups-of/${repositoryId}/${number}`;
}
