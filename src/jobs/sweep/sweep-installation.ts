import { z } from "zod";
import { requireHeadroom } from "../../github/client/headroom.ts";
import { hasHadConfig } from "../../github/facts/config-source.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { requireIdlePace } from "./background-pace.ts";
import { collectRepositories } from "./installed-repositories.ts";
import { sweepRepositoryJob, SweepScope } from "./sweep-repository.ts";

const Payload = z.object({
  installationId: z.number().int().positive(),
  scope: SweepScope,
  /** Also repositories that never had a configuration as far as we know: one may have come for all of them. */
  includesUnknown: z.boolean().default(false),
});

const spacingMs = 1000;

/** Asks for a sweep of the repositories of one installation, one after the other, and one sweep after the other. */
export const sweepInstallationJob = defineJob({
  name: "sweep-installation",
  payload: Payload,
  process: async ({ installationId, scope, includesUnknown }: z.infer<typeof Payload>, deps: Deps): Promise<void> => {
    await requireHeadroom(installationId, deps);
    await requireIdlePace(installationId, deps);
    const asked: JobRequest[] = [];
    for (const { at, defaultBranch } of await collectRepositories(installationId, deps)) {
      const isKnown = await hasHadConfig(deps.store, at.repositoryId);
      if (!isKnown && !includesUnknown && scope !== "everything") continue;
      asked.push({
        job: sweepRepositoryJob.name,
        payload: { ...at, scope, asksForConfigAt: isKnown ? null : defaultBranch },
        subject: `sweep-${scope}-repository-${at.repositoryId}`,
        delayMs: asked.length * spacingMs,
      });
    }
    await deps.enqueue(asked);
  },
});
