import type { Coverage } from "./coverage.ts";
import { isOwnEntry } from "./own-entry.ts";
import { standingEntries } from "./decision.ts";
import type { Subject } from "./subject.ts";
import type { TriageEvent, TriageIssue } from "./triage-plan.ts";
import type { TriageState } from "./triage-state.ts";

/** What becomes of the issue of an advisory that is met, or that it needs one. */
export type Turn =
  /** Nobody can say: all stays as it is. */
  | { readonly state: "waits" }
  | {
      readonly state: "goes";
      readonly events: readonly TriageEvent[];
      readonly isOpen: boolean;
      /** `again`: they begin now. */
      readonly clocks: "run" | "again";
      /** Whether what was decided is over, because it was about an earlier time. */
      readonly forgets: boolean;
      readonly closedByPeopleAt: TriageState["closedByPeopleAt"];
    };

type Going = Extract<Turn, { readonly state: "goes" }>;

const respectedMs = 30 * 24 * 3_600_000;

/** Whether it was gone the last time, or never there. */
export function isBack({ before, issue }: Subject): boolean {
  if (before !== undefined) return before.presence !== "present";
  return issue !== undefined && !issue.isOpen && issue.closed?.byUs === true;
}

export function turnOf(subject: Subject, coverage: Coverage, now: Date): Turn {
  const { issue } = subject;
  if (issue === undefined) return turnWithoutIssue(subject, coverage);
  if (isBack(subject)) return turnOfReturned(subject, issue, coverage);
  return issue.isOpen ? turnOfOpen(subject, coverage) : turnOfClosed(subject, issue, coverage, now);
}

function turnWithoutIssue(subject: Subject, coverage: Coverage): Turn {
  const { before } = subject;
  const isAgain = before === undefined || isBack(subject);
  switch (coverage.state) {
    case "unknown":
      return isAgain && before !== undefined ? { state: "waits" } : going({ isOpen: false });
    case "covered": {
      const isKnown = !isAgain && before.accepted !== null;
      const event: TriageEvent = { kind: "ignored-from-the-start", isBack: before !== undefined && isAgain };
      return going({
        isOpen: false,
        events: isKnown ? [] : [event],
        clocks: isAgain ? "again" : "run",
        forgets: isAgain,
      });
    }
    case "uncovered": {
      const isOver = !isAgain && before.accepted !== null;
      const over: readonly TriageEvent[] = isOver ? [{ kind: "uncovered", because: coverage.because }] : [];
      const clocks = isAgain || isOver ? "again" : "run";
      return going({
        isOpen: true,
        events: [{ kind: "open" }, ...over],
        clocks,
        forgets: before !== undefined && isAgain,
      });
    }
  }
}

function turnOfReturned({ before }: Subject, { isOpen }: TriageIssue, coverage: Coverage): Turn {
  switch (coverage.state) {
    case "unknown":
      return { state: "waits" };
    case "covered": {
      const event: TriageEvent = isOpen
        ? { kind: "mark-ignored", ignore: coverage.ignore }
        : { kind: "ignored-from-the-start", isBack: true };
      return going({ isOpen, events: [event], clocks: "again", forgets: true });
    }
    case "uncovered":
      return going({
        isOpen: true,
        events: [{ kind: "reopen", isNoteLost: before === undefined }],
        clocks: "again",
        forgets: true,
      });
  }
}

function turnOfOpen({ before }: Subject, coverage: Coverage): Turn {
  const closedByPeopleAt = before?.closedByPeopleAt ?? [];
  const wasAccepted = before !== undefined && before.accepted !== null;
  switch (coverage.state) {
    case "unknown":
      return going({ isOpen: true, closedByPeopleAt });
    case "covered": {
      // Without a note nobody knows whether it was told.
      const isNews = before !== undefined && !wasAccepted;
      const events: readonly TriageEvent[] = isNews ? [{ kind: "mark-ignored", ignore: coverage.ignore }] : [];
      return going({ isOpen: true, events, closedByPeopleAt });
    }
    case "uncovered":
      if (!wasAccepted) return going({ isOpen: true, closedByPeopleAt });
      return going({ isOpen: true, events: [{ kind: "uncovered", because: coverage.because }], clocks: "again" });
  }
}

/** It is closed, and neither was it gone nor did we find it so. */
function turnOfClosed(subject: Subject, issue: TriageIssue, coverage: Coverage, now: Date): Turn {
  const { before } = subject;
  const closings = closingsOf(subject, issue, now);
  const asked = findAsked(subject, issue);
  if (asked !== undefined) {
    return going({
      isOpen: true,
      events: [{ kind: "reopen-asked", by: asked.by.login }],
      clocks: "again",
      closedByPeopleAt: closings,
    });
  }
  const wasAccepted = before !== undefined && before.accepted !== null;
  switch (coverage.state) {
    case "unknown":
      return { state: "waits" };
    case "covered": {
      const closedByPeopleAt = before?.closedByPeopleAt ?? [];
      const isNews = before !== undefined && !wasAccepted;
      const events: readonly TriageEvent[] = isNews ? [{ kind: "mark-ignored", ignore: coverage.ignore }] : [];
      return going({ isOpen: false, events, closedByPeopleAt });
    }
    case "uncovered":
      if (!wasAccepted) return turnOfUnproved(closings, now);
      return going({ isOpen: true, events: [{ kind: "uncovered", because: coverage.because }], clocks: "again" });
  }
}

/** A person closed it, and it stands: once it is opened again, the second time that is respected for a while. */
function turnOfUnproved(closings: readonly string[], now: Date): Turn {
  const events: readonly TriageEvent[] = [{ kind: "still-affected" }];
  const last = closings.at(-1);
  if (closings.length < 2 || last === undefined) return going({ isOpen: true, events, closedByPeopleAt: closings });
  if (now.getTime() - Date.parse(last) < respectedMs) return going({ isOpen: false, closedByPeopleAt: closings });
  return going({ isOpen: true, events, clocks: "again", closedByPeopleAt: [last] });
}

function closingsOf({ before }: Subject, { closed }: TriageIssue, now: Date): readonly string[] {
  const known = before?.closedByPeopleAt ?? [];
  // Where GitHub does not say when, two of them are as many as we can tell apart.
  if (closed === undefined && known.length === 2) return known;
  const at = (closed?.at ?? now).toISOString();
  return known.at(-1) === at ? known : [...known, at].slice(-2);
}

/** The last person who asked to look at it again, since it was closed. */
function findAsked({ entries, before }: Subject, { closed }: TriageIssue) {
  const asked = standingEntries(entries).findLast((entry) => entry.kind === "reopen" && !isOwnEntry(entry));
  const closedAt = closed?.at.getTime() ?? Date.parse(before?.closedByPeopleAt.at(-1) ?? "1970-01-01T00:00:00Z");
  return asked !== undefined && Date.parse(asked.at) > closedAt ? asked : undefined;
}

function going(turn: {
  readonly isOpen: boolean;
  readonly events?: readonly TriageEvent[];
  readonly clocks?: Going["clocks"];
  readonly forgets?: boolean;
  readonly closedByPeopleAt?: readonly string[];
}): Turn {
  const { isOpen, events = [], clocks = "run", forgets = false, closedByPeopleAt = [] } = turn;
  return { state: "goes", isOpen, events, clocks, forgets, closedByPeopleAt: [...closedByPeopleAt] };
}
