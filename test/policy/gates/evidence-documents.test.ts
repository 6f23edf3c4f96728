import { describe, expect, it } from "vitest";
import { artifactKey, type EvidenceRun } from "../../../src/policy/evidence/artifact.ts";
import type { Evidence } from "../../../src/policy/evidence/options.ts";
import type { Facts } from "../../../src/policy/facts.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import type { Verdict } from "../../../src/policy/verdict.ts";
import { sentence } from "../../../src/render/reason.ts";
import { allOf, aPullRequest, secondHead, someFacts } from "../../support/builders.ts";

const used = { name: "size", area: undefined };
const want = { workflow: "nightly.yml", name: "reports", path: "**/summary.json" };
const now = new Date("2026-11-20T12:00:00Z");

/** On `{ a: 1 }` with what is given, as a file at noon. */
function judge(
  asked: Partial<Evidence>,
  document: unknown,
  given: Partial<Facts> = {},
  file = "summary.json",
): Verdict {
  const isLines = file.endsWith(".jsonl") && Array.isArray(document);
  const text = isLines ? document.map((line) => JSON.stringify(line)).join("\n") : JSON.stringify(document);
  const rows = [{ name: "a", value: isLines ? "count([*])" : "a", expect: ">= 1" }];
  const documents = new Map([[file, { state: "found" as const, text }]]);
  return evidenceGate
    .bind({ evidence: { file, ...asked }, rows })
    .judge(someFacts({ documents, now, files: allOf(), ...given }), used);
}

function judgeArtifact(asked: Partial<Evidence>, document: unknown, run: Partial<EvidenceRun> = {}): Verdict {
  const startedAt = new Date("2026-11-20T10:00:00Z");
  const whole = { id: 41, headSha: secondHead, branch: "main", startedAt, isOfHead: true, ...run };
  const artifacts = new Map([
    [artifactKey(want), { state: "found" as const, text: JSON.stringify(document), file: "summary.json", run: whole }],
  ]);
  return evidenceGate
    .bind({ evidence: { artifact: want, ...asked }, rows: [{ name: "a", value: "a", expect: ">= 1" }] })
    .judge(someFacts({ artifacts, now, files: allOf() }), used);
}

function says(verdict: Verdict): string {
  return `${verdict.state}: ${sentence(verdict.reason)}`;
}

