import { findConfig, hasHadConfig } from "../../github/facts/config-source.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import type { Deps } from "../deps.ts";
import type { Where } from "./look.ts";

type Place = Where & { readonly number: number; readonly baseBranch?: string };

/**
 * Whether the pull request is ours to remember anything of. Asks GitHub only where no configuration was ever seen; the
 * App is installed in many repositories that never have one.
 */
export async function isConfigured(place: Place, { github, store }: Pick<Deps, "github" | "store">): Promise<boolean> {
  if (await hasHadConfig(store, place.repositoryId)) return true;
  const octokit = await github.installation(place.installationId);
  const ref = place.baseBranch ?? (await getPullRequest(place.number, place, octokit)).baseBranch;
  return (await findConfig(octokit, { ...place, ref }, store)).state !== "never";
}
