import { createHash } from "node:crypto";
import type { JobRequest } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "../pull-request/look.ts";
import { findNextRound } from "./next-round.ts";
import { sweepRepositoryJob } from "./sweep-repository.ts";

/** Which pull requests of a repository are looked at again. */
interface Concerned {
  readonly baseBranch: string | null;
  readonly reads: string | null;
  /** A branch that may have no configuration; null where it is known to have one. */
  readonly asksForConfigAt: string | null;
}

// Whoever labels fifty issues at once asks for one round, and waits for it as long as a page takes to load.
const pace = { afterMs: 3_000, betweenMs: 60_000 };

/** A request to look at these soon. However often it is asked for, it runs once in a while. */
export async function sweepSoon(
  { installationId, owner, repo, repositoryId }: Where,
  concerned: Concerned,
  { store, now }: Pick<Deps, "store" | "now">,
): Promise<JobRequest> {
  // Branches and workflows may be called anything; a subject may not.
  const digest = createHash("sha256").update(JSON.stringify(concerned)).digest("hex").slice(0, 16);
  const subject = `sweep-soon-${repositoryId}-${digest}`;
  const dueMs = await findNextRound(subject, pace, { store, now: now() });
  return {
    job: sweepRepositoryJob.name,
    payload: { installationId, owner, repo, repositoryId, scope: "open", ...concerned },
    subject,
    id: `${subject}-${dueMs}`,
    delayMs: dueMs - now().getTime(),
  };
}
