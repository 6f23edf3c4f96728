import { z } from "zod";
import { findHead } from "../../github/heads/head-index.ts";
import { isReader } from "../../github/heads/read-index.ts";
import { findMergeGroup } from "../../github/heads/merge-groups.ts";
import { doubtChecks } from "../../github/posts/own-checks.ts";
import { matchName } from "../../policy/text/name-pattern.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { groupRequest, lookRequest } from "../subjects.ts";

const Payload = z.object({
  ...at,
  headSha: z.string(),
  /** The check run or status that was reported; null asks for another look in any case. */
  reported: z.object({ name: z.string(), appId: z.number().nullable() }).nullable(),
  /** The pull request that was closed there; the others are looked at. */
  left: z.number().int().positive().optional(),
  /** Somebody pressed "Re-run": our checks there are to be written, whatever they say. */
  isRerun: z.boolean().optional(),
});

/** Something was reported on a commit, or a pull request was closed there. Costs no request: the index knows who stands there and what they wait for. */
export const evaluateHeadJob = defineJob({
  name: "evaluate-head",
  payload: Payload,
  process: async ({ headSha, reported, left, isRerun, ...where }: z.infer<typeof Payload>, deps: Deps) => {
    const { store, enqueue } = deps;
    if (isRerun === true) await doubtChecks(store, { repositoryId: where.repositoryId, headSha });
    const head = await findHead(store, { repositoryId: where.repositoryId, headSha });
    const concerned = Object.entries(head)
      .filter(([, { checks }]) => reported === null || checks.some((name) => matchName(name)(reported.name)))
      .map(([number]) => Number(number))
      .filter((number) => number !== left);
    const group = await findMergeGroup(store, where.repositoryId, headSha);
    // A commit of the merge queue is nobody's head; its pull requests are judged there together.
    if (group !== undefined && (concerned.length > 0 || reported === null)) await enqueue([groupRequest(where, group)]);
    else if (concerned.length > 0) await enqueue(concerned.map((number) => lookRequest(where, number)));
    // It is taken off the list of those that read of the repository, unless it is open again by then.
    const isListed = left !== undefined && (await isReader(store, { ...where, number: left }));
    if (isListed) await enqueue([lookRequest(where, left)]);
  },
});
