import { describe, expect, it } from "vitest";
import type { UsedGate } from "../../src/policy/evaluate.ts";
import type { FactName } from "../../src/policy/facts.ts";
import type { Wants } from "../../src/policy/gate.ts";
import { artifactsOf, isSharedByMany, listenedBy, remarksBy } from "../../src/policy/listened.ts";
import type { When } from "../../src/policy/when.ts";

function aUsedGate(given: { needs?: readonly FactName[]; wants?: Wants; when?: readonly When[] } = {}): UsedGate {
  const { needs = [], wants = {}, when } = given;
  const judge = () => {
    throw new Error("nothing is judged here");
  };
  return { name: "one", use: "require", area: undefined, gate: { kind: "any", needs, wants, judge }, when };
}

const audited = { name: "audited", branch: undefined };
const nightly = { workflow: "nightly.yml", name: "reports", path: "a.json" };

describe("what may change a verdict without a push", () => {
  it.for([
    { title: "nothing, of a gate on checks", gate: { needs: ["checks"], wants: { checks: ["build"] } }, words: [] },
    { title: "nothing, of a gate on changed files", gate: { when: [{ paths: ["src/**"] }] }, words: [] },
    { title: "the description", gate: { wants: { body: true } }, words: ["body"] },
    { title: "the description, for a breaking title", gate: { when: [{ title: "breaking" }] }, words: ["body"] },
    { title: "labels", gate: { when: [{ title: "x" }, { labels: ["risk:*"] }] }, words: ["labels"] },
    { title: "labels, of a gate that turns on them", gate: { wants: { labels: true } }, words: ["labels"] },
    { title: "review threads", gate: { needs: ["threads"] }, words: ["threads"] },
    { title: "issues", gate: { needs: ["issues"] }, words: ["issues"] },
    {
      title: "tags, and the branches that should have them",
      gate: { needs: ["tags"], wants: { tags: [audited, { ...audited, branch: "develop" }] } },
      words: ["tags", "tags:develop", "tags:main"],
    },
    {
      title: "what reviewers say, however they are written",
      gate: { needs: ["remarks"], wants: { reviewers: ["Codex[bot]", "ana"] } },
      words: ["remarks:ana", "remarks:codex"],
    },
    {
      title: "artifacts, once per workflow",
      gate: { wants: { artifacts: [nightly, { ...nightly, path: "b.json" }] } },
      words: ["artifacts:nightly.yml"],
    },
  ] as const)("is $title", ({ gate, words }) => {
    expect(listenedBy([aUsedGate(gate)], "main")).toEqual(words);
  });

  it("is that of all gates together, in one order", () => {
    const gates = [
      aUsedGate({ needs: ["tags"] }),
      aUsedGate({ wants: { body: true } }),
      aUsedGate({ needs: ["tags"] }),
    ];
    expect(listenedBy(gates, "main")).toEqual(["body", "tags"]);
    expect(listenedBy(gates.toReversed(), "main")).toEqual(["body", "tags"]);
    expect(listenedBy([], "main")).toEqual([]);
  });
});

it.for([
  { login: "ana", word: "remarks:ana" },
  { login: "Codex[bot]", word: "remarks:codex" },
  { login: "[bot]ana", word: "remarks:[bot]ana" },
])("$login is meant by $word", ({ login, word }) => {
  expect(remarksBy(login)).toBe(word);
});

it.for([
  { workflow: "ci.yml", word: "artifacts:ci.yml" },
  { workflow: ".github/workflows/ci.yml", word: "artifacts:ci.yml" },
  { workflow: ".github/workflows/ci.yml@refs/heads/main", word: "artifacts:ci.yml" },
  { workflow: "dynamic/pages/pages-build-deployment", word: "artifacts:pages-build-deployment" },
])("$workflow is meant by $word", ({ workflow, word }) => {
  expect(artifactsOf(workflow)).toBe(word);
});

it("issues, tags and artifacts belong to the repository, all else to one pull request", () => {
  const words = ["body", "labels", "threads", "remarks:ana", "issues", "tags", "tags:main", "artifacts:ci.yml"];
  expect(words.filter(isSharedByMany)).toEqual(["issues", "tags", "tags:main", "artifacts:ci.yml"]);
});
