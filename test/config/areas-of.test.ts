import { describe, expect, it } from "vitest";
import { areasOf, usesCodeowners } from "../../src/config/areas-of.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Area } from "../../src/policy/area/area.ts";

const monday = new Date("2026-03-02T00:00:00Z");

function load(text: string) {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

function areas(text: string, now = monday): readonly Area[] {
  return areasOf(load(text), { now, files: [], codeowners: undefined });
}

/** The area `a` of a configuration that also has the areas `b` and `many`. */
function areaA(area: string, signoffs = "{}", now = monday): Area {
  const others = "  b: { owners: [bob] }\n  many: { owners: [ben, cid] }";
  const text = `areas:\n  a: { ${area} }\n${others}\nsignoffs: ${signoffs}\npull_request: { require: [title] }`;
  const found = areas(text, now).find(({ name }) => name === "a");
  if (found === undefined) throw new Error("there is no area a");
  return found;
}

it("an area that says only who owns it has the defaults", () => {
  expect(areas("areas: { runtime: { owners: [ana, '@acme/runtime'] } }")).toEqual([
    {
      name: "runtime",
      title: "runtime",
      aliases: [],
      owners: ["ana", "@acme/runtime"],
      shownOwners: ["ana", "@acme/runtime"],
      backups: [],
      agents: [],
      isAgentSufficient: false,
      files: { kind: "globs", globs: [] },
      quorum: { need: 1, maxOutstanding: undefined },
      staleOn: "area_change",
      selfSignoff: "deny",
      required: "when_touched",
      excludesContributors: "no",
      keepsAfterLeave: false,
      reviews: "explicit",
      problem: undefined,
    },
  ]);
});

it("an area that says everything is taken at its word", () => {
  const text = `areas:
  runtime:
    title: Plugin runtime
    aliases: [rt, docs/ops]
    owners: [ana#12, bob]
    backups: [cid, "@acme/x", "@agents", { who: [dan, "@acme/y"], after: 48h }, { who: [api], kind: area, after: when_author }]
    agents: ["renovate[bot]"]
    agent_sufficient: true
    paths: [src/**]
    required: always
    quorum: majority
    max_outstanding: 2
    self_signoff: with_backup
    stale_on: never
    exclude_contributors: strict
    keep_after_leave: true
  api: { owners: [eve] }
signoffs: { reviews: implicit, show_owners: none }
`;
  expect(areas(text)[0]).toEqual({
    name: "runtime",
    title: "Plugin runtime",
    aliases: ["rt", "docs/ops"],
    owners: ["ana#12", "bob"],
    shownOwners: [],
    backups: [
      { kind: "person", who: ["cid"], after: "immediately" },
      { kind: "team", who: ["@acme/x"], after: "immediately" },
      { kind: "team", who: ["@agents"], after: "immediately" },
      { kind: "person", who: ["dan"], after: 48 * 3_600_000 },
      { kind: "team", who: ["@acme/y"], after: 48 * 3_600_000 },
      { kind: "area", who: ["api"], after: "when_author" },
    ],
    agents: ["renovate[bot]"],
    isAgentSufficient: true,
    files: { kind: "globs", globs: ["src/**"] },
    quorum: { need: "majority", maxOutstanding: 2 },
    staleOn: "never",
    selfSignoff: "with_backup",
    required: "always",
    excludesContributors: "strict",
    keepsAfterLeave: true,
    reviews: "implicit",
    problem: undefined,
  });
});

describe("what holds for every area yields to what an area says", () => {
  const common = "{ self: allow, quorum: 2, stale_on: any_push, exclude_contributors: true }";
  it.for([
    {
      area: "owners: [ana, bob]",
      expected: { selfSignoff: "allow", quorum: { need: 2 }, staleOn: "any_push", excludesContributors: "yes" },
    },
    {
      area: "owners: [ana], self_signoff: deny, quorum: 1, stale_on: never, exclude_contributors: false",
      expected: { selfSignoff: "deny", quorum: { need: 1 }, staleOn: "never", excludesContributors: "no" },
    },
  ])("$area", ({ area, expected }) => {
    const text = `areas: { a: { ${area} } }\nsignoffs: ${common}`;
    expect(areas(text)[0]).toMatchObject(expected);
  });
});

describe("who may sign alone may sign with evidence, and otherwise nobody their own", () => {
  it.for([
    { area: "owners: [ana]", self: "with_evidence" },
    { area: "owners: [ana, Ana#12]", self: "with_evidence" },
    { area: "owners: [ana], agents: [renovate], agent_sufficient: true", self: "with_evidence" },
    { area: "owners: [ana], backups: [{ who: [title], kind: gate }]", self: "with_evidence" },
    { area: "owners: [ana, bob]", self: "deny" },
    { area: "owners: ['@acme/runtime']", self: "deny" },
    { area: "owners: [ana], backups: [bob]", self: "deny" },
    { area: "owners: [ana], backups: ['@acme/runtime']", self: "deny" },
    { area: "owners: [bob], backups: [{ who: [b], kind: area }]", self: "with_evidence" },
    { area: "owners: [ana], backups: [{ who: [b], kind: area }]", self: "deny" },
    { area: "owners: [ben], backups: [{ who: [many], kind: area, after: 48h }]", self: "deny" },
  ])("$area → $self", ({ area, self }) => expect(areaA(area).selfSignoff).toBe(self));
});

describe("when a backup may sign", () => {
  it.for([
    { after: "immediately", expected: "immediately" },
    { after: "when_author", expected: "when_author" },
    { after: "0m", expected: 0 },
    { after: "90s", expected: 90_000 },
    { after: "1m", expected: 60_000 },
    { after: "90m", expected: 90 * 60_000 },
    { after: "48h", expected: 48 * 3_600_000 },
    { after: "7d", expected: 7 * 24 * 3_600_000 },
  ] as const)("$after", ({ after, expected }) =>
    expect(areaA(`owners: [ana], backups: [{ who: [bob], after: ${after} }]`).backups).toEqual([
      { kind: "person", who: ["bob"], after: expected },
    ]),
  );
});

describe("T50: owners are shown as the configuration allows", () => {
  it.for([
    { shown: "names", expected: ["ana", "@acme/runtime"] },
    { shown: "teams", expected: ["@acme/runtime"] },
    { shown: "none", expected: [] },
  ])("$shown", ({ shown, expected }) => {
    const { owners, shownOwners } = areaA("owners: ['ana#12', '@acme/runtime#7']", `{ show_owners: ${shown} }`);
    expect(shownOwners).toEqual(expected);
    expect(owners).toEqual(["ana#12", "@acme/runtime#7"]);
  });
});

describe("owners take turns by the week, from Monday to Sunday in UTC", () => {
  it.for([
    { at: "1970-01-05T00:00:00Z", owners: ["ana", "bob", "cid"] },
    { at: "1970-01-11T23:59:59Z", owners: ["ana", "bob", "cid"] },
    { at: "1970-01-12T00:00:00Z", owners: ["bob", "cid", "ana"] },
    { at: "1970-01-19T00:00:00Z", owners: ["cid", "ana", "bob"] },
    { at: "1970-01-26T00:00:00Z", owners: ["ana", "bob", "cid"] },
    { at: "2026-03-01T23:59:59Z", owners: ["bob", "cid", "ana"] },
    { at: "2026-03-02T00:00:00Z", owners: ["cid", "ana", "bob"] },
  ])("$at → $owners", ({ at, owners }) => {
    const area = areaA("owners: [ana, bob, cid], rotate: week", "{}", new Date(at));
    expect(area.owners).toEqual(owners);
    expect(area.shownOwners).toEqual(owners);
  });
});

describe("files of an area", () => {
  it.for([
    { name: "globs", area: "paths: [src/**]", files: { kind: "globs", globs: ["src/**"] } },
    { name: "none", area: "", files: { kind: "globs", globs: [] } },
    { name: "always", area: "required: always", files: { kind: "all" } },
    { name: "always, and globs", area: "required: always, paths: [a]", files: { kind: "globs", globs: ["a"] } },
  ])("$name", ({ area, files }) =>
    expect(areaA(`owners: [ana]${area === "" ? "" : `, ${area}`}`).files).toEqual(files),
  );
});

describe("T27: the rules themselves belong to governance", () => {
  const rules = [".github/gatehouse.yml"];
  const withCodeowners = [...rules, ".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
  it.for([
    { name: "the configuration", text: "governance: { owners: [ana] }", globs: rules },
    { name: "whatever its case", text: "Governance: { owners: [ana] }", globs: rules },
    { name: "by an alias", text: "x: { owners: [ana], aliases: [governance] }", globs: rules },
    { name: "besides its paths", text: "governance: { owners: [ana], paths: [a] }", globs: ["a", ...rules] },
    {
      name: "and CODEOWNERS, where they are used",
      text: "governance: { owners: [ana] }, core: { codeowners: true }",
      globs: withCodeowners,
    },
    { name: "and nothing of it to others", text: "x: { owners: [ana], paths: [a] }", globs: ["a"] },
  ])("$name", ({ text, globs }) => expect(areas(`areas: { ${text} }`)[0]?.files).toEqual({ kind: "globs", globs }));

  it("an area that answers for everything answers for them too", () => {
    const [governance] = areas("areas: { governance: { owners: [ana], required: always } }");
    expect(governance?.files).toEqual({ kind: "all" });
  });
});

it.for([
  { text: "areas: { a: { owners: [ana] } }", uses: false },
  { text: "areas: { a: { owners: [ana] }, b: { codeowners: true } }", uses: true },
  { text: "areas: {}", uses: false },
])("$text uses CODEOWNERS: $uses", ({ text, uses }) => expect(usesCodeowners(load(text))).toBe(uses));
