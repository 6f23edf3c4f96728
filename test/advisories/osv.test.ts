import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createOsvSource } from "../../src/advisories/osv.ts";
import type { OsvOptions } from "../../src/advisories/osv-http.ts";
import { type PackageQuery, SourceSilent } from "../../src/advisories/source.ts";
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

/** An answer that never ends, in pieces of a mebibyte. */
function endless(): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(1024 * 1024);
  let pieces = 0;
  return new ReadableStream({
    pull: (controller) => {
      pieces += 1;
      if (pieces > 100) controller.error(new Error("more was read than needed"));
      else controller.enqueue(piece);
    },
  });
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
    expect(answer.from).toEqual({ source: "osv-api", asOf: undefined, isStale: false });
    expect(osv.batches().length).toBe(1);
    expect(osv.details().length).toBe(3);
    expect(new Set(osv.requests.map(({ userAgent }) => userAgent))).toEqual(
      new Set(["gatehouse/0.1.0 (+https://gatehouse.example)"]),
    );
  });

  it("does not ask when there is nothing to ask", async () => {
    const osv = await anOsv();
    expect(await osv.source.query([])).toMatchObject({ records: [], named: [], unanswered: [] });
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

  it("stops after 20 pages and says so, and what it found until then counts", async () => {
    const osv = await anOsv({ records: many(30), pageSize: 1 });
    const answer = await osv.source.query([crate("slate-codec")]);
    expect(answer.unanswered).toEqual([{ query: crate("slate-codec"), why: "unanswered" }]);
    expect(answer.records).toHaveLength(20);
    expect(answer.named).toEqual([answer.records.map(({ id }) => id)]);
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

  it("gives up on a server that refuses everything, and does not ask a thousand times", async () => {
    const osv = await anOsv();
    const bad = Array.from({ length: 1000 }, (_, index) => ({
      ecosystem: "Crates.io",
      name: `c${index}`,
      version: "1",
    }));
    await expect(osv.source.query(bad)).rejects.toThrow(/refused 500 requests/);
    expect(osv.batches().length).toBe(501);
  });

  it.for([
    { what: "no name", query: crate("") },
    { what: "no version, which would mean every version", query: crate("oldtime", "") },
    { what: "half a character", query: crate("old\ud800time") },
    { what: "a control character", query: crate("old\u0000time") },
    { what: "ten thousand characters", query: crate("x".repeat(10_000)) },
  ])("does not send what would spoil a batch: $what", async ({ query }) => {
    const osv = await anOsv();
    const answer = await osv.source.query([query, crate("oldtime")]);
    expect(answer.unanswered).toEqual([{ query, why: "refused" }]);
    expect(answer.named).toEqual([[], ["RUSTSEC-2099-0002"]]);
    expect(osv.batches().map(({ names }) => names)).toEqual([["oldtime"]]);
  });

  it("asks for no record twice, twins included, as long as nothing changes", async () => {
    const store = createMemoryStore(() => now);
    const packages = [crate("slate-codec", "0.4.11"), crate("clockwork", "0.2.0"), crate("oldtime")];
    const first = await anOsv({}, {}, store);
    const answer = await first.source.query(packages);
    expect(first.details().length).toBe(5);
    const second = await anOsv({}, {}, store);
    expect(await second.source.query(packages)).toEqual(answer);
    expect(second.batches().length).toBe(1);
    expect(second.details()).toEqual([]);
  });

  it("says which package an unreadable record concerns", async () => {
    const broken = { id: "RUSTSEC-2099-0099", modified: "2099-01-01T00:00:00Z", named: "odd", affected: "everything" };
    const osv = await anOsv({ records: [...records, broken] });
    const answer = await osv.source.query([crate("odd"), crate("oldtime")]);
    expect(answer.unanswered).toEqual([{ query: crate("odd"), why: "unreadable-record" }]);
    expect(answer.records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0002"]);
  });

  it("says which packages a native record concerns that a hit names and that is unreadable", async () => {
    const twinOf = (id: string, name: string, alias: string) => ({ ...Object(many(1, name)[0]), id, aliases: [alias] });
    const hits = [twinOf("GHSA-o", "odd", "RUSTSEC-2099-0099"), twinOf("GHSA-e", "even", "RUSTSEC-2099-0098")];
    const broken = { id: "RUSTSEC-2099-0099", modified: "2099-01-01T00:00:00Z", affected: "everything" };
    const osv = await anOsv({ records: [...records, ...hits, broken] });
    // That of `even` is not there at all, so it has nothing to say.
    const answer = await osv.source.query([crate("oldtime"), crate("even"), crate("odd"), crate("odd", "1.0.1")]);
    expect(answer.unanswered).toEqual([
      { query: crate("odd"), why: "unreadable-record" },
      { query: crate("odd", "1.0.1"), why: "unreadable-record" },
    ]);
    expect(answer.named).toEqual([["RUSTSEC-2099-0002"], ["GHSA-e"], ["GHSA-o"], ["GHSA-o"]]);
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

describe("looking up records", () => {
  const [live] = many(1);
  const withdrawn = { ...Object(live), id: "RUSTSEC-2099-0077", withdrawn: "2099-01-02T00:00:00Z" };

  it("gives what is there, also what was withdrawn, and says what is unknown", async () => {
    const osv = await anOsv({ records: [...records, withdrawn] });
    const found = await osv.source.lookUp(["RUSTSEC-2099-0002", "RUSTSEC-2099-0077", "RUSTSEC-1999-0001"]);
    expect([...found.keys()]).toEqual(["RUSTSEC-2099-0002", "RUSTSEC-2099-0077", "RUSTSEC-1999-0001"]);
    expect(found.get("RUSTSEC-2099-0077")).toMatchObject({ withdrawn: "2099-01-02T00:00:00Z" });
    expect(found.get("RUSTSEC-1999-0001")).toBe("unknown");
    // The batch endpoint leaves out what was withdrawn.
    expect((await osv.source.query([crate("slate-codec")])).named.flat()).not.toContain("RUSTSEC-2099-0077");
  });

  it("remembers a record for a day and a gap for an hour", async () => {
    let today = now;
    const osv = await anOsv(
      {},
      {},
      createMemoryStore(() => today),
    );
    const look = async (minutes: number) => {
      today = new Date(today.getTime() + minutes * 60_000);
      const before = osv.requests.length;
      await osv.source.lookUp(["RUSTSEC-2099-0002", "RUSTSEC-1999-0001"]);
      return osv.requests.slice(before).map(({ path }) => path);
    };
    expect(await look(0)).toHaveLength(2);
    expect(await look(59)).toEqual([]);
    expect(await look(2)).toEqual(["/v1/vulns/RUSTSEC-1999-0001"]);
    expect(await look(24 * 60)).toHaveLength(2);
  });

  it("leaves out what is there and cannot be read", async () => {
    const broken = { id: "RUSTSEC-2099-0099", modified: "2099-01-01T00:00:00Z", affected: "everything" };
    const osv = await anOsv({ records: [broken] });
    expect(await osv.source.lookUp(["RUSTSEC-2099-0099"])).toEqual(new Map());
  });

  it.for(["..", "../querybatch", "RUSTSEC 2099", "", "x".repeat(101), "%2e%2e"])(
    "never sends the id %j",
    async (id) => {
      const osv = await anOsv();
      expect(await osv.source.lookUp([id])).toEqual(new Map([[id, "unknown"]]));
      expect(osv.requests).toEqual([]);
    },
  );

  it("looks up a thousand ids at most, ten at once", async () => {
    const osv = await anOsv();
    const ids = Array.from({ length: 1200 }, (_, index) => `RUSTSEC-1999-${index}`);
    expect((await osv.source.lookUp(ids)).size).toBe(1000);
    expect(osv.details()).toHaveLength(1000);
    expect(osv.mostAtOnce()).toBeLessThanOrEqual(10);
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
    const error = await osv.source.query([crate("oldtime")]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({
      message: `${osv.url} did not answer /v1/querybatch in 4 attempts`,
      cause: { message: "/v1/querybatch answered 500" },
    });
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
    const error = await osv.source.query([crate("oldtime")]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ message: `${osv.url} took too long for one scan` });
    expect(osv.requests.length).toBe(1);
  });

  it.for([
    { says: /has no \/v1\/querybatch: is OSV_API_URL right/, answer: () => new Response("", { status: 404 }) },
    { says: /in a shape we do not know/, answer: () => Response.json({ results: [] }) },
  ])("that is no OSV is silent: $says", async ({ says, answer }) => {
    const osv = await anOsv({}, { fetch: async () => answer() });
    const error = await osv.source.query([crate("oldtime")]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ message: expect.stringMatching(says) });
  });

  it("is read up to 64 MiB and no further", async () => {
    const osv = await anOsv({}, { fetch: async () => new Response(endless()) });
    const error = await osv.source.query([crate("oldtime")]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceSilent);
    expect(error).toMatchObject({ cause: { message: "the answer has more than 67108864 bytes" } });
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
