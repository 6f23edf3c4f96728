import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { lockfileReaders } from "../../src/advisories/lockfiles/index.ts";
import type { Inventory } from "../../src/policy/advisory/findings/inventory.ts";
import { findAdvisories, type FindingRow } from "../../src/policy/advisory/findings/finding.ts";
import { scoreOfVector } from "../../src/policy/advisory/records/rating.ts";
import { indexRecords, type RecordIndex } from "../../src/policy/advisory/records/record-index.ts";
import { compareText } from "../../src/policy/text/compare-text.ts";
import { readCorpusRecords } from "../support/corpus-records.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const corpus = corpusPath("advisories");

const Expected = z.object({
  lockfile: z.string(),
  local: z.number(),
  skipped: z.array(z.object({ name: z.string(), version: z.string(), why: z.string() })),
  rows: z.array(
    z.object({
      ecosystem: z.string(),
      package: z.string(),
      version: z.string(),
      advisory: z.string(),
      aliases: z.array(z.string()),
      summary: z.string(),
      severity: z.object({
        kind: z.string(),
        score: z.number().nullable(),
        rating: z.string(),
        vector: z.string().nullable(),
      }),
      interval: z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable()]),
      fixed: z.object({
        all: z.array(z.string()),
        nearest: z.string().nullable(),
        suggested: z.string().nullable(),
        durable: z.string().nullable(),
      }),
      direct: z.boolean(),
      path: z.array(z.string()),
      dev: z.boolean(),
    }),
  ),
});
type ExpectedRow = z.infer<typeof Expected>["rows"][number];

/** Lockfiles that end in an error: https://github.com/github/safe-settings had a truncated one on its main branch. */
const broken = ["github__safe-settings__90ae0ae4f6__package-lock.json.json"];

describeCorpus("what two independent matchers found in real lockfiles", () => {
  const files = readdirSync(join(corpus, "expected")).filter((file) => !["deltas.json", "formats.json"].includes(file));
  const indexes = new Map<string, RecordIndex>();

  beforeAll(() => {
    for (const ecosystem of ["crates.io", "npm", "PyPI", "Go"]) {
      indexes.set(ecosystem, indexRecords(readCorpusRecords(ecosystem)));
    }
  });

  it("is there to compare", () => {
    expect(files.length).toBe(76);
  });

  it.for(files.filter((file) => !broken.includes(file)))("%s", (file) => {
    const expected = Expected.parse(readJson("expected", file));
    const inventory = readLockfile(expected.lockfile);
    const index = indexes.get(inventory.ecosystem);
    if (index === undefined) throw new Error(`no records of ${inventory.ecosystem}`);
    const found = findAdvisories(expected.lockfile, inventory, index);

    expect(found.notChecked.map((one) => ({ name: one.package, version: one.version, why: one.why }))).toEqual(
      expected.skipped,
    );
    // Version 1 of yarn.lock does not say what is direct, and package.json is not in the corpus: then no way in is known.
    const knowsRoots = inventory.packages.some(({ source }) => source === "local");
    const rows = expected.rows.toSorted(byKey).map(comparableExpected);
    expect(found.rows.map(comparable)).toEqual(
      knowsRoots ? rows : rows.map((row) => ({ ...row, direct: false, path: [] })),
    );
    expect(knowsRoots || expected.lockfile.endsWith("yarn.lock") || expected.local === 0).toBe(true);
    const marks = expected.rows.toSorted(byKey).map(({ dev }) => dev);
    expect(
      devOf(
        expected.lockfile,
        found.rows.map(({ isDev }) => isDev),
      ),
    ).toEqual(devOf(expected.lockfile, marks));
    expect([found.disputed, found.isCut]).toEqual([[], false]);
  });

  it.for(broken)("%s is a problem, and no lockfile without packages", (file) => {
    const { lockfile } = z.object({ lockfile: z.string() }).parse(readJson("expected", file));
    expect(() => readLockfile(lockfile)).toThrow(/^line \d+: /);
  });

  it("says of Go's records that name packages inside a module that only those are meant", () => {
    const { rows } = findAdvisories(
      "go.mod",
      readLockfile("golang__vulndb/a752ea54fd/go.mod"),
      indexes.get("Go") ?? indexRecords([]),
    );
    expect(rows.map(({ advisory, confidence }) => [advisory, confidence])).toEqual([
      ["GO-2026-5932", "module"],
      ["GO-2026-6179", "module"],
      ["GO-2026-6180", "module"],
    ]);
  });

  it("GitHub's twins change no row of a crate, and dispute none but those that their native record calls clear", () => {
    const native = readCorpusRecords("crates.io");
    const twins = readCorpusRecords("crates.io twins").filter(({ id }) => id.startsWith("GHSA-"));
    const packages = ["0.1.45", "0.2.0", "0.2.6", "0.2.22", "0.2.23"].map((version) => ["time", version] as const);
    const inventory: Inventory = {
      ecosystem: "crates.io",
      packages: [...packages, ["ascii", "0.6.0"] as const].map(([name, version]) => ({
        name,
        version,
        source: "registry",
        isDev: false,
        dependencies: [],
      })),
    };
    const { rows, disputed } = findAdvisories("Cargo.lock", inventory, indexRecords([...native, ...twins]));
    const tell = (row: FindingRow) => `${row.package} ${row.version} ${row.advisory} ${row.fix.suggested}`;
    expect(rows.map(tell)).toEqual(["time 0.1.45 RUSTSEC-2020-0071 0.2.23", "time 0.2.22 RUSTSEC-2020-0071 0.2.23"]);
    expect(disputed.map(tell)).toEqual(["ascii 0.6.0 RUSTSEC-2023-0015 0.9.3", "time 0.2.0 RUSTSEC-2020-0071 0.2.23"]);
  });

  it("scores every CVSS 4.0 vector of the data as the two calculators do", () => {
    const scores = z.record(z.string(), z.number()).parse(readJson("cvss4-scores.json"));
    expect(Object.keys(scores).length).toBe(39);
    for (const [vector, score] of Object.entries(scores))
      expect([vector, scoreOfVector(vector)]).toEqual([vector, score]);
  });
});

