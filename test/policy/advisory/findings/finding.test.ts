import { describe, expect, it } from "vitest";
import { groupByAdvisory } from "../../../../src/policy/advisory/findings/advisory.ts";
import { findAdvisories } from "../../../../src/policy/advisory/findings/finding.ts";
import { createReach, type Inventory } from "../../../../src/policy/advisory/findings/inventory.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTree, aTreeOf } from "../builders.ts";

function meet(inventory: Inventory, records: readonly AdvisoryRecord[], claims: readonly string[] = []) {
  return findAdvisories("Cargo.lock", inventory, indexRecords(records), () => claims);
}

describe("what counts", () => {
  it("never counts a withdrawn record", () => {
    const found = meet(aTree("h2 0.4.0"), [aRecord({ more: { withdrawn: "2099-01-01T00:00:00Z" } })]);
    expect(found).toEqual({ rows: [], disputed: [], notChecked: [], boundaries: [], isCut: false });
  });

  it("lists what it cannot check and says why, without an advisory for it", () => {
    const tree = aTree("h2 0.4.0 git", "h2 0.4.1 other-registry", "h2 four", "h2 0.4.2 local", "h2 0.4.3 path");
    const found = meet(tree, [aRecord({})]);
    expect(found.rows).toEqual([]);
    expect(found.notChecked.map(({ version, why }) => `${version} ${why}`)).toEqual([
      "0.4.0 git",
      "0.4.1 other-registry",
      "four unreadable-version",
      "0.4.3 path",
    ]);
  });

  it("checks nothing of an ecosystem whose versions it cannot order", () => {
    const found = meet(aTreeOf("Maven", "h2 0.4.0", "h2 0.4.1 git"), [aRecord({ ecosystem: "Maven" })]);
    expect(found.rows).toEqual([]);
    expect(found.notChecked.map(({ version, why }) => `${version} ${why}`)).toEqual(["0.4.0 no-scheme", "0.4.1 git"]);
  });

  it("says of a record with an unreadable range that the package was not checked", () => {
    const found = meet(aTree("h2 0.4.0"), [aRecord({ events: [{ introduced: "soon" }] })]);
    expect(found.notChecked.map(({ why }) => why)).toEqual(["unreadable-record"]);
    expect(found.rows).toEqual([]);
  });

  it("makes one advisory of all packages it hits, the most urgent first", () => {
    const tree = aTree("h2 0.3.0", "h2 0.4.0", "old 1.0.0");
    const records = [
      aRecord({
        id: "RUSTSEC-2099-0009",
        name: "old",
        entry: { database_specific: { informational: "unmaintained" } },
      }),
      aRecord({ id: "RUSTSEC-2099-0010", name: "h2" }),
    ];
    const advisories = groupByAdvisory(meet(tree, records).rows);
    expect(advisories.map(({ id, rows }) => [id, rows.map(({ version }) => version)])).toEqual([
      ["RUSTSEC-2099-0010", ["0.3.0", "0.4.0"]],
      ["RUSTSEC-2099-0009", ["1.0.0"]],
    ]);
  });

  it("the worst rating of an advisory speaks for it", () => {
    const severity = (score: string) => [
      { type: "CVSS_V3", score: `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:${score}` },
    ];
    const of = (name: string, score: string) => ({
      package: { ecosystem: "crates.io", name },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }],
      severity: severity(score),
    });
    const record = aRecord({ more: { affected: [of("mild", "L"), of("grave", "H")] } });
    const [advisory] = groupByAdvisory(meet(aTree("grave 1.0.0", "mild 1.0.0"), [record]).rows);
    expect([advisory?.severity.rating, advisory?.rows.length]).toEqual(["high", 2]);
  });

  it("counts a package once, however often the lockfile holds it, with its nearest way in", () => {
    const tree = aTreeOf(
      "npm",
      "app 1.0.0 local → zeta@1.0.0, alpha@1.0.0",
      "zeta 1.0.0 → h2@0.4.0",
      "alpha 1.0.0 → beta@1.0.0",
      "beta 1.0.0",
      "h2 0.4.0 registry dev",
    );
    const again = { name: "h2", version: "0.4.0", source: "registry", isDev: false, dependencies: [] } as const;
    const packages = tree.packages.map((one) => (one.name === "beta" ? { ...one, dependencies: [5] } : one));
    const { rows } = meet({ ...tree, packages: [...packages, again] }, [aRecord({ ecosystem: "npm" })]);
    expect(rows.map(({ ecosystem, isDev, reach }) => [ecosystem, isDev, reach.path])).toEqual([
      ["npm", false, ["app 1.0.0", "zeta 1.0.0", "h2 0.4.0"]],
    ]);
  });

  it("is for work on the repository only where all copies are", () => {
    const { rows } = meet(aTree("h2 0.4.0 registry dev", "h2 0.4.0 registry dev", "h2 0.4.1 registry"), [aRecord({})]);
    expect(rows.map(({ version, isDev }) => [version, isDev])).toEqual([
      ["0.4.0", true],
      ["0.4.1", false],
    ]);
  });

  it("tells the first of a flood of findings, and that there are more", () => {
    const records = Array.from({ length: 101 }, (_, at) => aRecord({ id: `RUSTSEC-2099-${1000 + at}` }));
    const tree = (versions: number) => aTree(...Array.from({ length: versions }, (_, at) => `h2 0.4.${at}`));
    const flood = meet(tree(2000), records);
    expect([flood.isCut, flood.rows.length]).toEqual([true, 20_099]);
    expect(meet(tree(99), records).isCut).toBe(false);
  });
});

