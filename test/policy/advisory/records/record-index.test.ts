import { describe, expect, it } from "vitest";
import { groupByIdentity } from "../../../../src/policy/advisory/records/identity.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { type VersionScheme, versionScheme } from "../../../../src/policy/advisory/versions/version-scheme.ts";
import { aRecord } from "../builders.ts";

/** A scheme that counts how often a version is read. */
function aCountingScheme(): VersionScheme & { readonly read: () => number } {
  const scheme = versionScheme("crates.io");
  if (scheme === undefined) throw new Error("crates.io has a scheme");
  let count = 0;
  return {
    ...scheme,
    read: () => count,
    parse: (text) => {
      count += 1;
      return scheme.parse(text);
    },
  };
}

describe("the index", () => {
  const fixed = aRecord({ events: [{ introduced: "1.0.0" }, { fixed: "1.2.0" }] });

  it("reads a record when its package is asked for, and once for all lockfiles", () => {
    const scheme = aCountingScheme();
    const index = indexRecords([fixed, aRecord({ id: "RUSTSEC-2099-0002", name: "rand" })]);
    expect(scheme.read()).toBe(0);
    for (let lockfile = 0; lockfile < 3; lockfile += 1) {
      const told = index.about("crates.io", "h2", scheme);
      expect(told.stars.map(({ hub }) => told.entriesOf(hub).length)).toEqual([1]);
    }
    expect(scheme.read()).toBe(2);
  });

  it("knows neither packages nor ids of withdrawn records", () => {
    const scheme = aCountingScheme();
    const index = indexRecords([aRecord({ more: { withdrawn: "2099-01-01T00:00:00Z" } })]);
    expect(index.about("crates.io", "h2", scheme).stars).toEqual([]);
    expect(index.byId("RUSTSEC-2099-0001")).toBeUndefined();
  });

  it("keeps ecosystems apart, and finds a Python name however it is spelled", () => {
    const scheme = aCountingScheme();
    const index = indexRecords([fixed, aRecord({ id: "PYSEC-2099-1", ecosystem: "PyPI", name: "Zope_Interface" })]);
    expect(index.about("npm", "h2", scheme).stars).toEqual([]);
    expect(index.about("PyPI", "zope-interface", scheme).stars).toHaveLength(1);
    expect(index.about("PyPI", "__proto__", scheme).stars).toEqual([]);
  });

  it("takes a record with several entries for one package as one", () => {
    const entry = { package: { ecosystem: "crates.io", name: "h2" }, ranges: [] };
    const other = { package: { ecosystem: "crates.io", name: "rand" }, ranges: [] };
    const scheme = aCountingScheme();
    const told = indexRecords([aRecord({ more: { affected: [entry, other, entry] } })]).about(
      "crates.io",
      "h2",
      scheme,
    );
    expect(told.stars.map(({ hub }) => told.entriesOf(hub).length)).toEqual([2]);
  });

  it("groups a package with thousands of records without comparing each with each", () => {
    let looks = 0;
    const count = 3000;
    const records = Array.from({ length: count }, (_, at): AdvisoryRecord => {
      const isNative = at % 2 === 0;
      const id = isNative ? `RUSTSEC-2099-${at}` : `GHSA-${at - 1}`;
      return {
        ...aRecord({ id }),
        get aliases() {
          looks += 1;
          return isNative ? [`GHSA-${at}`] : [];
        },
      };
    });
    const stars = groupByIdentity(records, "crates.io");
    expect(stars.map(({ twins }) => twins.length)).toEqual(Array.from({ length: count / 2 }, () => 1));
    expect(looks).toBeLessThanOrEqual(4 * count);
  });
});

describe("a record", () => {
  it("is read whatever its ecosystem writes in its own corner", () => {
    for (const corner of [
      { imports: "everything" },
      { imports: [{ symbols: ["a"] }] },
      "words",
      null,
      { affects: {} },
    ]) {
      const record = aRecord({ entry: { ecosystem_specific: corner } });
      expect(record.affected?.[0]?.ecosystem_specific?.imports ?? []).toEqual([]);
    }
  });
});
