import { type Reason, reason } from "../../../reason.ts";
import { noteLimit, whyTooLong } from "../../../decision/arguments.ts";
import { parseUntil } from "../../../decision/until.ts";
import { cleanTitle } from "../../../title/reading/clean-title.ts";
import { endOf } from "../../ignores/ignore-end.ts";

/** `REASON [until DATE|30d]`, in any order; `--` may stand between the two. */
export interface ReasonAndEnd {
  /** One clean line without the end. */
  readonly why: string;
  /** As written; undefined where none is stated. */
  readonly ends: readonly string[];
}

const dayMs = 24 * 3600 * 1000;
const mostDays = 180;
const leastCharacters = 15;

/** The end behind `until`, or one that whoever reads the policy file would take for one. */
export function parseReasonAndEnd(text: string): ReasonAndEnd {
  const line = cleanTitle(withoutDashes(text));
  const clauses = [...line.matchAll(/\buntil (\S+)/gi)]
    .map(({ 0: clause, 1: word = "", index }) => ({ clause, index, end: word.replace(/[.,;:)]+$/, "") }))
    .filter(({ clause, index, end }) => looksLikeEnd(end) || index + clause.length === line.length);
  const why = clauses.reduce((rest, { clause }) => withoutEdge(rest, clause), line);
  // "Review by 2030-01-31" ends the ignore as well, once it is written into the file.
  const besides = endOf(clauses.reduce((rest, { clause }) => rest.replace(clause, " "), line));
  const stated = besides === undefined ? [] : [besides.isReadable ? dayBefore(besides.until) : lastWords(line)];
  return { why, ends: [...new Set([...clauses.map(({ end }) => end), ...stated])] };
}

export function parseReason(text: string): string {
  return cleanTitle(withoutDashes(text));
}

/** The end of a UTC day; undefined where the text has no end, which some decisions may. */
export function findEnd(
  { ends }: ReasonAndEnd,
  { at, command }: { readonly at: Date; readonly command: string },
): { readonly until: Date | undefined } | { readonly why: Reason } {
  const [given, ...others] = ends;
  if (given === undefined) return { until: undefined };
  if (others.length > 0) return { why: reason("triage-several-ends", { ends, command }) };
  const until = readEnd(given, at);
  if (until === undefined) return { why: reason("triage-end-unreadable", { given, command }) };
  if (until <= at) return { why: reason("triage-end-over", { given, command }) };
  if (until > endOfDay(new Date(at.getTime() + mostDays * dayMs))) {
    return { why: reason("triage-end-too-far", { given, limit: `${mostDays} days`, command }) };
  }
  return { until };
}

/** Why others could not judge this reason later. */
export function whyBadReason(why: string, command: string): Reason | undefined {
  const { length } = Array.from(why);
  if (length > noteLimit) return whyTooLong(why);
  if (length >= leastCharacters) return undefined;
  return reason("triage-reason-too-short", { length: String(length), limit: String(leastCharacters), command });
}

/** `30d` counts from the comment on, to the end of that day. */
function readEnd(given: string, at: Date): Date | undefined {
  const until = /^(?:\d{1,4}d|\d{4}-\d\d-\d\d)$/i.test(given) ? parseUntil(given, at) : undefined;
  return until === undefined ? undefined : endOfDay(until);
}

function endOfDay(moment: Date): Date {
  return new Date(`${moment.toISOString().slice(0, 10)}T23:59:59.999Z`);
}

function dayBefore(midnight: Date): string {
  return new Date(midnight.getTime() - 1).toISOString().slice(0, 10);
}

/** Whoever writes a number behind `until` means a time. */
function looksLikeEnd(word: string): boolean {
  return /^\d/.test(word) && !/^\d+(?:\.\d+)+$/.test(word);
}

function withoutDashes(text: string): string {
  return text.replace(/(^|\s)--(?=\s|$)/, "$1");
}

/** The end stays where it is part of a sentence. */
function withoutEdge(line: string, clause: string): string {
  if (line.startsWith(clause)) return line.slice(clause.length).trim();
  if (line.endsWith(clause)) return line.slice(0, -clause.length).replace(/[\s,;(]+$/, "");
  return line;
}

function lastWords(line: string): string {
  return /\b(?:until|expires?|expiry|review by)\b.*$/i.exec(line)?.[0].slice(0, 60) ?? line.slice(0, 60);
}
