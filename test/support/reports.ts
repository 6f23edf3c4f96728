import { evaluate, type Report, type UsedGate } from "../../src/policy/evaluate.ts";
import type { Snapshot } from "../../src/policy/facts.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { titleGate } from "../../src/policy/gates/title.ts";
import { touchedGate } from "../../src/policy/gates/touched.ts";
import { defaultTitlePolicy } from "../../src/policy/title/rules.ts";
import { someSnapshot } from "./builders.ts";

export const title = aGate("title", titleGate.bind({ policy: defaultTitlePolicy }));
export const touched = aGate("touched", touchedGate.bind({}));
export const ci = aGate("ci", checksGate.bind({ checks: ["build", "lint"] }));

export function aGate(name: string, gate: UsedGate["gate"], given: Partial<UsedGate> = {}): UsedGate {
  return { name, use: "require", gate, area: undefined, ...given };
}

/** What is judged of a snapshot at eleven o'clock, an hour after everybody commented. */
export function reportOf(
  given: Partial<Snapshot>,
  used: readonly UsedGate[] = [title, touched],
  { draftsWait = false, now = new Date("2026-11-20T11:00:00Z") }: { draftsWait?: boolean; now?: Date } = {},
): Report {
  return evaluate(someSnapshot(given), used, { draftsWait, now });
}
