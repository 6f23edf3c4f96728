import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createEnqueue } from "../../src/queue/enqueue.ts";
import { defineJob, type JobDefinition } from "../../src/queue/job.ts";
import { enqueueDueSlots, schedulesOf, tickJob } from "../../src/queue/schedules.ts";
import type { RunningJob } from "../../src/queue/workers.ts";
import { describeBackends, silentLog } from "../support/backends.ts";
import { untilIdle, whileWorking } from "../support/working.ts";

const Slot = z.object({ slot: z.string() });

function dailyJob(name: string, seen: string[]): JobDefinition<RunningJob> {
  return defineJob<z.infer<typeof Slot>, RunningJob>({
    name,
    payload: Slot,
    schedule: { cron: "0 9 * * *" },
    process: async ({ slot }) => {
      seen.push(slot);
    },
  });
}

describeBackends("schedules", (under) => {
  /** One look at what is due, as each of `workers` would take it at that moment. */
  async function lookAt(jobs: readonly JobDefinition<RunningJob>[], moment: string, workers = 1): Promise<void> {
    const now = new Date(moment);
    const { store, queue } = under.backend;
    const enqueue = createEnqueue(queue, () => now);
    const look = (): Promise<void> => enqueueDueSlots(schedulesOf(jobs), { store, enqueue, now, log: silentLog });
    await Promise.all(Array.from({ length: workers }, look));
    await untilIdle(under.backend);
  }

  it("a job seen for the first time does not make up for the past", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-first", seen)];
    await whileWorking(under.backend, jobs, async () => {
      await lookAt(jobs, "2026-11-02T12:00:00Z");
      expect(seen).toEqual([]);
    });
  });

  it("a slot that ten workers find due runs once", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-crowd", seen)];
    await lookAt(jobs, "2026-11-02T08:00:00Z");
    await whileWorking(
      under.backend,
      jobs,
      async () => {
        await lookAt(jobs, "2026-11-02T09:00:01Z", 10);
        await lookAt(jobs, "2026-11-02T09:01:01Z", 10);
        expect(seen).toEqual(["2026-11-02T09:00:00.000Z"]);
      },
      { now: () => new Date("2026-11-02T08:00:00Z") },
    );
  });

  it("two sets of workers that start at the same moment run a due slot once", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-two", seen)];
    const now = (): Date => new Date("2026-11-03T09:00:00Z");
    await lookAt(jobs, "2026-11-03T08:00:00Z");
    const both = [1, 2].map(() => whileWorking(under.backend, jobs, () => untilIdle(under.backend), { now }));
    await Promise.all(both);
    expect(seen).toEqual(["2026-11-03T09:00:00.000Z"]);
  });

  it("slots missed during an outage collapse into the latest, which runs when workers start", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-outage", seen)];
    await lookAt(jobs, "2026-11-02T08:00:00Z");
    const now = (): Date => new Date("2026-11-07T15:00:00Z");
    await whileWorking(under.backend, jobs, () => untilIdle(under.backend), { now });
    await whileWorking(under.backend, jobs, () => untilIdle(under.backend), { now });
    expect(seen).toEqual(["2026-11-07T09:00:00.000Z"]);
  });

  it("a crash after the slot was enqueued and before it was recorded runs it once", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-crash", seen)];
    await lookAt(jobs, "2026-11-02T08:00:00Z");
    const now = new Date("2026-11-02T09:00:01Z");
    const { store, queue } = under.backend;
    const enqueue = createEnqueue(queue, () => now);
    const dying = { ...store, compareAndSet: () => Promise.reject(new Error("the process died here")) };
    const look = enqueueDueSlots(schedulesOf(jobs), { store: dying, enqueue, now, log: silentLog });
    await expect(look).rejects.toThrow("the process died here");
    await whileWorking(under.backend, jobs, () => untilIdle(under.backend), { now: () => now });
    expect(seen).toEqual(["2026-11-02T09:00:00.000Z"]);
  });

  it("a slot that could not be enqueued is not recorded, so it is found again", async () => {
    const seen: string[] = [];
    const jobs = [dailyJob("daily-refused", seen)];
    await lookAt(jobs, "2026-11-02T08:00:00Z");
    const now = new Date("2026-11-02T09:00:01Z");
    const enqueue = (): Promise<void> => Promise.reject(new Error("the queue is away"));
    const look = enqueueDueSlots(schedulesOf(jobs), { store: under.backend.store, enqueue, now, log: silentLog });
    await expect(look).rejects.toThrow("the queue is away");
    await whileWorking(under.backend, jobs, () => untilIdle(under.backend), { now: () => now });
    expect(seen).toEqual(["2026-11-02T09:00:00.000Z"]);
  });

  it("BullMQ wakes us while something is scheduled, and no longer when nothing is", async () => {
    await whileWorking(under.backend, [dailyJob("daily-tick", [])], async () => {
      expect((await under.backend.queue.getJobSchedulers()).map(({ key }) => key)).toEqual([tickJob]);
    });
    await whileWorking(under.backend, [], async () => {
      expect(await under.backend.queue.getJobSchedulers()).toEqual([]);
      expect(await under.backend.queue.getDelayedCount()).toBe(0);
    });
  });
});

describe("a schedule that cannot work", () => {
  const job = { name: "broken", payload: Slot, run: () => Promise.resolve() };

  it.for([
    { broken: { ...job, schedule: { cron: "every day" } }, says: "is not a five-field cron expression" },
    { broken: { ...job, schedule: { cron: "0 9 * * *" }, payload: z.strictObject({}) }, says: "must accept { slot }" },
  ])("is refused at the start: $says", ({ broken, says }) => {
    expect(() => schedulesOf([broken])).toThrow(says);
  });
});
