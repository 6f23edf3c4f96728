import { areaReason, signOffReasons } from "../policy/area/area-reason.ts";
import type { AreaState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import type { Reason } from "../policy/reason.ts";
import { blocks, type GateReport, type RowVerdict, type VerdictState } from "../policy/verdict.ts";
import { areaInWords, isOpen, isRemarkable, shownAreas } from "../render/areas.ts";
import { visible } from "../policy/text/visible.ts";
import { plainFix, plainSentence } from "../render/plain-reason.ts";
import { concernReason, holdReason } from "../render/stops.ts";
import { byUrgency, stateWords } from "../render/verdict.ts";
import type { Terminal } from "./terminal.ts";

type Paint = Terminal["paint"];

/** What the summary says, as lines for a terminal: stops, gates with their rows, areas. The worst comes first. */
export function reportLines(report: Report, paint: Paint): readonly string[] {
  return [
    ...stopLines(report, paint),
    ...report.gates.toSorted(byUrgency).flatMap((gate) => gateLines(gate, paint)),
    ...shownAreas(report).flatMap((area) => areaLines(area, report.pullRequest, paint)),
  ];
}

function stopLines({ holds, concerns }: Report, paint: Paint): readonly string[] {
  return [...holds.map(holdReason), ...concerns.map(concernReason)].flatMap((why) => [
    `${paint("red", "❌ stopped")}: ${plainSentence(why)}`,
    ...fixLines([why]),
  ]);
}

function gateLines({ gate, use, verdict, fix: command }: GateReport, paint: Paint): readonly string[] {
  const { state, reason, details = [], rows = [], caveats = [], notes = [] } = verdict;
  const advisory = use === "advise" ? " (advisory, never blocks)" : "";
  // The areas have lines of their own, where each says why and what to do.
  const parts = reason.code === "areas-missing" ? [] : details;
  const told = rows.filter((row) => row.reason !== reason).toSorted(unheldFirst);
  return [
    `${inWords(state, paint)} ${paint("bold", visible(gate))}${advisory}: ${plainSentence(reason)}`,
    ...caveats.map((each) => indented(`⚠ ${plainSentence(each)}`)),
    ...notes.map((each) => indented(plainSentence(each))),
    ...told.flatMap((row) => rowLines(row, paint)),
    ...parts.map((each) => indented(`- ${plainSentence(each)}`)),
    ...fixLines([reason, ...parts]),
    ...(command === undefined || !blocks(verdict) ? [] : [indented(`run: ${visible(command)}`)]),
  ];
}

function rowLines({ name, state, reason }: RowVerdict, paint: Paint): readonly string[] {
  const todo = state === "pass" ? undefined : plainFix(reason);
  const fix = todo === undefined ? "" : ` ${todo}`;
  return [indented(`${inWords(state, paint)} ${visible(name)}: ${plainSentence(reason)}${fix}`)];
}

function areaLines(state: AreaState, pullRequest: PullRequest, paint: Paint): readonly string[] {
  const reasons = [areaReason(state, pullRequest), ...signOffReasons(state, pullRequest)];
  const words = areaInWords(state);
  const isLoud = isOpen(state) || isRemarkable(state);
  return [
    `${paint(isOpen(state) ? "yellow" : "green", words)} area ${paint("bold", visible(state.area.name))}: ${signersOf(state)}`,
    ...(isLoud ? reasons.map((each) => indented(plainSentence(each))) : []),
    ...(isOpen(state) ? fixLines(reasons) : []),
  ];
}

function signersOf({ signOffs }: AreaState): string {
  const who = signOffs.map(({ by, isSelfSigned, standing }) => {
    const marks = [...(isSelfSigned ? ["self-signed"] : []), ...(standing.state === "live" ? [] : [standing.state])];
    return `${visible(by.login)}${marks.length === 0 ? "" : ` (${marks.join(", ")})`}`;
  });
  return who.length === 0 ? "signed by nobody" : `signed by ${who.join(", ")}`;
}

/** A fix that several parts share is said once. */
function fixLines(reasons: readonly Reason[]): readonly string[] {
  const texts = new Set(reasons.map(plainFix).filter((text) => text !== undefined));
  return [...texts].map((text) => indented(`fix: ${text}`));
}

function inWords(state: VerdictState, paint: Paint): string {
  return paint(colours[state], stateWords[state]);
}

const colours = {
  pass: "green",
  fail: "red",
  "no-data": "red",
  waiting: "yellow",
  pending: "yellow",
  waived: "yellow",
  "not-applicable": "dim",
} as const satisfies Record<VerdictState, Parameters<Paint>[0]>;

function unheldFirst(a: RowVerdict, b: RowVerdict): number {
  return Number(a.state === "pass") - Number(b.state === "pass");
}

function indented(text: string): string {
  return `    ${text}`;
}
