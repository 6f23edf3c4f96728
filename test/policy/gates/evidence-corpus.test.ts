import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { artifactKey } from "../../../src/policy/evidence/artifact.ts";
import { Evidence, Row } from "../../../src/policy/evidence/options.ts";
import { withSameEvidence } from "../../../src/policy/evidence/sources/same-as.ts";
import { evidenceGate } from "../../../src/policy/gates/evidence.ts";
import type { Verdict } from "../../../src/policy/verdict.ts";
import { allOf, aPullRequest, someFacts } from "../../support/builders.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const Gates = z.record(z.string(), z.record(z.string(), z.unknown()));
const EvidenceGate = z.object({ evidence: Evidence, rows: z.array(Row), out_of_band: z.unknown().optional() });

/** A gate of one of the example configurations, `same_as` resolved. */
function gateOf(example: string, name: string): z.infer<typeof EvidenceGate> {
  const config = parse(readFileSync(corpusPath(`../examples/${example}.gatehouse.yml`), "utf8"));
  const gates = Gates.parse({ ...config.gates, ...config.rollouts?.["v1-criteria"]?.gates });
  return EvidenceGate.parse(withSameEvidence(gates[name] ?? {}, gates));
}

function corpusFile(path: string): string {
  return readFileSync(corpusPath(`programs/pi/${path}`), "utf8");
}

/** The moment at which the newest of the files was an hour old. */
const soon = new Date("2026-02-08T05:05:29Z");
const muchLater = new Date("2026-11-20T12:00:00Z");

type Options = Pick<z.infer<typeof EvidenceGate>, "evidence" | "rows">;

/** The gate on the text at its own source; an artifact comes from a run for the head, an hour ago. */
function judgeText(options: Options, text: string, now = soon, isOfHead = true): Verdict {
  const { file, artifact, body } = options.evidence;
  const run = {
    id: 1,
    headSha: "9d1f".repeat(10),
    branch: "main",
    startedAt: new Date(now.getTime() - 3_600_000),
    isOfHead,
  };
  const found = { state: "found" as const, text };
  const facts = someFacts({
    now,
    headSince: new Date(now.getTime() - 7_200_000),
    files: allOf(),
    pullRequest: aPullRequest({ body: body === undefined ? "" : text }),
    documents: new Map(file === undefined ? [] : [[file, found]]),
    artifacts: new Map(
      artifact === undefined
        ? []
        : [[artifactKey(artifact), { ...found, file: artifact.path.replace("**/", "out/"), run }]],
    ),
  });
  return evidenceGate.bind(options).judge(facts, { name: "gate", area: undefined });
}

/** `fail rows-fail: row-holds row-fails`. */
function inShort({ state, reason, rows = [] }: Verdict): string {
  return `${state} ${reason.code}: ${rows.map((row) => row.reason.code).join(" ")}`;
}

const reports = "reconstructed/tests/ext_conformance/reports";
const stale = (rows: number) => `no-data evidence-stale: ${Array(rows).fill("evidence-stale").join(" ")}`;
const allHold = (rows: number) => `pass rows-hold: ${Array(rows).fill("row-holds").join(" ")}`;

