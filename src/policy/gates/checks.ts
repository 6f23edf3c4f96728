import { z } from "zod";
import type { ReportedCheck } from "../facts.ts";
import { defineGate } from "../gate.ts";
import { matchName } from "../text/name-pattern.ts";
import { type Reason, reason } from "../reason.ts";
import type { Verdict } from "../verdict.ts";

export const checksGate = defineGate({
  kind: "checks",
  summary: "Each named check run or commit status succeeded on this head.",
  options: {
    checks: z
      .array(z.string().min(1).max(200))
      .min(1)
      .meta({ description: "Names of check runs or commit statuses; `*` stands for any text." }),
    app: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Slug of the only App whose check runs count, e.g. `github-actions`. Default: any App." }),
  },
  needs: ["checks"],
  wants: ({ checks }) => ({ checks }),
  judge: ({ checks }, { checks: names, app }) => {
    const counted = checks.checks.filter(({ appSlug }) => app === undefined || appSlug === app);
    return combine(
      names.map((name) => judgeName(name, counted)),
      names,
    );
  },
});

interface Part {
  readonly state: "pass" | "fail" | "pending";
  readonly reasons: readonly Reason[];
}

/** Every run that the name matches must have succeeded, and at least one must exist: absence is not success. */
function judgeName(name: string, checks: readonly ReportedCheck[]): Part {
  const matches = matchName(name);
  const runs = checks.filter((check) => matches(check.name));
  if (runs.length === 0) return { state: "pending", reasons: [reason("check-not-reported", { name })] };
  const failed = runs.filter(({ status, conclusion }) => status === "completed" && conclusion !== "success");
  const running = runs.filter(({ status }) => status !== "completed");
  return {
    state: failed.length > 0 ? "fail" : running.length > 0 ? "pending" : "pass",
    reasons: [
      // Neutral, skipped, cancelled and the rest satisfy branch protection, but nothing was shown to work.
      ...failed.map((run) =>
        reason("check-not-successful", { name: run.name, conclusion: run.conclusion ?? "unknown" }),
      ),
      ...running.map((run) => reason("check-running", { name: run.name, status: run.status.replaceAll("_", " ") })),
    ],
  };
}

function combine(parts: readonly Part[], names: readonly string[]): Verdict {
  // One run can match two names.
  const [first, ...more] = new Map(
    parts.flatMap(({ reasons }) => reasons.map((each) => [JSON.stringify(each), each] as const)),
  ).values();
  if (first === undefined) return { state: "pass", reason: reason("checks-pass", { names }) };
  return { state: parts.some(({ state }) => state === "fail") ? "fail" : "pending", reason: first, details: more };
}
