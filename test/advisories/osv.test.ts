import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createOsvSource } from "../../src/advisories/osv.ts";
import type { OsvOptions } from "../../src/advisories/osv-http.ts";
import type { PackageQuery } from "../../src/advisories/source.ts";
import { RetryLater } from "../../src/queue/job.ts";
import type { LocalOsv, LocalOsvOptions } from "../support/osv-server.ts";
import { readOsvRecords, startOsv } from "../support/osv-server.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";

const now = new Date("2099-03-01T09:00:00Z");
const records = readOsvRecords(join(import.meta.dirname, "../fixtures/osv"));
const running: LocalOsv[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function anOsv(
  served: Partial<LocalOsvOptions> = {},
  client: Partial<OsvOptions> = {},
  store = createMemoryStore(),
) {
  const server = await startOsv({ records, ...served });
  running.push(server);
  const delays: number[] = [];
  const source = createOsvSource(
    {
      baseUrl: server.url,
      userAgent: "gatehouse/0.1.0 (+https://gatehouse.example)",
      fetch: globalThis.fetch,
      now: () => now,
      delay: async (milliseconds) => void delays.push(milliseconds),
      random: () => 1,
      requestTimeoutMs: 5000,
      stepTimeoutMs: 20_000,
      ...client,
    },
    store,
  );
  const batches = () => server.requests.filter(({ path }) => path === "/v1/querybatch");
  const details = () => server.requests.filter(({ path }) => path.startsWith("/v1/vulns/"));
  return { ...server, source, delays, batches, details };
}

function crate(name: string, version = "1.0.0"): PackageQuery {
  return { ecosystem: "crates.io", name, version };
}

/** Records that hit everything, one after the other. */
function many(count: number, name = "slate-codec"): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `RUSTSEC-2099-${String(1000 + index)}`,
    modified: "2099-01-01T00:00:00Z",
    affected: [
      { package: { ecosystem: "crates.io", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] },
    ],
  }));
}

