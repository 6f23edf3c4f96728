import { z } from "zod";
import { requireHeadroom } from "../../github/client/headroom.ts";
import { hasHadConfig } from "../../github/facts/config-source.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { collectRepositories } from "./installed-repositories.ts";
import { sweepRepositoryJob } from "./sweep-repository.ts";

/**
 * `changed`: open pull requests that changed since the last sweep. `open`: all open ones, because something changed that
 * their times do not show, such as a team. `everything`: the same, also in repositories that never had a configuration
 * as far as we remember.
 */
const SweepScope = z.enum(["changed", "open", "everything"]);
export type SweepScope = z.infer<typeof SweepScope>;

const Payload = z.object({ installationId: z.number().int().positive(), scope: SweepScope.default("open") });

const spacingMs = 1000;

/** Asks for a sweep of the repositories of one installation, one after the other. */
export const sweepInstallationJob = defineJob({
  name: "sweep-installation",
  payload: Payload,
  process: async ({ installationId, scope }: z.infer<typeof Payload>, deps: Deps): Promise<void> => {
    await requireHeadroom(installationId, deps);
    const asked: JobRequest[] = [];
    for (const { at, defaultBranch } of await collectRepositories(installationId, deps)) {
      const isKnown = await hasHadConfig(deps.store, at.repositoryId);
      if (!isKnown && scope !== "everything") continue;
      asked.push({
        job: sweepRepositoryJob.name,
        payload: { ...at, onlyChanged: scope === "changed", asksForConfigAt: isKnown ? null : defaultBranch },
        subject: `sweep-${scope}-repository-${at.repositoryId}`,
        delayMs: asked.length * spacingMs,
      });
    }
    await deps.enqueue(asked);
  },
});
