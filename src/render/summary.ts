import type { AreaState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import { titleGate } from "../policy/gates/title.ts";
import { configurationGate } from "../policy/gates/configuration.ts";
import { blocks, type GateReport } from "../policy/verdict.ts";
import { counted } from "../policy/text/counted.ts";
import { isOpen, isRemarkable, renderAreas, shownAreas } from "./areas.ts";
import { renderHeadline } from "./headline.ts";
import { summaryMarker } from "./marker.ts";
import { sentence } from "./reason.ts";
import { renderStops } from "./stops.ts";
import { hasCaveats, renderGates } from "./verdict.ts";

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
  const gates = report.gates.map(withoutMeaning);
  const loudGates = gates.filter(isLoud);
  const quietGates = gates.filter((gate) => !isLoud(gate));
  const areas = shownAreas(report);
  const loudAreas = areas.filter((area) => isOpen(area) || isRemarkable(area));
  const quietAreas = areas.filter((area) => !loudAreas.includes(area));
  return [
    renderHeadline(report),
    renderStops(report, stopBytes),
    loudGates.length > 0 ? renderGates(loudGates, openBytes) : undefined,
    renderAreas(loudAreas, pullRequest, openBytes),
    fold(held(quietGates), quietGates.length > 0 ? renderGates(quietGates, foldedBytes) : undefined),
    fold(settled(quietAreas), renderAreas(quietAreas, pullRequest, foldedBytes)),
    ...report.gates.filter(isTitle).flatMap(({ verdict: { notes = [] } }) => notes.map(sentence)),
    // Without the head: a push that changes nothing of this is no reason to edit the comment.
    "Comment `/help` for the commands.",
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

/**
 * A gate that is waived, or holds on what somebody says of their own work, is shown as openly as one that blocks. So is
 * what would become of the rules: it passes also where they would ask for less.
 */
function isLoud({ kind, verdict }: GateReport): boolean {
  const isDoubtful = verdict.state === "waived" || hasCaveats(verdict);
  return blocks(verdict) || isDoubtful || kind === configurationGate.kind;
}

function isTitle({ kind }: GateReport): boolean {
  return kind === titleGate.kind;
}

/** What merging means for the next release is no matter of one gate, and has a line of its own. */
function withoutMeaning(gate: GateReport): GateReport {
  return isTitle(gate) ? { ...gate, verdict: { ...gate.verdict, notes: [] } } : gate;
}

function held(gates: readonly GateReport[]): string {
  const inapplicable = gates.filter(({ verdict }) => verdict.state === "not-applicable").length;
  const holding = gates.length - inapplicable;
  const parts = [
    ...(holding > 0 || inapplicable === 0 ? [`${counted(holding, "gate")} ${holding === 1 ? "holds" : "hold"}`] : []),
    ...(inapplicable > 0 ? [`${counted(inapplicable, "gate")} ${inapplicable === 1 ? "does" : "do"} not apply`] : []),
  ];
  return parts.join(", ");
}

/** Areas that nothing touches are shown only where somebody signed them before the change was reverted. */
function settled(areas: readonly AreaState[]): string {
  const signed = areas.filter(({ state }) => state === "signed").length;
  const dormant = signed === areas.length ? "" : `, ${areas.length - signed} not touched`;
  return `${counted(signed, "area")} signed${dormant}`;
}

function fold(title: string, content: string | undefined): string | undefined {
  return content === undefined ? undefined : `<details><summary>✅ ${title}</summary>\n\n${content}\n\n</details>`;
}
