import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInside, readIntervals } from "../../../../src/policy/advisory/records/interval.ts";
import { matchVersion } from "../../../../src/policy/advisory/records/match.ts";
import { type AdvisoryRecord, entriesFor } from "../../../../src/policy/advisory/records/record.ts";
import { readEntries } from "../../../../src/policy/advisory/records/read-entry.ts";
import { type VersionScheme, versionScheme } from "../../../../src/policy/advisory/versions/version-scheme.ts";
import { isInRange } from "../../../support/osv-oracle.ts";
import { aRecord } from "../builders.ts";

/** `>=1.0 <2.0 …` in the order in which a record writes its events. */
function events(text: string): readonly Readonly<Record<string, string>>[] {
  const kinds: Readonly<Record<string, string>> = {
    "+": "introduced",
    "-": "fixed",
    "=": "last_affected",
    "|": "limit",
  };
  return text.split(" ").map((word) => ({ [kinds[word[0] ?? ""] ?? "introduced"]: word.slice(1) }));
}

function match(version: string, text: string, entry?: Readonly<Record<string, unknown>>, ecosystem = "crates.io") {
  return meet(version, aRecord({ ecosystem, events: events(text), ...(entry && { entry }) }), ecosystem);
}

function meet(version: string, record: AdvisoryRecord, ecosystem = "crates.io") {
  const scheme = schemeOf(ecosystem);
  const parsed = scheme.parse(version);
  if (parsed === undefined) throw new Error(`not a version: ${version}`);
  return matchVersion(parsed, readEntries(entriesFor(record, ecosystem, "h2"), scheme));
}

function schemeOf(ecosystem: string): VersionScheme {
  const scheme = versionScheme(ecosystem);
  if (scheme === undefined) throw new Error(`no scheme for ${ecosystem}`);
  return scheme;
}

describe("one range", () => {
  it.for([
    { version: "1.0.0", events: "+0", state: "affected" },
    { version: "0.0.0-0", events: "+0.0.0-0 -1.0.0", state: "affected" },
    { version: "1.0.0", events: "+1.0.0 -2.0.0", state: "affected" },
    { version: "0.9.9", events: "+1.0.0 -2.0.0", state: "clear" },
    { version: "2.0.0", events: "+1.0.0 -2.0.0", state: "clear" },
    { version: "2.0.0", events: "+1.0.0 =2.0.0", state: "affected" },
    { version: "2.0.1", events: "+1.0.0 =2.0.0", state: "clear" },
    { version: "1.0.0", events: "+1.0.0 =1.0.0", state: "affected" },
    { version: "3.1.0", events: "+1.0.0 -2.0.0 +3.0.0 -3.2.0", state: "affected" },
    { version: "2.5.0", events: "+1.0.0 -2.0.0 +3.0.0 -3.2.0", state: "clear" },
    // Ties: fixed-first sorting would mark 45.0.3, introduced-first would clear 2.0.0.
    { version: "45.0.3", events: "+1.0.0 -44.0.2 +45.0.0 -45.0.0", state: "clear" },
    { version: "2.0.0", events: "+1.0.0 -2.0.0 +2.0.0 -3.0.0", state: "affected" },
    { version: "1.5.0", events: "-2.0.0 +1.0.0", state: "affected" },
    // Versions order as numbers, and prereleases by SemVer.
    { version: "0.10.0", events: "+0.9.0 -0.11.0", state: "affected" },
    { version: "1.0.0-alpha", events: "+0 -2.0.0", state: "affected" },
    { version: "1.2.0-beta.1", events: "+1.2.0 -1.3.0", state: "clear" },
    { version: "1.2.0-beta.1", events: "+1.2.0-0 -1.3.0", state: "affected" },
    { version: "1.0.0-rc10", events: "+0 -1.0.0-rc2", state: "affected" },
    { version: "2.0.0-rc.1", events: "+0 -2.0.0", state: "affected" },
    { version: "300.4.1+3.4.0", events: "+0 -300.4.1", state: "clear" },
    { version: "0.1.9", events: "+0.1 =0.2", state: "affected" },
    { version: "0.2.1", events: "+0.1 =0.2", state: "clear" },
    { version: "1.5.0", events: "+0 |1.0.0", state: "clear" },
    { version: "0.5.0", events: "+0 |1.0.0", state: "affected" },
    { version: "9.0.0", events: "+0 |*", state: "affected" },
    { version: "1.0.0", events: "+banana -2.0.0", state: "unreadable" },
    { version: "1.0.0", events: "+0 -99999999999999999999.0.0", state: "unreadable" },
  ])("$version in $events → $state", ({ version, events: text, state }) => {
    expect(match(version, text).state).toBe(state);
  });

  it("names the interval that hit", () => {
    const found = match("3.1.0", "+1.0.0 -2.0.0 +3.0.0 -3.2.0");
    expect(found.state === "affected" && found.interval?.introduced.text).toBe("3.0.0");
    expect(found.state === "affected" && found.interval?.fixed?.text).toBe("3.2.0");
  });
});

