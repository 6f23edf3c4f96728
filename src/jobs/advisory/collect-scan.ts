import { type AdvisoryScan, judgeLockfiles, queriesFor } from "../../advisories/scan.ts";
import type { PackageQuery } from "../../advisories/source.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { collectLockfiles } from "../../github/triage/collect-lockfiles.ts";
import { findScannedFiles, type ScannedFiles } from "../../github/triage/scanned-files.ts";
import type { Deps } from "../deps.ts";

/** A lockfile of which nothing can be said, and why. */
interface LockfileTrouble {
  readonly path: string;
  readonly problem: string;
}

export interface CollectedScan {
  readonly files: ScannedFiles;
  readonly scan: AdvisoryScan;
  readonly troubles: readonly LockfileTrouble[];
  /** False when a lockfile or an answer is missing, or the source is stale. */
  readonly isComplete: boolean;
  /** Locked packages, `npm/left-pad`, sorted. */
  readonly packages: readonly string[];
}

/** Reads the lockfiles of one commit and meets them with the advisories of today. Throws `SourceSilent`. */
export async function collectScan(
  octokit: Octokit,
  at: RepositoryRef & { readonly sha: string },
  config: AdvisoriesConfig,
  { advisories, store }: Pick<Deps, "advisories" | "store">,
): Promise<CollectedScan> {
  const { lockfiles, skip, ignores: policies } = config;
  const files = await findScannedFiles(at, { rules: { lockfiles, skip }, policies }, { octokit, store });
  const read = await collectLockfiles(at, files, { octokit, store });
  const queries = queriesFor([read.lockfiles]);
  const scan = judgeLockfiles(read.lockfiles, queries, await advisories.query(queries));
  const troubles = [
    ...[...files.absent, ...read.absent].map((path) => ({ path, problem: "is not there" })),
    ...files.unmatched.map((path) => ({ path, problem: "is a glob of advisories.lockfiles that matches no lockfile" })),
    ...files.tooMany.map((path) => ({ path, problem: "is one lockfile more than are read" })),
    ...read.problems,
    ...scan.problems,
  ];
  const isComplete = troubles.length === 0 && files.isComplete && answersAll(scan);
  return { files, scan, troubles, isComplete, packages: namesOf(queries) };
}

/** Nothing may be concluded from what a scan did not find when part of the answer is missing, or old. */
function answersAll({ notChecked, from }: AdvisoryScan): boolean {
  const missing = ["unreadable-record", "refused", "unanswered"];
  return !from.isStale && !notChecked.some(({ why }) => missing.includes(why));
}

function namesOf(queries: readonly PackageQuery[]): readonly string[] {
  return [...new Set(queries.map(({ ecosystem, name }) => `${ecosystem}/${name}`))].sort();
}
