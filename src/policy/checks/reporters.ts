import type { ReportedCheck } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { compareText } from "../text/compare-text.ts";

/** Who reported these: slugs of Apps. */
export function reportersOf(checks: readonly ReportedCheck[]): readonly string[] {
  const names = checks.map(({ appSlug }) => appSlug ?? "a commit status");
  return [...new Set(names)].toSorted(compareText);
}

/** A word for each name that more than one App reports: one of them may be somebody else's. */
export function sharedNames(checks: readonly ReportedCheck[]): readonly Reason[] {
  const byName = Map.groupBy(checks, ({ name }) => name);
  return [...byName].flatMap(([name, same]) => {
    const reporters = reportersOf(same);
    return reporters.length < 2 ? [] : [reason("check-shared-name", { name, reporters })];
  });
}
