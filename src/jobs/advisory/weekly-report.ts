import { z } from "zod";
import { findScanNotes } from "../../github/triage/scan-notes.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import type { Deps } from "../deps.ts";
import { collectRepositories, forEachInstallation } from "../sweep/installed-repositories.ts";
import { reportAdvisoriesJob } from "./report-advisories.ts";

const Payload = z.object({ slot: z.iso.datetime() });

// Most repositories are scanned at this hour too, and the report tells what the scan has left.
const afterScansMs = 15 * 60_000;
const spacingMs = 100;

/** Asks once a week for a report about every repository that has been scanned. */
export const weeklyReportJob = defineJob({
  name: "weekly-report",
  payload: Payload,
  schedule: { cron: "0 9 * * 1" },
  process: async ({ slot }: z.infer<typeof Payload>, deps: Deps): Promise<void> => {
    let asked = 0;
    await forEachInstallation(deps, async (installationId) => {
      const requests: JobRequest[] = [];
      for (const { at } of await collectRepositories(installationId, deps)) {
        if ((await findScanNotes(deps.store, at.repositoryId)) === undefined) continue;
        requests.push({
          job: reportAdvisoriesJob.name,
          payload: { ...at, slot },
          subject: `advisory-report-${at.repositoryId}`,
          delayMs: afterScansMs + asked * spacingMs,
        });
        asked += 1;
      }
      await deps.enqueue(requests);
    });
    deps.log.info({ repositories: asked }, "advisory reports asked for");
  },
});
