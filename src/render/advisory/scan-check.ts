import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { NotChecked } from "../../policy/advisory/findings/finding.ts";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { clip } from "../clip.ts";
import { listNotChecked } from "./not-checked.ts";
import { lockedTable } from "./roll-up.ts";
import { show, showSentence } from "./show.ts";
import type { LockfileTrouble } from "./unreadable-lockfiles.ts";

/** What a scan says where no issue may be opened. */
export interface ScanSummary {
  readonly headSha: string;
  /** Those that no documented ignore covers, the most urgent first. */
  readonly uncovered: readonly Advisory[];
  /** How many are covered by one. */
  readonly covered: number;
  readonly troubles: readonly LockfileTrouble[];
  /** Names of policy files that cannot be read. */
  readonly unreadable: readonly string[];
  readonly notChecked: readonly NotChecked[];
  /** False when a lockfile or an answer was missing, or the source is stale. */
  readonly isComplete: boolean;
}

const scanCheckName = "gatehouse/advisories";

/** A check on the scanned commit. It is neutral, and fails nobody: what it tells was there before the commit. */
export function renderScanCheck(scan: ScanSummary): CheckRunEffect {
  const { headSha, uncovered, isComplete, unreadable } = scan;
  const isClear = uncovered.length === 0 && isComplete && unreadable.length === 0;
  return {
    kind: "check-run",
    name: scanCheckName,
    headSha,
    status: "completed",
    conclusion: isClear ? "success" : "neutral",
    title: titleOf(scan, isClear),
    summary: summaryOf(scan),
    ...(uncovered.length === 0 ? {} : { text: lockedTable(uncovered) }),
  };
}

function titleOf({ uncovered, covered }: ScanSummary, isClear: boolean): string {
  const { length } = uncovered;
  if (length > 0) return `${length} ${length === 1 ? "advisory" : "advisories"} without a decision`;
  if (!isClear) return "Not everything could be scanned";
  return covered === 0 ? "No advisories" : `No advisory without a decision, ${covered} documented`;
}

function summaryOf({ uncovered, covered, troubles, unreadable, notChecked, isComplete }: ScanSummary): string {
  const files = [
    ...troubles.map(({ path, problem }) => `- ${show(path)}: ${showSentence(problem)}`),
    ...unreadable.map((path) => `- ${show(path)}: its documented ignores cannot be read, so they count for nothing`),
  ];
  const parts = [
    `${uncovered.length} without a decision, ${covered} covered by a documented ignore.`,
    "Here no issue tells of them: issues are switched off, or the repository is a fork.",
    ...(isComplete ? [] : ["The scan was incomplete, so what it did not find may be there all the same."]),
    clip(files, 20_000, (left) => `- and ${left} more`).join("\n"),
    notChecked.length === 0 ? "" : `Not checked: ${notChecked.length}\n\n${listNotChecked(notChecked, 0).join("\n")}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
