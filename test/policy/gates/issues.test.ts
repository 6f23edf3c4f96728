import { describe, expect, it } from "vitest";
import { issuesGate } from "../../../src/policy/gates/issues.ts";
import { type IssueCount, issueQueryKey } from "../../../src/policy/issue-query.ts";
import { fix, sentence } from "../../../src/render/reason.ts";
import { someFacts } from "../../support/builders.ts";

interface Options {
  readonly label?: string | readonly string[];
  readonly milestone?: string;
  readonly open: number;
}

function judge(issues: Options, count: IssueCount) {
  const gate = issuesGate.bind({ issues });
  const [query] = gate.wants.issues ?? [];
  if (query === undefined) throw new Error("the gate counts nothing");
  return gate.judge(someFacts({ issues: new Map([[issueQueryKey(query), count]]) }), { name: "epic", area: undefined });
}

function counted(...numbers: readonly number[]): IssueCount {
  return { state: "counted", open: numbers.length, isComplete: true, numbers };
}

const p0p1 = { label: ["P0", "P1"], open: 0 };

describe("open issues", () => {
  it.for<{ name: string; issues: Options; count: IssueCount; state: string; says: string }>([
    {
      name: "none",
      issues: p0p1,
      count: counted(),
      state: "pass",
      says: "Open issues with `P0` or `P1`: 0, at most 0 allowed.",
    },
    {
      name: "as many as may be",
      issues: { label: "debt", open: 2 },
      count: counted(3, 4),
      state: "pass",
      says: "Open issues with `debt`: 2, at most 2 allowed.",
    },
    {
      name: "too many",
      issues: p0p1,
      count: counted(12, 15),
      state: "fail",
      says: "Open issues with `P0` or `P1`: 2, at most 0 allowed; the oldest: `#12` and `#15`.",
    },
    {
      name: "too many to be counted",
      issues: p0p1,
      count: { state: "counted", open: 100, isComplete: false, numbers: [1, 2] },
      state: "fail",
      says: "Open issues with `P0` or `P1`: at least 100, at most 0 allowed; the oldest: `#1` and `#2`.",
    },
    {
      name: "few among too many pull requests",
      issues: p0p1,
      count: { state: "counted", open: 0, isComplete: false, numbers: [] },
      state: "no-data",
      says: "Not all open issues with `P0` or `P1` could be counted: there are more than 1000 entries, pull requests among them.",
    },
    {
      name: "a label that does not exist",
      issues: p0p1,
      count: { state: "no-label", label: "P1" },
      state: "no-data",
      says: "The repository has no label `P1`.",
    },
    {
      name: "a milestone that does not exist",
      issues: { milestone: "v1", open: 0 },
      count: { state: "no-milestone" },
      state: "no-data",
      says: "The repository has no milestone `v1`.",
    },
    {
      name: "of a label in a milestone",
      issues: { label: "bug", milestone: "v1", open: 0 },
      count: counted(7),
      state: "fail",
      says: "Open issues with `bug` in the milestone `v1`: 1, at most 0 allowed; the oldest: `#7`.",
    },
  ])("$name → $state", ({ issues, count, state, says }) => {
    const verdict = judge(issues, count);
    expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  });

  it("of a label with hostile letters do not leave their code span", () => {
    const { reason } = judge({ label: "`@acme/all` <img>", open: 0 }, counted(1));
    expect(sentence(reason)).toBe("Open issues with `@\u200Bacme/all  <img>`: 1, at most 0 allowed; the oldest: `#1`.");
  });

  it("that are too many tell what to do", () => {
    expect(fix(judge(p0p1, counted(1)).reason)).toBe(
      "Close them, or take the label or the milestone from those that it does not fit.",
    );
  });
});

describe("what is asked for", () => {
  it.for<{ issues: Options; query: object }>([
    { issues: { label: "epic", open: 0 }, query: { labels: ["epic"], milestone: undefined, limit: 0 } },
    { issues: { ...p0p1, milestone: "v1" }, query: { labels: ["P0", "P1"], milestone: "v1", limit: 0 } },
    { issues: { milestone: "v1", open: 3 }, query: { labels: [], milestone: "v1", limit: 3 } },
  ])("$issues", ({ issues, query }) => {
    expect(issuesGate.bind({ issues }).wants.issues).toEqual([query]);
  });

  it.for<{ issues: Options; says: readonly string[] }>([
    { issues: { open: 0 }, says: ["`issues` names neither a label nor a milestone"] },
    {
      issues: { label: ["fine", "a, b"], open: 0 },
      says: ["GitHub cannot be asked for the label `a, b`, because it holds a comma"],
    },
    { issues: p0p1, says: [] },
  ])("$issues has problems: $says", ({ issues, says }) => {
    expect(issuesGate.problems({ issues }).map((problem) => problem.says)).toEqual(says);
  });

  it.for([{ label: "x" }, { label: "x", open: -1 }, { label: "x", open: 0.5 }, { label: [], open: 0 }])(
    "%o is refused",
    (issues) => {
      expect(() => issuesGate.bind({ issues })).toThrow(/issues/);
    },
  );
});
