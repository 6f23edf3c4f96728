import { z } from "zod";
import { defineJob } from "../queue/job.ts";
import type { JobRequest } from "../queue/job.ts";
import type { Deps } from "./deps.ts";

// A stream instead of a burst, for GitHub, the advisory source and our own workers: 20,000 repositories in 35 minutes.
const spacingMs = 100;

/** Asks once a day for a scan of every repository that the App is installed on. */
export const dailyAdvisoriesJob = defineJob({
  name: "daily-advisories",
  payload: z.object({}),
  schedule: { cron: "0 9 * * *" },
  process: async (_payload: object, deps: Deps): Promise<void> => {
    const app = await deps.github.app();
    const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
    const failures: unknown[] = [];
    let asked = 0;
    for (const { id, suspended_at: suspendedAt } of installations) {
      if (suspendedAt !== null && suspendedAt !== undefined) continue;
      try {
        const requests = await collectScans(id, asked, deps);
        await deps.enqueue(requests);
        asked += requests.length;
      } catch (error) {
        // One installation that cannot be read must not cost all others their day.
        deps.log.error({ installationId: id, err: error }, "repositories of an installation not readable");
        failures.push(error);
      }
    }
    deps.log.info({ installations: installations.length, repositories: asked }, "advisory scans asked for");
    // Asking again is harmless: requests with one subject coalesce, and a scan that finds nothing new writes nothing.
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} installations were not scanned`);
  },
});

async function collectScans(installationId: number, before: number, { github }: Deps): Promise<readonly JobRequest[]> {
  const octokit = await github.installation(installationId);
  const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  return repositories
    .filter(({ fork, archived, disabled }) => !fork && !archived && !disabled)
    .map(({ id, name, owner }, index) => ({
      job: "scan-advisories",
      payload: { installationId, owner: owner.login, repo: name, repositoryId: id },
      subject: `advisories-${id}`,
      delayMs: (before + index) * spacingMs,
    }));
}