/** Each of them has been seen in a scanner, and gives another answer on this case than the right one. */
describe("algorithms that are wrong", () => {
  it.for([
    { wrong: "fixed first on ties", version: "45.0.3", events: "+1.0.0 -44.0.2 +45.0.0 -45.0.0", state: "clear" },
    { wrong: "first interval only", version: "3.1.0", events: "+1.0.0 -2.0.0 +3.0.0 -3.2.0", state: "affected" },
    { wrong: "lowest to highest", version: "2.5.0", events: "+1.0.0 -2.0.0 +3.0.0 -3.2.0", state: "clear" },
    { wrong: "ranges that leave prereleases out", version: "1.0.0-alpha", events: "+0 -2.0.0", state: "affected" },
    { wrong: "comparison as text, false alarm", version: "0.10.0", events: "+0 -0.9.0", state: "clear" },
    { wrong: "comparison as text, missed", version: "0.9.0", events: "+0 -0.10.0", state: "affected" },
    { wrong: "fixed inclusive", version: "2.0.0", events: "+1.0.0 -2.0.0", state: "clear" },
    { wrong: "glued prereleases as numbers", version: "1.0.0-rc10", events: "+0 -1.0.0-rc2", state: "affected" },
    { wrong: "prereleases of the first version count", version: "1.2.0-rc.1", events: "+1.2.0", state: "clear" },
    { wrong: "build metadata orders", version: "300.4.1+3.4.0", events: "+300.4.1 -300.5.0", state: "affected" },
    { wrong: "events in the order written", version: "1.9.0", events: "+0 +2.0.0 -2.0.1 -1.3.2", state: "clear" },
    { wrong: "text with a v as no version", version: "v1.5.0", events: "+1.0.0 -2.0.0", state: "affected" },
  ])("not $wrong: $version in $events → $state", ({ version, events: text, state }) => {
    expect(match(version, text).state).toBe(state);
  });
});

describe("the order of the ecosystem", () => {
  it.for([
    { ecosystem: "npm", version: "1.0.0-beta.2", events: "+0 -1.0.0-beta.11", state: "affected" },
    { ecosystem: "Go", version: "v1.2.3", events: "+0 -1.2.4", state: "affected" },
    { ecosystem: "Go", version: "2.0.0+incompatible", events: "+2.0.0 -2.0.1", state: "affected" },
    { ecosystem: "Go", version: "0.0.0-20190308221718-c2843e01d9a2", events: "+0 -0.1.0", state: "affected" },
    {
      ecosystem: "Go",
      version: "0.0.0-20220314234659-1baeb1ce4c0b",
      events: "+0 -0.0.0-20220314234659-1baeb1ce4c0b",
      state: "clear",
    },
    { ecosystem: "PyPI", version: "1.10", events: "+1.9 -1.11", state: "affected" },
    { ecosystem: "PyPI", version: "1.0", events: "+0 =1.0.0", state: "affected" },
    { ecosystem: "PyPI", version: "1.0.post1", events: "+0 =1.0", state: "clear" },
    { ecosystem: "PyPI", version: "1.0.post1", events: "+0 -1.0", state: "clear" },
    { ecosystem: "PyPI", version: "1.0.dev3", events: "+0 -1.0a1", state: "affected" },
    { ecosystem: "PyPI", version: "0.dev0", events: "+0 -1.0", state: "affected" },
    { ecosystem: "PyPI", version: "1!0.5", events: "+0 -2.0", state: "clear" },
    { ecosystem: "PyPI", version: "2.0.1+cpu", events: "+0 =2.0.1", state: "affected" },
    { ecosystem: "PyPI", version: "2.0.1+cpu", events: "+0 -2.0.1", state: "clear" },
    { ecosystem: "PyPI", version: "2.0.1", events: "+0 -2.0.1+safe.1", state: "affected" },
    { ecosystem: "PyPI", version: "2.0.1+safe.2", events: "+0 =2.0.1+safe.1", state: "clear" },
    { ecosystem: "PyPI", version: "1.0", events: "+0 -1.*", state: "unreadable" },
  ])("$ecosystem: $version in $events → $state", ({ ecosystem, version, events: text, state }) => {
    expect(match(version, text, {}, ecosystem).state).toBe(state);
  });

  it.for([
    { listed: ["1.0.0"], version: "1.0", state: "affected" },
    { listed: ["1.13.1"], version: "1.13.1+cu117", state: "affected" },
    { listed: ["1.13.1+cu117"], version: "1.13.1", state: "clear" },
    { listed: ["1.0.0rc1"], version: "1.0RC1", state: "affected" },
    { listed: ["1.0", "no version"], version: "1.1", state: "clear" },
  ])("PyPI: $version where $listed are listed → $state", ({ listed, version, state }) => {
    expect(match(version, "+0", { ranges: [], versions: listed }, "PyPI").state).toBe(state);
  });
});

