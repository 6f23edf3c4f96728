import { createHash } from "node:crypto";
import { codeownersPlaces, configPath, scannedNames } from "../policy/known-paths.ts";
import type { JobRequest } from "../queue/job.ts";
import type { PushDelivery } from "./event-shapes.ts";
import { type Asked, type Context, noteChange, scanAdvisories } from "./routed.ts";

/** The repository whose configuration holds for all of its owner's that have none. */
const ownersRepository = ".github";

// So many commits, and so many files of each, GitHub names at most.
// https://docs.github.com/webhooks/webhook-events-and-payloads#push
const mostCommits = 2048;
const mostFiles = 3000;

/**
 * A push concerns us where it moves a tag, or a branch that should have one, or changes the rules that hold for a
 * branch, or what its lockfiles lock. What it does to the pull requests of its own branch is told as `pull_request`.
 */
export function routePush(body: PushDelivery, context: Context): Asked {
  const { ref } = body;
  if (ref.startsWith("refs/tags/")) return noteChange({ about: "tags" }, context);
  if (!ref.startsWith("refs/heads/")) return "no-branch";
  const branch = ref.slice("refs/heads/".length);
  return [
    noteChange({ about: "branch", branch }, context),
    ...noteRules(body, branch, context),
    ...noteLockfiles(body, branch, context),
  ];
}

function noteRules(body: PushDelivery, branch: string, context: Context): readonly JobRequest[] {
  const { created, deleted, repository } = body;
  // Nothing can be merged into a branch before it is there, or after it is gone.
  if (created || deleted) return [];
  const touched = touchedPaths(body);
  const isDefault = branch === repository.default_branch;
  // Only the default branch is worth a question where it is not known what changed: others are mostly nobody's base.
  const mayAppear = touched === undefined ? isDefault : touched.has(configPath);
  const isOwners = touched === undefined || codeownersPlaces.some((path) => touched.has(path));
  if (!mayAppear && !isOwners) return [];
  const isForAll = mayAppear && isDefault && repository.name.toLowerCase() === ownersRepository;
  const change = noteChange({ about: "config", branch, mayAppear }, context);
  return [change, ...(isForAll ? [noteOwnerConfig(context)] : [])];
}

/** Which branch is scanned only the configuration of the default branch says; without it the job knows what it said last. */
function noteLockfiles(body: PushDelivery, branch: string, context: Context): readonly JobRequest[] {
  if (body.deleted) return [];
  const touched = touchedPaths(body);
  const isDefault = branch === body.repository.default_branch;
  if (isDefault && (touched === undefined || touched.has(configPath))) return [scanAdvisories(context)];
  const isScanned = [...(touched ?? [])].some((path) => scannedNames.has(path.slice(path.lastIndexOf("/") + 1)));
  return isScanned ? [rescanBranch(branch, isDefault, context)] : [];
}

function rescanBranch(branch: string, isDefault: boolean, { at }: Context): JobRequest {
  // A branch may be called what a subject may not.
  const digest = createHash("sha256").update(branch).digest("hex").slice(0, 16);
  const subject = `rescan-branch-${at.repositoryId}-${digest}`;
  return { job: "rescan-branch", payload: { ...at, branch, isDefault }, subject };
}

/** Undefined where GitHub does not say it all. A forced push also takes commits away, which it does not name. */
function touchedPaths({ forced, commits }: PushDelivery): ReadonlySet<string> | undefined {
  if (forced || !commits || commits.length >= mostCommits) return undefined;
  const paths = new Set<string>();
  for (const { added, modified, removed } of commits) {
    if (added === undefined || modified === undefined || removed === undefined) return undefined;
    if (added.length + modified.length + removed.length >= mostFiles) return undefined;
    for (const path of [...added, ...modified, ...removed]) paths.add(path);
  }
  return paths;
}

function noteOwnerConfig({ at }: Context): JobRequest {
  return { job: "note-owner-config", payload: at, subject: `owner-config-${at.installationId}` };
}
