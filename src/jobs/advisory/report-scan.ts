import { applyEffects } from "../../github/posts/apply.ts";
import { groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import { findIgnore } from "../../policy/advisory/ignores/ignore.ts";
import { renderScanCheck } from "../../render/advisory/scan-check.ts";
import type { Deps } from "../deps.ts";
import type { ScannedScene, ScanTarget } from "./triage.ts";

/**
 * Where no issue may be opened, because issues are switched off or the repository is a fork: one check run on the scanned
 * commit. It is written again only where it would say something else.
 */
export async function reportScan(
  { sha, collected, policies }: ScannedScene,
  { octokit, at, isLatest }: ScanTarget,
  { store, github, now, log, dryRun }: Deps,
): Promise<void> {
  const { scan, troubles, isComplete } = collected;
  const advisories = groupByAdvisory(scan.rows);
  const uncovered = advisories.filter((advisory) => findIgnore(advisory, policies.ignores, now()) === undefined);
  const covered = advisories.length - uncovered.length;
  const { unreadable } = policies;
  const { notChecked } = scan;
  const check = renderScanCheck({ headSha: sha, uncovered, covered, troubles, unreadable, notChecked, isComplete });
  const requireTurn = async () => {
    if (!(await isLatest())) throw new Error("a newer scan of this repository has begun");
  };
  await applyEffects([check], at, { octokit, store, appId: github.appId, log, dryRun, requireTurn });
  log.info({ complete: isComplete, uncovered: uncovered.map(({ id }) => id), covered }, "advisory scan reported");
}
