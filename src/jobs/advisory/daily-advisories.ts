import { z } from "zod";
import { defineJob } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { collectRepositories, forEachInstallation } from "../sweep/installed-repositories.ts";

// A stream instead of a burst, for GitHub, the advisory source and our own workers: 20,000 repositories in 35 minutes.
const spacingMs = 100;

/** Asks once a day for a scan of every repository that the App is installed on. */
export const dailyAdvisoriesJob = defineJob({
  name: "daily-advisories",
  payload: z.object({}),
  schedule: { cron: "0 9 * * *" },
  // Asking again is harmless: requests with one subject coalesce, and a scan that finds nothing new writes nothing.
  process: async (_payload: object, deps: Deps): Promise<void> => {
    let asked = 0;
    await forEachInstallation(deps, async (installationId) => {
      const repositories = (await collectRepositories(installationId, deps)).filter(({ isFork }) => !isFork);
      const before = asked;
      await deps.enqueue(
        repositories.map(({ at }, index) => ({
          job: "scan-advisories",
          payload: { ...at },
          subject: `advisories-${at.repositoryId}`,
          delayMs: (before + index) * spacingMs,
        })),
      );
      asked += repositories.length;
    });
    deps.log.info({ repositories: asked }, "advisory scans asked for");
  },
});
