import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { matchTitle } from "../../../src/config/programs/program-title.ts";
import type { Config } from "../../../src/config/schema.ts";
import { usedGates } from "../../../src/config/used-gates.ts";
import { evaluate } from "../../../src/policy/evaluate.ts";
import { tagKey } from "../../../src/policy/tag.ts";
import { allOf, aFile, aPullRequest, judgedAt, someSnapshot } from "../../support/builders.ts";
import { chosenGates } from "../../support/chosen-gates.ts";

function load(text: string): Config {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}

const text = `areas:
  lead: { owners: [ana] }
gates:
  ci: { checks: [build] }
  before: { tag: "tier-<tier.previous>-done" }
  done: { manual: "Tier <tier> of <part> is read" }
  report: { evidence: { file: "reports/<part>.json" }, rows: [{ name: r, value: a, expect: "= 1" }] }
programs:
  tiers:
    sequence: tier
    when: { title: "docs(<part>): resolve tier <tier> *" }
    require: [before, done, report]
    advise: [ci]
    signoff: [lead]
  labelled: { when: { labels: [audit], paths: [docs/**] }, require: [ci] }
pull_request: { require: [title] }
`;

function used(title: string, config = text) {
  return chosenGates(load(config), { title });
}

const absent = { state: "absent" } as const;

function verdicts(title: string) {
  const pullRequest = aPullRequest({ title, labels: [] });
  const tags = new Map(["tier-1-done", "tier-4-done"].map((name) => [tagKey({ name, branch: undefined }), absent]));
  const snapshot = someSnapshot({ pullRequest, files: allOf(aFile({ path: "src/a.ts" })), tags });
  const { gates } = evaluate(snapshot, usedGates(load(text), pullRequest), { draftsWait: false, now: judgedAt });
  return new Map(gates.map(({ gate, verdict }) => [gate, [verdict.state, verdict.reason.code]]));
}

describe("the title of a program", () => {
  it.for<{ pattern: string; title: string; values: Record<string, string> | undefined }>([
    { pattern: "tier <tier>", title: "tier 7", values: { tier: "7" } },
    { pattern: "tier <tier>", title: "Tier 7", values: undefined },
    { pattern: "tier <tier>", title: "tier 7 and more", values: undefined },
    { pattern: "tier <tier>", title: "a tier 7", values: undefined },
    { pattern: "tier <tier>*", title: "tier 7 and\nmore", values: { tier: "7" } },
    { pattern: "<a>-<b>", title: "x-y-z", values: { a: "x-y", b: "z" } },
    { pattern: "<a>", title: "a/b", values: undefined },
    { pattern: "<a>", title: "v1.2_x-3", values: { a: "v1.2_x-3" } },
    { pattern: "<a>", title: "", values: undefined },
    { pattern: "<a>", title: "é", values: undefined },
    { pattern: "fix(.*): [x]+?", title: "fix(.*): [x]+?", values: {} },
    { pattern: "fix(.*): [x]+?", title: "fix(a): x", values: undefined },
    { pattern: "\\Q<a>\\E", title: "\\Qx\\E", values: { a: "x" } },
    { pattern: "a < b > c", title: "a < b > c", values: {} },
  ])("$pattern of $title", ({ pattern, title, values }) => {
    const found = matchTitle(pattern, title);
    expect(found === undefined ? undefined : Object.fromEntries(found)).toEqual(values);
  });

  it("is matched by what it was made from, whatever stands in it", () => {
    const literal = fc.string({ unit: "grapheme", maxLength: 20 }).map((part) => part.replaceAll(/[<>*]/g, ""));
    const value = fc.stringMatching(/^[0-9A-Za-z._-]{1,10}$/);
    fc.assert(
      fc.property(literal, value, literal, (before, tier, after) => {
        const title = `${before} ${tier} ${after}`;
        expect(matchTitle(`${before} <tier> ${after}`, title)?.get("tier")).toBe(tier);
      }),
    );
  });
});

