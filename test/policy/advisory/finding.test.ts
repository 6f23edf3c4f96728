import { describe, expect, it } from "vitest";
import { groupByAdvisory } from "../../../src/policy/advisory/advisory.ts";
import { findAdvisories } from "../../../src/policy/advisory/finding.ts";
import { createReach } from "../../../src/policy/advisory/inventory.ts";
import { aRecord, aTree } from "./builders.ts";

const high = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const marked = (informational: string | null, categories: readonly string[] = []) => ({
  database_specific: { informational, categories },
});

describe("kind and rating", () => {
  const cvss = (score: string, type = "CVSS_V3") => [{ type, score }];
  const v4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:N/SC:H/SI:H/SA:N";

  it.for([
    { why: "a vector", more: { severity: cvss(high) }, entry: {}, is: "vulnerability high 7.5" },
    {
      why: "the highest CVSS version",
      more: { severity: [...cvss(high), ...cvss(v4, "CVSS_V4")] },
      entry: {},
      is: "vulnerability critical 9.3",
    },
    {
      why: "the entry before the record",
      more: { severity: cvss(high) },
      entry: { severity: cvss(v4, "CVSS_V4") },
      is: "vulnerability critical 9.3",
    },
    {
      why: "the database's word",
      more: { database_specific: { severity: "MODERATE" } },
      entry: {},
      is: "vulnerability medium -",
    },
    { why: "nothing at all", more: {}, entry: {}, is: "vulnerability unknown -" },
    {
      why: "a vector with a part missing",
      more: { severity: cvss("CVSS:3.1/AV:N/AC:L") },
      entry: {},
      is: "vulnerability unknown -",
    },
    {
      why: "text that is no vector",
      more: { severity: cvss("CVSS:3.1/nonsense") },
      entry: {},
      is: "vulnerability unknown -",
    },
    {
      why: "no impact",
      more: { severity: cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N") },
      entry: {},
      is: "vulnerability none 0",
    },
    { why: "unmaintained", more: {}, entry: marked("unmaintained"), is: "unmaintained unknown -" },
    { why: "unsound with a vector", more: { severity: cvss(high) }, entry: marked("unsound"), is: "unsound high 7.5" },
    { why: "a word nobody knows yet", more: {}, entry: marked("haunted"), is: "vulnerability unknown -" },
    { why: "malicious", more: {}, entry: marked(null, ["malicious"]), is: "malicious critical -" },
  ])("$why → $is", ({ more, entry, is }) => {
    const { rows } = findAdvisories("Cargo.lock", aTree("app 1.0.0 local → h2@0.4.0", "h2 0.4.0"), [
      aRecord({ more, entry }),
    ]);
    expect(rows.map(({ kind, severity }) => `${kind} ${severity.rating} ${severity.score ?? "-"}`)).toEqual([is]);
  });

  it("takes the rating of a twin when the native record has none", () => {
    const records = [aRecord({ aliases: ["GHSA-a"] }), aRecord({ id: "GHSA-a", more: { severity: cvss(high) } })];
    const { rows } = findAdvisories("Cargo.lock", aTree("h2 0.4.0"), records);
    expect(rows.map(({ advisory, severity }) => [advisory, severity.rating])).toEqual([["RUSTSEC-2099-0001", "high"]]);
  });
});

describe("the fix", () => {
  const [i, f] = [(at: string) => ({ introduced: at }), (at: string) => ({ fixed: at })];

  it.for([
    {
      why: "the next clear version",
      version: "0.4.0",
      events: [i("0"), f("0.4.13")],
      nearest: "0.4.13",
      suggested: "0.4.13",
    },
    {
      why: "of the own line, not the highest",
      version: "0.3.18",
      events: [i("0"), f("0.3.24"), i("0.4.0-0"), f("0.4.2")],
      nearest: "0.3.24",
      suggested: "0.3.24",
    },
    {
      why: "not a line that is hit again",
      version: "0.1.45",
      events: [i("0"), f("0.2.0"), i("0.2.1"), f("0.2.23")],
      nearest: "0.2.0",
      suggested: "0.2.23",
    },
    {
      why: "not the end of an empty interval",
      version: "44.0.0",
      events: [i("0"), f("44.0.2"), i("45.0.0"), f("45.0.0")],
      nearest: "44.0.2",
      suggested: "44.0.2",
    },
    {
      why: "no prerelease for users of releases",
      version: "0.44.2",
      events: [i("0"), f("0.45.0-alpha.5"), i("0.45.0"), f("0.45.2")],
      nearest: "0.45.2",
      suggested: "0.45.2",
    },
    {
      why: "a prerelease when there is nothing else",
      version: "0.44.2",
      events: [i("0"), f("0.45.0-alpha.5")],
      nearest: "0.45.0-alpha.5",
      suggested: "0.45.0-alpha.5",
    },
    {
      why: "a bound that need not exist",
      version: "0.3.0",
      events: [i("0"), f("0.3.1-0")],
      nearest: "0.3.1-0",
      suggested: "0.3.1-0",
    },
    { why: "none", version: "0.3.0", events: [i("0")], nearest: undefined, suggested: undefined },
  ])("$why", ({ version, events, nearest, suggested }) => {
    const { rows } = findAdvisories("Cargo.lock", aTree(`h2 ${version}`), [aRecord({ events })]);
    expect(rows.map(({ fix }) => [fix.nearest, fix.suggested])).toEqual([[nearest, suggested]]);
  });
});

describe("what counts", () => {
  it("never counts a withdrawn record", () => {
    const found = findAdvisories("Cargo.lock", aTree("h2 0.4.0"), [
      aRecord({ more: { withdrawn: "2099-01-01T00:00:00Z" } }),
    ]);
    expect(found).toEqual({ rows: [], disputed: [], notChecked: [] });
  });

  it("keeps as disputed what a twin says and the native record denies", () => {
    const native = aRecord({ events: [{ introduced: "0" }, { fixed: "0.2.0-0" }], aliases: ["GHSA-a"] });
    const twin = aRecord({ id: "GHSA-a", events: [{ introduced: "0.1" }, { last_affected: "0.2" }] });
    const found = findAdvisories("Cargo.lock", aTree("h2 0.2.0"), [native, twin]);
    expect(found.rows).toEqual([]);
    expect(found.disputed).toEqual([
      { lockfile: "Cargo.lock", package: "h2", version: "0.2.0", advisory: "RUSTSEC-2099-0001" },
    ]);
  });

  it("lists what it cannot check and says why, without an advisory for it", () => {
    const tree = aTree("h2 0.4.0 git", "h2 0.4.1 other-registry", "h2 four", "h2 0.4.2 local");
    const found = findAdvisories("Cargo.lock", tree, [aRecord({})]);
    expect(found.rows).toEqual([]);
    expect(found.notChecked.map(({ version, why }) => `${version} ${why}`)).toEqual([
      "0.4.0 git",
      "0.4.1 other-registry",
      "four unreadable-version",
    ]);
  });

  it("says of a record with an unreadable range that the package was not checked", () => {
    const found = findAdvisories("Cargo.lock", aTree("h2 0.4.0"), [aRecord({ events: [{ introduced: "soon" }] })]);
    expect(found.notChecked.map(({ why }) => why)).toEqual(["unreadable-record"]);
    expect(found.rows).toEqual([]);
  });

  it("makes one advisory of all packages it hits, the most urgent first", () => {
    const tree = aTree("h2 0.3.0", "h2 0.4.0", "old 1.0.0");
    const records = [
      aRecord({ id: "RUSTSEC-2099-0009", name: "old", entry: marked("unmaintained") }),
      aRecord({ id: "RUSTSEC-2099-0010", name: "h2" }),
    ];
    const advisories = groupByAdvisory(findAdvisories("Cargo.lock", tree, records).rows);
    expect(advisories.map(({ id, rows }) => [id, rows.map(({ version }) => version)])).toEqual([
      ["RUSTSEC-2099-0010", ["0.3.0", "0.4.0"]],
      ["RUSTSEC-2099-0009", ["1.0.0"]],
    ]);
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
      dependencies: index + 1 < steps ? [index + 1] : [],
    }));
    const { rows } = findAdvisories("Cargo.lock", { ecosystem: "crates.io", packages: chain }, [aRecord({})]);
    const path = rows.find(({ version }) => version === `0.0.${steps - 1}`)?.reach.path ?? [];
    expect(path).toHaveLength(100);
    expect(`${path.slice(0, 3).join(", ")}, … ${path.slice(-2).join(", ")}`).toBe(kept);
    expect(rows).toHaveLength(steps - 1);
  });
});
