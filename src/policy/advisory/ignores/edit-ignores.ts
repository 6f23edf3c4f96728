import { type Ignore, type IgnoreTool, parseIgnores, toolOf } from "./ignore.ts";
import { endOf } from "./ignore-end.ts";
import type { PolicyProblem } from "./ignore-entry.ts";
import { endOfUntil, type IgnoreText, type NewIgnore, textFor } from "./new-ignore.ts";
import { restOfPolicy } from "./rest-of-policy.ts";
import { withEntry, withoutEntries } from "./write-ignores.ts";

export type IgnoreEdit =
  | { readonly state: "edited"; readonly text: string }
  | { readonly state: "unchanged" }
  | PolicyProblem;

/**
 * A policy file with one ignore more, or with another reason for one that it has. Everything else stays as it is, sign by
 * sign; where that cannot be done, or the reason would be read back as something else, nothing is written.
 */
export function addIgnore(file: string, text: string, ignore: NewIgnore): IgnoreEdit {
  const before = parseIgnores(file, text);
  if (before.state === "problem") return before;
  const tool = toolOf(file);
  const entry = textFor(tool, ignore);
  if (isSaid(before.ignores, ignore, entry)) return { state: "unchanged" };
  const written = withEntry(text, tool, ignore.id, entry);
  const after = check({ file, before: text, id: ignore.id }, before.ignores, written);
  if (after.state === "problem") return after;
  if (!isSaid(after.ignores, ignore, entry)) return cannot("would be given a reason that states another end");
  return { state: "edited", text: after.text };
}

/** A policy file without the ignores of one id, and without the comments right above that are about them alone. */
export function removeIgnore(file: string, text: string, id: string): IgnoreEdit {
  const before = parseIgnores(file, text);
  if (before.state === "problem") return before;
  if (before.ignores.every((each) => each.id !== id)) return { state: "unchanged" };
  const after = check({ file, before: text, id }, before.ignores, withoutEntries(text, toolOf(file), id));
  if (after.state === "problem") return after;
  return after.ignores.some((each) => each.id === id) ? cannot(tooMuch) : { state: "edited", text: after.text };
}

const tooMuch = "cannot be edited without changing more than the one entry";

function cannot(message: string): PolicyProblem {
  return { state: "problem", line: 1, message };
}

/** Reads what was written, and lets it pass only where all but the ignores of the one id says what it said. */
function check(
  { file, before, id }: { readonly file: string; readonly before: string; readonly id: string },
  ignores: readonly Ignore[],
  written: string | undefined,
): { readonly state: "same"; readonly text: string; readonly ignores: readonly Ignore[] } | PolicyProblem {
  if (written === undefined) return cannot("writes its ignores in a way that cannot be edited");
  const after = parseIgnores(file, written);
  if (after.state === "problem" || !keepsTheRest(before, written, toolOf(file), id)) return cannot(tooMuch);
  // Also their reasons, which may be comments.
  if (othersOf(ignores, id) !== othersOf(after.ignores, id)) return cannot(tooMuch);
  return { state: "same", text: written, ignores: after.ignores };
}

function keepsTheRest(before: string, after: string, tool: IgnoreTool, id: string): boolean {
  const [old, present] = [restOfPolicy(before, tool, id), restOfPolicy(after, tool, id)];
  return old !== undefined && present !== undefined && old.rest === present.rest;
}

function othersOf(ignores: readonly Ignore[], id: string): string {
  const others = ignores.filter((each) => each.id !== id);
  return JSON.stringify(others.map((each) => ({ ...each, line: undefined })));
}

/** Whether it is there once, and reads as it is meant. */
function isSaid(ignores: readonly Ignore[], { id, until }: NewIgnore, { reason }: IgnoreText): boolean {
  const [found, ...more] = ignores.filter((each) => each.id === id);
  if (found === undefined || more.length > 0 || found.reason !== reason || found.isEndUnreadable === true) return false;
  const end = until === undefined ? endOf(reason)?.until : endOfUntil(until);
  return found.until?.getTime() === end?.getTime();
}
