import { z } from "zod";
import { isScanDue, usualScanTimes } from "../../config/scan-times.ts";
import { findScanNotes } from "../../github/triage/scan-notes.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import type { Store } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import { collectRepositories, forEachInstallation, type InstalledRepository } from "../sweep/installed-repositories.ts";
import { scanRequest } from "./scan-request.ts";

const Payload = z.object({
  /** The hour that is looked at. */
  slot: z.iso.datetime(),
});

// A stream instead of a burst, for GitHub, the advisory source and our own workers: 20,000 repositories in 35 minutes.
const spacingMs = 100;

const hourMs = 3_600_000;

/**
 * Asks for a scan of every repository of which a time has come since the hour that was looked at last: within the last
 * hour, or, after we were down, within all those that were missed, which is one scan. So however often a configuration
 * wants it, once an hour is the most. It tells its times by the scan before; without one they are the usual ones.
 */
export const dueAdvisoriesJob = defineJob({
  name: "due-advisories",
  payload: Payload,
  schedule: { cron: "0 * * * *" },
  // Asking again is harmless: requests with one subject coalesce, and a scan that finds nothing new writes nothing.
  process: async ({ slot }: z.infer<typeof Payload>, deps: Deps): Promise<void> => {
    const until = new Date(slot);
    let asked = 0;
    await forEachInstallation(deps, async (installationId) => {
      const after = await findLookedAt(deps.store, installationId, until);
      if (after >= until) return;
      const due: JobRequest[] = [];
      for (const repository of await collectRepositories(installationId, deps)) {
        if (!(await isDue(repository, { after, until }, deps))) continue;
        due.push(scanRequest(repository.at, (asked + due.length) * spacingMs));
      }
      await deps.enqueue(due);
      asked += due.length;
      // Each installation has its own, so that one that cannot be read is made up for and the others are not asked again.
      await deps.store.put(keyOf(installationId), slot, { expiresInMs: keptMs });
    });
    deps.log.info({ repositories: asked }, "advisory scans asked for");
  },
});

interface Span {
  readonly after: Date;
  readonly until: Date;
}

async function isDue({ at }: InstalledRepository, span: Span, { store, log }: Deps): Promise<boolean> {
  const notes = await findScanNotes(store, at.repositoryId);
  const told = isScanDue(notes?.cron ?? usualScanTimes, span);
  // Nothing that our configuration lets through; a later version of us may take fewer.
  if (told === undefined) log.warn({ repositoryId: at.repositoryId, cron: notes?.cron }, "scan times not readable");
  return told ?? isScanDue(usualScanTimes, span) === true;
}

// What nobody has looked at for so long begins anew with the next hour.
const keptMs = 30 * 24 * hourMs;

/** The last hour that was looked at for an installation; a new one begins with the hour before. */
async function findLookedAt(store: Store, installationId: number, until: Date): Promise<Date> {
  const kept = z.iso.datetime().safeParse(await store.get(keyOf(installationId)));
  return kept.success ? new Date(kept.data) : new Date(until.getTime() - hourMs);
}

function keyOf(installationId: number): string {
  return `advisories-due/${installationId}`;
}
