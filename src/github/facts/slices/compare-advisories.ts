import { askOnce } from "../../../advisories/recent-answer.ts";
import { isLockfile, judgeLockfiles, queriesFor, readLockfiles, type ReadLockfiles } from "../../../advisories/scan.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "../../../advisories/source.ts";
import { AdvisoriesConfig } from "../../../config/sections/advisories.ts";
import { compareSides } from "../../../policy/advisory/compare.ts";
import type { AdvisoryComparison, ComparedBase } from "../../../policy/advisory/comparison.ts";
import type { FileList, Snapshot } from "../../../policy/facts.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import { RetryLater } from "../../../queue/job.ts";
import type { Store } from "../../../store/store.ts";
import { collectLockfiles } from "../../triage/collect-lockfiles.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import type { SliceScene } from "../collect.ts";
import { readIgnores } from "./documented-ignores.ts";
import { findForkPoint } from "../fork-point.ts";
import { type CommitRef, findPathKinds } from "../links.ts";
import type { Sources } from "../signing.ts";

const retryMs = 15 * 60_000;

/**
 * The lockfiles of the head against those of the commit that it grew from, both with one question to the database: what
 * was published since the base was last looked at is on both sides then. Where nothing of it changes no file is read.
 */
export async function compareAdvisories(
  {
    pullRequest,
    config,
    files,
    at,
    checksAt,
  }: Pick<SliceScene, "pullRequest" | "config" | "files" | "at" | "checksAt">,
  { octokit, store, advisories, now }: Pick<Sources, "octokit" | "store" | "advisories" | "now">,
): Promise<Snapshot["advisories"]> {
  const { lockfiles, ignores } = config.advisories ?? AdvisoriesConfig.parse({});
  const atCommit = { ...at, sha: checksAt };
  const linked = await findLinked(lockfiles, atCommit, { octokit, store });
  if (linked.length > 0) return { state: "unknown", why: linked, retryAt: undefined };
  const changed = changedPaths(files);
  const unlisted = [...changed].filter((path) => isLockfile(path) && !lockfiles.includes(path));
  if (files.isComplete && ![...lockfiles, ...ignores].some((path) => changed.has(path))) {
    return { state: "untouched", lockfiles, unlisted };
  }
  const head = await readSide(octokit, { ...at, ref: checksAt }, lockfiles);
  if (head.why.length > 0) return { state: "unknown", why: head.why, retryAt: undefined };

  const { baseBranch } = pullRequest;
  const fork = await findForkPoint({ baseBranch, headSha: checksAt }, at, octokit);
  const before = fork === undefined ? undefined : await readSide(octokit, { ...at, ref: fork }, lockfiles, true);
  const base = baseOf(fork, before?.why ?? [], baseBranch);
  const read = base.state === "read" ? before?.lockfiles : undefined;
  const queries = queriesFor(read === undefined ? [head.lockfiles] : [head.lockfiles, read]);
  const answer = await findAnswer(queries, advisories, store);
  if (answer === undefined) return silent(now());

  const found = judgeLockfiles(head.lockfiles, queries, answer);
  const known = read === undefined ? undefined : judgeLockfiles(read, queries, answer);
  const atHead = await readIgnores({ octokit, store }, atCommit, ignores);
  const ignored = fork === undefined ? undefined : await readIgnores({ octokit, store }, { ...at, sha: fork }, ignores);
  const documented = { before: ignored?.ignores ?? [], atHead: atHead.ignores, now: now() };
  return {
    state: "compared",
    base,
    checked: found.checked,
    unlisted,
    unreadIgnores: atHead.unread,
    ...compareSides(known, found, documented),
  };
}

/** Of what a link leads to, the changed files of a pull request do not tell that a lockfile changes. */
async function findLinked(
  lockfiles: readonly string[],
  at: CommitRef,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<readonly Reason[]> {
  const kinds = await findPathKinds(lockfiles, at, sources);
  return lockfiles
    .filter((path) => kinds.get(path) === "link")
    .map((file) => reason("advisories-lockfile-link", { file }));
}

/** Also where a file was before a rename. */
function changedPaths({ files }: FileList): ReadonlySet<string> {
  return new Set(files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
}

interface Side {
  readonly lockfiles: ReadLockfiles;
  /** Why nothing can be said of this commit. */
  readonly why: readonly Reason[];
}

type Commit = RepositoryRef & { readonly ref: string };

/** Before a pull request a lockfile may not be there yet: all of it is new then. */
async function readSide(octokit: Octokit, at: Commit, paths: readonly string[], isBase = false): Promise<Side> {
  const { found, absent, problems } = await collectLockfiles(octokit, at, paths);
  const lockfiles = readLockfiles(found);
  const missing = isBase ? [] : absent.map((file) => reason("advisories-lockfile-absent", { file }));
  const unread = [...problems, ...lockfiles.problems].map(({ path: file, problem }) =>
    isBase
      ? reason("advisories-base-unread", { file, problem, base: at.ref.slice(0, 10) })
      : reason("advisories-lockfile-unread", { file, problem }),
  );
  return { lockfiles, why: [...missing, ...unread] };
}

function baseOf(fork: string | undefined, why: readonly Reason[], branch: string): ComparedBase {
  if (fork === undefined) return { state: "unread", why: [reason("advisories-no-base", { branch })] };
  return why.length > 0 ? { state: "unread", why } : { state: "read", sha: fork };
}

/** Undefined when the source does not answer within its own limits. What asks us to wait delays the whole look. */
async function findAnswer(
  queries: readonly PackageQuery[],
  source: AdvisorySource,
  store: Store,
): Promise<AdvisoryAnswer | undefined> {
  try {
    return await askOnce(queries, { ...source, query: (packages) => source.query(packages).catch(asSilence) }, store);
  } catch (error) {
    // A database that is down must not hide what all the other gates say.
    if (error instanceof SourceIsSilent) return undefined;
    throw error;
  }
}

class SourceIsSilent extends Error {}

function asSilence(cause: unknown): never {
  if (cause instanceof RetryLater) throw cause;
  throw new SourceIsSilent("the source of advisories did not answer", { cause });
}

function silent(now: Date): AdvisoryComparison {
  const why = [reason("advisories-silent", { command: "/recheck" })];
  return { state: "unknown", why, retryAt: new Date(now.getTime() + retryMs) };
}
