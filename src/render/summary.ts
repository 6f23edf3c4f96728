import type { AreaState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import { blocks, type GateReport } from "../policy/verdict.ts";
import { isOpen, isRemarkable, renderAreas, shownAreas } from "./areas.ts";
import { renderHeadline } from "./headline.ts";
import { summaryMarker } from "./marker.ts";
import { renderStops } from "./stops.ts";
import { renderGates } from "./verdict.ts";

// GitHub refuses comments above 65,536 characters and check summaries above 65,535 bytes. Together these stay below.
const stopBytes = 6_000;
const openBytes = 18_000;
const foldedBytes = 7_000;

/** The summary comment. A pure function of the report: the same state gives the same bytes. */
export function renderSummaryComment(report: Report): string {
  return `${summaryMarker}\n${renderSummary(report)}`;
}

/** The same words for the comment and for the composite check: what is open, waived or self-signed in sight, the rest folded. */
export function renderSummary(report: Report): string {
  const { pullRequest } = report;
  const loudGates = report.gates.filter(isLoud);
  const quietGates = report.gates.filter((gate) => !isLoud(gate));
  const areas = shownAreas(report);
  const loudAreas = areas.filter((area) => isOpen(area) || isRemarkable(area));
  const quietAreas = areas.filter((area) => !loudAreas.includes(area));
  return [
    renderHeadline(report),
    renderStops(report, stopBytes),
    loudGates.length > 0 ? renderGates(loudGates, openBytes) : undefined,
    renderAreas(loudAreas, pullRequest, openBytes),
    fold(
      `${count(quietGates.length, "gate")} ${quietGates.length === 1 ? "holds" : "hold"}`,
      quietGates.length > 0 ? renderGates(quietGates, foldedBytes) : undefined,
    ),
    fold(settled(quietAreas), renderAreas(quietAreas, pullRequest, foldedBytes)),
    // Without the head: a push that changes nothing of this is no reason to edit the comment.
    "Comment `/help` for the commands.",
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

/** A waived gate does not block, and is shown as openly as one that does. */
function isLoud({ verdict }: GateReport): boolean {
  return blocks(verdict) || verdict.state === "waived";
}

/** Areas that nothing touches are shown only where somebody signed them before the change was reverted. */
function settled(areas: readonly AreaState[]): string {
  const signed = areas.filter(({ state }) => state === "signed").length;
  const dormant = signed === areas.length ? "" : `, ${areas.length - signed} not touched`;
  return `${count(signed, "area")} signed${dormant}`;
}

function fold(title: string, content: string | undefined): string | undefined {
  return content === undefined ? undefined : `<details><summary>✅ ${title}</summary>\n\n${content}\n\n</details>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
