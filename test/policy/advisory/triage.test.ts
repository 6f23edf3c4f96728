import { describe, expect, it } from "vitest";
import { groupByAdvisory } from "../../../src/policy/advisory/advisory.ts";
import { findAdvisories } from "../../../src/policy/advisory/finding.ts";
import type { TriageIssue, TriagePolicy, TriageScan } from "../../../src/policy/advisory/triage.ts";
import { maxOpenedPerRun, planTriage } from "../../../src/policy/advisory/triage.ts";
import { aRecord, aTree } from "./builders.ts";

const now = new Date("2099-03-01T09:00:00Z");

function aScan(ids: readonly string[], { complete = true, digest = "new" } = {}): TriageScan {
  const rows = findAdvisories(
    "Cargo.lock",
    aTree("h2 0.4.0"),
    ids.map((id) => aRecord({ id })),
  ).rows;
  return { complete, found: groupByAdvisory(rows).map((advisory) => ({ advisory, digest })) };
}

function anIssue(part: Partial<TriageIssue> = {}): TriageIssue {
  return { number: 7, advisory: "RUSTSEC-2099-0001", digest: "new", state: "open", ...part };
}

function aPolicy({ ignored = [], unreadable = [] }: { ignored?: string[]; unreadable?: string[] } = {}): TriagePolicy {
  return { ignores: ignored.map((id) => ({ file: "deny.toml", id, reason: "", until: undefined })), unreadable };
}

function plan(before: readonly TriageIssue[], scan: TriageScan, policy: TriagePolicy = aPolicy()): string {
  const { actions, unchanged, ignored, postponed, heldBack } = planTriage(before, scan, policy, now);
  return [
    ...actions.map((action) => (action.kind === "open" ? "open" : `update ${action.number}`)),
    ...unchanged.map(() => "unchanged"),
    ...ignored.map(() => "ignored"),
    ...postponed.map(() => "postponed"),
    ...heldBack.map(() => "held back"),
  ].join(", ");
}

describe("triage plan", () => {
  const one = ["RUSTSEC-2099-0001"];

  it.for([
    { why: "an untriaged advisory", before: [], scan: aScan(one), policy: aPolicy(), is: "open" },
    { why: "nothing found, nothing there", before: [], scan: aScan([]), policy: aPolicy(), is: "" },
    { why: "an issue that says the same", before: [anIssue()], scan: aScan(one), policy: aPolicy(), is: "unchanged" },
    {
      why: "an issue that says something else",
      before: [anIssue({ digest: "old" })],
      scan: aScan(one),
      policy: aPolicy(),
      is: "update 7",
    },
    {
      why: "an issue whose note somebody removed",
      before: [anIssue({ digest: undefined })],
      scan: aScan(one),
      policy: aPolicy(),
      is: "update 7",
    },
    {
      why: "an issue that a person closed",
      before: [anIssue({ state: "closed", digest: "old" })],
      scan: aScan(one),
      policy: aPolicy(),
      is: "unchanged",
    },
    {
      why: "an issue about something else",
      before: [anIssue({ advisory: "RUSTSEC-2099-0002" })],
      scan: aScan(one),
      policy: aPolicy(),
      is: "open",
    },
    { why: "an advisory that is gone", before: [anIssue()], scan: aScan([]), policy: aPolicy(), is: "" },
    { why: "a documented ignore", before: [], scan: aScan(one), policy: aPolicy({ ignored: one }), is: "ignored" },
    {
      why: "an ignore of another advisory",
      before: [],
      scan: aScan(one),
      policy: aPolicy({ ignored: ["RUSTSEC-2099-0002"] }),
      is: "open",
    },
    {
      why: "a policy file that does not parse",
      before: [],
      scan: aScan(one),
      policy: aPolicy({ unreadable: ["deny.toml"] }),
      is: "held back",
    },
    {
      why: "an update with an unreadable policy file",
      before: [anIssue({ digest: "old" })],
      scan: aScan(one),
      policy: aPolicy({ unreadable: ["deny.toml"] }),
      is: "held back",
    },
    {
      why: "an incomplete scan that found something new",
      before: [],
      scan: aScan(one, { complete: false }),
      policy: aPolicy(),
      is: "open",
    },
    {
      why: "an incomplete scan that found less than the issue says",
      before: [anIssue({ digest: "old" })],
      scan: aScan(one, { complete: false }),
      policy: aPolicy(),
      is: "held back",
    },
    {
      why: "two issues for one advisory",
      before: [anIssue({ number: 9 }), anIssue({ number: 3, digest: "old" })],
      scan: aScan(one),
      policy: aPolicy(),
      is: "update 3",
    },
  ])("$why → $is", ({ before, scan, policy, is }) => {
    expect(plan(before, scan, policy)).toBe(is);
  });

  it("opens at most 25 in a run and loses none over the runs", () => {
    const ids = Array.from({ length: 60 }, (_, index) => `RUSTSEC-2099-${String(index + 1).padStart(4, "0")}`);
    const scan = aScan(ids);
    let issues: readonly TriageIssue[] = [];
    const opened: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const { actions, postponed } = planTriage(issues, scan, aPolicy(), now);
      expect(actions.length + postponed.length + issues.length).toBe(60);
      opened.push(actions.length);
      issues = [
        ...issues,
        ...actions.map(({ advisory }, index) => anIssue({ advisory: advisory.id, number: issues.length + index })),
      ];
    }
    expect(opened).toEqual([maxOpenedPerRun, maxOpenedPerRun, 10, 0]);
    expect(new Set(issues.map(({ advisory }) => advisory))).toEqual(new Set(ids));
  });
});
