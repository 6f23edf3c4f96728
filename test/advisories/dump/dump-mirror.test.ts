import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { DumpOptions } from "../../../src/advisories/dump/dump-source.ts";
import { SourceSilent } from "../../../src/advisories/source.ts";
import type { LocalOsv, LocalOsvOptions } from "../../support/osv-server.ts";
import { startOsv } from "../../support/osv-server.ts";
import { aFolder, aRawRecord, aSource, crate, hourMs, now, records, removeFolders } from "./dump-desk.ts";

const running: LocalOsv[] = [];
const writtenAt = new Date(now.getTime() - 3 * hourMs);

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});
afterAll(removeFolders);

async function aMirror(served: Partial<LocalOsvOptions> = {}, given: Partial<DumpOptions> = {}) {
  const server = await startOsv({ records, dumpedAt: writtenAt, ...served });
  running.push(server);
  let time = now;
  const folder = given.folder ?? aFolder();
  const warnings: unknown[] = [];
  const start = () =>
    aSource(server.url, { folder, now: () => time, warn: (error) => void warnings.push(error), ...given });
  let source = start();
  return {
    ...server,
    folder,
    warnings,
    path: join(folder, "crates.io/all.zip"),
    ask: (...names: readonly string[]) => source.query(names.map((name) => crate(name))),
    lookUp: (...ids: readonly string[]) => source.lookUp(ids),
    /** What was asked since the last time. */
    asked: () => server.requests.splice(0).map(({ method, path }) => `${method} ${path}`),
    wait: (hours: number) => void (time = new Date(time.getTime() + hours * hourMs)),
    /** Another process over the same folder. */
    restart: () => void (source = start()),
  };
}

const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);
const fresh = aRawRecord("RUSTSEC-2099-0050");
const archive = "/crates.io/all.zip";

