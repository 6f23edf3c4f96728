import { z } from "zod";
import type { MergeMethod, MergeSettings } from "../../policy/title/landing/landing.ts";
import type { Store } from "../../store/store.ts";

const Flag = z.boolean().optional().catch(undefined);
const Word = z.string().max(100).optional().catch(undefined);

/** GitHub's own keys, on a repository. All may be missing: REST tells them to whoever may write there, deliveries tell all. */
export const ToldSettings = z.object({
  allow_squash_merge: Flag,
  allow_merge_commit: Flag,
  allow_rebase_merge: Flag,
  squash_merge_commit_title: Word,
  squash_merge_commit_message: Word,
});
export type ToldSettings = z.infer<typeof ToldSettings>;

/** Each key with GitHub's time of the delivery that told it last. */
const Known = z.record(z.string(), z.object({ value: z.union([z.boolean(), z.string()]), at: z.iso.datetime() }));
type Known = z.infer<typeof Known>;

const expiry = { expiresInMs: 180 * 24 * 3600 * 1000 };

/**
 * Keeps what a delivery told; they come in any order, and the newest counts for each key. What a delivery leaves out stays
 * as it was: a key that is missing says that we were not told, never that GitHub forgot it.
 */
export async function recordMergeSettings(
  store: Store,
  repositoryId: number,
  { told, at }: { readonly told: ToldSettings; readonly at: Date },
): Promise<void> {
  for (;;) {
    const stored = await store.get(settingsKey(repositoryId));
    const known = stored === undefined ? {} : Known.parse(stored);
    const newer = Object.entries(told).flatMap(([key, value]) => {
      const isNews = value !== undefined && !(Date.parse(known[key]?.at ?? "") > at.getTime());
      return isNews ? [[key, { value, at: at.toISOString() }] as const] : [];
    });
    if (newer.length === 0) return;
    const next = { ...known, ...Object.fromEntries(newer) };
    if (await store.compareAndSet(settingsKey(repositoryId), stored, next, expiry)) return;
  }
}

/** As deliveries told it; undefined as long as they did not say which methods there are. */
export async function findMergeSettings(store: Store, repositoryId: number): Promise<MergeSettings | undefined> {
  const stored = await store.get(settingsKey(repositoryId));
  const known = Object.entries(stored === undefined ? {} : Known.parse(stored));
  return toMergeSettings(Object.fromEntries(known.map(([key, { value }]) => [key, value])));
}

/** Undefined unless all three methods are told of: a squash that is called right says nothing where others may be there. */
export function toMergeSettings(repository: unknown): MergeSettings | undefined {
  const told = ToldSettings.parse(repository);
  const { allow_squash_merge: squash, allow_merge_commit: merge, allow_rebase_merge: rebase } = told;
  if (squash === undefined || merge === undefined || rebase === undefined) return undefined;
  const methods: readonly MergeMethod[] = [
    ...(squash ? (["squash"] as const) : []),
    ...(merge ? (["merge"] as const) : []),
    ...(rebase ? (["rebase"] as const) : []),
  ];
  const { squash_merge_commit_title: title = "", squash_merge_commit_message: body = "" } = told;
  return { methods, squashTitle: squashTitles.get(title), squashBody: squashBodies.get(body) };
}

const squashTitles = new Map<string, "pull-request" | "commit-or-pull-request">([
  ["PR_TITLE", "pull-request"],
  ["COMMIT_OR_PR_TITLE", "commit-or-pull-request"],
]);

const squashBodies = new Map<string, "pull-request" | "commits" | "blank">([
  ["PR_BODY", "pull-request"],
  ["COMMIT_MESSAGES", "commits"],
  ["BLANK", "blank"],
]);

function settingsKey(repositoryId: number): string {
  return `merge-settings/${repositoryId}`;
}