describe("the OSV client", () => {
  it("keeps the order of the packages, reads each record once, and says who it is", async () => {
    const osv = await anOsv();
    const answer = await osv.source.query([
      crate("harmless"),
      crate("slate-codec", "0.4.11"),
      crate("slate-codec", "0.4.12"),
      crate("oldtime"),
    ]);
    const slate = ["GHSA-w2x4-h6j8-p9q3", "RUSTSEC-2099-0001"];
    expect(answer.named).toEqual([[], slate, slate, ["RUSTSEC-2099-0002"]]);
    expect(answer.records.map(({ id }) => id)).toEqual([...slate, "RUSTSEC-2099-0002"]);
    expect(answer.unanswered).toEqual([]);
    expect(osv.batches().length).toBe(1);
    expect(osv.details().length).toBe(3);
    expect(new Set(osv.requests.map(({ userAgent }) => userAgent))).toEqual(
      new Set(["gatehouse/0.1.0 (+https://gatehouse.example)"]),
    );
  });

  it("does not ask when there is nothing to ask", async () => {
    const osv = await anOsv();
    expect(await osv.source.query([])).toEqual({ records: [], named: [], unanswered: [] });
    expect(osv.requests).toEqual([]);
  });

  it("fetches the native record that a twin names, because it decides", async () => {
    const osv = await anOsv();
    const answer = await osv.source.query([crate("clockwork", "0.2.0")]);
    expect(answer.named).toEqual([["GHSA-c3c4-c5c6-c7c8"]]);
    expect(answer.records.map(({ id }) => id)).toEqual(["GHSA-c3c4-c5c6-c7c8", "RUSTSEC-2099-0005"]);
  });

  it("asks at most 1,000 packages in one request", async () => {
    const osv = await anOsv();
    const queries = Array.from({ length: 2001 }, (_, index) => crate(`crate-${index}`));
    const answer = await osv.source.query([...queries, crate("oldtime")]);
    expect(osv.batches().map(({ names }) => names.length)).toEqual([1000, 1000, 2]);
    expect(answer.named.at(-1)).toEqual(["RUSTSEC-2099-0002"]);
  });

  it("follows the pages of the one package that has more", async () => {
    const osv = await anOsv({ records: many(25), pageSize: 10 });
    const answer = await osv.source.query([crate("harmless"), crate("slate-codec")]);
    expect(answer.named.map((ids) => ids.length)).toEqual([0, 25]);
    expect(osv.batches().map(({ names }) => names)).toEqual([
      ["harmless", "slate-codec"],
      ["slate-codec"],
      ["slate-codec"],
    ]);
    expect(osv.mostAtOnce()).toBeLessThanOrEqual(10);
  });

  it("stops after 20 pages and says so", async () => {
    const osv = await anOsv({ records: many(30), pageSize: 1 });
    const answer = await osv.source.query([crate("slate-codec")]);
    expect(answer.unanswered).toEqual([{ query: crate("slate-codec"), why: "unanswered" }]);
    expect(osv.batches().length).toBe(20);
  });

  it("starts again when the server gave up before it began", async () => {
    const osv = await anOsv();
    osv.faults.push({ on: "querybatch", kind: "give-up" });
    const answer = await osv.source.query([crate("oldtime")]);
    expect(answer.named).toEqual([["RUSTSEC-2099-0002"]]);
    expect(osv.batches().length).toBe(2);
  });

  it("finds the one malformed query that spoils a batch, and answers all others", async () => {
    const osv = await anOsv();
    const bad = { ecosystem: "Crates.io", name: "oldtime", version: "1.0.0" };
    const queries = [...Array.from({ length: 9 }, () => crate("oldtime")), bad, crate("oldtime")];
    const answer = await osv.source.query(queries);
    expect(answer.unanswered).toEqual([{ query: bad, why: "refused" }]);
    expect(answer.named.map((ids) => ids.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
    expect(osv.delays, "a refusal is no reason to wait").toEqual([]);
  });

  it("says which package an unreadable record concerns", async () => {
    const broken = { id: "RUSTSEC-2099-0099", modified: "2099-01-01T00:00:00Z", named: "odd", affected: "everything" };
    const osv = await anOsv({ records: [...records, broken] });
    const answer = await osv.source.query([crate("odd"), crate("oldtime")]);
    expect(answer.unanswered).toEqual([{ query: crate("odd"), why: "unreadable-record" }]);
    expect(answer.records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0002"]);
  });

  it("keeps a record for 30 days and reads it again when it has changed", async () => {
    let today = now;
    const store = createMemoryStore(() => today);
    const first = await anOsv({}, {}, store);
    await first.source.query([crate("oldtime")]);
    await first.source.query([crate("oldtime")]);
    expect(first.details().length).toBe(1);

    const changed = records.map((raw) => ({ ...Object(raw), modified: "2099-02-28T00:00:00Z" }));
    const second = await anOsv({ records: changed }, {}, store);
    await second.source.query([crate("oldtime")]);
    expect(second.details().length).toBe(1);
    today = new Date(now.getTime() + 31 * 24 * 60 * 60 * 1000);
    await second.source.query([crate("oldtime")]);
    expect(second.details().length).toBe(2);
  });
});

describe("a source in trouble", () => {
  it.for([
    { kind: "status", status: 500 },
    { kind: "status", status: 503 },
    { kind: "truncated" },
    { kind: "drop" },
  ] as const)("is asked again after $kind $status, and waits longer each time", async (fault) => {
    const osv = await anOsv();
    osv.faults.push({ on: "querybatch", ...fault }, { on: "querybatch", ...fault }, { on: "vulns", ...fault });
    const answer = await osv.source.query([crate("oldtime")]);
    expect(answer.records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0002"]);
    expect(osv.delays).toEqual([1000, 2000, 1000]);
  });

  it("is given up after 4 attempts, with words", async () => {
    const osv = await anOsv();
    for (let attempt = 0; attempt < 4; attempt += 1) osv.faults.push({ on: "querybatch", kind: "status", status: 500 });
    await expect(osv.source.query([crate("oldtime")])).rejects.toThrow(/did not answer \/v1\/querybatch in 4 attempts/);
    expect(osv.requests.length).toBe(4);
  });

  it("is not waited for longer than a request may take", async () => {
    const osv = await anOsv({}, { requestTimeoutMs: 50 });
    osv.faults.push({ on: "querybatch", kind: "hang" });
    expect((await osv.source.query([crate("oldtime")])).named).toEqual([["RUSTSEC-2099-0002"]]);
  });

  it("is not waited for longer than the whole step may take", async () => {
    const osv = await anOsv({}, { stepTimeoutMs: 50 });
    osv.faults.push({ on: "querybatch", kind: "hang" });
    await expect(osv.source.query([crate("oldtime")])).rejects.toThrow(/took too long for one scan/);
    expect(osv.requests.length).toBe(1);
  });

  it.for([
    { retryAfter: "120", at: "2099-03-01T09:02:00.000Z" },
    { retryAfter: "Sun, 01 Mar 2099 10:00:00 GMT", at: "2099-03-01T10:00:00.000Z" },
    { retryAfter: "Sun, 01 Mar 2099 08:00:00 GMT", at: "2099-03-01T09:00:01.000Z" },
    { retryAfter: "0", at: "2099-03-01T09:00:01.000Z" },
    { retryAfter: "Sun, 01 Mar 2199 09:00:00 GMT", at: "2099-03-01T10:00:00.000Z" },
    { retryAfter: "999999", at: "2099-03-01T10:00:00.000Z" },
    { retryAfter: "9".repeat(400), at: "2099-03-01T10:00:00.000Z" },
    { retryAfter: "soon", at: "2099-03-01T09:01:00.000Z" },
    { retryAfter: undefined, at: "2099-03-01T09:01:00.000Z" },
  ])("that asks to wait ($retryAfter) puts the job back until $at", async ({ retryAfter, at }) => {
    const osv = await anOsv();
    osv.faults.push({ on: "querybatch", kind: "status", status: 429, ...(retryAfter && { retryAfter }) });
    const error = await osv.source.query([crate("oldtime")]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryLater);
    expect(error instanceof RetryLater && error.retryAt.toISOString()).toBe(at);
    expect(osv.requests.length).toBe(1);
  });

  it("stops asking for further records when one cannot be had", async () => {
    const osv = await anOsv({ records: many(200) });
    osv.faults.push({ on: "vulns", kind: "status", status: 429, retryAfter: "60" });
    await expect(osv.source.query([crate("slate-codec")])).rejects.toBeInstanceOf(RetryLater);
    expect(osv.details().length).toBeLessThan(50);
  });
});