describe("freshness", () => {
  it.for([
    { name: "an hour old", document: { a: 1, generated_at: "2026-11-20T11:00:00Z" }, state: "pass" },
    { name: "a second short of too old", document: { a: 1, generated_at: "2026-11-19T00:00:01Z" }, state: "pass" },
    { name: "exactly too old", document: { a: 1, generated_at: "2026-11-19T00:00:00Z" }, state: "evidence-stale" },
    { name: "a week old", document: { a: 1, timestamp: "20261113T120000Z" }, state: "evidence-stale" },
    { name: "of yesterday", document: { a: 1, date: "2026-11-19" }, state: "evidence-stale" },
    { name: "of today", document: { a: 1, date: "2026-11-20" }, state: "pass" },
    { name: "by a clock that is ahead", document: { a: 1, run_at: "2026-11-20T12:05:00Z" }, state: "pass" },
    { name: "of next year", document: { a: 1, run_at: "2027-11-20T12:00:00Z" }, state: "evidence-from-future" },
    { name: "of an hour ahead", document: { a: 1, run_at: "2026-11-20T12:05:01Z" }, state: "evidence-from-future" },
    { name: "with an offset", document: { a: 1, created_at: "2026-11-20T13:30:00+02:00" }, state: "pass" },
    { name: "without a time", document: { a: 1 }, state: "evidence-undated" },
    { name: "with a time below", document: { a: 1, meta: { date: "2026-11-20" } }, state: "evidence-undated" },
    { name: "without a zone", document: { a: 1, date: "2026-11-20T11:00:00" }, state: "evidence-time-unreadable" },
    { name: "with a number", document: { a: 1, timestamp: 1_795_000_000 }, state: "evidence-time-unreadable" },
    { name: "with null", document: { a: 1, timestamp: null }, state: "evidence-time-unreadable" },
    { name: "with a list", document: { a: 1, timestamp: ["2026-11-20"] }, state: "evidence-time-unreadable" },
    // The usual key is what the tool means; a nicer one is not looked for.
    {
      name: "with a usual key that cannot be read",
      document: { a: 1, generated_at: "now", date: "2026-11-20" },
      state: "evidence-time-unreadable",
    },
  ])("$name → $state", ({ document, state }) => {
    const verdict = judge({ fresh: "36h" }, document);
    expect(state).toBe(verdict.state === "pass" ? "pass" : verdict.reason.code);
    expect(verdict.state).toBe(state === "pass" ? "pass" : "no-data");
  });

  it("says until when it counts, and asks for a look then", () => {
    const verdict = judge({ fresh: "36h" }, { a: 1, generated_at: "2026-11-20T11:00:00.551273351Z" });
    expect(verdict.notes?.map(sentence)).toEqual([
      "Made at `2026-11-20 11:00 UTC`, and counts until `2026-11-21 23:00 UTC`.",
    ]);
    expect(verdict.changesAt?.toISOString()).toBe("2026-11-21T23:00:00.551Z");
  });

  it("what is too old says when it was made and what is asked, and does not look again", () => {
    const verdict = judge({ fresh: "36h" }, { a: 1, generated_at: "2026-11-18T11:00:00Z" });
    expect(says(verdict)).toBe(
      "no-data: `summary.json` was made at `2026-11-18 11:00 UTC`, which is longer ago than 36 hours.",
    );
    expect(verdict.changesAt).toBeUndefined();
    expect(verdict.rows?.map(({ state, reason }) => [state, reason.code])).toEqual([["no-data", "evidence-stale"]]);
  });

  it("what is still to come is looked at again when it has come", () => {
    const verdict = judge({ fresh: "36h" }, { a: 1, generated_at: "2026-11-20T13:00:00Z" });
    expect(verdict.changesAt?.toISOString()).toBe("2026-11-20T12:55:00.000Z");
  });

  it("where nobody asks for it, the time is told if there is one", () => {
    const told = [{ date: "2020-01-01" }, { date: "once" }, {}].map((more) => {
      const verdict = judge({}, { a: 1, ...more });
      return [verdict.state, verdict.changesAt, verdict.notes?.map(sentence)];
    });
    expect(told).toEqual([
      ["pass", undefined, ["Made at `2020-01-01 00:00 UTC`."]],
      ["pass", undefined, []],
      ["pass", undefined, []],
    ]);
  });

  it.for([
    { time: "meta.at", document: { a: 1, meta: { at: "2026-11-20T11:00:00Z" } }, code: "rows-hold" },
    { time: "meta.when", document: { a: 1, meta: {}, date: "2026-11-20" }, code: "evidence-no-time" },
    {
      time: "runs[*].at",
      document: { a: 1, runs: [{ at: "2026-11-20" }, { at: "2026-11-20" }] },
      code: "evidence-no-time",
    },
    { time: "meta", document: { a: 1, meta: { at: "2026-11-20" } }, code: "evidence-time-unreadable" },
  ])("at $time → $code", ({ time, document, code }) => {
    expect(judge({ fresh: "36h", time }, document).reason.code).toBe(code);
    // Who names a path wants it to be there.
    expect(judge({ time }, document).reason.code).toBe(code);
  });

  const line = (hour: string) => ({ a: 1, timestamp: `2026-11-20T${hour}:00:00Z` });
  it.for([
    { name: "all lines are fresh", lines: [line("10"), line("11")], code: "rows-hold" },
    { name: "one line is old", lines: [line("11"), line("01"), line("11")], code: "evidence-stale" },
    { name: "one line has no time", lines: [line("11"), { a: 1 }], code: "evidence-partly-dated" },
    { name: "one line is no object", lines: [line("11"), 5], code: "evidence-partly-dated" },
    { name: "no line has a time", lines: [{ a: 1 }, { a: 1 }], code: "evidence-undated" },
  ])("of JSON Lines the oldest counts: $name → $code", ({ lines, code }) => {
    expect(judge({ fresh: "6h" }, lines, {}, "events.jsonl").reason.code).toBe(code);
  });

  it("of JSON Lines one line may speak for all, where its path is named", () => {
    const lines = [{ kind: "header", timestamp: "2026-11-20T11:00:00Z" }, { a: 1 }];
    const verdict = judge({ fresh: "6h", time: "[kind=header].timestamp" }, lines, {}, "events.jsonl");
    expect(verdict.state).toBe("pass");
  });

  it.for([
    { name: "its own time counts", document: { a: 1, date: "2026-11-01" }, fresh: "36h", code: "evidence-stale" },
    { name: "without one the start of the run", document: { a: 1 }, fresh: "36h", code: "rows-hold" },
    { name: "and that grows old too", document: { a: 1 }, fresh: "2h", code: "evidence-stale" },
    {
      name: "one that is no time is not passed over",
      document: { a: 1, date: "-" },
      fresh: "36h",
      code: "evidence-time-unreadable",
    },
  ])("of an artifact, $name → $code", ({ document, fresh, code }) => {
    expect(judgeArtifact({ fresh }, document).reason.code).toBe(code);
  });
});

