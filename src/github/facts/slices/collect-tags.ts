import type { Snapshot } from "../../../policy/facts.ts";
import { type TagState, tagKey, type TagWant } from "../../../policy/tag.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import type { SliceScene } from "../collect.ts";
import { contains, dereference, findRef } from "../git-refs.ts";
import type { Sources } from "../signing.ts";

/** Two to four requests per tag: the tag, what an annotated one names, the branch, and how the two commits stand. */
export async function collectTags(
  { needed, at, pullRequest }: Pick<SliceScene, "needed" | "at" | "pullRequest">,
  { octokit }: Pick<Sources, "octokit">,
): Promise<Snapshot["tags"]> {
  const tags = new Map<string, TagState>();
  for (const want of needed.tags) {
    tags.set(tagKey(want), await findTag(want, want.branch ?? pullRequest.baseBranch, at, octokit));
  }
  return tags;
}

async function findTag({ name }: TagWant, branch: string, at: RepositoryRef, octokit: Octokit): Promise<TagState> {
  const tagged = await findRef(`tags/${name}`, at, octokit);
  if (tagged === undefined) return { state: "absent" };
  const { type, sha } = await dereference(tagged, at, octokit);
  if (type !== "commit") return { state: "no-commit", type };
  // By its ref: a tag may have the name of the branch, and would be what git compares with.
  const tip = await findRef(`heads/${branch}`, at, octokit);
  if (tip === undefined) return { state: "no-branch", branch };
  return { state: "found", sha, branch, isReachable: sha === tip.sha || (await contains(tip.sha, sha, at, octokit)) };
}
