import { expect } from "vitest";
import type { Advisory } from "../../../../src/policy/advisory/findings/advisory.ts";
import { groupByAdvisory } from "../../../../src/policy/advisory/findings/advisory.ts";
import type { NotChecked } from "../../../../src/policy/advisory/findings/finding.ts";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import { planTriage } from "../../../../src/policy/advisory/triage/plan-triage.ts";
import type { Sla } from "../../../../src/policy/advisory/triage/sla.ts";
import type { TriageEntry } from "../../../../src/policy/advisory/triage/triage-entry.ts";
import type { QuietAdvisory, TriageIssue, TriagePlan } from "../../../../src/policy/advisory/triage/triage-plan.ts";
import { TriageState } from "../../../../src/policy/advisory/triage/triage-state.ts";
import { anAdvisory, anIgnore } from "../ignores/builders.ts";
import { inWords } from "./plan-in-words.ts";

export const one = "RUSTSEC-2099-0001";

type Said = TriageEntry extends infer Entry ? (Entry extends unknown ? Omit<Entry, "id" | "by" | "at"> : never) : never;
type Told = Parameters<typeof anAdvisory>[0];

/** A repository that lives from scan to scan: what a plan calls for is done, as GitHub and the store would keep it. */
export function aRepository() {
  const locked = new Map<string, Advisory>();
  const entries = new Map<string, readonly TriageEntry[]>();
  const pullRequests = new Map<number, "open" | "merged" | "closed">();
  const withdrawn = new Set<string>();
  let issues: readonly TriageIssue[] = [];
  let quiet: readonly QuietAdvisory[] = [];
  let ignores: readonly Ignore[] = [];
  let unreadable: readonly string[] = [];
  let notChecked: readonly NotChecked[] = [];
  let unscanned: readonly string[] = [];
  let isComplete = true;
  let sla: Sla = new Map();
  let now = new Date("2099-03-02T09:00:00Z");
  let comments = 1000;

  const repository = {
    locks(id: string = one, told: Told = {}) {
      locked.set(id, anAdvisory({ ...told, id }));
      return repository;
    },
    frees(id: string = one) {
      locked.delete(id);
      return repository;
    },
    withdraws(id: string = one) {
      locked.delete(id);
      withdrawn.add(id);
      return repository;
    },
    ignores(id: string = one, told: Partial<Ignore> = {}) {
      ignores = [...ignores, anIgnore({ ...told, id })];
      return repository;
    },
    unignores(id: string = one) {
      ignores = ignores.filter((ignore) => ignore.id !== id);
      return repository;
    },
    breaksPolicy(...files: readonly string[]) {
      unreadable = files;
      return repository;
    },
    scansInPart(isPart = true) {
      isComplete = !isPart;
      return repository;
    },
    /** Locks a package that is looked up nowhere; without one, none any more. */
    doesNotCheck(part?: Partial<NotChecked>) {
      const usual = { lockfile: "Cargo.lock", package: "h2", version: "0.1.0", why: "git" } as const;
      notChecked = part === undefined ? [] : [...notChecked, { ...usual, ...part }];
      return repository;
    },
    /** Lockfiles that the configuration leaves out, and that are there. */
    leavesOut(...lockfiles: readonly string[]) {
      unscanned = lockfiles;
      return repository;
    },
    hasSla(told: Sla) {
      sla = told;
      return repository;
    },
    /** In hours. */
    later(hours: number) {
      now = new Date(now.getTime() + hours * 3_600_000);
      return repository;
    },
    says(said: Said, { id = one, login = "ana" }: { readonly id?: string; readonly login?: string } = {}) {
      comments += 1;
      const stamp = { id: `${comments}/0`, by: { id: login.length, login }, at: now.toISOString() };
      entries.set(id, [...(entries.get(id) ?? []), { ...said, ...stamp }]);
      return repository;
    },
    pullRequest(number: number, state: "open" | "merged" | "closed") {
      pullRequests.set(number, state);
      return repository;
    },
    closes(number = 1, { isTimeKnown = true } = {}) {
      change(number, { isOpen: false, closed: isTimeKnown ? { at: now, byUs: false } : undefined });
      return repository;
    },
    reopens(number = 1) {
      change(number, { isOpen: true, closed: undefined });
      return repository;
    },
    losesNote(number = 1) {
      change(number, { state: undefined });
      return repository;
    },
    hasIssue(issue: Partial<TriageIssue> = {}) {
      const none = { closed: undefined, labels: [], title: "", body: "", state: undefined };
      issues = [...issues, { ...none, number: issues.length + 1, advisory: one, isOpen: true, ...issue }];
      return repository;
    },
    issue(number = 1): TriageIssue & { readonly state: TriageState } {
      const issue = issues.find((each) => each.number === number);
      if (issue?.state === undefined) throw new Error(`no issue ${number} with a note`);
      return { ...issue, state: issue.state };
    },
    /** What is remembered of those without an issue. */
    quiet: () => quiet,
    doubts: () => ({ isComplete, isPolicyRead: unreadable.length === 0 }),
    plan(): TriagePlan {
      const found = groupByAdvisory([...locked.values()].flatMap(({ rows }) => rows));
      const commit = { sha: "a".repeat(40), pullRequest: undefined };
      return planTriage(
        { issues, quiet, entries, pullRequests },
        { isComplete, found, withdrawn, notChecked, unscanned: new Set(unscanned), commit },
        { ignores, unreadable, sla },
        now,
      );
    },
    /** Plans and does it; the words are those of `inWords`. */
    scan(): string {
      const plan = repository.plan();
      apply(plan);
      expectNothingLeft(repository.plan(), plan);
      return inWords(plan);
    },
  };
  return repository;

  function change(number: number, part: Partial<TriageIssue>): void {
    issues = issues.map((issue) => (issue.number === number ? { ...issue, ...part } : issue));
  }

  function apply(plan: TriagePlan): void {
    for (const { advisory, number, events, next, isOpen } of plan.changes) {
      const isProposed = events.some(({ kind }) => kind === "propose-ignore" || kind === "propose-removal");
      const state = read({ ...next, proposal: isProposed ? propose(next.proposal) : next.proposal });
      if (number === undefined) repository.hasIssue({ advisory, state });
      else {
        const before = issues.find((issue) => issue.number === number);
        // As it is known: what was closed by us was gone, or withdrawn.
        const closed = isOpen ? undefined : before?.isOpen === true ? { at: now, byUs: true } : before?.closed;
        change(number, { advisory, state, isOpen, closed });
      }
    }
    quiet = plan.quiet.map(({ advisory, state }) => ({ advisory, state: read(state) }));
  }

  function propose(number: number | null): number {
    const proposal = number ?? 100 + pullRequests.size;
    pullRequests.set(proposal, "open");
    return proposal;
  }
}

export type Repository = ReturnType<typeof aRepository>;

/** As it comes back from the note and the store. */
function read(state: TriageState): TriageState {
  const written: unknown = JSON.parse(JSON.stringify(state));
  const back = TriageState.parse(written);
  expect(JSON.parse(JSON.stringify(back))).toEqual(written);
  return back;
}

/** The same scan again says nothing and changes nothing, but for those that had to wait for their issue. */
function expectNothingLeft(again: TriagePlan, first: TriagePlan): void {
  if (first.postponed.length > 0) return;
  expect(inWords({ ...again, heldBack: [] })).toBe("");
  const kept = (plan: TriagePlan) =>
    plan.changes
      // The number of a pull request is there only once it is opened.
      .map(({ advisory, next, isOpen, due }) => ({ advisory, next: { ...next, proposal: null }, isOpen, due }))
      .toSorted((left, right) => (left.advisory < right.advisory ? -1 : 1));
  expect(JSON.parse(JSON.stringify(kept(again)))).toEqual(JSON.parse(JSON.stringify(kept(first))));
  expect(JSON.parse(JSON.stringify(again.quiet))).toEqual(JSON.parse(JSON.stringify(first.quiet)));
}