function readLockfile(lockfile: string): Inventory {
  const reader = lockfileReaders.find(({ matches }) => matches(lockfile));
  if (reader === undefined) throw new Error(`no reader for ${lockfile}`);
  const reading = reader.parse(readFileSync(join(corpus, "lockfiles", lockfile), "utf8"), new Map());
  if (reading.state === "problem") throw new Error(`line ${reading.line}: ${reading.message}`);
  return reading.inventory;
}

/** They took the mark of package-lock.json alone; we also follow the groups that other lockfiles tell. */
function devOf(lockfile: string, rows: readonly boolean[]): readonly boolean[] {
  return lockfile.endsWith("package-lock.json") ? rows : [];
}

function comparable(row: FindingRow) {
  const { ecosystem, package: name, version, advisory, aliases, summary, kind, severity, interval, fix, reach } = row;
  return {
    ecosystem,
    package: name,
    version,
    advisory,
    aliases,
    summary,
    severity: {
      kind,
      score: severity.score ?? null,
      rating: severity.rating,
      vector: severity.vector ?? null,
    },
    interval: [interval?.introduced.text ?? null, interval?.fixed?.text ?? null, interval?.lastAffected?.text ?? null],
    // What is never hit again above it is the last end of all.
    fixed: {
      all: fix.all,
      nearest: fix.nearest ?? null,
      suggested: fix.suggested ?? null,
      durable: fix.all.at(-1) ?? null,
    },
    direct: reach.direct,
    path: reach.path.slice(1).map((step) => step.split(" ")[0]),
  };
}

/** Their paths name folders, or names with versions; the first step is a root without a name. */
function comparableExpected(row: ExpectedRow) {
  const {
    ecosystem,
    package: name,
    version,
    advisory,
    aliases,
    summary,
    severity,
    interval,
    fixed,
    direct,
    path,
  } = row;
  const names = path.slice(1).map((step) => step.replace(/^.*node_modules\//, "").replace(/(?<=.)(?:==|@| ).*$/, ""));
  return {
    ecosystem,
    package: name,
    version,
    advisory,
    aliases,
    summary,
    severity,
    interval,
    fixed,
    direct,
    path: names,
  };
}

function byKey(left: ExpectedRow, right: ExpectedRow): number {
  const key = (row: ExpectedRow) => [row.package, row.version, row.advisory].join("\u0000");
  return compareText(key(left), key(right));
}

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(corpus, ...path), "utf8"));
}
