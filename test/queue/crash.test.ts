import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { describeBackends } from "../support/backends.ts";
import { eventually } from "../support/eventually.ts";
import type { QueueProcessOrders, Work } from "../support/queue-process.ts";

const limitMs = 60_000;

describeBackends("a killed process", (under) => {
  let folder: string;
  let journal: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gatehouse-crash-"));
    journal = join(folder, "journal");
    await writeFile(journal, "");
    children = [];
    // The embedded backend belongs to one process at a time: here, to the children.
    if (under.kind === "embedded") await under.closeBackend();
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => end(child, "SIGKILL")));
    await rm(folder, { recursive: true, force: true });
  });

  function work(enqueue: readonly Work[], concurrency = 8): ChildProcess {
    const orders: QueueProcessOrders = { where: under.where, journal, enqueue, concurrency };
    const child = fork(new URL("../support/queue-process.ts", import.meta.url), [JSON.stringify(orders)]);
    children.push(child);
    return child;
  }

  async function written(): Promise<readonly string[]> {
    return (await readFile(journal, "utf8")).split("\n").filter((line) => line !== "");
  }

  it("leaves its job to the next process, which finishes it", { timeout: limitMs }, async () => {
    const first = work([{ name: "a", does: "hang-once", takesMs: 0 }]);
    await eventually(async () => (await written()).includes("started a"), "it started");
    await end(first, "SIGKILL");
    const second = work([]);
    await eventually(async () => (await written()).includes("finished a"), "it finished");
    expect(await end(second, "SIGTERM")).toBe(0);
    expect(await written()).toEqual(["started a", "started a", "finished a"]);
  });

  it(
    "three times by the same job: that job is set aside, what ran next to it is not",
    { timeout: limitMs },
    async () => {
      const innocents = ["b", "c", "d", "e"].map((name) => ({ name, does: "finish" as const, takesMs: 400 }));
      let child = work([...innocents, { name: "deadly", does: "die", takesMs: 0 }]);
      for (let crash = 1; crash <= 3; crash += 1) {
        await once(child, "exit");
        expect(child.signalCode).toBe("SIGKILL");
        child = work([]);
      }
      await eventually(async () => (await written()).includes("dead work-deadly"), "it is set aside");
      await eventually(
        async () => (await written()).filter((line) => line.startsWith("finished")).length >= 4,
        "the rest ran",
      );
      expect(await end(child, "SIGTERM")).toBe(0);
      const lines = await written();
      expect(lines.filter((line) => line === "started deadly")).toHaveLength(3);
      expect(lines.filter((line) => line.startsWith("dead"))).toEqual(["dead work-deadly"]);
      for (const { name } of innocents) expect(lines).toContain(`finished ${name}`);
    },
  );

  it("among two loses no job", { timeout: limitMs }, async ({ skip }) => {
    skip(under.kind === "embedded", "the embedded backend has one process");
    const names = Array.from({ length: 60 }, (_, index) => `job-${index}`);
    const doomed = work(names.map((name) => ({ name, does: "finish", takesMs: 50 })));
    const other = work([]);
    await eventually(async () => (await written()).length > 20, "both are at it");
    await end(doomed, "SIGKILL");
    await eventually(
      async () => new Set((await written()).filter((line) => line.startsWith("finished"))).size === names.length,
      "every job finished",
    );
    expect(await end(other, "SIGTERM")).toBe(0);
    expect((await written()).filter((line) => line.startsWith("dead"))).toEqual([]);
  });
});

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, "exit");
  return child.exitCode;
}
