import { z } from "zod";
import { evidenceProblems } from "../evidence/evidence-problems.ts";
import { mayBeginUntil } from "../evidence/sources/may-begin.ts";
import { Evidence, OutOfBand, Row } from "../evidence/options.ts";
import type { Reading } from "../evidence/sources/reading.ts";
import { judgeRow } from "../evidence/rows/row.ts";
import { sourceOf } from "../evidence/sources/source.ts";
import { weighRows } from "../evidence/rows/weigh-rows.ts";
import { examine } from "../evidence/whole-document.ts";
import { newWork } from "../evidence/rows/work.ts";
import type { Facts } from "../facts.ts";
import { defineGate } from "../gate.ts";
import { type Reason, reason } from "../reason.ts";
import { utcMinute } from "../text/utc-minute.ts";
import type { RowVerdict, Verdict } from "../verdict.ts";

export const evidenceGate = defineGate({
  kind: "evidence",
  summary: "Every row holds on a document: a file of the head, what a workflow uploads, or a block of the description.",
  options: {
    evidence: Evidence,
    rows: z.array(Row).min(1).max(100).meta({ description: "What must hold on it." }),
    out_of_band: OutOfBand.optional().meta({
      description:
        "How much rows weigh that fail. Left out: each fails the gate. Rows without data are never tolerated.",
    }),
  },
  needs: ["documents", "artifacts", "files"],
  spares: ({ evidence }) => sourceOf(evidence).spares,
  wants: ({ evidence }) => sourceOf(evidence).wants,
  problems: evidenceProblems,
  judge: (facts, { evidence, rows, out_of_band: outOfBand }) => {
    const reading = sourceOf(evidence).read(facts);
    const { name, outcome, caveats, notes } = reading;
    if (!outcome.ok) {
      const { state, reason: why, changesAt } = outcome;
      return { state, reason: why, rows: unjudged(rows, why), caveats, notes, ...withTime(changesAt) };
    }
    const work = newWork();
    const { document } = outcome;
    const { problems, ...examined } = examine(document, reading, evidence, { ...facts, work });
    const told = { notes: [...notes, ...examined.notes], ...withTime(examined.changesAt) };
    const [problem, ...more] = problems;
    if (problem !== undefined) {
      return { state: "no-data", reason: problem, details: more, rows: unjudged(rows, problem), caveats, ...told };
    }
    const judged = rows.map((row) => judgeRow(row, document.value, work));
    const weighed = weighRows(judged, name, outOfBand);
    return untilItRuns(reading, facts, {
      ...weighed,
      rows: judged,
      caveats: [...caveats, ...weighed.caveats],
      ...told,
    });
  },
});

/** Rows of a document that cannot be used have no data, for the document's reason. */
function unjudged(rows: readonly Row[], why: Reason): readonly RowVerdict[] {
  return rows.map(({ name, expect: expected }) => ({ name, state: "no-data", reason: why, expected }));
}

/** Right after a push the run of the base branch is the newest there is: its pass says nothing while the head's may begin. */
function untilItRuns({ run }: Reading, facts: Pick<Facts, "now" | "headSince">, verdict: Verdict): Verdict {
  const until = mayBeginUntil(facts);
  if (verdict.state !== "pass" || run === undefined || run.isOfHead || until === undefined) return verdict;
  return {
    ...verdict,
    state: "pending",
    reason: reason("evidence-may-run", { until: utcMinute(until) }),
    ...withTime(until),
  };
}

function withTime(changesAt: Date | undefined): Pick<Verdict, "changesAt"> {
  return changesAt === undefined ? {} : { changesAt };
}
