import { RequestError } from "@octokit/request-error";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { effectDigest } from "../../policy/plan.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
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
    update: (check_run_id) => unlessGone(octokit.rest.checks.update({ owner, repo, check_run_id, ...body })),
  };
}

/** True when the request succeeded, false when GitHub says that what it names is not there any more. */
export async function unlessGone(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof RequestError && (error.status === 404 || error.status === 410)) return false;
    throw error;
  }
}
