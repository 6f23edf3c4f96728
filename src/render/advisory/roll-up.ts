import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import { maxOpenedPerRun, maxRows } from "../../policy/advisory/triage/triage-plan.ts";
import { clip } from "../clip.ts";
import { cell } from "../markdown.ts";
import { renderMarker } from "./advisory-marker.ts";
import { show } from "./show.ts";
import type { TriageContext } from "./triage-context.ts";
import type { IssueText } from "./triage-issue.ts";

const tableBytes = 60_000;

/** The one issue for all advisories that one run may not open, the most urgent first. */
export function renderRollUp(postponed: readonly Advisory[], { area }: TriageContext): IssueText {
  const count = postponed.length;
  const asked = area === undefined ? "" : ` Area ${show(area)} is asked to triage them.`;
  const body = [
    renderMarker("roll-up"),
    `⏳ **${count} more ${count === 1 ? "advisory" : "advisories"}** without an issue yet.${asked}`,
    `One scan opens at most ${maxOpenedPerRun} issues, the most urgent first, and none while the lockfiles meet advisories in more than ${maxRows} places. The scans after it open these, and this issue closes when none is left.`,
    lockedTable(postponed),
  ];
  return { title: `advisories: ${count} more without an issue of their own`, body: body.join("\n\n") };
}

/** A table of advisories that have no issue of their own. */
export function lockedTable(advisories: readonly Advisory[]): string {
  const rows = advisories.map(({ id, kind, severity, rows: [first, ...others] }) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    const cells = [show(id), `${show(`${first.package} ${first.version}`)}${more}`, show(first.lockfile)];
    return `| ${[...cells, `${kind}, ${severity.rating}`].map(cell).join(" | ")} |`;
  });
  const shown = clip(rows, tableBytes, (left) => `| and ${left} more | | | |`);
  return ["| Advisory | Locked | Where | Kind and rating |", "|---|---|---|---|", ...shown].join("\n");
}