describe("the way in", () => {
  it("is the shortest, ties by name, and direct wins over transitive", () => {
    const tree = aTree(
      "app 1.0.0 local → zeta@1.0.0, alpha@1.0.0, both@1.0.0",
      "alpha 1.0.0 → deep@1.0.0",
      "zeta 1.0.0 → deep@1.0.0, both@1.0.0",
      "deep 1.0.0 → alpha@1.0.0",
      "both 1.0.0",
      "lost 1.0.0",
    );
    const reach = tree.packages.map((_, index) => createReach(tree)(index));
    expect(reach.map(({ direct, path }) => `${direct} ${path.join(" → ")}`)).toEqual([
      "false app 1.0.0",
      "true app 1.0.0 → alpha 1.0.0",
      "true app 1.0.0 → zeta 1.0.0",
      "false app 1.0.0 → alpha 1.0.0 → deep 1.0.0",
      "true app 1.0.0 → both 1.0.0",
      "false ",
    ]);
  });

  it.for([
    { steps: 100, kept: "h2 0.0.0, h2 0.0.1, h2 0.0.2, … h2 0.0.98, h2 0.0.99" },
    { steps: 101, kept: "h2 0.0.0, …, h2 0.0.3, … h2 0.0.99, h2 0.0.100" },
    { steps: 20_000, kept: "h2 0.0.0, …, h2 0.0.19902, … h2 0.0.19998, h2 0.0.19999" },
  ])("of $steps steps keeps at most 100", ({ steps, kept }) => {
    const chain = Array.from({ length: steps }, (_, index) => ({
      name: "h2",
      version: `0.0.${index}`,
      source: index === 0 ? ("local" as const) : ("registry" as const),
      isDev: false,
      dependencies: index + 1 < steps ? [index + 1] : [],
    }));
    const { rows } = meet({ ecosystem: "crates.io", packages: chain }, [aRecord({})]);
    const path = rows.find(({ version }) => version === `0.0.${steps - 1}`)?.reach.path ?? [];
    expect(path).toHaveLength(100);
    expect(`${path.slice(0, 3).join(", ")}, … ${path.slice(-2).join(", ")}`).toBe(kept);
    expect(rows).toHaveLength(steps - 1);
  });
});
