import { isLockfile } from "../../advisories/lockfiles/choose-lockfiles.ts";
import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { TriageScan } from "../../policy/advisory/triage/triage-plan.ts";
import type { ScannedScene } from "./triage.ts";

/** What a plan is made from; `withdrawn`: ids that the source has withdrawn. */
export function toTriageScan(
  { collected, sha }: Pick<ScannedScene, "collected" | "sha">,
  found: readonly Advisory[],
  withdrawn: ReadonlySet<string>,
): TriageScan {
  const { files, scan, isComplete } = collected;
  const chosen = new Set(files.chosen);
  const unscanned = [...files.present].filter((path) => isLockfile(path) && !chosen.has(path));
  return {
    isComplete,
    found,
    withdrawn,
    notChecked: scan.notChecked,
    unscanned: new Set(unscanned),
    commit: { sha, pullRequest: undefined },
  };
}
