import { describe, expect, it } from "vitest";
import { type Case, changes } from "../../support/changed-config.ts";

describe("a change of a gate", () => {
  const rows = (list: string) => `{ evidence: { file: c.json }, rows: [${list}] }`;
  const lines = (expected: string) => `{ name: Lines, value: l, of: t, expect: "${expected}" }`;
  const slow = '{ name: Slow, value: s, expect: "<= 5" }';

  it.for<Case>([
    {
      after: { coverage: rows(`${lines(">= 70%")}, ${slow}`) },
      says: ["Asks less than before: Lines of gate coverage asks for >= 70% instead of >= 80%."],
    },
    {
      after: { coverage: rows(`${lines(">= 90%")}, ${slow}`) },
      says: ["After the merge: Lines of gate coverage asks for >= 90% instead of >= 80%."],
    },
    {
      after: { coverage: rows(`${lines("> 80%")}, ${slow}`) },
      says: ["May ask less than before: Lines of gate coverage asks for > 80% instead of >= 80%."],
    },
    {
      after: { coverage: rows(`${lines(">= 80%")}, ${slow.replace("<= 5", "<= 9")}`) },
      says: ["Asks less than before: Slow of gate coverage asks for <= 9 instead of <= 5."],
    },
    {
      after: { coverage: rows(`${lines(">= 80%")}, ${slow.replace("<= 5", "0..9")}`) },
      says: ["May ask less than before: Slow of gate coverage asks for 0..9 instead of <= 5."],
    },
    {
      after: { coverage: rows(lines(">= 80%")) },
      says: ["Asks less than before: gate coverage has no row Slow any more, which asked for <= 5."],
    },
    {
      before: { coverage: rows(lines(">= 80%")) },
      after: {},
      says: ["After the merge: gate coverage has the row Slow, which asks for <= 5."],
    },
    {
      after: { coverage: rows(`${slow}, ${lines(">= 80%")}`) },
      says: ["After the merge: gates.coverage.rows lists the same in another way."],
    },
    {
      after: { coverage: rows(`${lines(">= 80%").replace("value: l", "value: m")}, ${slow}`) },
      says: ["May ask less than before: gates.coverage.rows.Lines.value is m instead of l."],
    },
    {
      after: { ci: "{ checks: [build], app: github-actions }" },
      says: ["Asks less than before: gates.ci.checks loses lint."],
    },
    {
      after: { ci: "{ checks: [build, test], app: github-actions }" },
      says: ["May ask less than before: gates.ci.checks loses lint.", "After the merge: gates.ci.checks gains test."],
    },
    {
      after: { ci: "{ checks: [build, lint] }" },
      says: ["Asks less than before: gates.ci.app is not set any more; it was github-actions."],
    },
    {
      after: { ci: "{ checks: [build, lint], app: github-actions, fix: make }" },
      says: ["After the merge: gates.ci.fix is make; it was not set."],
    },
    {
      after: { ci: "{ checks: [build, lint], app: github-actions, when: { labels: [x] } }" },
      says: ["May ask less than before: gates.ci.when.labels is x; it was not set."],
    },
    {
      after: { look: "{ checks: [seen] }" },
      says: ["May ask less than before: gate look is of kind checks instead of manual."],
    },
    {
      before: { gate: "issue: { issues: { milestone: M1, open: 0 } }" },
      after: { gate: "issue: { issues: { milestone: M1, label: blocker, open: 0 } }" },
      says: ["Asks less than before: gates.issue.issues.label is blocker; it was not set."],
    },
    {
      before: { gate: "issue: { issues: { label: [blocker, bug], open: 0 } }" },
      after: { gate: "issue: { issues: { label: [blocker, risk], open: 0 } }" },
      says: [
        "May ask less than before: gates.issue.issues.label loses bug.",
        "After the merge: gates.issue.issues.label gains risk.",
      ],
    },
    {
      before: { gate: "log: { changes: { if: [src/**], then: [LOG] } }" },
      after: { gate: "log: { changes: { if: [src/**], then: [LOG], not_with: [src/api/**] } }" },
      says: ["May ask less than before: gates.log.changes.not_with is src/api/**; it was not set."],
    },
    {
      before: { gate: "log: { changes: { if: [src/**], not_with: [docs/**] } }" },
      after: { gate: "log: { changes: { if: [src/**], not_with: [docs/**, lib/**] } }" },
      says: ["May ask less than before: gates.log.changes.not_with gains lib/**."],
    },
    {
      before: { gate: "both: { signoff: [runtime] }" },
      after: { gate: "both: { signoff: [runtime, docs] }" },
      says: ["After the merge: gates.both.signoff gains docs."],
    },
    {
      before: { gate: "both: { signoff: [runtime], min_distinct_signers: 2 }" },
      after: { gate: "both: { signoff: [runtime, docs], min_distinct_signers: 2 }" },
      says: ["May ask less than before: gates.both.signoff gains docs."],
    },
    { after: { gate: "more: { checks: [more] }" }, says: ["After the merge: gate more exists, of kind checks."] },
    {
      after: { look: "-", advise: "[]" },
      says: ["After the merge: gate look is no longer shown.", "After the merge: gate look does not exist any more."],
    },
  ])("$says.0", ({ before, after, says }) => {
    expect(changes(after, before)).toEqual(says);
  });
});
