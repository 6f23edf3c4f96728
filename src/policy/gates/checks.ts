import { z } from "zod";
import { actionsApp, type CheckedName, parseCheckedName } from "../checks/checked-name.ts";
import { judgeRun } from "../checks/judge-run.ts";
import { judgeStep } from "../checks/judge-step.ts";
import { judgeUnreported } from "../checks/judge-unreported.ts";
import { type Part, passed, worstOf } from "../checks/part.ts";
import { sharedNames } from "../checks/reporters.ts";
import type { CheckList, ReportedCheck } from "../facts.ts";
import { defineGate, type GateProblem } from "../gate.ts";
import { onceEach } from "../once-each.ts";
import { reason } from "../reason.ts";
import { matchName } from "../text/name-pattern.ts";
import type { Verdict } from "../verdict.ts";

export const checksGate = defineGate({
  kind: "checks",
  summary: "Each named check run or commit status succeeded on this head.",
  options: {
    checks: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(100)
      .meta({
        description:
          "Names of check runs or commit statuses; `*` stands for any text. " +
          "`job › step` (or `job > step`) is one step of a job of GitHub Actions.",
      }),
    app: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Slug of the only App whose check runs count, e.g. `github-actions`. Default: any App." }),
  },
  needs: ["checks"],
  wants: ({ checks }) => {
    const names = checks.map(parseCheckedName);
    const jobs = names.filter(({ step }) => step !== undefined);
    return { checks: names.map(({ check }) => check), jobs: jobs.map(({ check }) => check) };
  },
  problems: ({ checks, app }) => (app === undefined || app === actionsApp ? [] : checks.flatMap(stepOfOtherApp)),
  judge: ({ checks, now, headSince }, { checks: names, app }) => {
    const scene = { ...checks, now, since: headSince, app };
    const judged = names.map((name) => judgeName(parseCheckedName(name), scene));
    const caveats = sharedNames([...new Set(judged.flatMap(({ trusted }) => trusted))]);
    const verdict = combine(
      judged.map(({ part }) => part),
      names,
    );
    return caveats.length === 0 ? verdict : { ...verdict, caveats };
  },
});

function stepOfOtherApp(name: string, index: number): readonly GateProblem[] {
  if (parseCheckedName(name).step === undefined) return [];
  const says = `\`${name}\` is a step, and only jobs of \`${actionsApp}\` have steps`;
  return [{ path: ["checks", index], says, fix: `Remove \`app\`, or write \`*\` for the sign between the words.` }];
}

interface Scene extends CheckList {
  readonly since: Date;
  readonly now: Date;
  readonly app: string | undefined;
}

interface Judged {
  readonly part: Part;
  /** What counted although anybody may have reported it. */
  readonly trusted: readonly ReportedCheck[];
}

/** Everything that the name matches must have succeeded, and at least one must exist: absence is not success. */
function judgeName(wanted: CheckedName, { checks, since, now, app }: Scene): Judged {
  const { check, step } = wanted;
  const onlyApp = step === undefined ? app : actionsApp;
  const isMeant = matchName(check);
  const matching = checks.filter(({ name }) => isMeant(name));
  const isCounted = ({ appSlug }: ReportedCheck) => onlyApp === undefined || appSlug === onlyApp;
  const runs = matching.filter(isCounted);
  if (runs.length === 0) {
    const counted = checks.filter(isCounted);
    return { part: judgeUnreported(wanted, { since, now, matching, counted, app: onlyApp }), trusted: [] };
  }
  const parts = runs.map((run) => (step === undefined ? judgeRun(run) : judgeStep(run, step)));
  const state = worstOf(parts)?.state ?? passed.state;
  const part = { state, reasons: parts.flatMap(({ reasons }) => reasons) };
  return { part, trusted: onlyApp === undefined ? runs : [] };
}

function combine(parts: readonly Part[], names: readonly string[]): Verdict {
  const worst = worstOf(parts) ?? passed;
  const [first] = worst.reasons;
  if (worst.state === "pass" || first === undefined) return { state: "pass", reason: reason("checks-pass", { names }) };
  // One run can match two names.
  const [, ...details] = onceEach([first, ...parts.flatMap((part) => part.reasons)]);
  const changesAt = parts.find((part) => part.changesAt !== undefined)?.changesAt;
  return {
    state: worst.state,
    reason: first,
    details,
    ...(changesAt === undefined ? {} : { changesAt }),
  };
}
