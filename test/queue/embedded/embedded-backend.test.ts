import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEnqueue } from "../../../src/queue/enqueue.ts";
import { lockDataDir } from "../../../src/queue/embedded/data-dir-lock.ts";
import { openBackend } from "../../../src/queue/open-backend.ts";
import { silentLog } from "../../support/backends.ts";
import { noteJob, now, untilIdle, whileWorking } from "../../support/working.ts";

// Each test opens databases of its own, at 2 s of computing each.
describe("embedded backend", { timeout: 60_000 }, () => {
  let parent: string;
  let dataDir: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "gatehouse-embedded-"));
    dataDir = join(parent, "deep", "data");
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it("keeps waiting jobs over a restart, in a folder that only its user can read", async () => {
    const first = await openBackend({ dataDir }, { log: silentLog });
    await createEnqueue(
      first.queue,
      () => now,
    )([
      { job: "note", payload: { note: "waiting" }, id: "guid-1" },
      { job: "note", payload: { note: "for a subject" }, subject: "pull-1" },
    ]);
    await first.close();
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    const second = await openBackend({ dataDir }, { log: silentLog });
    const seen: string[] = [];
    await whileWorking(second, [noteJob("note", (note) => void seen.push(note))], async ({ enqueue }) => {
      await untilIdle(second);
      await enqueue([{ job: "note", payload: { note: "waiting" }, id: "guid-1" }]);
      await untilIdle(second);
    });
    await second.close();
    expect(seen.toSorted()).toEqual(["for a subject", "waiting"]);
  });

  it("refuses a second one in the same folder, and the first goes on", async () => {
    const first = await openBackend({ dataDir }, { log: silentLog });
    await expect(openBackend({ dataDir }, { log: silentLog })).rejects.toThrow(
      /Another Gatehouse process is using .*data\. .*stop the other one.*own DATA_DIR.*REDIS_URL/,
    );
    await first.ready();
    await first.store.put("still", "here");
    expect(await first.store.get("still")).toBe("here");
    await first.close();
    const again = await openBackend({ dataDir }, { log: silentLog });
    expect(await again.store.get("still")).toBe("here");
    await again.close();
  });

  it("refuses while another process has the folder, and takes over when that one was killed", async () => {
    const child = fork(new URL("../../support/lock-process.ts", import.meta.url), [parent]);
    await once(child, "message");
    await expect(lockDataDir(parent)).rejects.toThrow("Another Gatehouse process is using");
    child.kill("SIGSTOP"); // a frozen one still has its files open
    await expect(lockDataDir(parent)).rejects.toThrow("Another Gatehouse process is using");
    child.kill("SIGKILL");
    await once(child, "exit");
    const taken = await Promise.allSettled(Array.from({ length: 5 }, () => lockDataDir(parent)));
    const locks = taken.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(locks).toHaveLength(1);
    for (const lock of locks) await lock.release();
  });

  it("says so when the path of the folder is too long for a lock", async () => {
    const tooLong = join(parent, "x".repeat(120));
    await mkdir(tooLong);
    await expect(lockDataDir(tooLong)).rejects.toThrow("choose a shorter DATA_DIR");
    await expect(lockDataDir(tooLong)).rejects.toThrow("choose a shorter DATA_DIR"); // and holds nothing afterwards
  });
});
