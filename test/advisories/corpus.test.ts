import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { askOsv } from "../../src/advisories/osv-batch.ts";
import { cargoReader } from "../../src/advisories/lockfiles/cargo.ts";
import { findAdvisories } from "../../src/policy/advisory/finding.ts";
import type { FindingRow } from "../../src/policy/advisory/finding.ts";
import { parseIgnores } from "../../src/policy/advisory/ignore.ts";
import { compareText } from "../../src/policy/text/compare-text.ts";
import { AdvisoryRecord } from "../../src/policy/advisory/record.ts";
import { scoreOfVector } from "../../src/policy/advisory/rating.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";
import { readZip } from "../support/zip.ts";

const corpus = corpusPath("advisories");

const Expected = z.object({
  lockfile: z.string(),
  packages: z.number(),
  local: z.number(),
  direct: z.number(),
  skipped: z.array(z.object({ name: z.string(), version: z.string(), why: z.string() })),
  rows: z.array(
    z.object({
      package: z.string(),
      version: z.string(),
      advisory: z.string(),
      aliases: z.array(z.string()),
      severity: z.object({ kind: z.string(), score: z.number().nullable(), rating: z.string() }),
      interval: z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable()]),
      fixed: z.object({ all: z.array(z.string()), nearest: z.string().nullable(), suggested: z.string().nullable() }),
      direct: z.boolean(),
      path: z.array(z.string()),
    }),
  ),
});

describeCorpus("the advisory corpus", () => {
  const expectedFiles = readdirSync(join(corpus, "expected")).filter((file) => file.endsWith("Cargo.lock.json"));
  const records = readRecords();

  it("has Cargo.lock files to compare", () => {
    expect(expectedFiles.length).toBeGreaterThan(40);
    expect(records.length).toBe(1206);
  });

  it.for(expectedFiles)("finds the same advisories as two independent matchers in %s", (file) => {
    const expected = Expected.parse(readJson("expected", file));
    const reading = cargoReader.parse(readFileSync(join(corpus, "lockfiles", expected.lockfile), "utf8"));
    if (reading.state === "problem") throw new Error(reading.message);
    const { packages } = reading.inventory;
    const found = findAdvisories("Cargo.lock", reading.inventory, records);

    expect(packages.filter(({ source }) => source !== "local").length).toBe(expected.packages);
    expect(packages.filter(({ source }) => source === "local").length).toBe(expected.local);
    expect(found.notChecked.map((one) => ({ name: one.package, version: one.version, why: one.why }))).toEqual(
      expected.skipped,
    );
    expect(found.rows.map(comparable)).toEqual(expected.rows.toSorted(byKey));
    expect(found.disputed).toEqual([]);
  });

  it("scores every CVSS 4.0 vector of the data as the two calculators do", () => {
    const scores = z.record(z.string(), z.number()).parse(readJson("cvss4-scores.json"));
    expect(Object.keys(scores).length).toBe(39);
    for (const [vector, score] of Object.entries(scores))
      expect([vector, scoreOfVector(vector)]).toEqual([vector, score]);
  });

  const formats = Object.entries(z.record(z.string(), z.unknown()).parse(readJson("expected", "formats.json")));
  const cargoFormats = formats
    .filter(([file]) => /cargo-?lock/.test(file))
    .map(([file, expected]) => [file, z.array(z.array(z.string())).parse(expected)] as const);

  it("has Cargo.lock fixtures of other projects", () => {
    expect(cargoFormats.length).toBe(11);
  });

  const policies = readdirSync(join(corpus, "policies"), { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?:deny|audit)[^/]*\.toml$/.test(path),
  );

  it("reads every deny.toml and audit.toml", () => {
    const readings = policies.map((path) => parseIgnores(path, readFileSync(join(corpus, "policies", path), "utf8")));
    expect(readings.length).toBe(122);
    expect(readings.filter(({ state }) => state === "problem")).toEqual([]);
    expect(readings.flatMap((one) => (one.state === "read" ? one.ignores : [])).length).toBe(1815);
  });

  const recorded = readRecordedBatches();

  it("reads every batch answer that was recorded from the real OSV", async () => {
    expect(recorded.length).toBe(72);
    for (const { queries, answer } of recorded) {
      const hits = await askOsv(queries, { ...clientOptions, fetch: async () => new Response(answer) }, neverAborted);
      expect(hits.map(({ state }) => state)).toEqual(queries.map(() => "complete"));
    }
  });

  it.for(cargoFormats)("reads %s", ([file, expected]) => {
    const reading = cargoReader.parse(readFileSync(join(corpus, "lockfiles/formats", file), "utf8"));
    if (reading.state === "problem") throw new Error(reading.message);
    const listed = reading.inventory.packages.filter(({ source }) => source === "registry" || source === "git");
    const triples = listed.map(({ name, version, source }) => [name, version, source]);
    expect(triples.sort((left, right) => compareText(left.join(), right.join()))).toEqual(expected);
  });
});

const neverAborted = new AbortController().signal;
const clientOptions = {
  baseUrl: "recorded:",
  userAgent: "",
  now: () => new Date(0),
  delay: async () => undefined,
  random: () => 0,
  requestTimeoutMs: 1000,
  stepTimeoutMs: 1000,
};

const Cassette = z.object({
  interactions: z.array(
    z.object({ request: z.object({ body: z.string() }), response: z.object({ body: z.string() }) }),
  ),
});
const RecordedBatch = z.object({
  queries: z.array(
    z
      .object({ package: z.object({ ecosystem: z.string(), name: z.string() }), version: z.string().default("") })
      .transform(({ package: { ecosystem, name }, version }) => ({ ecosystem, name, version })),
  ),
});

/** Queries by package; the few that ask by commit or purl are not of our making. */
function readRecordedBatches() {
  const files = readdirSync(join(corpus, "cassettes")).filter((file) => file.endsWith(".yaml"));
  const cassettes = files.map((file) => Cassette.parse(parse(readFileSync(join(corpus, "cassettes", file), "utf8"))));
  return cassettes
    .flatMap(({ interactions }) => interactions)
    .flatMap(({ request, response }) => {
      const batch = RecordedBatch.safeParse(JSON.parse(request.body));
      return batch.success ? [{ queries: batch.data.queries, answer: response.body }] : [];
    });
}

function comparable(row: FindingRow) {
  const { package: name, version, advisory, aliases, kind, severity, interval, fix, reach } = row;
  return {
    package: name,
    version,
    advisory,
    aliases,
    severity: { kind, score: severity.score ?? null, rating: severity.rating },
    interval: [interval?.introduced.text ?? null, interval?.fixed?.text ?? null, interval?.lastAffected?.text ?? null],
    fixed: { all: fix.all, nearest: fix.nearest ?? null, suggested: fix.suggested ?? null },
    direct: reach.direct,
    path: reach.path,
  };
}

type ExpectedRow = z.infer<typeof Expected>["rows"][number];

function byKey(left: ExpectedRow, right: ExpectedRow): number {
  const key = (row: ExpectedRow) => [row.package, row.version, row.advisory].join("\u0000");
  return compareText(key(left), key(right));
}

function readRecords(): readonly AdvisoryRecord[] {
  const files = readZip(readFileSync(join(corpus, "osv/crates.io/all.zip")));
  return [...files.values()].map((text) => AdvisoryRecord.parse(JSON.parse(text.toString("utf8"))));
}

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(corpus, ...path), "utf8"));
}
