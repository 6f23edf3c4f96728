import { z } from "zod";
import { checkKey } from "../../policy/plan.ts";
import { compositeCheckName } from "../../render/check-runs.ts";
import type { CompositeNames } from "../../render/named-checks.ts";
import type { Store } from "../../store/store.ts";
import { findReceipt } from "./receipt.ts";

const Names = z.array(z.string());

// As long as the receipts.
const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };
// A check has one name at a time; a commit that has seen more than these is nobody's.
const mostNames = 10;

interface Commit {
  readonly repositoryId: number;
  readonly headSha: string;
}

interface Place extends Commit {
  /** Undefined where it is not known. */
  readonly baseBranch: string | undefined;
}

/** What the configuration of the base branch calls the composite: for all that is said when no configuration is at hand. */
export async function recordCompositeName(store: Store, place: Place, name: string): Promise<void> {
  const { repositoryId, baseBranch } = place;
  if (baseBranch !== undefined && (await findNameFor(store, repositoryId, baseBranch)) !== name) {
    await store.put(branchKey(repositoryId, baseBranch), name);
  }
  await recordNamesAt(store, place, [name]);
}

/** Composites may stand at this commit under these names. */
export async function recordNamesAt(store: Store, commit: Commit, names: readonly string[]): Promise<void> {
  for (;;) {
    const stored = await store.get(commitKey(commit));
    const known = stored === undefined ? [] : Names.parse(stored);
    const fresh = names.filter((name) => name !== compositeCheckName && !known.includes(name));
    if (fresh.length === 0) return;
    const next = [...known, ...new Set(fresh)].slice(-mostNames);
    if (await store.compareAndSet(commitKey(commit), stored, next, expiry)) return;
  }
}

/** Under which names the composite is to speak at a commit: what it is called now, and where it stands already. */
export async function findCompositeNames(store: Store, place: Place): Promise<CompositeNames> {
  const { repositoryId, headSha, baseBranch } = place;
  const recorded = baseBranch === undefined ? undefined : await findNameFor(store, repositoryId, baseBranch);
  const stored = await store.get(commitKey(place));
  const standing: string[] = [];
  for (const each of [compositeCheckName, ...(stored === undefined ? [] : Names.parse(stored))]) {
    const receipt = await findReceipt(store, checkKey({ name: each, headSha }, repositoryId));
    if (receipt !== undefined) standing.push(each);
  }
  const name = recorded ?? standing.at(-1) ?? compositeCheckName;
  return { name, also: standing.filter((each) => each !== name) };
}

async function findNameFor(store: Store, repositoryId: number, baseBranch: string): Promise<string | undefined> {
  const stored = await store.get(branchKey(repositoryId, baseBranch));
  return stored === undefined ? undefined : z.string().parse(stored);
}

function branchKey(repositoryId: number, branch: string): string {
  return `composite-name/${repositoryId}/${branch}`;
}

function commitKey({ repositoryId, headSha }: Commit): string {
  return `composite-names-at/${repositoryId}/${headSha}`;
}
