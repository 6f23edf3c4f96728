import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { FindingRow, NotChecked } from "../../policy/advisory/findings/finding.ts";
import { foldTriage } from "../../policy/advisory/triage/decision.ts";
import type { EntryOf } from "../../policy/advisory/triage/decision.ts";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import { counted } from "../../policy/text/counted.ts";
import { renderMarker } from "./advisory-marker.ts";
import { mostCharacters, noteSize, withNote } from "./advisory-note.ts";
import { respond } from "./advisory-response.ts";
import { renderDecisions } from "./decision-log.ts";
import { renderHowToDecide } from "./how-to-decide.ts";
import { renderRows } from "./locked-rows.ts";
import { listNotChecked } from "./not-checked.ts";
import { placeInWords } from "./places.ts";
import { kindSentence, ratingOf, rateSentence, renderName } from "./severity-words.ts";
import { show, showSentence } from "./show.ts";
import { renderStatus } from "./status-block.ts";
import type { TriageContext } from "./triage-context.ts";

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** How much of what may be long is shown. */
interface Room {
  readonly rows: number;
  readonly names: number;
  readonly decisions: number;
}

// Names as long as they may be, all of backticks and pipes, fill the first of them. The last fits with all of the note
// but decisions, which are kept elsewhere too.
const rooms: readonly Room[] = [
  { rows: 15, names: 10, decisions: 10 },
  { rows: 5, names: 3, decisions: 5 },
  { rows: 1, names: 0, decisions: 1 },
];

/** The issue of one advisory that is met. The same change gives the same bytes; never more of them than GitHub takes. */
export function renderTriageIssue(
  change: TriageChange & { readonly found: Advisory },
  context: TriageContext,
): IssueText {
  const { found, next } = change;
  const title = `advisory: ${renderName(found, ratingOf(found, foldTriage(next.entries).severity))}`;
  const forText = mostCharacters - noteSize(next);
  let text = "";
  for (const room of rooms) {
    text = renderText(change, context, room);
    if (text.length <= forText) break;
  }
  return { title, body: withNote(title, text, change.advisory, next, context.seal) };
}

function renderText(change: TriageChange & { readonly found: Advisory }, context: TriageContext, room: Room): string {
  const { found, next } = change;
  const decision = foldTriage(next.entries);
  const parts = [
    renderMarker(change.advisory),
    renderStatus(change, decision),
    renderVerdict(found, decision.severity, context),
    showSentence(found.summary),
    renderRows(found.rows, room.rows),
    renderResponse(found.rows.slice(0, room.rows)),
    renderHowToDecide(found, context),
    renderDecisions(next.entries, decision, room.decisions),
    renderNotChecked(context.notChecked, room.names),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderVerdict(advisory: Advisory, override: EntryOf<"severity"> | undefined, context: TriageContext): string {
  const { id, aliases, kind, rows } = advisory;
  const link = `[${id}](https://osv.dev/vulnerability/${encodeURIComponent(id)})`;
  const names = aliases.length === 0 ? "" : ` (also ${aliases.slice(0, 10).map(show).join(", ")})`;
  const more = rows.length > 1 ? ` and ${counted(rows.length - 1, "more locked package")}` : "";
  const what = `**${kindSentence[kind]}** ${link}${names} hits ${placeInWords(rows[0])}${more}.`;
  const alert = alertOf(advisory, context);
  const also = alert === undefined ? "" : ` It is Dependabot alert ${alert}.`;
  const asked = context.area === undefined ? "" : `\n\nArea ${show(context.area)} is asked to triage this.`;
  return `${what} ${rateSentence(advisory, override)}${also}${asked}`;
}

function alertOf({ id, aliases }: Advisory, { alerts }: TriageContext): number | undefined {
  return [id, ...aliases].map((name) => alerts.get(name)).find((number) => number !== undefined);
}

function renderResponse(rows: readonly FindingRow[]): string {
  const steps = rows.map((row) => {
    const { text } = respond(row);
    return rows.length === 1 ? text : `${placeInWords(row)}: ${text}`;
  });
  return `### What to do\n\n${[...new Set(steps)].join("\n\n")}`;
}

function renderNotChecked(notChecked: readonly NotChecked[], names: number): string {
  if (notChecked.length === 0) return "";
  const lines = listNotChecked(notChecked, names);
  const summary = `Not checked when this was written: ${notChecked.length}`;
  return `<details><summary>${summary}</summary>\n\n${lines.join("\n")}\n\n</details>`;
}
