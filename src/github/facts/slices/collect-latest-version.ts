import { impactOf } from "../../../policy/version/impact.ts";
import { judgePullRequestTitle } from "../../../policy/title/judge-pull-request.ts";
import { nothingLands } from "../../../policy/title/landing/landing.ts";
import { changeOf } from "../../../policy/version/meaning.ts";
import type { LatestVersion } from "../../../policy/version/latest-version.ts";
import { latestAmong } from "../../../policy/version/version-tag.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { findRefusal } from "../../client/refusal.ts";
import type { SliceScene } from "../collect.ts";
import type { Sources } from "../signing.ts";

const unknown: LatestVersion = { state: "unknown" };
const pageSize = 100;
// More requests than this are not worth a sentence; what lies beyond them is unknown.
const mostTagPages = 10;

/**
 * One request for the releases; where none of them is a version, one per hundred tags. None where a merge would ask for no
 * release, or the base is not the branch that releases are counted on. A refusal makes the version unknown and takes
 * nothing else away: no verdict rests on it.
 */
export async function collectLatestVersion(
  scene: Pick<SliceScene, "pullRequest" | "config" | "at">,
  { octokit, now }: Pick<Sources, "octokit" | "now">,
): Promise<LatestVersion> {
  if (!isAsked(scene)) return unknown;
  try {
    return await findLatestVersion(scene.at, octokit);
  } catch (error) {
    if (findRefusal(error, now()) === undefined) throw error;
    return unknown;
  }
}

function isAsked({ pullRequest, config }: Pick<SliceScene, "pullRequest" | "config">): boolean {
  if (pullRequest.baseBranch !== pullRequest.defaultBranch) return false;
  const change = changeOf(judgePullRequestTitle(pullRequest, nothingLands, config.title));
  return change !== undefined && impactOf(change, config.title.meaning).impact !== "none";
}

async function findLatestVersion({ owner, repo }: RepositoryRef, octokit: Octokit): Promise<LatestVersion> {
  const { data: releases } = await octokit.rest.repos.listReleases({ owner, repo, per_page: pageSize });
  const published = latestAmong(releases.flatMap(({ draft, tag_name: tag }) => (draft ? [] : [tag])));
  if (published.state !== "unreleased") return published;
  const tags = await listTags({ owner, repo }, octokit);
  return tags === undefined ? unknown : latestAmong(tags);
}

/** Undefined beyond the bound: GitHub lists tags by name, so the highest version may be on any page. */
async function listTags(
  { owner, repo }: Pick<RepositoryRef, "owner" | "repo">,
  octokit: Octokit,
): Promise<readonly string[] | undefined> {
  const names: string[] = [];
  let pages = 0;
  for await (const { data, headers } of octokit.paginate.iterator(octokit.rest.repos.listTags, {
    owner,
    repo,
    per_page: pageSize,
  })) {
    pages += 1;
    names.push(...data.map(({ name }) => name));
    const isMore = headers.link?.includes('rel="next"') === true;
    if (isMore && pages >= mostTagPages) return undefined;
  }
  return names;
}
