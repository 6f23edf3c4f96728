import type { CheckAnnotation, CheckRunEffect } from "../../policy/effect.ts";
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
  const annotations = (effect.annotations ?? []).map(toGitHub);
  const output = { title, summary, ...(text === undefined ? {} : { text }) };
  const body = {
    name,
    status,
    ...(conclusion === undefined ? {} : { conclusion }),
    external_id: effectDigest(effect),
    output,
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
    create: async () => {
      const first = { ...body, output: { ...output, annotations } };
      return (await octokit.rest.checks.create({ owner, repo, head_sha, ...first })).data.id;
    },
    update: async (check_run_id) => {
      const run = await findUnlessGone(octokit.rest.checks.update({ owner, repo, check_run_id, ...body }));
      // GitHub is known not to take back the conclusion of a completed run: a success would stay one for branch
      // protection. Then the run counts as gone, and a new one, which is newer, takes its place.
      if (run?.data.status !== status || (run.data.conclusion ?? undefined) !== conclusion) return false;
      const { annotations_count: count } = run.data.output;
      if (count === 0 && annotations.length === 0) return true;
      if (count > 0) return isSame(annotations, await listed(check_run_id));
      await octokit.rest.checks.update({ owner, repo, check_run_id, output: { ...output, annotations } });
      return true;
    },
  };

  async function listed(check_run_id: number): Promise<readonly Annotated[]> {
    return octokit.paginate(octokit.rest.checks.listAnnotations, { owner, repo, check_run_id, per_page: 100 });
  }
}

type Annotated = Pick<ReturnType<typeof toGitHub>, "path" | "start_line" | "end_line"> & {
  readonly message: string | null;
};

function toGitHub({ path, startLine, endLine, level, title, message }: CheckAnnotation) {
  return { path, start_line: startLine, end_line: endLine, annotation_level: level, title, message };
}

/** GitHub never takes an annotation away, so a run with other ones counts as gone, and a new one takes its place. */
function isSame(wanted: readonly Annotated[], found: readonly Annotated[]): boolean {
  const key = ({ path, start_line, end_line, message }: Annotated) =>
    JSON.stringify([path, start_line, end_line, message]);
  return JSON.stringify(wanted.map(key).toSorted()) === JSON.stringify(found.map(key).toSorted());
}
