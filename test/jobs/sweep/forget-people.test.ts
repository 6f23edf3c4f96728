import { beforeEach, expect, it } from "vitest";
import { findGeneration } from "../../../src/github/facts/people/generation.ts";
import { forgetPeopleJob } from "../../../src/jobs/sweep/forget-people.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import type { JobRequest } from "../../../src/queue/job.ts";
import { silent } from "../../support/app-on-github.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { noAdvisories } from "../../support/no-advisories.ts";
import { testSeal } from "../../support/test-seal.ts";

let asked: JobRequest[];
let deps: Deps;
let time: Date;

beforeEach(() => {
  asked = [];
  time = new Date("2026-11-20T09:00:20Z");
  const unused = () => Promise.reject(new Error("forgetting asks GitHub nothing"));
  deps = {
    github: { appId: 1, app: unused, installation: unused, seal: testSeal },
    chat: undefined,
    advisories: noAdvisories,
    store: createMemoryStore(() => time),
    enqueue: async (requests) => void asked.push(...requests),
    now: () => time,
    log: silent,
    attempt: 1,
    dryRun: false,
  };
});

const forget = () => forgetPeopleJob.run({ installationId: 5, org: "Acme" }, deps);
const rounds = () => new Set(asked.map(({ id }) => id)).size;
const minuteMs = 60_000;

function wait(minutes: number): void {
  time = new Date(time.getTime() + minutes * minuteMs);
}

it("who may sign is asked anew, and every open pull request is looked at after a minute", async () => {
  await forget();
  expect(await findGeneration(deps.store, "acme")).toBe(1);
  expect(asked).toMatchObject([
    {
      job: "sweep-installation",
      payload: { installationId: 5, scope: "open" },
      subject: "sweep-open-5",
      delayMs: minuteMs,
    },
  ]);
});

it("a thousand changes are one round of looks, and the next comes a quarter of an hour later", async () => {
  for (let change = 0; change < 1000; change += 1) await forget();
  expect(rounds()).toBe(1);
  wait(2);
  await forget();
  wait(5);
  await forget();
  expect(rounds()).toBe(2);
  // The first one was due at minute 1, and this is minute 7.
  expect(asked.at(-1)?.delayMs).toBe(9 * minuteMs);
});

it("a change after a quiet hour waits a minute only", async () => {
  await forget();
  wait(60);
  await forget();
  expect(rounds()).toBe(2);
  expect(asked.at(-1)?.delayMs).toBe(minuteMs);
});
