import { expect, it } from "vitest";
import { keepScanNotes } from "../../../src/github/triage/scan-notes.ts";
import { rescanBranchJob } from "../../../src/jobs/advisory/rescan-branch.ts";
import type { JobRequest } from "../../../src/queue/job.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { noAdvisories } from "../../support/no-advisories.ts";
import { silent } from "../../support/app-on-github.ts";
import { testSeal } from "../../support/test-seal.ts";

const at = { installationId: 5, owner: "acme", repo: "platform", repositoryId: 77 };
const now = () => new Date("2026-11-20T09:00:00Z");

it.for([
  { scanned: undefined, pushed: "main", isDefault: true, asks: 1 },
  { scanned: undefined, pushed: "feature", isDefault: false, asks: 0 },
  { scanned: "main", pushed: "main", isDefault: true, asks: 1 },
  { scanned: "main", pushed: "feature", isDefault: false, asks: 0 },
  { scanned: "release", pushed: "release", isDefault: false, asks: 1 },
  { scanned: "release", pushed: "main", isDefault: true, asks: 0 },
])("$scanned is scanned, $pushed was pushed to: $asks scans, and no request", async (given) => {
  const store = createMemoryStore(now);
  const notes = { cron: "0 9 * * *", context: "", packages: [], silences: 0 };
  if (given.scanned !== undefined) await keepScanNotes(store, at.repositoryId, { branch: given.scanned, ...notes });
  const asked: JobRequest[] = [];
  const nobody = () => Promise.reject(new Error("GitHub is not asked"));
  const payload = { ...at, branch: given.pushed, isDefault: given.isDefault };
  await rescanBranchJob.run(payload, {
    github: { appId: 1, app: nobody, installation: nobody, seal: testSeal },
    chat: undefined,
    advisories: noAdvisories,
    store,
    enqueue: async (requests) => void asked.push(...requests),
    now,
    log: silent,
    attempt: 1,
    dryRun: false,
  });
  const request = { job: "scan-advisories", payload: at, subject: "advisories-77" };
  expect(asked).toEqual(given.asks === 1 ? [request] : []);
});
