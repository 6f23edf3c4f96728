import { type ArtifactDocument, artifactKey } from "../../../src/policy/evidence/artifact.ts";
import type { Facts } from "../../../src/policy/facts.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aPullRequest, firstHead, secondHead, someFacts } from "../builders.ts";

const coverage = { name: "Line coverage", value: "lines.covered", of: "lines.total", expect: ">= 80%" };
const nightly = { workflow: "nightly.yml", name: "conformance-*", path: "**/summary.json" };

/** What the page of the gate `evidence` shows. */
export const evidencePictures: Readonly<Record<string, () => string>> = {
  evidence: () => ofFile({ lines: { covered: 39, total: 50 } }),
  "evidence-no-data": () => ofFile({ lines: { covered: 0, total: 0 } }),
  "evidence-elsewhere": () => ofFile({ total: { lines: { covered: 42, total: 50 } } }),
  "evidence-stale": () =>
    ofFile(
      { generated_at: "2026-11-17T02:11:50.551273351+00:00", lines: { covered: 42, total: 50 } },
      { fresh: "36h" },
    ),
  "evidence-running": () => ofArtifact({ state: "running", run: runOf(true) }),
  "evidence-base": () =>
    ofArtifact({
      state: "found",
      text: '{"counts": {"pass": 60, "fail": 0, "na": 163}}',
      file: "reports/summary.json",
      run: runOf(false),
    }),
  "evidence-bands": () => ofBody("critical: 29\nphases: 7\nreview_minutes: 60"),
};

function ofFile(document: object, asked: object = {}): string {
  const file = "reports/coverage.json";
  const documents = new Map([[file, { state: "found" as const, text: JSON.stringify(document) }]]);
  return row("coverage", { evidence: { file, ...asked }, rows: [coverage] }, { documents });
}

function ofArtifact(document: ArtifactDocument): string {
  const rows = [
    { name: "Pass rate", value: "counts.pass", of: "counts.pass + counts.fail", expect: ">= 80%" },
    { name: "Not applicable", value: "counts.na", expect: "<= 170" },
  ];
  const artifacts = new Map([[artifactKey(nightly), document]]);
  return row("conformance", { evidence: { artifact: nightly, fresh: "36h" }, rows }, { artifacts });
}

function ofBody(yaml: string): string {
  const rows = [
    { name: "Critical per phase", value: "critical", of: "phases", expect: "0..2" },
    { name: "Review", value: "review_minutes", unit: "min", expect: "30 min..2 h" },
  ];
  const pullRequest = aPullRequest({ body: `\`\`\`gatehouse audit\n${yaml}\n\`\`\`` });
  const options = { evidence: { body: "audit" }, rows, out_of_band: { one: "advise", several: "fail" } };
  return row("bands", options, { pullRequest });
}

function runOf(isOfHead: boolean) {
  const of = isOfHead ? { headSha: secondHead, branch: "faster-start" } : { headSha: firstHead, branch: "main" };
  return { id: 1844, ...of, startedAt: new Date("2026-11-20T02:00:00Z"), isOfHead };
}

function row(gate: string, options: object, facts: Partial<Facts>): string {
  const verdict = evidenceGate.bind(options).judge(someFacts(facts), { name: gate, area: undefined });
  const table = renderGates([{ gate, kind: "evidence", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}