describe("a dump at an address", () => {
  it("is downloaded once, and asked about once an hour whether it has changed", async () => {
    const mirror = await aMirror();
    const answer = await mirror.ask("oldtime");
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0002"]);
    expect(answer.from).toEqual({ source: "osv-dump", asOf: writtenAt, isStale: false });
    expect(mirror.requests.map(({ userAgent }) => userAgent)).toEqual(["gatehouse/0.1.0", "gatehouse/0.1.0"]);
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`]);
    await mirror.ask("oldtime");
    mirror.wait(0.99);
    await mirror.ask("oldtime");
    expect(mirror.asked()).toEqual([]);
    mirror.wait(0.02);
    await mirror.ask("oldtime");
    mirror.restart();
    await mirror.ask("oldtime");
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `HEAD ${archive}`]);
  });

  it.for<{ readonly dumpSays: LocalOsvOptions["dumpSays"]; readonly dumpedAt: Date | undefined }>([
    { dumpSays: ["x-goog-hash"], dumpedAt: undefined },
    { dumpSays: ["etag"], dumpedAt: undefined },
    { dumpSays: [], dumpedAt: writtenAt },
  ])("is downloaded again when $dumpSays or its time has changed, and only then", async ({ dumpSays, dumpedAt }) => {
    const mirror = await aMirror({ ...(dumpSays && { dumpSays }), ...(dumpedAt && { dumpedAt }) });
    if (dumpedAt === undefined) mirror.publish(records);
    await mirror.ask("odd");
    mirror.wait(2);
    await mirror.ask("odd");
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`, `HEAD ${archive}`]);
    mirror.publish([...records, fresh], dumpedAt && now);
    mirror.wait(2);
    expect(ids((await mirror.ask("odd")).records)).toEqual(["RUSTSEC-2099-0050"]);
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`]);
    expect(mirror.warnings).toEqual([]);
  });

  it("is downloaded by one of several jobs that ask at the same time", async () => {
    const mirror = await aMirror();
    await Promise.all([mirror.ask("oldtime"), mirror.ask("odd"), mirror.ask("clockwork")]);
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`]);
  });

  it("is as old as its records where its server does not say, however young the download is", async () => {
    const mirror = await aMirror();
    mirror.publish([aRawRecord("RUSTSEC-2099-0050", { modified: "2099-02-01T00:00:00Z" })]);
    expect((await mirror.ask("odd")).from).toEqual({
      source: "osv-dump",
      asOf: new Date("2099-02-01T00:00:00Z"),
      isStale: true,
    });
  });

  it("is young where nothing has changed for days, as long as it is written anew", async () => {
    const mirror = await aMirror();
    await mirror.ask("oldtime");
    mirror.wait(72);
    const lately = new Date(now.getTime() + 71 * hourMs);
    mirror.publish(records, lately);
    expect((await mirror.ask("oldtime")).from).toEqual({ source: "osv-dump", asOf: lately, isStale: false });
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`, `HEAD ${archive}`]);
  });

  it("is unanswered for an ecosystem that it does not have", async () => {
    const mirror = await aMirror();
    mirror.publish([aRawRecord("MAL-2099-9", {}, "left-pad", "npm")]);
    expect((await mirror.ask("odd")).unanswered).toEqual([{ query: crate("odd"), why: "unanswered" }]);
    expect(mirror.asked()).toEqual([`HEAD ${archive}`]);
    expect(existsSync(mirror.path)).toBe(false);
  });

  it("downloads the home of an id that is looked up", async () => {
    const mirror = await aMirror();
    const found = await mirror.lookUp("RUSTSEC-2099-0002", "RUSTSEC-1999-0001", "GHSA-aaaa-bbbb-cccc");
    expect([...found.keys()].toSorted()).toEqual(["RUSTSEC-1999-0001", "RUSTSEC-2099-0002"]);
    expect(mirror.asked()).toEqual([`HEAD ${archive}`, `GET ${archive}`]);
  });

  it("keeps its archives to itself", async () => {
    const mirror = await aMirror();
    await mirror.ask("oldtime");
    expect(statSync(mirror.path).mode & 0o777).toBe(0o600);
    expect(statSync(join(mirror.folder, "crates.io")).mode & 0o777).toBe(0o700);
  });
});

describe("a download that fails", () => {
  const faults = [
    { on: "dump", method: "HEAD", kind: "status", status: 503, says: /answered 503/ },
    { on: "dump", method: "GET", kind: "status", status: 429, says: /answered 429/ },
    { on: "dump", method: "GET", kind: "truncated", says: /terminated/ },
    { on: "dump", method: "GET", kind: "redirect", says: /fetch failed/ },
    { on: "dump", method: "GET", kind: "page", says: /is no zip archive that can be read/ },
  ] as const;

  it.for(faults)(
    "($method $kind) is silence where there is no archive yet, and leaves nothing behind",
    async (fault) => {
      const mirror = await aMirror();
      mirror.faults.push(fault);
      const error = await mirror.ask("oldtime").catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SourceSilent);
      expect(error).toMatchObject({ message: expect.stringMatching(fault.says) });
      expect(readdirSync(mirror.folder, { recursive: true }).filter((name) => name !== "crates.io")).toEqual([]);
      expect(ids((await mirror.ask("oldtime")).records), "the next question asks again").toEqual(["RUSTSEC-2099-0002"]);
    },
  );

  it.for(faults)("($method $kind) leaves the archive of before in place, which grows old", async (fault) => {
    const mirror = await aMirror();
    await mirror.ask("oldtime");
    mirror.publish([...records, fresh], now);
    mirror.faults.push(fault);
    mirror.wait(2);
    const answer = await mirror.ask("oldtime", "odd");
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0002"]);
    expect(answer.from).toEqual({ source: "osv-dump", asOf: writtenAt, isStale: false });
    expect(mirror.warnings).toEqual([expect.objectContaining({ message: expect.stringMatching(fault.says) })]);
    mirror.wait(2);
    expect(ids((await mirror.ask("odd")).records)).toEqual(["RUSTSEC-2099-0050"]);
  });

  it("is followed by an old archive that proves nothing, when the address stays away for two days", async () => {
    const mirror = await aMirror();
    await mirror.ask("oldtime");
    await mirror.close();
    running.length = 0;
    mirror.wait(46);
    const answer = await mirror.ask("oldtime");
    expect(answer.from.isStale).toBe(true);
    expect(ids(answer.records)).toEqual(["RUSTSEC-2099-0002"]);
  });

  it("is one that is larger than allowed", async () => {
    const mirror = await aMirror({}, { mostBytes: 100 });
    await expect(mirror.ask("oldtime")).rejects.toThrow(/has more than 100 bytes/);
    expect(existsSync(mirror.path)).toBe(false);
  });

  it("leaves remains of processes that were killed, until the next download a day later", async () => {
    const mirror = await aMirror();
    await mirror.ask("oldtime");
    const [old, young] = ["old.part", "young.part"].map((name) => join(mirror.folder, "crates.io", name));
    for (const path of [old, young]) writeFileSync(path ?? "", "PK");
    const before = new Date(now.getTime() - 25 * hourMs);
    utimesSync(old ?? "", before, before);
    utimesSync(young ?? "", now, now);
    mirror.publish([...records, fresh], now);
    mirror.wait(2);
    await mirror.ask("odd");
    expect(readdirSync(join(mirror.folder, "crates.io")).toSorted()).toEqual(["all.zip", "version.json", "young.part"]);
  });
});
