import type { AreaState } from "../policy/area/area.ts";
import type { Report } from "../policy/evaluate.ts";
import { blocks, type GateReport } from "../policy/verdict.ts";
import { counted } from "../policy/text/counted.ts";
import { troubleOf } from "./areas.ts";
import { code, cut, plain } from "./markdown.ts";
import { missingAreas } from "./missing-areas.ts";
import { byUrgency, doesInWords } from "./verdict.ts";

// GitHub refuses the title of a check above 140 characters.
const titleLimit = 140;
const longestReason = 80;
const mostNames = 10;
const mostGates = 10;

/** The state in words, for the title of the check: plain text, which nothing reads as Markdown. */
export function titleOf(report: Report): string {
  return cut(stateInWords(report, { show: plain, tellsWhy: true }), titleLimit);
}

/** The same as the first line of the comment, where the reasons of holds and concerns follow in the next lines. */
export function renderHeadline(report: Report): string {
  return `**${stateInWords(report, { show: code, tellsWhy: false })}**`;
}

interface Style {
  /** How a name or a text of somebody else is shown. */
  readonly show: (text: string) => string;
  readonly tellsWhy: boolean;
}

function stateInWords(report: Report, style: Style): string {
  const required = report.gates.filter(({ use }) => use === "require");
  const open = required.filter(({ verdict }) => blocks(verdict)).toSorted(byUrgency);
  const stopped = stopsInWords(report, style);
  const notMet = openInWords(open, { total: required.length, areas: report.areas, style });
  if (stopped !== undefined) return open.length === 0 ? `❌ ${stopped}` : `❌ ${stopped}; ${notMet}`;
  switch (report.state) {
    case "success":
      return `✅ ${successInWords(required, report.areas)}`;
    case "failure":
      return `❌ Not ready: ${notMet}`;
    case "action_required":
      return `❌ Action needed: ${notMet}`;
    case "in_progress":
      return `⏳ ${waitingInWords(report, open, notMet)}`;
  }
}

/** What people stopped by hand comes first, whatever else is open; undefined when nobody did. */
function stopsInWords({ holds, concerns }: Report, style: Style): string | undefined {
  const { show } = style;
  const [hold, ...otherHolds] = holds;
  const [concern, ...otherConcerns] = concerns;
  const parts: string[] = [];
  if (hold !== undefined) {
    const also = otherHolds.length === 0 ? told(hold.reason, style) : ` and ${otherHolds.length} more`;
    parts.push(`On hold by ${show(hold.actor.login)}${also}`);
  }
  if (concern !== undefined) {
    const also = otherConcerns.length === 0 ? told(concern.text, style) : ` and ${otherConcerns.length} more`;
    const { name, actor } = concern;
    parts.push(`${hold === undefined ? "Concern" : "concern"} ${show(name)} by ${show(actor.login)}${also}`);
  }
  return parts.length === 0 ? undefined : parts.join("; ");
}

function told(text: string | undefined, { show, tellsWhy }: Style): string {
  return text === undefined || !tellsWhy ? "" : `: ${show(cut(text, longestReason))}`;
}

function successInWords(required: readonly GateReport[], areas: readonly AreaState[]): string {
  if (required.length === 0) return "No gate is required here";
  const waived = required.filter(({ verdict }) => verdict.state === "waived").length;
  const kinds = new Set(required.map(({ kind }) => kind));
  const untouched = areas.every(({ state }) => state === "not-required");
  const asksNobody = kinds.has("touched") && !kinds.has("signoff") && untouched;
  const total = counted(required.length, "required gate");
  const note = asksNobody ? ", no sign-off needed" : "";
  if (waived > 0) return `Ready: ${required.length - waived} of ${total} met, ${waived} waived${note}`;
  return `Ready: ${total} ${required.length === 1 ? "holds" : "hold"}${note}`;
}

/** Where nothing but sign-offs is missing, the areas are the state: "2 of 5 areas signed, waiting for api, docs". */
function waitingInWords({ isWaitingDraft }: Report, open: readonly GateReport[], notMet: string): string {
  if (isWaitingDraft) return open.length === 0 ? "Draft: waiting until it is ready for review" : `Draft: ${notMet}`;
  const [only, ...others] = open.map(missingAreas);
  return only !== undefined && others.length === 0 ? notMet : `Waiting: ${notMet}`;
}

function openInWords(
  open: readonly GateReport[],
  { total, areas, style }: { readonly total: number; readonly areas: readonly AreaState[]; readonly style: Style },
): string {
  const missing = open.map(missingAreas);
  const [only, ...others] = missing;
  if (only !== undefined && others.length === 0) {
    return `${only.signed}, waiting for ${namesOf(only.names, areas, style)}`;
  }
  const each = open.slice(0, mostGates).map(({ gate, verdict }, index) => {
    const names = missing[index]?.names;
    const what = names === undefined ? doesInWords[verdict.state] : `waits for ${namesOf(names, areas, style)}`;
    return `${style.show(gate)} ${what}`;
  });
  const more = open.length - each.length;
  const all = [...each, ...(more > 0 ? [`${more} more`] : [])].join("; ");
  return `${open.length} of ${counted(total, "required gate")} not met: ${all}`;
}

function namesOf(names: readonly string[], areas: readonly AreaState[], { show }: Style): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, mostNames).map((name) => {
    // Code owners of one area share its name.
    const troubles = areas.filter(({ area }) => area.name === name).map(troubleOf);
    const trouble = troubles.find((each) => each !== undefined);
    return trouble === undefined ? show(name) : `${show(name)} (${trouble})`;
  });
  const more = unique.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
