import { beforeEach, expect, it } from "vitest";
import { findGeneration } from "../../../src/github/facts/people/generation.ts";
import { forgetPeopleJob } from "../../../src/jobs/sweep/forget-people.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import type { JobRequest } from "../../../src/queue/job.ts";
import { silent } from "../../support/app-on-github.ts";
import { createMemoryStore } from "../../support/memory-store.ts";

let asked: JobRequest[];
let deps: Deps;
let time: Date;

beforeEach(() => {
  asked = [];
  time = new Date("2026-11-20T09:00:20Z");
  const unused = () => Promise.reject(new Error("forgetting asks GitHub nothing"));
  deps = {
    github: { appId: 1, app: unused, installation: unused },
    chat: undefined,
    advisories: { name: "none", query: unused },
    store: createMemoryStore(() => time),
    enqueue: async (requests) => void asked.push(...requests),
    now: () => time,
    log: silent,
    attempt: 1,
    dryRun: false,
  };
});

it("who may sign is asked anew, and the installation is swept after the minute", async () => {
  await forgetPeopleJob.run({ installationId: 5, org: "Acme" }, deps);
  expect(await findGeneration(deps.store, "acme")).toBe(1);
  expect(asked).toMatchObject([
    { job: "sweep-installation", payload: { installationId: 5 }, subject: "sweep-installation-5", delayMs: 40_000 },
  ]);
});

it("a thousand changes of one minute are one sweep, and the next minute has its own", async () => {
  for (let change = 0; change < 1000; change += 1) {
    await forgetPeopleJob.run({ installationId: 5, org: "acme" }, deps);
  }
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
  time = new Date("2026-11-20T09:01:00Z");
  await forgetPeopleJob.run({ installationId: 5, org: "acme" }, deps);
  expect(new Set(asked.map(({ id }) => id)).size).toBe(2);
});