describe("a whole record", () => {
  const git = { type: "GIT", events: [{ introduced: "0" }, { fixed: "9f3a" }] };
  const semver = (text: string) => ({ type: "SEMVER", events: events(text) });

  it.for([
    { why: "a range after a GIT range still counts", entry: { ranges: [git, semver("+0 -2.0.0")] }, state: "affected" },
    { why: "a GIT range alone says nothing about versions", entry: { ranges: [git] }, state: "clear" },
    { why: "a listed version is affected", entry: { ranges: [], versions: ["1.0.0"] }, state: "affected" },
    {
      why: "a listed version beside ranges that miss it",
      entry: { ranges: [semver("+5.0.0")], versions: ["1.0.0"] },
      state: "affected",
    },
    { why: "an unlisted version is clear", entry: { ranges: [], versions: ["1.0.1"] }, state: "clear" },
    {
      why: "a readable hit wins over an unreadable range",
      entry: { ranges: [semver("+x"), semver("+0")] },
      state: "affected",
    },
    {
      why: "an open interval ends where the words beside it say",
      entry: { ranges: [semver("+0")], database_specific: { last_known_affected_version_range: "< 1.0.0" } },
      state: "clear",
    },
    {
      why: "up to and including, in words",
      entry: { ranges: [semver("+0")], database_specific: { last_known_affected_version_range: "<= 1.0.0" } },
      state: "affected",
    },
    {
      why: "a fixed event wins over the words",
      entry: { ranges: [semver("+0 -2.0.0")], database_specific: { last_known_affected_version_range: "< 1.0.0" } },
      state: "affected",
    },
  ])("1.0.0: $why → $state", ({ entry, state }) => {
    expect(match("1.0.0", "+0", entry).state).toBe(state);
  });

  it("takes several entries for a package as a union, in any order", () => {
    const entry = (text: string) => ({ package: { ecosystem: "crates.io", name: "h2" }, ranges: [semver(text)] });
    const record = aRecord({ more: { affected: [entry("+1.0.0 -1.6.1"), entry("+0.6.3 -0.6.14")] } });
    const at = (version: string) => meet(version, record).state;
    expect([at("0.6.10"), at("0.9.0"), at("1.2.0")]).toEqual(["affected", "clear", "affected"]);
  });

  it("is not read where it has more events than any real one", () => {
    const many = (count: number) => ({
      ranges: Array.from({ length: count / 2 }, (_, at) => semver(`+${at + 1}.0.0 -${at + 1}.1.0`)),
    });
    expect(match("1.0.0", "+0", many(2000)).state).toBe("affected");
    expect(match("1.0.0", "+0", many(2002)).state).toBe("unreadable");
  });

  it("is found by any spelling of a Python name, and of others by its own alone", () => {
    const python = aRecord({ ecosystem: "PyPI", name: "Zope.Interface_Extra" });
    expect(entriesFor(python, "PyPI", "zope-interface-extra")).toHaveLength(1);
    expect(entriesFor(aRecord({ ecosystem: "npm", name: "JSONStream" }), "npm", "jsonstream")).toEqual([]);
    expect(entriesFor(aRecord({ ecosystem: "PyPI:extra" }), "PyPI", "h2")).toHaveLength(1);
  });

  it("does not take another ecosystem's package of the same name", () => {
    expect(entriesFor(aRecord({}), "npm", "h2")).toEqual([]);
    expect(entriesFor(aRecord({}), "Crates.io", "h2")).toEqual([]);
  });
});

describe("the interval walk", () => {
  const small = fc.nat({ max: 3 });
  const version = fc
    .tuple(small, small, small, fc.constantFrom("", "", "-0", "-alpha.2", "-rc10"))
    .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
  const event = fc
    .tuple(fc.constantFrom("introduced", "fixed", "last_affected"), fc.oneof(version, fc.constant("0")))
    .map(([kind, at]) => ({ [kind]: at }));

  it("agrees with the OSV schema's own evaluation, whatever the order and the ties", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 7 }), version, (list, at) => {
        const range = { type: "SEMVER", events: list };
        const scheme = schemeOf("crates.io");
        const parsed = scheme.parse(at);
        const intervals = readIntervals(range, scheme);
        if (parsed === undefined || intervals === undefined) throw new Error("generated versions are readable");
        expect(intervals.some((interval) => isInside(parsed, interval))).toBe(isInRange(at, range));
      }),
      { numRuns: 5000 },
    );
  });
});