describe("JSON Lines of an artifact", () => {
  const old = { a: 1, generated_at: "2020-01-01T00:00:00Z" };
  it.for([
    { name: "all lines are old", lines: [old, old], code: "evidence-stale" },
    {
      name: "one line says nothing, and does not make the others young",
      lines: [old, { a: 1 }],
      code: "evidence-partly-dated",
    },
    { name: "no line says anything", lines: [{ a: 1 }, 5], code: "rows-hold" },
  ])("$name → $code", ({ lines, code }) => {
    const text = lines.map((each) => JSON.stringify(each)).join("\n");
    const run = { id: 41, headSha: secondHead, branch: "main", startedAt: now, isOfHead: true };
    const artifacts = new Map([[artifactKey(want), { state: "found" as const, text, file: "summary.jsonl", run }]]);
    const rows = [{ name: "a", value: "count([*])", expect: ">= 1" }];
    const gate = evidenceGate.bind({ evidence: { artifact: want, fresh: "36h" }, rows });
    expect(gate.judge(someFacts({ artifacts, now, files: allOf() }), used).reason.code).toBe(code);
  });
});

describe("the commit of a document", () => {
  const pullRequest = aPullRequest();
  it.for([
    { commit: "head", document: { commit: secondHead }, code: "rows-hold" },
    { commit: "head", document: { git_sha: secondHead.slice(0, 7) }, code: "rows-hold" },
    { commit: "head", document: { sha: secondHead.toUpperCase() }, code: "rows-hold" },
    { commit: "git.sha", document: { git: { sha: secondHead } }, code: "rows-hold" },
    { commit: '"head"', document: { head: secondHead }, code: "rows-hold" },
    { commit: "head", document: { head_sha: secondHead.slice(0, 6) }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit_sha: `${secondHead}0` }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit: "03098489" }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit: "" }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit: null }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit: { sha: secondHead } }, code: "evidence-wrong-commit" },
    { commit: "head", document: { commit: "other", sha: secondHead }, code: "evidence-wrong-commit" },
    { commit: "head", document: {}, code: "evidence-no-commit" },
    { commit: "git.sha", document: { commit: secondHead }, code: "evidence-no-commit-at" },
  ])("$commit in $document → $code", ({ commit, document, code }) => {
    const verdict = judge({ commit }, { a: 1, ...document }, { pullRequest });
    expect([verdict.reason.code, verdict.state]).toEqual([code, code === "rows-hold" ? "pass" : "no-data"]);
  });

  it("of a run of the base branch is that of the run, and not this head", () => {
    const run = { headSha: "ba5e".repeat(10), isOfHead: false, startedAt: new Date("2026-11-20T08:00:00Z") };
    const codes = [run.headSha, secondHead].map((commit) => judgeArtifact({ commit: "head" }, { a: 1, commit }, run));
    expect(codes.map(says)).toEqual([
      "pass: 1 of 1 row holds in `summary.json`.",
      "no-data: `summary.json` was made for `0a9ddbc000000000000000000000000000000000`, required is `ba5eba5`.",
    ]);
  });

  it("in JSON Lines is said by every line", () => {
    const lines = [{ commit: secondHead }, { commit: secondHead.slice(0, 9) }];
    const other = [...lines, { commit: "03098489" }];
    expect(judge({ commit: "head" }, lines, {}, "a.jsonl").state).toBe("pass");
    expect(judge({ commit: "head" }, other, {}, "a.jsonl").reason.code).toBe("evidence-wrong-commit");
  });

  it("that counts is told", () => {
    expect(judge({ commit: "head" }, { a: 1, commit: secondHead }).notes?.map(sentence)).toEqual([
      "Made for `0a9ddbc`.",
    ]);
  });
});

describe("the schema of a document", () => {
  it.for([
    { document: { schema: "report.v2" }, says: "pass: 1 of 1 row holds in `summary.json`." },
    { document: { $schema: "report.v2" }, says: "pass: 1 of 1 row holds in `summary.json`." },
    { document: { schema: "report", schema_version: "report.v2" }, says: "pass: 1 of 1 row holds in `summary.json`." },
    {
      document: { schema: "report.v3" },
      says: "no-data: `summary.json` is of the schema `report.v3`, required is `report.v2`.",
    },
    {
      document: { schema: ["report.v2"] },
      says: "no-data: `summary.json` is of the schema `a list or an object`, required is `report.v2`.",
    },
    { document: {}, says: "no-data: `summary.json` does not say what it is, required is the schema `report.v2`." },
  ])("$document: $says", ({ document, says: told }) => {
    expect(says(judge({ schema: "report.v2" }, { a: 1, ...document }))).toBe(told);
  });

  it("a number may be the version", () => {
    expect(judge({ schema: "2" }, { a: 1, schema_version: 2 }).state).toBe("pass");
  });
});

it("everything that is wrong with a document is said at once, and no row counts", () => {
  const asked = { schema: "report.v2", commit: "head", fresh: "36h" };
  const verdict = judge(asked, { a: 1, schema: "v1", commit: "03098489", date: "2026-11-01" });
  expect([verdict.state, verdict.rows?.map(({ state }) => state)]).toEqual(["no-data", ["no-data"]]);
  expect([verdict.reason, ...(verdict.details ?? [])].map(({ code }) => code)).toEqual([
    "evidence-wrong-schema",
    "evidence-wrong-commit",
    "evidence-stale",
  ]);
});
