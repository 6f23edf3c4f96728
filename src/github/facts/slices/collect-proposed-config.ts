import { configSizeLimit } from "../../../config/load.ts";
import { configIn, proposeConfig } from "../../../config/changes/propose.ts";
import type { Snapshot } from "../../../policy/facts.ts";
import { configPath } from "../../../policy/known-paths.ts";
import type { SliceScene } from "../collect.ts";
import { findForkPoint } from "../fork-point.ts";
import { findPathKinds } from "../links.ts";
import { findRepositoryFile, type RepositoryFile } from "../repository-file.ts";
import type { Sources } from "../signing.ts";

/**
 * The configuration at the head against the one that the pull request began with: what others have changed on the base
 * branch since is not its doing, and a merge keeps it. A commit of the merge queue holds the result already, and is held
 * against the base branch. A link is no configuration, whatever it leads to.
 */
export async function collectProposedConfig(
  { pullRequest, config, at, checksAt }: Pick<SliceScene, "pullRequest" | "config" | "at" | "checksAt">,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<Snapshot["proposed"]> {
  const isOwnHead = checksAt === pullRequest.headSha;
  const { baseBranch, headSha } = pullRequest;
  const fork = isOwnHead ? await findForkPoint({ baseBranch, headSha }, at, octokit) : undefined;
  const read = (ref: string) => findRepositoryFile(octokit, { ...at, path: configPath, ref }, configSizeLimit);
  const kinds = await findPathKinds([configPath], { ...at, sha: checksAt }, { octokit, store });
  if (kinds.get(configPath) === "link") return proposeConfig({ state: "link" }, config);
  const before = await read(fork ?? `refs/heads/${baseBranch}`);
  const after = await read(checksAt);
  return isSameFile(before, after) ? { state: "unchanged" } : proposeConfig(after, configIn(before) ?? config);
}

/** Also for a file list that GitHub cuts off: then nobody knows whether the file is in it. */
function isSameFile(before: RepositoryFile, after: RepositoryFile): boolean {
  if (before.state === "found" && after.state === "found") return before.sha === after.sha;
  return before.state === "absent" && after.state === "absent";
}