describe("a pull request that belongs to a program", () => {
  const title = "docs(core): resolve tier 5 findings";

  it("has its gates after the required ones, and its areas under its name", () => {
    expect(used(title).map(({ name, use, gate }) => [name, use, gate.kind])).toEqual([
      ["title", "require", "title"],
      ["before", "require", "tag"],
      ["done", "require", "manual"],
      ["report", "require", "evidence"],
      ["tiers", "require", "signoff"],
      ["ci", "require", "checks"],
      ["ci", "advise", "checks"],
    ]);
  });

  it("has what its title says filled in", () => {
    const wants = new Map(used(title).map(({ name, gate }) => [name, gate.wants]));
    expect(wants.get("before")?.tags).toEqual([{ name: "tier-4-done", branch: undefined }]);
    expect(wants.get("report")?.documents).toEqual(["reports/core.json"]);
    expect(wants.get("tiers")?.areas).toEqual(["lead"]);
  });

  it.for([
    { title, before: "tier=5", done: "part=core, tier=5", report: "part=core" },
    { title: "docs(core): resolve tier x findings", before: "tier=x", done: "part=core, tier=x", report: "part=core" },
    {
      title: "docs(core): resolve tier 05 findings",
      before: "tier=05",
      done: "part=core, tier=05",
      report: "part=core",
    },
  ])("tells of each gate what $title puts into it", ({ title: given, ...filled }) => {
    expect(Object.fromEntries(used(given).map((each) => [each.name, each.filled]))).toEqual({
      ...filled,
      title: undefined,
      tiers: undefined,
      ci: undefined,
    });
  });

  it("has only conditions of its labels and files left", () => {
    expect(
      used(title)
        .map(({ name, when }) => [name, when])
        .filter(([, when]) => when !== undefined),
    ).toEqual([["ci", [{ labels: ["audit"], paths: ["docs/**"] }]]]);
  });

  it("has nothing of it when its title is another", () => {
    expect(used("docs(core): resolve tiers").map(({ name }) => name)).toEqual(["title", "ci"]);
  });

  it("shows a gate that several uses name once, as the first that applies", () => {
    expect([...verdicts(title).keys()]).toEqual(["title", "before", "done", "report", "tiers", "ci"]);
    expect(verdicts(title).get("ci")?.[0]).not.toBe("not-applicable");
    expect(verdicts("docs: x").get("ci")).toEqual(["not-applicable", "gate-not-applicable"]);
  });
});

describe("a sequence", () => {
  it.for([
    { tier: "2", state: "fail", code: "tag-absent" },
    { tier: "1", state: "not-applicable", code: "sequence-begins" },
    { tier: "0", state: "not-applicable", code: "sequence-begins" },
    { tier: "two", state: "no-data", code: "sequence-unreadable" },
    { tier: "02", state: "no-data", code: "sequence-unreadable" },
    { tier: "1.5", state: "no-data", code: "sequence-unreadable" },
    { tier: "-1", state: "no-data", code: "sequence-unreadable" },
    { tier: "9999999999", state: "no-data", code: "sequence-unreadable" },
  ])("at $tier: $state", ({ tier, state, code }) => {
    expect(verdicts(`docs(core): resolve tier ${tier} findings`).get("before")).toEqual([state, code]);
  });

  it("that is no number leaves no gate open that asks for it, and the others as they are", () => {
    const found = verdicts("docs(core): resolve tier two findings");
    expect(found.get("done")).toEqual(["no-data", "sequence-unreadable"]);
    expect(found.get("report")?.[1]).not.toBe("sequence-unreadable");
  });

  it("what cannot be used where it is filled in closes the gate", () => {
    expect(verdicts("docs(..): resolve tier 5 findings").get("done")?.[0]).toBe("waiting");
    const config = text.replace("reports/<part>.json", "reports/<part>/a.json");
    const [report] = used("docs(..): resolve tier 5 findings", config).filter(({ name }) => name === "report");
    expect(report?.gate).toMatchObject({ needs: [], wants: {} });
  });
});

it("texts that decide what something means are never filled", () => {
  const config = `gates:
  g: { evidence: { file: "<a>.json" }, rows: [{ name: "<a>", value: "x.<a>", expect: "= <a>" }] }
programs: { p: { when: { title: "<a>" }, require: [g] } }`;
  expect(loadConfig(`version: 1\n${config}`).ok).toBe(false);
  const patterns = `gates:
  g: { patterns: [{ in: title, forbid: "^<a>$", say: "not <a>" }] }
programs: { p: { when: { title: "<a>" }, require: [g] } }`;
  const gate = used(".-_", patterns)[0]?.gate;
  const facts = { ...someSnapshot({ pullRequest: aPullRequest({ title: "<a>" }) }), now: judgedAt };
  expect(
    JSON.stringify(
      gate?.judge({ ...facts, headSince: judgedAt, areas: [], wholeDigest: null }, { name: "g", area: undefined }),
    ),
  ).toContain("not .-_");
});
