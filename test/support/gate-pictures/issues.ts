import { issuesGate } from "../../../src/policy/gates/issues.ts";
import { type IssueCount, issueQueryKey } from "../../../src/policy/issue-query.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { someFacts } from "../builders.ts";

/** What the page of the gate `issues` shows. */
export const issuesPictures: Readonly<Record<string, () => string>> = {
  issues: () => row({ state: "counted", open: 2, isComplete: true, numbers: [12, 15] }),
  "issues-no-label": () => row({ state: "no-label", label: "P1" }),
};

function row(count: IssueCount): string {
  const query = { labels: ["P0", "P1"], milestone: undefined, limit: 0 };
  const gate = issuesGate.bind({ issues: { label: query.labels, open: query.limit } });
  const facts = someFacts({ issues: new Map([[issueQueryKey(query), count]]) });
  const verdict = gate.judge(facts, { name: "findings", area: undefined });
  const table = renderGates([{ gate: "findings", kind: "issues", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
