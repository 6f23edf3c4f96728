import type { CheckRunEffect } from "../../policy/effect.ts";
import { effectDigest } from "../../policy/plan.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findUnlessGone } from "../client/gone.ts";
import type { Place } from "./receipt.ts";

/** One run per head and name, changed in place: older runs of one name drop out of GitHub's list after many. */
export function checkRunPlace(
  effect: CheckRunEffect,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
  appId: number,
): Place {
  const { name, headSha: head_sha, status, title, summary, text, conclusion, actions = [] } = effect;
  const body = {
    name,
    status,
    ...(conclusion === undefined ? {} : { conclusion }),
    external_id: effectDigest(effect),
    output: { title, summary, ...(text === undefined ? {} : { text }) },
    actions: actions.map((action) => ({ ...action })),
  };
  return {
    find: async () => {
      const { data } = await octokit.rest.checks.listForRef({
        owner,
        repo,
        ref: head_sha,
        check_name: name,
        app_id: appId,
      });
      return data.check_runs.find((run) => run.app?.id === appId && run.name === name)?.id;
    },
    create: async () => (await octokit.rest.checks.create({ owner, repo, head_sha, ...body })).data.id,
    update: async (check_run_id) => {
      const run = await findUnlessGone(octokit.rest.checks.update({ owner, repo, check_run_id, ...body }));
      // GitHub is known not to take back the conclusion of a completed run: a success would stay one for branch
      // protection. Then the run counts as gone, and a new one, which is newer, takes its place.
      return run?.data.status === status && (run.data.conclusion ?? undefined) === conclusion;
    },
  };
}
