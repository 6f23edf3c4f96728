import { createHash } from "node:crypto";
import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRefusal } from "../client/refusal.ts";

/** A pull request of ours that changes a few files, and nothing else. */
export interface ProposedChange {
  /** Below `gatehouse/`: nobody else writes there. */
  readonly branch: string;
  readonly base: { readonly branch: string; readonly sha: string };
  /** The texts on the base, by path. */
  readonly before: ReadonlyMap<string, string>;
  /** What they become. */
  readonly files: ReadonlyMap<string, string>;
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
}

const Receipt = z.object({ digest: z.string(), number: z.int() });

// As long as a decision may wait for its merge.
const keptMs = 180 * 24 * 3600 * 1000;

export type EnsuredProposal =
  | { readonly state: "proposed"; readonly number: number }
  /** The App may not write to the repository, or a rule protects the branch. */
  | { readonly state: "refused" }
  /** Only one that is open was to be brought up to date, and it is not open any more. */
  | { readonly state: "left" };

interface ProposeDeps {
  readonly store: Store;
  readonly now: () => Date;
  /** The pull request that is brought up to date while it is open; undefined where one may be opened. */
  readonly only?: number | undefined;
}

/**
 * Brings the branch and its pull request to this change, and gives the number of the pull request. The same change again
 * writes nothing, whatever else has changed on its base; another one, or the same for files that others have changed,
 * replaces the commit on the branch. A pull request that was closed is left alone, and a new one is opened. Safe to run
 * again after any failure.
 */
export async function ensureProposal(
  octokit: Octokit,
  at: RepositoryRef,
  change: ProposedChange,
  { store, now, only }: ProposeDeps,
): Promise<EnsuredProposal> {
  const key = `proposal/${at.repositoryId}/${change.branch}`;
  const digest = digestOf(change);
  const receipt = Receipt.safeParse(await store.get(key));
  const done = receipt.success && receipt.data.digest === digest ? receipt.data.number : undefined;
  // That one was open a moment ago, so GitHub is not asked again.
  if (only !== undefined && done === only) return { state: "proposed", number: only };
  const open = await findOpen(octokit, at, change.branch);
  if (only !== undefined && open !== only) return { state: "left" };
  if (open !== undefined && done === open) return { state: "proposed", number: open };
  try {
    await putBranch(octokit, at, change);
    const number = await putPullRequest(octokit, at, change, open);
    await store.put(key, { digest, number }, { expiresInMs: keptMs });
    return { state: "proposed", number };
  } catch (error) {
    if (findRefusal(error, now()) === 403 || isAgainstRules(error)) return { state: "refused" };
    throw error;
  }
}

/** Rules of a repository may keep anybody from making or moving such branches. */
function isAgainstRules(error: unknown): boolean {
  if (!(error instanceof RequestError) || error.status !== 422) return false;
  return /\/git\/refs/.test(error.request.url) && !/already exists|does not exist/i.test(error.message);
}

function digestOf({ before, files, title, body, commitMessage, base }: ProposedChange): string {
  const content = JSON.stringify([[...before], [...files], title, body, commitMessage, base.branch]);
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
}

async function findOpen(octokit: Octokit, { owner, repo }: RepositoryRef, branch: string): Promise<number | undefined> {
  const { data } = await octokit.rest.pulls.list({ owner, repo, head: `${owner}:${branch}`, state: "open" });
  return data.find(({ head }) => head.ref === branch)?.number;
}

/** One commit on the base, also where the branch is there already: it is ours alone. */
async function putBranch(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  { branch, base, files, commitMessage }: ProposedChange,
): Promise<void> {
  const { data: parent } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: base.sha });
  const entries = [...files].map(([path, content]) => ({ path, content, mode: "100644", type: "blob" }) as const);
  const { data: tree } = await octokit.rest.git.createTree({ owner, repo, base_tree: parent.tree.sha, tree: entries });
  const commit = { owner, repo, message: commitMessage, tree: tree.sha, parents: [base.sha] };
  const { data: made } = await octokit.rest.git.createCommit(commit);
  const ref = `heads/${branch}`;
  const there = await findUnlessGone(octokit.rest.git.getRef({ owner, repo, ref }));
  if (there === undefined) await octokit.rest.git.createRef({ owner, repo, ref: `refs/${ref}`, sha: made.sha });
  else await octokit.rest.git.updateRef({ owner, repo, ref, sha: made.sha, force: true });
}

async function putPullRequest(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  { branch, base, title, body }: ProposedChange,
  open: number | undefined,
): Promise<number> {
  if (open !== undefined) {
    await octokit.rest.pulls.update({ owner, repo, pull_number: open, title, body });
    return open;
  }
  const { data } = await octokit.rest.pulls.create({ owner, repo, head: branch, base: base.branch, title, body });
  return data.number;
}
