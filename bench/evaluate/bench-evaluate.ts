import { usedGates } from "../../src/config/used-gates.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Effect } from "../../src/policy/effect.ts";
import { evaluate } from "../../src/policy/evaluate.ts";
import { effectDigest, effectKey, plan } from "../../src/policy/plan.ts";
import { renderCompositeCheck, renderTitleEffect } from "../../src/render/check-runs.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import { median } from "../quantile.ts";
import { figure, range, renderTable } from "../table.ts";
import { type BigPullRequest, lookedAt, makeBigPullRequest, size } from "./big-pull-request.ts";

const repositoryId = 77;
const stages = ["areas and gates", "render", "plan"] as const;
type Milliseconds = Record<(typeof stages)[number], number>;

/** Large pull requests a second through all that is pure: areas, gates, the texts, and the plan of what to change. */
export function benchEvaluate(isQuick: boolean): string {
  const { rounds, forMs } = isQuick ? { rounds: 3, forMs: 500 } : { rounds: 5, forMs: 2_000 };
  const big = makeBigPullRequest();
  const posted = new Map(
    look(big, new Map(), noTime()).map((each) => [effectKey(each, repositoryId), effectDigest(each)]),
  );
  measure(big, posted, forMs);
  const measured = Array.from({ length: rounds }, () => measure(big, posted, forMs));
  const reads = Array.from({ length: rounds }, () => measureReading(big.configText, forMs / 4));

  const total = (each: Milliseconds): number => stages.reduce((sum, stage) => sum + each[stage], 0);
  const rates = measured.map((each) => 1000 / total(each));
  const whole = median(measured.map(total));
  const rows = stages.map((stage) => {
    const ms = median(measured.map((each) => each[stage]));
    return [stage, figure(ms), `${Math.round((100 * ms) / whole)} %`];
  });
  return [
    `Pull requests with ${size.gates} gates, ${size.areas} areas, ${size.files} files, ${size.signOffs} sign-offs per area, on one core`,
    "",
    renderTable(["", "ms each", "share"], [...rows, ["all of it", figure(whole), "100 %"]]),
    "",
    `${figure(median(rates))} pull requests a second (rounds ${range(rates)})`,
    `Reading the configuration before that, text to gates: ${figure(median(reads))} ms`,
  ].join("\n");
}

/** Milliseconds of each stage per pull request. Throws when something is planned: nothing has changed since. */
function measure(big: BigPullRequest, posted: ReadonlyMap<string, string>, forMs: number): Milliseconds {
  const spent = noTime();
  let count = 0;
  for (const startedAt = performance.now(); performance.now() - startedAt < forMs; count += 1) {
    if (look(big, posted, spent).length > 0) throw new Error("the same state planned a change");
  }
  for (const stage of stages) spent[stage] /= count;
  return spent;
}

function look({ config, snapshot }: BigPullRequest, posted: ReadonlyMap<string, string>, spent: Milliseconds) {
  const gates = usedGates(config, snapshot.pullRequest);
  const start = performance.now();
  const report = evaluate(snapshot, gates, { draftsWait: false, now: lookedAt });
  const evaluated = performance.now();
  const desired: readonly Effect[] = [
    renderTitleEffect(snapshot, config.title),
    { kind: "managed-comment", number: report.pullRequest.number, body: renderSummaryComment(report) },
    renderCompositeCheck(report, snapshot.ledger),
  ];
  const rendered = performance.now();
  const planned = plan(desired, posted, repositoryId);
  spent["areas and gates"] += evaluated - start;
  spent.render += rendered - evaluated;
  spent.plan += performance.now() - rendered;
  return planned;
}

function measureReading(text: string, forMs: number): number {
  let count = 0;
  const startedAt = performance.now();
  for (; performance.now() - startedAt < forMs; count += 1) {
    const loaded = loadConfig(text);
    if (!loaded.ok) throw new Error("the benchmark's configuration is wrong");
    usedGates(loaded.config, { title: "feat: start", baseBranch: "main" });
  }
  return (performance.now() - startedAt) / count;
}

function noTime(): Milliseconds {
  return { "areas and gates": 0, render: 0, plan: 0 };
}
