import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import { entryId, type LedgerEntry, type Source } from "../../policy/ledger/entry.ts";
import { checkKey, noticeKey } from "../../policy/plan.ts";
import type { Enqueue, JobRequest } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findConfig } from "../facts/config-source.ts";
import { titleCheckName } from "../../render/check-runs.ts";
import { titleTopic } from "../../render/title/title-comment.ts";
import { recordNamesAt } from "../posts/composite-names.ts";
import { adoptReceipt } from "../posts/receipt.ts";
import { appendEntries, readLedger } from "./ledger.ts";
import { recallLedger } from "./recall.ts";

interface Where extends RepositoryRef {
  readonly installationId: number;
}

interface RestoreDeps {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly now: () => Date;
  readonly enqueue: Enqueue;
  readonly dryRun: boolean;
}

const Moment = z.iso.datetime();

/** When this store began to remember. Asked for at the start, so that it is not later than what it remembers. */
export function ensureBirth(store: Store, now: Date): Promise<Date> {
  return ensureMoment(store, "store-born", now);
}

/**
 * The ledger of a pull request, which is read back from GitHub first when the pull request is older than the store: see
 * `recallLedger`. Costs no request for younger pull requests and for those that are restored. May run twice at once, or
 * after a crash. A dry run remembers nothing and reads it again each time. `running` is what is decided right now.
 */
export async function ensureLedger(
  pullRequest: PullRequest,
  at: Where,
  deps: RestoreDeps,
  running?: Source,
): Promise<readonly LedgerEntry[]> {
  const { octokit, store, now, enqueue, dryRun } = deps;
  const { repositoryId } = at;
  const { number, headSha } = pullRequest;
  await ensureSight(store, at, now());
  const ledger = await readLedger(store, repositoryId, number);
  const key = restoredKey(repositoryId, number);
  if (!(await isOlder(pullRequest, deps)) || (await store.get(key)) !== undefined) return ledger;
  const finding = await findConfig(octokit, { ...at, ref: pullRequest.baseBranch }, store);
  const config = finding.state === "valid" ? finding.config : undefined;
  const { entries, since, runs, titleCommentId } = await recallLedger(pullRequest, { running, config }, at, deps);
  if (dryRun) return [...new Map([...entries, ...ledger].map((entry) => [entryId(entry), entry])).values()];
  for (const { id, name } of runs) await adoptReceipt(store, checkKey({ name, headSha }, repositoryId), id);
  // Nothing would change it when the title is right by now.
  if (titleCommentId !== undefined) {
    await adoptReceipt(store, noticeKey(titleTopic, { repositoryId, number }), titleCommentId);
  }
  const names = runs.map(({ name }) => name).filter((name) => name !== titleCheckName);
  await recordNamesAt(store, { repositoryId, headSha }, names);
  await appendEntries(store, repositoryId, number, entries);
  // While the configuration cannot be read nobody knows which label holds, so it is all looked for again.
  if (config !== undefined) {
    // Before it counts as restored: a crash in between asks twice.
    await enqueue([reconcileRequest(at, number)]);
    await store.put(key, since.toISOString());
  }
  return readLedger(store, repositoryId, number);
}

export const reconcileJobName = "reconcile-pull-request";

/** Asks to hold what we remember of a pull request against what stands on GitHub. */
export function reconcileRequest({ installationId, owner, repo, repositoryId }: Where, number: number): JobRequest {
  return {
    job: reconcileJobName,
    payload: { installationId, owner, repo, repositoryId, number },
    subject: `reconcile-${repositoryId}-${number}`,
  };
}

/**
 * Since when everything said on this pull request should have reached us. What was said before was run already, is lost,
 * or was meant for somebody else, because the App was not installed yet.
 */
export async function findKnownSince(
  pullRequest: PullRequest,
  at: RepositoryRef,
  deps: Pick<RestoreDeps, "store" | "now">,
): Promise<Date> {
  const { store, now } = deps;
  const restored = await store.get(restoredKey(at.repositoryId, pullRequest.number));
  if (restored !== undefined) return new Date(Moment.parse(restored));
  if (await isOlder(pullRequest, deps)) return now();
  const seenAt = wholeSecond(await ensureSight(store, at, now()));
  return seenAt > pullRequest.openedAt ? seenAt : pullRequest.openedAt;
}

async function isOlder({ openedAt }: PullRequest, { store, now }: Pick<RestoreDeps, "store" | "now">) {
  // GitHub's times have whole seconds.
  return openedAt < wholeSecond(await ensureBirth(store, now()));
}

/** When we first looked at a pull request of this repository. */
function ensureSight(store: Store, { repositoryId }: RepositoryRef, now: Date): Promise<Date> {
  return ensureMoment(store, `repository-seen/${repositoryId}`, now);
}

async function ensureMoment(store: Store, key: string, now: Date): Promise<Date> {
  const known = await store.get(key);
  if (known !== undefined) return new Date(Moment.parse(known));
  await store.putIfAbsent(key, now.toISOString());
  return ensureMoment(store, key, now);
}

function wholeSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}

function restoredKey(repositoryId: number, number: number): string {
  return `ledger-restored/${repositoryId}/${number}`;
}
