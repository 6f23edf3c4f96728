import { areasOf } from "../../src/config/areas-of.ts";
import { configChanges } from "../../src/config/changes/changes.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { usedGates } from "../../src/config/used-gates.ts";
import { evaluate } from "../../src/policy/evaluate.ts";
import type { Snapshot } from "../../src/policy/facts.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { reason } from "../../src/policy/reason.ts";
import { digestAll } from "../../src/policy/area/area-digest.ts";
import { renderConfigCheck } from "../../src/render/check-runs.ts";
import { summaryMarker } from "../../src/render/marker.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import {
  aCheck,
  aFile,
  allOf,
  ana,
  aPullRequest,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  people,
  secondHead,
  someSigning,
  someSnapshot,
} from "./builders.ts";

const text = `version: 1
areas:
  runtime: { owners: [ana, bob], paths: [src/runtime/**] }
  governance: { owners: [olga] }
gates:
  ci: { checks: [build, "test › Unit tests"], fix: npm test }
  conformance:
    evidence: { file: reports/conformance.json, fresh: 36h }
    rows:
      - { name: Corpus pass rate, value: counts.pass, of: counts.pass + counts.fail, expect: ">= 80%" }
      - { name: Not applicable, value: counts.na, expect: "<= 170" }
      - { name: Cold start p95, value: p95_us, unit: us, expect: "< 200 ms" }
    area: runtime
  api-notes: { changes: { if: [src/api/**], then: [CHANGELOG.md] } }
pull_request: { require: [title, touched, ci, conformance], advise: [api-notes] }
`;

/** Summaries as people meet them, for the gallery. */
export const galleryPictures: Readonly<Record<string, () => string>> = {
  "gallery-ready": () => summary({ ...green, ledger: [signed] }),
  "gallery-waiting": () => summary({ ...green, checks: { checks: [build, running] } }),
  "gallery-failing": () =>
    summary({ ...green, ledger: [signed], documents: report({ pass: 41, fail: 19, na: 163, p95: 105_600 }) }),
  "gallery-no-data": () =>
    summary({ ...green, ledger: [signed], documents: report({ pass: 0, fail: 0, na: 163, p95: null }) }),
  "gallery-self-reported": () =>
    summary({ ...green, files: allOf(changed, aFile({ path: "reports/conformance.json" })), ledger: [signedToo] }),
  "gallery-waived": () =>
    summary({ ...green, documents: report({ pass: 41, fail: 19, na: 163, p95: 105_600 }), ledger: [signed, waiver] }),
  "gallery-stopped": () => summary({ ...green, ledger: [signed, hold, concern] }),
  "gallery-stale": () => summary({ ...green, files: allOf(later), ledger: [signed] }),
  "gallery-rules": () => summary({ ...green, ...rules() }),
  "gallery-broken": () => quote(brokenCheck()),
};

const config = mustLoad(text);
const now = new Date("2026-11-20T09:40:00Z");
const changed = aFile({ patch: "@@ -1 +1 @@\n-const startDelayMs = 120;\n+const startDelayMs = 0;" });
const later = aFile({ patch: "@@ -1 +1 @@\n-const startDelayMs = 120;\n+const startDelayMs = 5;" });
const build = aCheck({ name: "build" });
const unitTests = { name: "Unit tests", status: "completed", conclusion: "success" };
const test = aCheck({ id: 2, name: "test", steps: [unitTests] });
const running = aCheck({ id: 2, name: "test", status: "in_progress", conclusion: undefined, steps: [] });

const signed: LedgerEntry = aSignOff({}, allOf(changed));
const signedToo: LedgerEntry = aSignOff({}, allOf(changed, aFile({ path: "reports/conformance.json" })));
const present = { headSha: secondHead, baseBranch: "main", wholeDigest: digestAll(allOf(changed)) };
const waiver: LedgerEntry = {
  kind: "waived",
  ...aStamp({ actor: bob, comment: 9 }),
  ...present,
  gate: "conformance",
  until: "2026-11-22T00:00:00.000Z",
  reason: "the corpus is being rebuilt",
};
const hold: LedgerEntry = { kind: "held", ...aStamp({ actor: dan, comment: 9 }), reason: "waiting for the benchmark" };
const concern: LedgerEntry = {
  kind: "concern",
  ...aStamp({ actor: carla, comment: 10 }),
  name: "memory",
  text: "the pool grows without a limit",
};

const green: Partial<Snapshot> = {
  files: allOf(changed),
  signing: someSigning({ areas: areasOf(config, { now, files: [], codeowners: undefined }), people: people(ana, bob) }),
  checks: { checks: [build, test] },
  documents: report({ pass: 60, fail: 0, na: 163, p95: 105_600 }),
};

interface Counts {
  readonly pass: number;
  readonly fail: number;
  readonly na: number;
  readonly p95: number | null;
}

function report({ p95, ...counts }: Counts): Snapshot["documents"] {
  const content = { generated_at: "2026-11-20T03:00:00Z", counts, p95_us: p95 };
  return new Map([["reports/conformance.json", { state: "found", text: JSON.stringify(content) }]]);
}

/** A pull request that lowers what is asked. */
function rules(): Partial<Snapshot> {
  const after = mustLoad(text.replace(">= 80%", ">= 70%").replace("[ana, bob]", "[ana]"));
  const files = allOf(aFile({ path: ".github/gatehouse.yml" }));
  const pullRequest = aPullRequest({ title: "chore: ask for less" });
  return { files, pullRequest, proposed: { state: "valid", changes: configChanges(config, after), notes: [] } };
}

function brokenCheck(): string {
  const broken = loadConfig(text.replace("checks:", "check:").replace(">= 80%", "80%").replace("[ana, bob]", "[]"));
  if (broken.ok) throw new Error("the broken configuration of the gallery loads");
  const problems = broken.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
  const why = reason("config-invalid", { base: "main", count: `${problems.length} problems` });
  return renderConfigCheck(secondHead, why, problems).summary;
}

function summary(given: Partial<Snapshot>): string {
  const snapshot = someSnapshot(given);
  const judged = evaluate(snapshot, usedGates(config, snapshot.pullRequest), { draftsWait: false, now });
  return quote(renderSummaryComment(judged).replace(`${summaryMarker}\n`, ""));
}

function quote(markdown: string): string {
  return markdown.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}

function mustLoad(content: string): Config {
  const loaded = loadConfig(content);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}