describeCorpus("every evidence row of the first example, on the files of its project", () => {
  it.for([
    {
      gate: "conformance",
      file: "conformance_summary/1-90f3ab72-v3-na0-fail36.json",
      verdict: `no-data evidence-wrong-schema: ${Array(5).fill("evidence-wrong-schema").join(" ")}`,
    },
    { gate: "conformance", file: "conformance_summary/2-1cf03a20-v2-na163-fail3.json", verdict: allHold(5) },
    { gate: "conformance", file: "conformance_summary/3-a5714953-v2-na163-fail4.json", verdict: allHold(5) },
    { gate: "conformance", file: "conformance_summary/4-feac7cf1-v2-na163-fail3b.json", verdict: allHold(5) },
    { gate: "conformance", file: "conformance_summary/5-89d23fa9-v2-na163-fail0.json", verdict: allHold(5) },
    {
      gate: "conformance",
      file: "conformance_summary/5-89d23fa9-v2-na163-fail0.json",
      at: muchLater,
      verdict: stale(5),
    },
    { gate: "full-corpus", file: `${reports}/conformance/conformance_report.json`, verdict: allHold(1) },
    { gate: "full-corpus", file: `${reports}/conformance/conformance_report.json`, at: muchLater, verdict: stale(1) },
    { gate: "conformance-90", file: `${reports}/conformance/conformance_report.json`, verdict: allHold(1) },
    {
      gate: "conformance-90",
      file: `${reports}/conformance/conformance_report.json`,
      at: muchLater,
      verdict: stale(1),
    },
    { gate: "scenarios", file: `${reports}/scenario_conformance.json`, verdict: allHold(2) },
    { gate: "scenarios", file: `${reports}/scenario_conformance.json`, at: muchLater, verdict: stale(2) },
    // Its own `pass_rate_pct` says 100.0.
    {
      gate: "scenarios",
      file: `${reports}/scenario_conformance.all-skipped.json`,
      verdict: "fail rows-fail: row-fails row-fails",
    },
    { gate: "node-apis", file: `${reports}/parity/runtime_api_matrix.json`, verdict: allHold(2) },
    // It states no time, so the run that uploaded it is what grows old.
    { gate: "node-apis", file: `${reports}/parity/runtime_api_matrix.json`, at: muchLater, verdict: allHold(2) },
    // Of the dispatch only a p99 is there, and it was not measured.
    {
      gate: "performance",
      file: "ext_bench_baseline.trimmed.json",
      verdict: "no-data rows-no-data: row-holds row-holds row-not-a-number",
    },
    { gate: "performance", file: "ext_bench_baseline.trimmed.json", at: muchLater, verdict: stale(3) },
    {
      gate: "binary-size",
      file: "budget_events/head-acc7bc81.jsonl",
      verdict: "no-data evidence-undated: evidence-undated",
    },
    // 3 of its 13 requirements are kept here.
    { gate: "traceability", file: "traceability_matrix.trimmed.json", verdict: "fail rows-fail: row-fails" },
    // Evidence of another kind under the expected name.
    {
      gate: "full-corpus",
      file: `${reports}/scenario_conformance.json`,
      verdict: "no-data evidence-wrong-schema: evidence-wrong-schema",
    },
    {
      gate: "traceability",
      file: "e2e/20260206T184406Z.summary.json",
      verdict: "no-data evidence-empty: evidence-empty",
    },
  ])("$gate on $file → $verdict", ({ gate, file, at, verdict }) => {
    expect(inShort(judgeText(gateOf("000-pi", gate), corpusFile(file), at))).toBe(verdict);
  });

  it("all the gates of the example are judged above", () => {
    const names = "conformance full-corpus conformance-90 scenarios node-apis performance binary-size traceability";
    for (const name of names.split(" ")) expect(gateOf("000-pi", name).rows.length).toBeGreaterThan(0);
  });

  it("the denominators are told", () => {
    const { rows = [] } = judgeText(
      gateOf("000-pi", "conformance"),
      corpusFile("conformance_summary/5-89d23fa9-v2-na163-fail0.json"),
    );
    expect(rows.map(({ name, actual, of }) => [name, actual, of])).toEqual([
      ["Corpus pass rate", "60", "60 + 0 = 60"],
      ["Failures", "0", undefined],
      ["Not applicable", "163", undefined],
      ["Corpus size", "223", undefined],
      ["Policy negative tests", "30", "30 + 0 = 30"],
    ]);
  });

  it("without the schema the first version would hold, each limit at what was measured", () => {
    const { evidence, rows } = gateOf("000-pi", "conformance");
    const { schema: _, ...anySchema } = evidence;
    const text = corpusFile("conformance_summary/1-90f3ab72-v3-na0-fail36.json");
    const judged = judgeText({ evidence: anySchema, rows }, text);
    expect(judged.rows?.slice(0, 2).map(({ reason }) => reason.parameters["actual"])).toEqual([
      "83.85% (187 of 223)",
      "36",
    ]);
  });

  it("a pass of main is not this pull request's own", () => {
    const text = corpusFile(`${reports}/conformance/conformance_report.json`);
    const verdict = judgeText(gateOf("000-pi", "full-corpus"), text, soon, false);
    expect([verdict.state, verdict.caveats?.map(({ code }) => code)]).toEqual(["pass", ["evidence-of-base"]]);
  });
});

