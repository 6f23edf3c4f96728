import type { AreaState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import { shortSha } from "../policy/area/area-reason.ts";
import { blocks, type GateReport, type VerdictState } from "../policy/verdict.ts";
import { isOpen, renderAreas, shownAreas } from "./areas.ts";
import { summaryMarker } from "./marker.ts";
import { code, cut } from "./markdown.ts";
import { byUrgency, renderGates } from "./verdict.ts";

// GitHub refuses comments above 65,536 characters and check summaries above 65,535 bytes. Together these stay below.
const openBytes = 20_000;
const foldedBytes = 8_000;

/** The summary comment. A pure function of the report: the same state gives the same bytes. */
export function renderSummaryComment(report: Report): string {
  return `${summaryMarker}\n${renderSummary(report)}`;
}

/** The same words for the comment and for the composite check: what is open in sight, what holds folded. */
export function renderSummary(report: Report): string {
  const { pullRequest } = report;
  const openGates = report.gates.filter(({ verdict }) => blocks(verdict));
  const heldGates = report.gates.filter(({ verdict }) => !blocks(verdict));
  const areas = shownAreas(report.areas);
  const openAreas = areas.filter(isOpen);
  const settledAreas = areas.filter((area) => !isOpen(area));
  return [
    `**${headline(report)}**`,
    openGates.length > 0 ? renderGates(openGates, openBytes) : undefined,
    renderAreas(openAreas, pullRequest, openBytes),
    fold(
      `${count(heldGates.length, "gate")} ${heldGates.length === 1 ? "holds" : "hold"}`,
      heldGates.length > 0 ? renderGates(heldGates, foldedBytes) : undefined,
    ),
    fold(settled(settledAreas), renderAreas(settledAreas, pullRequest, foldedBytes)),
    `Judged at ${code(shortSha(pullRequest.headSha))}. Comment \`/help\` for the commands.`,
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

/** The state in words, without Markdown. At most 140 characters: it is also the title of the check. */
export function headline({ gates, state }: Report): string {
  const required = gates.filter(({ use }) => use === "require");
  const open = required.filter(({ verdict }) => blocks(verdict));
  const total = count(required.length, "required gate");
  switch (state) {
    case "success":
      if (required.length === 0) return "✅ No gate is required here";
      return `✅ Ready: ${total} ${required.length === 1 ? "holds" : "hold"}`;
    case "failure":
      return cut(`❌ Not ready: ${open.length} of ${total} not met: ${openInWords(open)}`, 140);
    case "action_required":
      return cut(`❌ Action needed: ${open.length} of ${total} not met: ${openInWords(open)}`, 140);
    case "in_progress":
      return cut(`⏳ Waiting: ${open.length} of ${total} not met: ${openInWords(open)}`, 140);
  }
}

const does: Readonly<Record<VerdictState, string>> = {
  fail: "fails",
  "no-data": "has no data",
  waiting: "waits for a person",
  pending: "is not finished",
  pass: "holds",
  waived: "is waived",
  "not-applicable": "does not apply",
};

function openInWords(open: readonly GateReport[]): string {
  return open
    .toSorted(byUrgency)
    .map(({ gate, verdict }) => `${gate} ${does[verdict.state]}`)
    .join(", ");
}

/** Untouched areas are shown only where somebody signed them before the change was reverted. */
function settled(areas: readonly AreaState[]): string {
  const signed = areas.filter(({ state }) => state === "signed").length;
  const untouched = signed === areas.length ? "" : `, ${areas.length - signed} not touched any more`;
  return `${count(signed, "area")} signed${untouched}`;
}

function fold(title: string, content: string | undefined): string | undefined {
  return content === undefined ? undefined : `<details><summary>✅ ${title}</summary>\n\n${content}\n\n</details>`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
