import { z } from "zod";
import type { PullRequest } from "../../policy/facts.ts";
import type { LedgerEntry, Source } from "../../policy/ledger/entry.ts";
import { recoverEntries } from "../../policy/ledger/recover.ts";
import type { Enqueue, JobRequest } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectConversation, type Spoken } from "./conversation.ts";
import { appendEntries } from "./ledger.ts";
import { collectEarlierCommits, findSnapshot } from "./own-snapshot.ts";

interface Where extends RepositoryRef {
  readonly installationId: number;
}

interface RestoreDeps {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly now: () => Date;
  readonly enqueue: Enqueue;
}

const Moment = z.iso.datetime();

/** When this store began to remember. Asked for at the start, so that it is not later than what it remembers. */
export function ensureBirth(store: Store, now: Date): Promise<Date> {
  return ensureMoment(store, "store-born", now);
}

/**
 * Makes sure that the ledger of a pull request that is older than the store is there again. From our own check run, if it
 * holds it; then what was said since the newest entry is looked for. Else, if we were here, every sign-off comes back
 * without the code it was given for, and every hold; if we never were, nothing: an old `/hold` meant another bot. Costs
 * no request for younger pull requests and for those that are restored. May run twice at once, or after a crash.
 * `running` is what is decided right now: it speaks for itself.
 */
export async function ensureLedger(
  pullRequest: PullRequest,
  at: Where,
  deps: RestoreDeps,
  running?: Source,
): Promise<void> {
  const { store, now, enqueue } = deps;
  await ensureSight(store, at, now());
  if (!(await isOlder(pullRequest, deps))) return;
  const key = restoredKey(at.repositoryId, pullRequest.number);
  if ((await store.get(key)) !== undefined) return;
  const { entries, since } = await restore(pullRequest, at, running, deps);
  await appendEntries(store, at.repositoryId, pullRequest.number, entries);
  // Before it counts as restored: a crash in between asks twice.
  await enqueue([reconcileRequest(at, pullRequest.number)]);
  await store.put(key, since.toISOString());
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

interface Restoration {
  readonly entries: readonly LedgerEntry[];
  /** What was said since then and is not in the ledger has to be looked for. */
  readonly since: Date;
}

async function restore(
  pullRequest: PullRequest,
  at: Where,
  running: Source | undefined,
  deps: RestoreDeps,
): Promise<Restoration> {
  const atHead = await findSnapshot(pullRequest, [pullRequest.headSha], at, deps);
  if (atHead.snapshot?.isComplete === true) return fromEntries(atHead.snapshot.entries, pullRequest);
  const conversation = await collectConversation(pullRequest, at, deps);
  // Whoever used a command has our summary; without one the search in older commits would find nothing.
  const isEarlier = atHead.snapshot === undefined && (conversation.hasOurs || atHead.hasCheck);
  const earlier = isEarlier ? await collectEarlierCommits(pullRequest, at, deps.octokit) : [];
  const { snapshot } = isEarlier ? await findSnapshot(pullRequest, earlier, at, deps) : atHead;
  if (snapshot?.isComplete === true) return fromEntries(snapshot.entries, pullRequest);
  if (!isEarlier && snapshot === undefined) return { entries: [], since: deps.now() };
  const kept = snapshot?.entries ?? [];
  const known = new Set([...kept.map(({ source }) => source), ...(running === undefined ? [] : [running])].map(nameOf));
  const lost = conversation.spoken.filter(
    ({ source }) => !known.has(nameOf(source)) && !conversation.isAnswered(source),
  );
  return { entries: [...kept, ...recoverEntries(lost.flatMap(statementOf))], since: deps.now() };
}

/** Since the newest entry, within its second too: what is in the ledger already is not run again. */
function fromEntries(entries: readonly LedgerEntry[], { openedAt }: PullRequest): Restoration {
  const newest = entries.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), openedAt.getTime());
  return { entries, since: new Date(newest) };
}

/** Only what a person said, and what nobody can have changed: of reviews that cannot be told, and closing is safe. */
function statementOf({ source, body, at, author, viaAppId, isProvablyUnedited }: Spoken) {
  if (author === undefined || author.isBot || viaAppId !== undefined) return [];
  if (source.kind === "comment" && !isProvablyUnedited) return [];
  return [{ source, body, at, author }];
}

function nameOf({ kind, id }: Source): string {
  return `${kind}-${id}`;
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
