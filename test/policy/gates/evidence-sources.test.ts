import { describe, expect, it } from "vitest";
import { type ArtifactDocument, artifactKey, type EvidenceRun } from "../../../src/policy/evidence/artifact.ts";
import type { Facts } from "../../../src/policy/facts.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aFile, allOf, aPullRequest, secondHead, someFacts } from "../../support/builders.ts";

const want = { workflow: "nightly.yml", name: "reports-*", path: "**/summary.json" };
const used = { name: "size", area: undefined };
const rows = [{ name: "a", value: "a", expect: ">= 1" }];

const ofHead: EvidenceRun = {
  id: 41,
  headSha: secondHead,
  branch: "faster-start",
  startedAt: new Date("2026-11-20T10:00:00Z"),
  isOfHead: true,
};
const ofBase: EvidenceRun = { ...ofHead, id: 40, headSha: "ba5e".repeat(10), branch: "main", isOfHead: false };

function judgeArtifact(document: ArtifactDocument | undefined, given: Partial<Facts> = {}) {
  const artifacts = new Map(document === undefined ? [] : [[artifactKey(want), document]]);
  return evidenceGate.bind({ evidence: { artifact: want }, rows }).judge(someFacts({ artifacts, ...given }), used);
}

function found(run: EvidenceRun, text = '{"a": 5}'): ArtifactDocument {
  return { state: "found", text, file: "out/summary.json", run };
}

describe("what a gate reads", () => {
  it.for([
    { evidence: { file: "a.json" }, needs: ["documents", "files"], wants: { documents: ["a.json"] } },
    { evidence: { artifact: want }, needs: ["artifacts", "files"], wants: { artifacts: [want] } },
    { evidence: { body: "audit" }, needs: [], wants: { body: true } },
  ])("$evidence: $needs", ({ evidence, needs, wants }) => {
    const gate = evidenceGate.bind({ evidence, rows });
    expect([gate.needs, gate.wants]).toEqual([needs, wants]);
  });

  it("is never guessed: same_as is a mistake of ours when it comes here", () => {
    expect(() => evidenceGate.bind({ evidence: { same_as: "other" }, rows })).toThrow("`same_as` was not replaced");
  });
});

describe("an artifact", () => {
  it("of a run for this head is judged, and says which run it was", () => {
    const verdict = judgeArtifact(found(ofHead));
    expect([verdict.state, verdict.caveats]).toEqual(["pass", []]);
    expect(verdict.notes?.map(sentence)).toEqual([
      "Uploaded by run 41 of `nightly.yml` for `0a9ddbc`, which began at `2026-11-20 10:00 UTC`.",
      "Made at `2026-11-20 10:00 UTC`.",
    ]);
  });

  it.for<{ name: string; document: ArtifactDocument | undefined; state?: string; says: string }>([
    {
      name: "was not looked up",
      document: undefined,
      says: "`nightly.yml` ran neither for this head nor on the base branch.",
    },
    {
      name: "of a workflow that never ran",
      document: { state: "never-ran" },
      says: "`nightly.yml` ran neither for this head nor on the base branch.",
    },
    {
      name: "of a run that has not finished",
      document: { state: "running", run: ofHead },
      state: "pending",
      says: "Run 41 of `nightly.yml` for `0a9ddbc` has not finished; it began at `2026-11-20 10:00 UTC`.",
    },
    {
      name: "that was not uploaded",
      document: { state: "no-artifact", run: ofHead, names: ["logs", "report-linux"] },
      says: "Run 41 of `nightly.yml` did not upload `reports-*`, but `logs` and `report-linux`.",
    },
    {
      name: "of a run that uploaded nothing",
      document: { state: "no-artifact", run: ofHead, names: [] },
      says: "Run 41 of `nightly.yml` uploaded nothing, required is `reports-*`.",
    },
    {
      name: "without the file",
      document: { state: "no-file", run: ofHead, names: ["out/log.txt", "out/sumary.json"] },
      says: "`reports-*` of run 41 holds no `**/summary.json`, but `out/sumary.json` and `out/log.txt`.",
    },
    {
      name: "without any file",
      document: { state: "no-file", run: ofHead, names: [] },
      says: "`reports-*` of run 41 holds no files, required is `**/summary.json`.",
    },
    {
      name: "with two such files",
      document: { state: "ambiguous", run: ofHead, names: ["a/summary.json", "b/summary.json"] },
      says: "Several files of run 41 are meant: `a/summary.json` and `b/summary.json`.",
    },
    {
      name: "that expired",
      document: { state: "expired", run: ofHead },
      says: "`reports-*` of run 41 has expired: GitHub keeps artifacts for some time only.",
    },
    {
      name: "of 60 MB",
      document: { state: "too-large", run: ofHead, bytes: 60_000_000, limit: 50_000_000 },
      says: "`reports-*` has 60000000 bytes; Gatehouse reads at most 50000000.",
    },
    {
      name: "that is no archive",
      document: { state: "unreadable", run: ofHead, problem: "invalid signature" },
      says: "`reports-*` of run 41 cannot be read: `invalid signature`.",
    },
    {
      name: "with a file of another format",
      document: { ...found(ofHead), file: "out/summary.txt" } as ArtifactDocument,
      says: "The ending of `out/summary.txt` is of no format that Gatehouse reads.",
    },
    { name: "with a broken file", document: found(ofHead, "{"), says: "`out/summary.json` is not JSON: " },
  ])("$name never passes", ({ document, state = "no-data", says }) => {
    const verdict = judgeArtifact(document);
    expect([verdict.state, verdict.rows?.map((row) => row.state)]).toEqual([state, ["no-data"]]);
    expect(sentence(verdict.reason)).toContain(says);
  });

  it("shows at most ten of a thousand names, the nearest first", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `out/part-${index}.json`).with(150, "x/sumary.json");
    const { reason } = judgeArtifact({ state: "no-file", run: ofHead, names });
    expect([reason.parameters["names"]?.length, reason.parameters["names"]?.[0]]).toEqual([10, "x/sumary.json"]);
  });

  it("of the base branch is not this pull request's own, and says so", () => {
    const verdict = judgeArtifact(found(ofBase));
    expect([verdict.state, verdict.caveats?.map(sentence)]).toEqual([
      "pass",
      [
        "Not of this pull request: uploaded by run 40 of `nightly.yml` for `main` at `ba5eba5`, which began at `2026-11-20 10:00 UTC`.",
      ],
    ]);
  });

  it.for([
    {
      name: "the pull request changes the workflow",
      path: ".github/workflows/nightly.yml",
      run: ofHead,
      caveat: "self-reported",
    },
    { name: "it changes another workflow", path: ".github/workflows/ci.yml", run: ofHead, caveat: undefined },
    {
      name: "the run had the workflow of the base",
      path: ".github/workflows/nightly.yml",
      run: ofBase,
      caveat: "evidence-of-base",
    },
  ])("$name → $caveat", ({ path, run, caveat }) => {
    const verdict = judgeArtifact(found(run), { files: allOf(aFile({ path })) });
    expect(verdict.caveats?.map(({ code }) => code)).toEqual(caveat === undefined ? [] : [caveat]);
  });

  // The head came at 09:00.
  it.for([
    {
      name: "a pass of the base branch, right after a push",
      run: ofBase,
      text: '{"a": 5}',
      at: "09:04:59",
      state: "pending",
    },
    { name: "when no run began for the head", run: ofBase, text: '{"a": 5}', at: "09:05:00", state: "pass" },
    { name: "a failure of the base branch", run: ofBase, text: '{"a": 0}', at: "09:04:59", state: "fail" },
    { name: "a pass of the head", run: ofHead, text: '{"a": 5}', at: "09:04:59", state: "pass" },
  ])("$name → $state at $at", ({ run, text, at, state }) => {
    const verdict = judgeArtifact(found(run, text), { now: new Date(`2026-11-20T${at}Z`) });
    expect(verdict.state).toBe(state);
    expect(verdict.changesAt?.toISOString()).toBe(state === "pending" ? "2026-11-20T09:05:00.000Z" : undefined);
  });
});

