import { z } from "zod";
import { requireHeadroom } from "../../github/client/headroom.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { findReaders } from "../../github/heads/read-index.ts";
import { reconcileRequest } from "../../github/ledger/restore-ledger.ts";
import { defineJob } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { lookRequest } from "../subjects.ts";
import { atBackgroundPace, requireIdlePace } from "./background-pace.ts";

/**
 * `changed`: open pull requests that changed since the last sweep. `open`: another look at all open ones, because
 * something changed that stands in none of them, such as a team. `everything`: all open ones are held against what we
 * remember, also in repositories that never had a configuration as far as we remember.
 */
export const SweepScope = z.enum(["changed", "open", "everything"]);
export type SweepScope = z.infer<typeof SweepScope>;

const Payload = z.object({
  ...at,
  scope: SweepScope,
  /** A branch whose configuration decides whether the repository is ours to look at; null when we know that it is. */
  asksForConfigAt: z.string().nullable(),
  /** Only the pull requests into this branch. */
  baseBranch: z.string().nullable().default(null),
  /** Only those that read this, which an index tells without a request. */
  reads: z.string().nullable().default(null),
});
type Payload = z.infer<typeof Payload>;

// GitHub's lists are a little behind, and its clock is not ours.
const overlapMs = 5 * 60 * 1000;

/** Asks to reconcile the open pull requests of one repository, or only to look at them. */
export const sweepRepositoryJob = defineJob({
  name: "sweep-repository",
  payload: Payload,
  process: async (payload: Payload, deps: Deps): Promise<void> => {
    const { asksForConfigAt: ref, baseBranch, reads, scope, ...where } = payload;
    const { github, store, enqueue, now, log } = deps;
    await requireHeadroom(where.installationId, deps);
    // Issues change all day long; a round of looks may take longer than they let pass.
    if (reads !== null) await requireIdlePace(where.installationId, deps);
    const octokit = await github.installation(where.installationId);
    if (ref !== null && (await findConfig(octokit, { ...where, ref }, store)).state === "never") return;
    const beganAt = now();
    const since = scope === "changed" ? await findLastSweep(store, where.repositoryId) : undefined;
    const numbers =
      reads === null
        ? await collectOpen(payload, since, deps)
        : await findReaders(store, where.repositoryId, { word: reads, baseBranch: baseBranch ?? undefined });
    const requests = numbers.map((number) =>
      scope === "open" ? lookRequest(where, number) : reconcileRequest(where, number),
    );
    await enqueue(await atBackgroundPace(requests, where.installationId, deps));
    // After they are asked for: what a crash leaves out is found again. A look finds nothing that was lost.
    if (scope !== "open") await store.put(sweptKey(where.repositoryId), beganAt.toISOString());
    log.info({ repositoryId: where.repositoryId, pullRequests: numbers.length, scope }, "repository swept");
  },
});

/** Numbers of the open pull requests, all of them or those that changed since then. */
async function collectOpen(
  { installationId, owner, repo, baseBranch }: Payload,
  since: Date | undefined,
  { github }: Deps,
): Promise<readonly number[]> {
  const octokit = await github.installation(installationId);
  const base = baseBranch === null ? {} : { base: baseBranch };
  const list = { owner, repo, state: "open", sort: "updated", direction: "desc", per_page: 100, ...base } as const;
  const found: number[] = [];
  for await (const { data } of octokit.paginate.iterator(octokit.rest.pulls.list, list)) {
    const changed = data.filter((pull) => since === undefined || new Date(pull.updated_at) >= since);
    found.push(...changed.map(({ number }) => number));
    if (changed.length < data.length) break;
  }
  // Something that changes while pages are read stands on two of them.
  return [...new Set(found)];
}

async function findLastSweep(store: Store, repositoryId: number): Promise<Date | undefined> {
  const stored = await store.get(sweptKey(repositoryId));
  return stored === undefined ? undefined : new Date(new Date(z.iso.datetime().parse(stored)).getTime() - overlapMs);
}

function sweptKey(repositoryId: number): string {
  return `sweep/${repositoryId}`;
}
