import { UnrecoverableError } from "bullmq";
import { expect, it } from "vitest";
import { RetryLater } from "../../src/queue/job.ts";
import { maxTries, maxWaits } from "../../src/queue/put-back.ts";
import { describeBackends } from "../support/backends.ts";
import { eventually } from "../support/eventually.ts";
import { noteJob, now, untilIdle, whileWorking } from "../support/working.ts";

const hourMs = 60 * 60_000;

describeBackends("queue", (under) => {
  it("requests stored in one call all run, each with its own payload", async () => {
    const seen: string[] = [];
    await whileWorking(under.backend, [noteJob("many", (note) => void seen.push(note))], async ({ enqueue }) => {
      const notes = Array.from({ length: 100 }, (_, index) => `note ${index} ${"ü".repeat(2_000)}`);
      await enqueue(notes.map((note) => ({ job: "many", payload: { note } })));
      await untilIdle(under.backend);
      expect(seen.toSorted()).toEqual(notes.toSorted());
    });
  });

  it("a delivery that comes three times runs once, also after it is done", async () => {
    const seen: string[] = [];
    await whileWorking(under.backend, [noteJob("once", (note) => void seen.push(note))], async ({ enqueue }) => {
      const request = { job: "once", payload: { note: "a" }, id: "guid-1" };
      await Promise.all([enqueue([request]), enqueue([request])]);
      await untilIdle(under.backend);
      await enqueue([request, { ...request, id: "guid-2", payload: { note: "b" } }]);
      await untilIdle(under.backend);
      expect(seen).toEqual(["a", "b"]);
    });
  });

  it.for([
    { request: { id: "12345" }, says: "digits only" },
    { request: { id: "a:b" }, says: "has a colon" },
    { request: { id: "" }, says: "is empty" },
    { request: { subject: "a:b" }, says: "has a colon" },
  ])("a request with $request is refused, and nothing of the call is stored", async ({ request, says }) => {
    await whileWorking(under.backend, [noteJob("picky", () => expect.unreachable())], async ({ enqueue }) => {
      const good = { job: "picky", payload: { note: "a" } };
      await expect(enqueue([good, { ...good, ...request }])).rejects.toThrow(says);
      await untilIdle(under.backend);
    });
  });

  it("requests for one subject coalesce: never two in parallel, once more with the latest", async () => {
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    let running = 0;
    const job = noteJob("look", async (note) => {
      running += 1;
      expect(running).toBe(1);
      seen.push(note);
      if (note === "first") await gate.promise;
      running -= 1;
    });
    await whileWorking(under.backend, [job], async ({ enqueue }) => {
      await enqueue([{ job: "look", payload: { note: "first" }, subject: "pull-1" }]);
      await eventually(() => seen.length === 1, "the first runs");
      for (const note of ["second", "third", "latest"]) {
        await enqueue([{ job: "look", payload: { note }, subject: "pull-1" }]);
      }
      expect(seen).toEqual(["first"]);
      gate.resolve();
      await untilIdle(under.backend);
      expect(seen).toEqual(["first", "latest"]);
    });
  });

  it("two subjects run side by side, and so do two jobs of one subject", async () => {
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const work = async (note: string): Promise<void> => {
      seen.push(note);
      await gate.promise;
    };
    await whileWorking(under.backend, [noteJob("look", work), noteJob("tell", work)], async ({ enqueue }) => {
      await enqueue([
        { job: "look", payload: { note: "look at 1" }, subject: "pull-1" },
        { job: "look", payload: { note: "look at 2" }, subject: "pull-2" },
        { job: "tell", payload: { note: "tell 1" }, subject: "pull-1" },
      ]);
      await eventually(() => seen.length === 3, "all three run at once");
      gate.resolve();
      await untilIdle(under.backend);
      expect(seen.toSorted()).toEqual(["look at 1", "look at 2", "tell 1"]);
    });
  });

  it("a redelivery for a subject runs nothing, and later events of the subject still run", async () => {
    const seen: string[] = [];
    await whileWorking(under.backend, [noteJob("look", (note) => void seen.push(note))], async ({ enqueue }) => {
      const request = { job: "look", payload: { note: "a" }, subject: "pull-3", id: "guid-3" };
      await enqueue([request]);
      await untilIdle(under.backend);
      await enqueue([request]);
      await untilIdle(under.backend);
      expect(seen).toEqual(["a"]);
      await enqueue([{ ...request, payload: { note: "b" }, id: "guid-4" }]);
      await enqueue([{ job: "look", payload: { note: "c" }, subject: "pull-3-other" }]);
      await untilIdle(under.backend);
      expect(seen.toSorted()).toEqual(["a", "b", "c"]);
    });
  });

  it("a delayed request for a subject lets a fresh event pass and still runs itself", async () => {
    const seen: string[] = [];
    await whileWorking(under.backend, [noteJob("look", (note) => void seen.push(note))], async ({ enqueue }) => {
      const later = { job: "look", payload: { note: "later" }, subject: "pull-5", delayMs: 1_000 };
      await enqueue([later, later]);
      await enqueue([{ job: "look", payload: { note: "fresh" }, subject: "pull-5" }]);
      await untilIdle(under.backend);
      expect(seen).toEqual(["fresh", "later"]);
    });
  });

  it("a job that fails comes back after a while, counting its attempts, until it works", async () => {
    const attempts: number[] = [];
    const job = noteJob("flaky", (_note, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error("GitHub answered 502");
    });
    await whileWorking(under.backend, [job], async ({ enqueue, dead }) => {
      await enqueue([{ job: "flaky", payload: { note: "a" }, id: "guid-flaky" }]);
      await untilIdle(under.backend);
      expect(attempts).toEqual([1, 2, 3]);
      expect(dead).toEqual([]);
    });
  });

  it("a job that was asked to wait comes back then, and that counts as no failure", async () => {
    const attempts: number[] = [];
    const job = noteJob("patient", (_note, { attempt }) => {
      attempts.push(attempt);
      if (attempts.length < 3) throw new RetryLater("pause", new Date(now.getTime() + 200));
    });
    await whileWorking(under.backend, [job], async ({ enqueue }) => {
      await enqueue([{ job: "patient", payload: { note: "a" } }]);
      await untilIdle(under.backend);
      expect(attempts).toEqual([1, 1, 1]);
    });
  });

  it("a job that is asked to wait for the 61st time has failed, and still waits until then", async () => {
    const attempts: number[] = [];
    const moments: number[] = [];
    const job = noteJob("circling", (_note, { attempt }) => {
      attempts.push(attempt);
      moments.push(Date.now());
      if (attempts.length < 3) throw new RetryLater("a newer look has begun", new Date(now.getTime() + 1_500));
    });
    await whileWorking(under.backend, [job], async ({ dead }) => {
      const waited = maxWaits - 1;
      const data = { v: 1 as const, payload: { note: "a" }, failures: 0, putBacks: waited };
      await under.backend.queue.add("circling", data);
      await untilIdle(under.backend);
      expect(attempts).toEqual([1, 1, 2]);
      expect(Number(moments[2]) - Number(moments[1])).toBeGreaterThanOrEqual(1_400);
      expect(dead).toEqual([]);
    });
  });

  it("a job that is only ever asked to wait is dead in the end", async () => {
    const job = noteJob("endless", () => {
      throw new RetryLater("the group before is not known yet", new Date(now.getTime() + 100));
    });
    await whileWorking(under.backend, [job], async ({ dead }) => {
      const failures = maxTries - 1;
      const data = { v: 1 as const, payload: { note: "a" }, failures, putBacks: failures + maxWaits };
      await under.backend.queue.add("endless", data);
      await eventually(() => dead.length > 0, "it is dead");
      expect(dead[0]?.message).toContain("The last one failed: the group before is not known yet");
    });
  });

  it("a subject that waits to be tried again runs at once for a fresh event", async () => {
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const job = noteJob("backing-off", async (note) => {
      seen.push(note);
      if (note === "first") await gate.promise;
      if (note !== "third") throw new RetryLater("GitHub is down", new Date(now.getTime() + hourMs));
    });
    await whileWorking(under.backend, [job], async ({ enqueue, dead }) => {
      await enqueue([{ job: "backing-off", payload: { note: "first" }, subject: "pull-6" }]);
      await eventually(() => seen.length === 1, "the first runs");
      await enqueue([{ job: "backing-off", payload: { note: "second" }, subject: "pull-6" }]);
      gate.resolve();
      await eventually(() => seen.length === 2, "what came in during the failing run runs, without waiting an hour");
      await eventually(async () => (await under.backend.queue.getActiveCount()) === 0, "the second has failed");
      await enqueue([{ job: "backing-off", payload: { note: "third" }, subject: "pull-6" }]);
      await eventually(() => seen.length === 3, "what came in while it waits runs, without waiting an hour");
      expect(seen).toEqual(["first", "second", "third"]);
      expect(await under.backend.queue.getDelayedCount()).toBe(1);
      expect(dead).toEqual([]);
    });
    await under.backend.queue.drain(true);
  });

  it("a job that fails too often is dead, kept and told", async () => {
    const job = noteJob("hopeless", () => {
      throw new Error("GitHub answered 500");
    });
    await whileWorking(under.backend, [job], async ({ dead }) => {
      const data = { v: 1 as const, payload: { note: "a" }, failures: maxTries - 1, putBacks: maxTries - 1 };
      await under.backend.queue.add("hopeless", data, { jobId: "guid-hopeless" });
      await eventually(() => dead.length > 0, "it is dead");
      const [only] = dead;
      expect(only).toMatchObject({ job: { id: "guid-hopeless", name: "hopeless" } });
      expect(only?.message).toBe(`Gave up after ${maxTries} tries. The last one failed: GitHub answered 500`);
      expect(await (await under.backend.queue.getJob("guid-hopeless"))?.getState()).toBe("failed");
    });
  });

  it.for([
    { what: "an error nobody can heal", job: "stubborn", payload: { note: "a" }, says: "no such repository" },
    { what: "a name no job has", job: "renamed", payload: { note: "a" }, says: "No job is called renamed" },
    {
      what: "a payload of another shape",
      job: "strict",
      payload: { note: 1 },
      says: "expected string, received number",
    },
  ])("$what is dead at once", async ({ job, payload, says }) => {
    let runs = 0;
    const jobs = [
      noteJob("strict", () => void (runs += 1)),
      noteJob("stubborn", () => {
        throw new UnrecoverableError("no such repository");
      }),
    ];
    await whileWorking(under.backend, jobs, async ({ enqueue, dead }) => {
      await enqueue([{ job, payload }]);
      await untilIdle(under.backend);
      await eventually(() => dead.length > 0, "it is told");
      expect(dead).toHaveLength(1);
      expect(dead[0]?.message).toContain(says);
      expect(runs).toBe(0);
    });
  });

  it("a job that holds something else entirely is dead and harms nothing", async () => {
    await whileWorking(under.backend, [noteJob("look", () => expect.unreachable())], async ({ dead }) => {
      // Whoever can reach the Redis can write this; the types of our own queue cannot.
      await under.backend.queue.add("look", JSON.parse('{"__proto__":{"v":1}}'));
      await eventually(() => dead.length > 0, "it is dead");
      expect(dead[0]?.message).toContain("is not what the job takes");
    });
  });

  it("closing waits for a running job within the grace", async () => {
    const gate = Promise.withResolvers<void>();
    let isRunning = false;
    let isDone = false;
    const job = noteJob("slow", async () => {
      isRunning = true;
      await gate.promise;
      isDone = true;
    });
    await whileWorking(under.backend, [job], async ({ enqueue, workers }) => {
      await enqueue([{ job: "slow", payload: { note: "a" } }]);
      await eventually(() => isRunning, "it runs");
      const closed = workers.close(20_000);
      gate.resolve();
      await closed;
      expect(isDone).toBe(true);
      expect(await under.backend.queue.getJobCounts("waiting", "active")).toEqual({ waiting: 0, active: 0 });
    });
  });

  it("closing hands back a job that does not end in time, and another worker takes it at once", async () => {
    const gate = Promise.withResolvers<void>();
    let isRunning = false;
    const stuck = noteJob("stuck", async () => {
      isRunning = true;
      await gate.promise;
    });
    await whileWorking(under.backend, [stuck], async ({ enqueue, workers }) => {
      await enqueue([{ job: "stuck", payload: { note: "a" }, subject: "pull-7" }]);
      await eventually(() => isRunning, "it runs");
      await workers.close(50);
      expect(await under.backend.queue.getWaitingCount()).toBe(1);
    });
    const seen: string[] = [];
    await whileWorking(under.backend, [noteJob("stuck", (note) => void seen.push(note))], async () => {
      await untilIdle(under.backend);
      expect(seen).toEqual(["a"]);
    });
    gate.resolve();
  });
});
