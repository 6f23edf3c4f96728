import { describe, expect, it } from "vitest";
import { artifactKey } from "../../../src/policy/evidence/artifact.ts";
import type { Evidence } from "../../../src/policy/evidence/options.ts";
import type { Facts } from "../../../src/policy/facts.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import { allOf, aPullRequest, secondHead, someFacts } from "../../support/builders.ts";

const want = { workflow: "nightly.yml", name: "reports", path: "**/summary.json" };
const run = { id: 41, headSha: secondHead, branch: "work", startedAt: new Date(0), isOfHead: true };

/** A text, and how often it was read. */
function counted(text: string) {
  let reads = 0;
  return {
    reads: () => reads,
    read: () => {
      reads += 1;
      return text;
    },
  };
}

function judge(evidence: Evidence, facts: Facts, value = "a"): string {
  const gate = evidenceGate.bind({ evidence, rows: [{ name: "a", value, expect: "= 1" }] });
  return gate.judge(facts, { name: value, area: undefined }).state;
}

const sources = [
  { from: "a file", evidence: { file: "summary.json" }, text: '{"a": 1, "b": 2}' },
  { from: "a file of YAML", evidence: { file: "summary.yml" }, text: "a: 1\nb: 2\n" },
  { from: "an artifact", evidence: { artifact: want }, text: '{"a": 1, "b": 2}' },
  { from: "the description", evidence: { body: "audit" }, text: "```gatehouse audit\na: 1\nb: 2\n```" },
  { from: "a broken file", evidence: { file: "summary.json" }, text: '{"a": 1, "b":', broken: true },
];

function factsWith(read: () => string): Facts {
  const found = {
    state: "found" as const,
    get text() {
      return read();
    },
  };
  const whole = aPullRequest();
  return someFacts({
    files: allOf(),
    documents: new Map(["summary.json", "summary.yml"].map((file) => [file, found])),
    artifacts: new Map([[artifactKey(want), Object.assign(found, { file: "summary.json", run })]]),
    pullRequest: Object.defineProperty({ ...whole }, "body", { get: read, enumerable: true }),
  });
}

describe("a look reads a document once, however many gates rest on it", () => {
  it.for(sources)("$from", ({ evidence, text, broken = false }) => {
    const { read, reads } = counted(text);
    const facts = factsWith(read);
    const before = reads();
    const states = ["a", "b", "a", "missing"].map((value) => judge(evidence, facts, value));
    expect(states).toEqual(broken ? Array(4).fill("no-data") : ["pass", "fail", "pass", "no-data"]);
    expect(reads() - before).toBe(1);
  });

  it("two blocks of a description are read each once, and are not taken for each other", () => {
    const { read, reads } = counted("```gatehouse a\na: 1\n```\n\n```gatehouse b\na: 2\n```");
    const facts = factsWith(read);
    const before = reads();
    expect(["a", "b", "a", "b"].map((body) => judge({ body }, facts))).toEqual(["pass", "fail", "pass", "fail"]);
    expect(reads() - before).toBe(1);
  });

  it("one text is not taken for another format", () => {
    // Of JSON it is broken, of YAML a map.
    const facts = factsWith(() => "a: 1");
    expect(judge({ file: "summary.json" }, facts)).toBe("no-data");
    expect(judge({ file: "summary.yml" }, facts)).toBe("pass");
  });

  it("the next look reads again", () => {
    const texts = ['{"a": 1}', '{"a": 2}'];
    expect(
      texts.map((text) =>
        judge(
          { file: "summary.json" },
          factsWith(() => text),
        ),
      ),
    ).toEqual(["pass", "fail"]);
  });
});