describeCorpus("readings that must not pass, on the same files", () => {
  const newest = "conformance_summary/5-89d23fa9-v2-na163-fail0.json";
  const crash = "e2e/20260206T212320Z.summary.json";
  it.for([
    {
      name: "60 of 223 is 26.9 %",
      file: newest,
      row: { value: "counts.pass", of: "counts.total", expect: ">= 80%" },
      code: "row-fails",
    },
    {
      name: "100 % of the scenarios, all skipped",
      file: `${reports}/scenario_conformance.all-skipped.json`,
      row: { value: "counts.pass", of: "counts.total", expect: ">= 90%" },
      code: "row-fails",
    },
    {
      name: "the same over what was not skipped",
      file: `${reports}/scenario_conformance.all-skipped.json`,
      row: { value: "counts.pass", of: "counts.pass + counts.fail", expect: ">= 90%" },
      code: "row-zero-denominator",
    },
    {
      name: "all APIs, of which bun's are not critical",
      file: `${reports}/parity/runtime_api_matrix.json`,
      row: { value: "summary.pass", of: "summary.total", expect: "= 100%" },
      code: "row-fails",
    },
    {
      name: "a fraction that is taken for percent",
      file: "PROVENANCE_VERIFICATION.trimmed.json",
      row: { value: "summary.pass_rate", unit: "percent" as const, expect: ">= 80%" },
      code: "row-fails",
    },
    {
      name: "percent that are taken for a fraction",
      file: newest,
      row: { value: "pass_rate_pct", unit: "fraction" as const, expect: ">= 80%" },
      code: "row-not-a-fraction",
    },
    {
      name: "a crash with no failed test: its share",
      file: crash,
      row: { value: "suites[suite=e2e_rpc].passed", of: "suites[suite=e2e_rpc].total", expect: "= 100%" },
      code: "row-zero-denominator",
    },
    {
      name: "the same crash: its exit code",
      file: crash,
      row: { value: "suites[suite=e2e_rpc].exit_code", expect: "= 0" },
      code: "row-fails",
    },
    {
      name: "negative tests in the wrong file",
      file: `${reports}/conformance/conformance_report.json`,
      row: { value: "negative.pass", of: "negative.pass + negative.fail", expect: "= 100%" },
      code: "row-path-elsewhere",
    },
    {
      name: "load times in the file of thresholds",
      file: "budget_summary/head-acc7bc81.json",
      row: { value: "budgets[name=ext_cold_load_simple_p95].actual", unit: "ms" as const, expect: "< 200 ms" },
      code: "row-path-missing",
    },
    {
      name: "a budget under another name",
      file: "ext_bench_baseline.trimmed.json",
      row: { value: "budget_checks[budget_name=event_dispatch_p95].actual_us", expect: "< 10" },
      code: "row-path-elsewhere",
    },
    {
      name: "a size that was not measured",
      file: "budget_events/head-acc7bc81.jsonl",
      row: { value: "[budget_name=binary_size_release].actual", unit: "MB" as const, expect: "< 50 MB" },
      code: "row-not-a-number",
    },
    {
      name: "103.3ms, which is text",
      file: "perf_comparison.trimmed.json",
      row: { value: "rows[metric=Rust mean cold load].rust_value", expect: "< 200" },
      code: "row-not-a-number",
    },
    {
      name: "+10100%, which is text",
      file: "perf_comparison.trimmed.json",
      row: { value: "rows[metric=Rust-to-TS ratio (p50)].delta_pct", unit: "percent" as const, expect: "<= 20%" },
      code: "row-not-a-number",
    },
    {
      name: "122 of 123 that must pass",
      file: "later/must_pass_gate_verdict.2026-08-03.json",
      row: { value: "observed.must_pass_passed", of: "observed.must_pass_total", expect: "= 100%" },
      code: "row-fails",
    },
    {
      name: "a gate that was skipped",
      file: "later/full_suite_verdict.2026-08-03.trimmed.json",
      row: { value: "gates[id=ext_provider_compat].status", expect: "= pass" },
      code: "row-fails",
    },
  ])("$name → $code", ({ file, row, code }) => {
    const evidence = { file: file.endsWith(".jsonl") ? "it.jsonl" : "it.json" };
    const verdict = judgeText({ evidence, rows: [{ name: "row", ...row }] }, corpusFile(file));
    expect([verdict.rows?.map(({ reason }) => reason.code), verdict.state === "pass"]).toEqual([[code], false]);
  });

  it.for([
    // Three forms of time, and a date: all real.
    { file: "budget_summary/head-acc7bc81.json", made: "2026-02-08 02:11 UTC" },
    { file: "e2e/20260206T212320Z.summary.json", made: "2026-02-06 21:23 UTC" },
    { file: "later/release_evidence_ledger.trimmed.json", made: "2026-08-24 09:48 UTC" },
    { file: "extension-artifact-provenance.trimmed.json", time: "generated", made: "2026-02-05 00:00 UTC" },
    { file: "traceability_matrix.trimmed.json", time: "updated_at", made: "2026-02-08 00:00 UTC" },
  ])("$file was made at $made", ({ file, time, made }) => {
    const evidence = { file: "it.json", ...(time === undefined ? {} : { time }) };
    const verdict = judgeText({ evidence, rows: [{ name: "row", value: "x", expect: "= 1" }] }, corpusFile(file));
    expect(verdict.notes?.map(({ parameters }) => parameters["made"])).toEqual([made]);
  });

  it("measured for another commit says nothing", () => {
    const rows = [{ name: "profile", value: "build_profile", expect: "= debug" }];
    const text = corpusFile("ext_bench_baseline.trimmed.json");
    const judged = ["git_commit", "head"].map((commit) =>
      judgeText({ evidence: { file: "it.json", commit }, rows }, text),
    );
    expect(judged.map(({ reason }) => reason.code)).toEqual(["evidence-wrong-commit", "evidence-no-commit"]);
  });
});

