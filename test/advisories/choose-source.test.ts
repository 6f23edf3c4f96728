import { afterAll, afterEach, expect, it } from "vitest";
import { type AdvisoryPlaces, chooseSource } from "../../src/advisories/choose-source.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";
import type { LocalOsv } from "../support/osv-server.ts";
import { startOsv } from "../support/osv-server.ts";
import { aDumpOfCrates, aFolder, crate, now, records, removeFolders } from "./dump/dump-desk.ts";

const running: LocalOsv[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});
afterAll(removeFolders);

async function anOsv(): Promise<LocalOsv> {
  const osv = await startOsv({ records, dumpedAt: now });
  running.push(osv);
  return osv;
}

function choose(places: AdvisoryPlaces) {
  const warnings: string[] = [];
  const warn = ({ source }: { readonly source: string }) => void warnings.push(source);
  const source = chooseSource(places, { version: "0.1.0", store: createMemoryStore(), now: () => now, warn });
  return { source, warnings };
}

it("the API alone, unless told otherwise", async () => {
  const osv = await anOsv();
  const { source } = choose({ apiUrl: osv.url, dump: undefined });
  const answer = await source.query([crate("oldtime")]);
  expect(answer.from.source).toBe("osv-api");
  expect(osv.requests.map(({ path }) => path)).toEqual(["/v1/querybatch", "/v1/vulns/RUSTSEC-2099-0002"]);
});

it("the dump where the API asks to wait, and nothing of it while the API answers", async () => {
  const osv = await anOsv();
  const { source, warnings } = choose({ apiUrl: osv.url, dump: { place: osv.url, folder: aFolder() } });
  expect((await source.query([crate("oldtime")])).from.source).toBe("osv-api");
  expect(osv.requests.filter(({ path }) => path.endsWith(".zip"))).toEqual([]);
  osv.faults.push({ on: "querybatch", kind: "status", status: 429, retryAfter: "60" });
  const answer = await source.query([crate("oldtime")]);
  expect(answer.from).toEqual({ source: "osv-dump", asOf: now, isStale: false });
  expect(answer.records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0002"]);
  expect(warnings).toEqual(["osv-api"]);
});

it("the dump alone, and then nothing is asked", async () => {
  const osv = await anOsv();
  const { source, warnings } = choose({ apiUrl: undefined, dump: { place: aDumpOfCrates(), folder: aFolder() } });
  expect(source.name).toBe("osv-dump");
  expect((await source.query([crate("oldtime")])).records.map(({ id }) => id)).toEqual(["RUSTSEC-2099-0002"]);
  expect(osv.requests).toEqual([]);
  expect(warnings).toEqual([]);
});

it("none is refused, with the fix", () => {
  expect(() => choose({ apiUrl: undefined, dump: undefined })).toThrow(/set OSV_DUMP, or remove OSV_API_URL=off/);
});
