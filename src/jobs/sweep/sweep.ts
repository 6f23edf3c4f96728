import { z } from "zod";
import { defineJob } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { forEachInstallation } from "./installed-repositories.ts";
import { sweepInstallationJob } from "./sweep-installation.ts";
import type { SweepScope } from "./sweep-repository.ts";

// A stream instead of a burst for our own workers; each installation has request limits of its own.
const spacingMs = 1000;

/**
 * GitHub does not send again what did not reach us, so twice an hour all that changed is looked at, and with the first
 * sweep of a day (UTC) everything that is open.
 */
export const sweepJob = defineJob({
  name: "sweep",
  payload: z.object({}),
  schedule: { cron: "23,53 * * * *" },
  process: async (_payload: object, deps: Deps): Promise<void> => {
    const { store, enqueue, now, log } = deps;
    const today = now().toISOString().slice(0, 10);
    const scope: SweepScope = (await store.get(dayKey)) === today ? "changed" : "everything";
    let asked = 0;
    await forEachInstallation(deps, async (installationId) => {
      const payload = { installationId, scope };
      const subject = `sweep-${scope}-${installationId}`;
      await enqueue([{ job: sweepInstallationJob.name, payload, subject, delayMs: asked * spacingMs }]);
      asked += 1;
    });
    await store.put(dayKey, today);
    log.info({ installations: asked, scope }, "sweep asked for");
  },
});

const dayKey = "sweep/everything";
