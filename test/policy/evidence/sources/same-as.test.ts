import { describe, expect, it } from "vitest";
import { sameEvidenceProblem, withSameEvidence } from "../../../../src/policy/evidence/sources/same-as.ts";

const rows = [{ name: "rate", value: "passed", expect: ">= 90" }];
const evidence = { file: "reports/summary.json", fresh: "36h" };
const gates = {
  source: { evidence, rows: [{ name: "rate", value: "passed", expect: ">= 80" }], out_of_band: { one: "advise" } },
  middle: { evidence: { same_as: "source" }, rows },
  ci: { checks: ["build"] },
  left: { evidence: { same_as: "right" }, rows },
  right: { evidence: { same_as: "left" }, rows },
  self: { evidence: { same_as: "self" }, rows },
  broken: undefined,
};

describe("the same evidence as another gate", () => {
  it.for(["source", "middle"])("is what %s says of the document, and nothing else of it", (name) => {
    expect(withSameEvidence({ evidence: { same_as: name }, rows }, gates)).toEqual({ evidence, rows });
  });

  it.for([{ evidence, rows }, { checks: ["build"] }])("leaves alone who does not ask for it: %j", (gate) => {
    expect(withSameEvidence(gate, gates)).toBe(gate);
    expect(sameEvidenceProblem(gate, gates)).toBeUndefined();
  });

  it.for([
    { name: "ci", says: "gate `ci` is not of kind `evidence`", fix: "Name a gate of kind `evidence`." },
    { name: "sorce", says: "there is no gate `sorce`", fix: "Did you mean `source`?" },
    { name: "toString", says: "there is no gate `toString`", fix: "Name a gate of kind `evidence`." },
    { name: "left", says: "`same_as: left` leads back to itself", fix: "Name the source in one of them." },
    { name: "self", says: "`same_as: self` leads back to itself", fix: "Name the source in one of them." },
  ])("$name: $says", ({ name, says, fix }) => {
    const gate = { evidence: { same_as: name }, rows };
    expect(sameEvidenceProblem(gate, gates)).toEqual({ path: ["evidence", "same_as"], says, fix });
    expect(() => withSameEvidence(gate, gates)).toThrow(says);
  });

  it("says nothing of a gate that cannot be read, which says so itself", () => {
    expect(sameEvidenceProblem({ evidence: { same_as: "broken" }, rows }, gates)).toBeUndefined();
  });
});
