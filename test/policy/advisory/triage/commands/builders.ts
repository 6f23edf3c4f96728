import type { TriageEntry } from "../../../../../src/policy/advisory/triage/triage-entry.ts";
import type { TriageState } from "../../../../../src/policy/advisory/triage/triage-state.ts";
import type {
  KnownAdvisory,
  TriageAnswer,
  TriageCommandContext,
} from "../../../../../src/policy/advisory/triage/commands/triage-command.ts";
import { readTriage, runTriage } from "../../../../../src/policy/advisory/triage/commands/run-triage.ts";

export const id = "RUSTSEC-2099-0001";
export const reasonWords = "only the test server parses such files";

type What = TriageEntry extends infer Entry
  ? Entry extends TriageEntry
    ? Omit<Entry, "id" | "by" | "at">
    : never
  : never;

/** By ana in her comment 100, unless a case says otherwise. */
export function anEntry(what: What, over: Partial<Pick<TriageEntry, "id" | "by" | "at">> = {}): TriageEntry {
  return { id: "100/0", by: { id: 31, login: "ana" }, at: "2099-03-01T08:00:00.000Z", ...what, ...over };
}

/** A vulnerability of medium rating, met in a package that something else brings along, without a fix. */
export function aState(over: Partial<TriageState> = {}): TriageState {
  return {
    firstSeenAt: "2099-02-27T09:00:00.000Z",
    presence: "present",
    kind: "vulnerability",
    rating: "medium",
    aliases: ["CVE-2099-0001", "GHSA-aaaa-bbbb-cccc"],
    places: [["Cargo.lock", "slate-codec", "0.4.11", false]],
    fix: null,
    accepted: null,
    reminded: null,
    closedByPeopleAt: [],
    proposal: null,
    entries: [],
    ...over,
  };
}

/** Critical, depended on directly, and an update ends it. */
export const grave = aState({
  rating: "critical",
  fix: "0.4.13",
  places: [["Cargo.lock", "slate-codec", "0.4.11", true]],
});

export function anAdvisory(over: Partial<KnownAdvisory> = {}): KnownAdvisory {
  return { id, state: aState(), isOpen: true, entries: [], ...over };
}

/** Ana, who may write, comments on the issue of the one advisory there is. */
export function aTriageContext(over: Partial<TriageCommandContext> = {}): TriageCommandContext {
  return {
    actor: { id: 31, login: "ana", isMachine: false },
    permission: "write",
    area: undefined,
    repository: { owner: "acme", repo: "platform" },
    place: { kind: "issue", advisory: id },
    known: [anAdvisory()],
    policyProblem: undefined,
    pullRequests: new Map([
      [12, "open"],
      [13, "merged"],
      [14, "closed"],
    ]),
    assignable: new Set(["bea"]),
    comment: { id: 200, at: new Date("2099-03-01T09:30:00Z") },
    ...over,
  };
}

export const onPullRequest = { place: { kind: "pull-request", advisory: undefined } } as const;

export function decide(line: string, over: Partial<TriageCommandContext> = {}): TriageAnswer {
  const context = aTriageContext(over);
  const read = readTriage(line, { isShared: context.place.kind === "pull-request" });
  if (read.state !== "lines") throw new Error(`nothing is asked: ${read.state}`);
  const [first] = runTriage(read.lines, context).answered;
  if (first === undefined) throw new Error("no line");
  return first.answer;
}

/** The codes of what is answered, behind a sign: `+` done, `-` refused. */
export function says(line: string, over: Partial<TriageCommandContext> = {}): string {
  const { outcome, reasons } = decide(line, over);
  return `${outcome === "done" ? "+" : "-"} ${reasons.map(({ code }) => code.replace("triage-", "")).join(" ")}`;
}