// As of checks, nothing is let in for what was measured elsewhere.
it.for([
  {
    at: "09:04:59",
    state: "pending",
    says: "`nightly.yml` has not run for this commit of the merge queue; until `2026-11-20 09:05 UTC` it may still begin.",
  },
  {
    at: "09:05:00",
    state: "no-data",
    says: "`nightly.yml` did not run for this commit of the merge queue, and what ran elsewhere does not count for it.",
  },
])("an artifact in the merge queue is waited for while its run may begin: $state at $at", ({ at, state, says }) => {
  const verdict = judgeArtifact({ state: "never-queued" }, { now: new Date(`2026-11-20T${at}Z`) });
  expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  expect(verdict.changesAt?.toISOString()).toBe(state === "pending" ? "2026-11-20T09:05:00.000Z" : undefined);
});

describe("a block of the description", () => {
  const judgeBody = (body: string) =>
    evidenceGate
      .bind({ evidence: { body: "audit" }, rows })
      .judge(someFacts({ pullRequest: aPullRequest({ body }) }), used);

  it.for([
    { body: "```gatehouse audit\na: 1\n```", state: "pass", says: "1 of 1 row holds in `gatehouse audit`." },
    { body: '```gatehouse audit\n{"a": 0}\n```', state: "fail", says: "1 of 1 row failed in `gatehouse audit`." },
    { body: "```gatehouse audit\na: '1'\n```", state: "no-data", says: "1 of 1 row has no usable value" },
    { body: "```gatehouse audit\n```", state: "no-data", says: "`gatehouse audit` holds nothing" },
    { body: "```gatehouse audit\na: 1\na: 2\n```", state: "no-data", says: "holds the key `a` twice" },
    { body: "", state: "no-data", says: "The description holds no block that begins with" },
    { body: "```gatehouse audits\na: 1\n```", state: "no-data", says: "but one called `gatehouse audits`." },
    { body: "> ```gatehouse audit\n> a: 1\n> ```", state: "no-data", says: "stands in a quote or a list" },
    { body: "```gatehouse audit\na: 1\n", state: "no-data", says: "never ends" },
    { body: "> a\n\n".repeat(600), state: "no-data", says: "too many quotes and lists" },
  ])("$body → $state", ({ body, state, says }) => {
    const verdict = judgeBody(body);
    expect(verdict.state).toBe(state);
    expect(sentence(verdict.reason)).toContain(says);
    // Whatever it says, nobody but the author says it.
    expect(verdict.caveats?.map(({ code }) => code)).toEqual(["stated-by-author"]);
  });

  it("twice says nothing, also where both say the same", () => {
    const block = "```gatehouse audit\na: 1\n```\n";
    expect(judgeBody(block + block).reason.code).toBe("block-repeated");
  });
});
