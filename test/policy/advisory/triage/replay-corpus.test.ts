import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { type Advisory, groupByAdvisory } from "../../../../src/policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import { planTriage } from "../../../../src/policy/advisory/triage/plan-triage.ts";
import type {
  QuietAdvisory,
  TriageEvent,
  TriageIssue,
  TriagePlan,
} from "../../../../src/policy/advisory/triage/triage-plan.ts";
import { corpusPath } from "../../../support/corpus.ts";
import { describeCorpus } from "../../../support/describe-corpus.ts";

const Row = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.enum(["malicious", "vulnerability", "unsound", "unmaintained", "notice"]),
  z.enum(["critical", "high", "medium", "low", "none", "unknown"]),
  z.enum(["direct", "transitive"]),
  z.string().nullable(),
  z.string().nullable(),
]);
type Row = z.infer<typeof Row>;
const Day = z.object({
  at: z.string(),
  head: z.string(),
  new: z.array(Row),
  gone: z.array(Row),
  deny_ignores: z.array(z.string()).nullish(),
  audit_ignores: z.array(z.string()).nullish(),
});
type Day = z.infer<typeof Day>;
const Action = z.tuple([z.string(), z.string(), z.string()]);
type Action = z.infer<typeof Action>;

describeCorpus("half a year of one project, scanned every day", () => {
  const { days } = z.object({ days: z.array(Day) }).parse(read("daily.json"));
  const expected = z.array(Action).parse(read("actions.json"));

  it("calls for exactly the actions of the table, on each of its days", () => {
    expect(days).toHaveLength(110);
    expect(expected).toHaveLength(82);
    expect(replay(days).toSorted(byDay)).toEqual([...expected, ...uncovered].toSorted(byDay));
  });
});

/**
 * The table follows rows, and says nothing of ignores that are removed while their advisory stands: that day its list of
 * untriaged ones grows by these two, and they would be told to nobody. The last one is accepted again later.
 */
const uncovered: readonly Action[] = [
  ["2026-04-29T09:00:00Z", "open", "RUSTSEC-2025-0057"],
  ["2026-04-29T09:00:00Z", "open", "RUSTSEC-2025-0141"],
  ["2026-06-03T09:00:00Z", "mark ignored", "RUSTSEC-2025-0141"],
];

function replay(days: readonly Day[]): readonly Action[] {
  const actions: Action[] = [];
  let rows: readonly Row[] = [];
  let issues: readonly TriageIssue[] = [];
  let quiet: readonly QuietAdvisory[] = [];
  let ignores: readonly Ignore[] = [];
  for (const day of days) {
    const gone = new Set(day.gone.map(keyOf));
    rows = [...rows.filter((row) => !gone.has(keyOf(row))), ...day.new];
    if (day.deny_ignores !== undefined) ignores = ignoresOf(day);
    const now = new Date(day.at);
    const plan = planTriage(
      { issues, quiet, entries: new Map(), pullRequests: new Map() },
      {
        isComplete: true,
        found: toAdvisories(rows),
        withdrawn: new Set(),
        notChecked: [],
        unscanned: new Set(),
        commit: { sha: day.head, pullRequest: undefined },
      },
      { ignores, unreadable: [], sla: new Map() },
      now,
    );
    actions.push(...actionsOf(plan, day.at));
    issues = nextIssues(issues, plan, now);
    quiet = plan.quiet;
    expect(plan.postponed).toEqual([]);
  }
  return actions;
}

function actionsOf({ changes, quietEvents }: TriagePlan, at: string): readonly Action[] {
  const told = changes.flatMap(({ advisory, events }) => events.map((event) => ({ advisory, event })));
  return [...told, ...quietEvents].flatMap(({ advisory, event }): Action[] => {
    const word = wordOf(event);
    return word === undefined ? [] : [[at, word, advisory]];
  });
}

/** The table's own words; it knows no reminders, and nothing of an ignore that ends. */
function wordOf(event: TriageEvent): string | undefined {
  switch (event.kind) {
    case "open":
    case "close":
    case "update":
    case "reopen":
      return event.kind;
    case "mark-ignored":
      return "mark ignored";
    case "ignored-from-the-start":
      return `${event.isBack ? "reopen" : "open"} (already ignored: no issue)`;
    case "unproved":
    case "withdrawn":
    case "still-affected":
    case "reopen-asked":
    case "renamed":
    case "uncovered":
    case "remind":
    case "propose-ignore":
    case "propose-removal":
    case "decision-undone":
    case "still-locked":
      return undefined;
  }
}

function nextIssues(issues: readonly TriageIssue[], { changes }: TriagePlan, now: Date): readonly TriageIssue[] {
  const known = new Map(issues.map((issue) => [issue.number, issue]));
  for (const { advisory, number = known.size + 1, next, isOpen } of changes) {
    const before = known.get(number);
    const closed = isOpen ? undefined : (before?.closed ?? { at: now, byUs: true });
    known.set(number, { number, advisory, state: next, isOpen, closed, labels: [], title: "", body: "" });
  }
  return [...known.values()];
}

function toAdvisories(rows: readonly Row[]): readonly Advisory[] {
  return groupByAdvisory(rows.map(toFinding));
}

function toFinding([advisory, name, version, kind, rating, direct, nearest, durable]: Row): FindingRow {
  return {
    ecosystem: "crates.io",
    lockfile: "Cargo.lock",
    package: name,
    version,
    advisory,
    aliases: [],
    kind,
    severity: { rating },
    summary: "",
    interval: undefined,
    fix: { all: [], nearest: nearest ?? undefined, suggested: durable ?? undefined },
    reach: { direct: direct === "direct", path: [] },
    isDev: false,
    confidence: "sure",
    parts: [],
  };
}

function ignoresOf({ deny_ignores: deny, audit_ignores: audit }: Day): readonly Ignore[] {
  return [
    ...(deny ?? []).map((id): Ignore => ({ file: "deny.toml", tool: "deny", id, reason: "", until: undefined })),
    ...(audit ?? []).map((id): Ignore => ({
      file: ".cargo/audit.toml",
      tool: "audit",
      id,
      reason: "",
      until: undefined,
    })),
  ];
}

function keyOf(row: Row): string {
  return JSON.stringify(row.slice(0, 3));
}

function byDay(left: Action, right: Action): number {
  return left.join(" ") < right.join(" ") ? -1 : 1;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(corpusPath(`advisories/replay/${name}`), "utf8"));
}
