import { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import { cut } from "../markdown.ts";
import { isMarker, parseMarker, renderMarker } from "./advisory-marker.ts";
import { fitState } from "./fit-state.ts";

/** What the body of an issue of ours says of itself. */
export interface AdvisoryNote {
  readonly advisory: string;
  /** Undefined where the note is gone, was changed, or is not of our making. */
  readonly state: TriageState | undefined;
  /** Whether title and text are as we wrote them. */
  readonly isOurText: boolean;
}

/**
 * 32 hexadecimal digits that nobody else can make of a text, and others in each repository. Whoever may edit an issue of
 * ours can write a note into it, so a digest that anybody can make would prove nothing.
 */
export type Seal = (text: string) => string;

/** GitHub's own limit. */
export const mostCharacters = 65_536;

/** Undefined when the body has no marker of ours. Says nothing about who wrote it: check the author too. */
export function parseAdvisoryNote(title: string, body: string, seal: Seal): AdvisoryNote | undefined {
  const advisory = parseMarker(body);
  if (advisory === undefined) return undefined;
  const { text, note } = takeApart(body);
  const isOurText = note !== undefined && note.textSeal === sealText(advisory, title, text, seal);
  return { advisory, state: note && readState(advisory, note, seal), isOurText };
}

/** The whole body: `text`, whose first line is the marker, and the note below it. Never more than GitHub takes. */
export function withNote(title: string, text: string, advisory: string, state: TriageState, seal: Seal): string {
  return join(text, state, (shown, json) => ({
    stateSeal: sealState(advisory, json, seal),
    textSeal: sealText(advisory, title, shown, seal),
    json,
  }));
}

/** How many characters the note of a state has below the text, when nothing of it is left out. */
export function noteSize(state: TriageState): number {
  return 2 + frame + toSafeJson(state).length;
}

/** The body with another state and, where the advisory has another name now, another marker; its text stays as it is. */
export function replaceState(title: string, body: string, advisory: string, next: TriageState, seal: Seal): string {
  // What people wrote above the marker stands below it from now on.
  const rest = takeApart(body)
    .text.split("\n")
    .filter((line) => !isMarker(line));
  const isOurText = parseAdvisoryNote(title, body, seal)?.isOurText ?? false;
  return join([renderMarker(advisory), ...rest].join("\n"), next, (shown, json) => ({
    stateSeal: sealState(advisory, json, seal),
    textSeal: isOurText ? sealText(advisory, title, shown, seal) : noSeal,
    json,
  }));
}

interface Note {
  readonly stateSeal: string;
  readonly textSeal: string;
  readonly json: string;
}

/** Of a text that is not ours. */
const noSeal = "0".repeat(32);
/** How many characters a note has besides the state. */
const frame = renderNote({ stateSeal: noSeal, textSeal: noSeal, json: "" }).length;
/** So much is always left for the note, whatever people made of the text. */
const leastForNote = 8_000;
const noteLine = /^<!-- gatehouse:state v1 ([0-9a-f]{32}) ([0-9a-f]{32}) (\{.*\}) -->$/;

/** GitHub's editor writes CRLF and may drop what stands at the end; neither is a change. */
function takeApart(body: string): { readonly text: string; readonly note: Note | undefined } {
  const lines = body.replaceAll("\r\n", "\n").trimEnd().split("\n");
  const at = lines.findLastIndex((line) => noteLine.test(line.trimEnd()));
  const [, stateSeal, textSeal, json] = noteLine.exec(lines[at]?.trimEnd() ?? "") ?? [];
  if (stateSeal === undefined || textSeal === undefined || json === undefined) {
    return { text: lines.join("\n"), note: undefined };
  }
  return { text: lines.toSpliced(at, 1).join("\n").trimEnd(), note: { stateSeal, textSeal, json } };
}

/** Throws where what we sealed is no JSON, which no version of ours has written. */
function readState(advisory: string, { stateSeal, json }: Note, seal: Seal): TriageState | undefined {
  if (stateSeal !== sealState(advisory, json, seal)) return undefined;
  return TriageState.safeParse(JSON.parse(json)).data;
}

function join(text: string, state: TriageState, noteOf: (shown: string, json: string) => Note): string {
  const room = Math.max(mostCharacters - text.length - 2, leastForNote) - frame;
  const json = toSafeJson(fitState(state, room, (part) => toSafeJson(part).length));
  const shown = cut(text.trimEnd(), mostCharacters - 2 - frame - json.length);
  return `${shown}\n\n${renderNote(noteOf(shown, json))}`;
}

function renderNote({ stateSeal, textSeal, json }: Note): string {
  return `<!-- gatehouse:state v1 ${stateSeal} ${textSeal} ${json} -->`;
}

/**
 * JSON that ends no HTML comment and means nothing to whoever reads the body without knowing it for one. All that is
 * escaped can only stand inside a text of the JSON, where `\u003c` means the same. Sorted by key: one state, one text.
 */
function toSafeJson(value: unknown): string {
  const json = JSON.stringify(value, (_, member: unknown) => (isRecord(member) ? sortKeys(member) : member));
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return json.replace(/[<>&@#`]|(?<=-)-|[^\x20-\x7e]/g, escape);
}

function sortKeys(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of the advisory is in it, so a note that was copied from another issue is none. */
function sealState(advisory: string, json: string, seal: Seal): string {
  return seal(JSON.stringify(["state", advisory, json]));
}

/** Begins with a word of its own, so that no text which we seal is ever the seal of a state. */
function sealText(advisory: string, title: string, text: string, seal: Seal): string {
  return seal(JSON.stringify(["text", advisory, title.trim(), text]));
}
