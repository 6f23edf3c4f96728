import { z } from "zod";
import { parseDocument } from "../evidence/document.ts";
import { judgeRow, rowProblems } from "../evidence/row.ts";
import type { FileList } from "../facts.ts";
import { defineGate } from "../gate.ts";
import { type Reason, reason } from "../reason.ts";
import type { RowVerdict, Verdict } from "../verdict.ts";

const Row = z.strictObject({
  name: z.string().min(1).max(100).meta({ description: "What the row measures, in words." }),
  value: z.string().min(1).max(200).meta({ description: "Path of the value, e.g. `counts.pass`." }),
  of: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: "Path of the whole that a percentage refers to, e.g. `counts.pass + counts.fail`." }),
  expect: z.string().min(1).max(100).meta({ description: "What is asked: `>= 80%`, `<= 36`, `= PASS`, `= true`." }),
});

export const evidenceGate = defineGate({
  kind: "evidence",
  summary: "Every row holds on a JSON document of the head.",
  options: {
    evidence: z
      .strictObject({
        file: z.string().min(1).max(500).meta({ description: "Path of a JSON file, read at the pull request's head." }),
      })
      .meta({ description: "Where the evidence is." }),
    rows: z.array(Row).min(1).max(100).meta({ description: "What must hold on it." }),
  },
  needs: ["documents", "files"],
  wants: ({ evidence }) => ({ documents: [evidence.file] }),
  problems: ({ evidence, rows }) => [
    ...(isPathFromRoot(evidence.file)
      ? []
      : [
          {
            path: ["evidence", "file"],
            says: `\`${evidence.file}\` is no path from the root of the repository`,
            fix: "Write it like `reports/coverage.json`.",
          },
        ]),
    ...rows.flatMap((row, index) =>
      rowProblems(row).map(({ key, says, fix }) => ({ path: ["rows", index, key], says, fix })),
    ),
  ],
  judge: ({ documents, files }, { evidence: { file }, rows }) => {
    const parsed = parseDocument(documents.get(file), file);
    const caveat = selfReport(files, file);
    const told = caveat === undefined ? {} : { caveat };
    if (!parsed.ok) return { state: "no-data", reason: parsed.reason, ...told };
    const judged = rows.map((row) => judgeRow(row, parsed.value));
    return { ...combine(judged, file), rows: judged, ...told };
  },
});

/** GitHub refuses every other form, an address among them, and the gate could never be told. */
function isPathFromRoot(file: string): boolean {
  return file.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function combine(rows: readonly RowVerdict[], file: string): Verdict {
  const count = String(rows.length);
  const failed = rows.filter(({ state }) => state === "fail").length;
  const missing = rows.filter(({ state }) => state === "no-data").length;
  if (failed > 0) return { state: "fail", reason: reason("rows-fail", { failed: String(failed), count, file }) };
  if (missing > 0)
    return { state: "no-data", reason: reason("rows-no-data", { missing: String(missing), count, file }) };
  return { state: "pass", reason: reason("rows-hold", { count, file }) };
}

/** Whoever changes the document that judges them reports on themselves. */
function selfReport({ files, isComplete }: FileList, file: string): Reason | undefined {
  const isChanged = files.some(({ path, previousPath }) => path === file || previousPath === file);
  if (isChanged) return reason("self-reported", { file });
  return isComplete ? undefined : reason("self-reported-unknown", { file });
}
