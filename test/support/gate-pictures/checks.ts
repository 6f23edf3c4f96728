import { checksGate } from "../../../src/policy/gates/checks.ts";
import type { ReportedCheck } from "../../../src/policy/facts.ts";
import { renderGates } from "../../../src/render/verdict.ts";
import { aCheck, someFacts } from "../builders.ts";

/** What the page of the gate `checks` shows. */
export const checksPictures: Readonly<Record<string, () => string>> = {
  checks: () => row(["build"], [aCheck({ name: "build", conclusion: "skipped" })]),
  "checks-missing": () => row(["build"], [], soon),
  "checks-never": () => row(["build"], [aCheck({ name: "Build" })]),
  "checks-step": () => row(["test › Unit"], [aJob()]),
  "checks-shared": () => row(["build"], [aCheck({ name: "build" }), aCheck({ name: "build", appSlug: "ci-runner" })]),
};

// The head was first heard of at 09:00.
const soon = new Date("2026-11-20T09:10:00Z");

function row(names: readonly string[], checks: readonly ReportedCheck[], now?: Date): string {
  const facts = someFacts({ checks: { checks }, ...(now === undefined ? {} : { now }) });
  const verdict = checksGate.bind({ checks: names }).judge(facts, { name: "ci", area: undefined });
  const table = renderGates([{ gate: "ci", kind: "checks", use: "require", verdict }], 20_000);
  return table.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}

function aJob(): ReportedCheck {
  const steps = [{ name: "Unit", status: "completed", conclusion: "skipped" }];
  return aCheck({ name: "test", steps });
}
