import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { TriageChange } from "../../policy/advisory/triage/triage-plan.ts";
import type { TriageState } from "../../policy/advisory/triage/triage-state.ts";
import type { Effect } from "../../policy/effect.ts";
import { replaceState } from "../../render/advisory/advisory-note.ts";
import { labelsOf } from "../../render/advisory/labels.ts";
import type { TriageContext } from "../../render/advisory/triage-context.ts";
import { type IssueText, renderTriageIssue } from "../../render/advisory/triage-issue.ts";
import type { IssueState, KnownIssue } from "./advisory-issues.ts";

/** An issue whose advisory is not met keeps the text that it had. */
export function textOf(change: TriageChange, issue: KnownIssue, context: TriageContext): IssueText {
  const { found, keepsText = false } = change;
  if (found !== undefined && !keepsText) return renderTriageIssue({ ...change, found }, context);
  const { title, body } = issue;
  return { title, body: replaceState(title, body, change.advisory, change.next, context.seal) };
}

export function isRendered({ found, keepsText = false }: TriageChange): boolean {
  return found !== undefined && !keepsText;
}

/** What stands beside the advisory, such as packages that were not checked, is no reason to write forty issues anew. */
export function needsText(change: TriageChange, issue: KnownIssue): boolean {
  return (
    change.isOpen !== issue.isOpen ||
    change.advisory !== issue.advisory ||
    (!issue.isOurText && isRendered(change)) ||
    !isSameState(change.next, issue.state) ||
    change.events.length > 0
  );
}

function isSameState(next: TriageState, state: TriageState | undefined): boolean {
  // As it would be read again: what is undefined is not written.
  const written = (value: TriageState): unknown => JSON.parse(JSON.stringify(value));
  return state !== undefined && isDeepStrictEqual(written(next), written(state));
}

export function turnOf({ isOpen, closeAs }: TriageChange, issue: KnownIssue): IssueState | undefined {
  if (isOpen === issue.isOpen) return undefined;
  return isOpen ? { state: "open", reason: "reopened" } : { state: "closed", reason: closeAs ?? "completed" };
}

/** GitHub keeps a label as it was written first, and does not tell capitals from small letters. */
export function labelEffects(
  change: TriageChange,
  { number, labels }: KnownIssue,
  extra: readonly string[],
): readonly Effect[] {
  const { set, off } = labelsOf(change, extra);
  const there = new Set(labels.map((label) => label.toLowerCase()));
  const isThere = (label: string) => there.has(label.toLowerCase());
  // Labels of the configuration are given once: people may take them off.
  const missing = set.filter((label) => !isThere(label) && !extra.includes(label));
  return [
    ...missing.map((label): Effect => ({ kind: "label", number, label, isSet: true })),
    ...off.filter(isThere).map((label): Effect => ({ kind: "label", number, label, isSet: false })),
  ];
}

/**
 * Tells the comment about these events from all others on the issue. The same when the scan that was interrupted begins
 * again: no moment that follows from when it runs is in it.
 */
export function topicOf({ events }: TriageChange, { state }: KnownIssue): string {
  const told = events.map((event) => (event.kind === "remind" ? { ...event, dueAt: undefined } : event));
  return `advisory/${digestOf([state ?? null, told])}`;
}

export function digestOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}