describeCorpus("the bands of an audit, as its author states them", () => {
  // What the pull request of the fourth document says of itself.
  const audit = {
    critical: 7,
    phases: 5,
    max_phase: 3,
    findings: 31,
    tasks: 29,
    review_minutes: 60,
    advisor: { substantive: 2, cosmetic: 1 },
    flips: 0,
    open_criticals: 0,
    ex_tasks_ratio: 1.03,
    max_steps: 8,
    traced: 29,
  };
  const block = (given: object) =>
    `Calibration ✓\n\n\`\`\`gatehouse audit\n${JSON.stringify({ ...audit, ...given })}\n\`\`\``;
  const bands = gateOf("003-sidekicks", "bands");

  it.for([
    { given: {}, state: "pass", out: [] },
    // By root cause instead of by instance: 29 / 4.
    { given: { critical: 4 }, state: "pass", out: [] },
    // 29 / 7 of findings in a phase is out of 0..2, whatever sign stands beside it.
    { given: { critical: 29, phases: 7, tasks: 90 }, state: "pass", out: ["B1 critical per phase"] },
    { given: { critical: 29, phases: 7 }, state: "fail", out: ["B1 critical per phase", "B3 tasks per blocking"] },
    { given: { review_minutes: 121 }, state: "pass", out: ["B4 user review"] },
    { given: { findings: 4, flips: 2 }, state: "fail", out: ["B2 findings", "B6 plans flipped to review"] },
    { given: { findings: 50, max_phase: 4, flips: 1 }, state: "pass", out: [] },
    { given: { critical: 0 }, state: "no-data", out: [] },
    { given: { review_minutes: "~45-75 min" }, state: "no-data", out: [] },
  ])("$given → $state, out of band: $out", ({ given, state, out }) => {
    const verdict = judgeText(bands, block(given));
    const failed = verdict.rows?.filter((row) => row.state === "fail").map(({ name }) => name);
    expect([verdict.state, failed, verdict.caveats?.[0]?.code]).toEqual([state, out, "stated-by-author"]);
  });

  it("the ratios are computed, not believed", () => {
    const actual = [block({}), block({ critical: 4 }), block({ critical: 29, phases: 7 })].map((body) => {
      const rows = judgeText(bands, body).rows?.filter(({ name }) => /^B[13] (?:critical|tasks)/.test(name));
      return rows?.map(({ reason }) => reason.parameters["actual"]);
    });
    expect(actual).toEqual([
      ["1.4 (7 / 5)", "4.142 (29 / 7)"],
      ["0.8 (4 / 5)", "7.25 (29 / 4)"],
      ["4.142 (29 / 7)", "1 (29 / 29)"],
    ]);
  });

  it.for([
    { gate: "g2-criticals", given: {}, verdict: "pass rows-hold: row-holds" },
    { gate: "g2-criticals", given: { open_criticals: 1 }, verdict: "fail rows-fail: row-fails" },
    { gate: "g3-size", given: {}, verdict: "pass rows-hold: row-holds row-holds" },
    { gate: "g3-size", given: { ex_tasks_ratio: 1.5 }, verdict: "fail rows-fail: row-fails row-holds" },
    { gate: "g3-size", given: { max_steps: "8" }, verdict: "no-data rows-no-data: row-holds row-not-a-number" },
    { gate: "g4-traced", given: {}, verdict: "pass rows-hold: row-holds" },
    { gate: "g4-traced", given: { traced: 28 }, verdict: "fail rows-fail: row-fails" },
    { gate: "g4-traced", given: { traced: 0, tasks: 0 }, verdict: "no-data rows-no-data: row-zero-denominator" },
  ])("$gate with $given → $verdict", ({ gate, given, verdict }) => {
    expect(inShort(judgeText(gateOf("003-sidekicks", gate), block(given)))).toBe(verdict);
  });

  it("ticks without the block say nothing", () => {
    expect(judgeText(bands, "B1 avg-critical/phase 1.4 ✓ · B2 total 31 (5–50) ✓").reason.code).toBe("block-absent");
  });
});
