import type { Advisory } from "../../../src/policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../../src/policy/advisory/findings/finding.ts";
import type { Bound } from "../../../src/policy/advisory/records/interval.ts";
import type { TriageChange } from "../../../src/policy/advisory/triage/triage-plan.ts";
import type { TriageEntry } from "../../../src/policy/advisory/triage/triage-entry.ts";
import type { TriageState } from "../../../src/policy/advisory/triage/triage-state.ts";
import { versionScheme } from "../../../src/policy/advisory/versions/version-scheme.ts";
import type { TriageContext } from "../../../src/render/advisory/triage-context.ts";
import { testSeal } from "../../support/test-seal.ts";

/** A transitive, vulnerable package with a fix in its line. */
export function aRow(part: Partial<FindingRow> = {}): FindingRow {
  return {
    ecosystem: "crates.io",
    lockfile: "Cargo.lock",
    package: "slate-codec",
    version: "0.4.11",
    advisory: "RUSTSEC-2099-0001",
    aliases: ["CVE-2099-1"],
    kind: "vulnerability",
    severity: { rating: "high", score: 7.5 },
    summary: "Memory grows with each frame",
    interval: { introduced: aBound("0"), fixed: aBound("0.4.13") },
    fix: aFix("0.4.13"),
    reach: { direct: false, path: ["roadrunner 0.8.0", "ember-http 1.2.0", "slate-codec 0.4.11"] },
    isDev: false,
    confidence: "sure",
    parts: [],
    ...part,
  };
}

export function aBound(text: string, ecosystem = "crates.io"): Bound {
  const version = versionScheme(ecosystem)?.parse(text === "0" ? "0.0.0-0" : text);
  if (version === undefined) throw new Error(`${text} is no version`);
  return { text, version };
}

export function aFix(version: string | undefined): FindingRow["fix"] {
  return { all: version === undefined ? [] : [version], nearest: version, suggested: version };
}

/** What the rows say; without any, one of `aRow`. */
export function anAdvisory(part: Partial<Advisory> = {}, ...more: readonly FindingRow[]): Advisory {
  const first = part.rows?.[0] ?? aRow();
  const { aliases, kind, severity, summary } = first;
  return { id: first.advisory, aliases, kind, severity, summary, rows: [first, ...more], ...part };
}

export function aState(part: Partial<TriageState> = {}): TriageState {
  return {
    firstSeenAt: "2026-11-20T09:00:00.000Z",
    presence: "present",
    kind: "vulnerability",
    rating: "high",
    aliases: ["CVE-2099-1"],
    places: [["Cargo.lock", "slate-codec", "0.4.11", false]],
    fix: "0.4.13",
    accepted: null,
    reminded: null,
    closedByPeopleAt: [],
    proposal: null,
    entries: [],
    ...part,
  };
}

export const dueAt = new Date("2026-11-22T09:00:00Z");

export type FoundChange = TriageChange & { readonly found: Advisory };

export function aChange(part: Partial<FoundChange> = {}): FoundChange {
  return {
    advisory: "RUSTSEC-2099-0001",
    number: 41,
    events: [],
    found: anAdvisory(),
    next: aState(),
    isOpen: true,
    closeAs: undefined,
    due: { decide: dueAt, fix: dueAt },
    ...part,
  };
}

type What = TriageEntry extends infer Entry
  ? Entry extends TriageEntry
    ? Omit<Entry, "id" | "by" | "at">
    : never
  : never;

/** What Ana said in a comment; each in its own minute. */
export function anEntry(what: What, minute = 0, login = "ana"): TriageEntry {
  const at = new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
  return { ...what, id: `${1000 + minute}/0`, by: { id: login === "ana" ? 7 : 8, login }, at };
}

export function aContext(part: Partial<TriageContext> = {}): TriageContext {
  return {
    repository: { owner: "acme", repo: "roadrunner" },
    area: "security",
    mentions: ["@acme/security"],
    policyFile: "deny.toml",
    notChecked: [],
    alerts: new Map(),
    commit: { sha: "abc1234def0000000000000000000000000000000", pullRequest: 12 },
    seal: testSeal,
    ...part,
  };
}
