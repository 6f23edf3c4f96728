import { z } from "zod";
import { findHead } from "../github/facts/head-index.ts";
import { matchName } from "../policy/text/name-pattern.ts";
import { defineJob } from "../queue/job.ts";
import { at } from "./at.ts";
import type { Deps } from "./deps.ts";
import { evaluatePullRequestJob } from "./evaluate-pull-request.ts";
import { pullRequestSubject } from "./subjects.ts";

const Payload = z.object({
  ...at,
  headSha: z.string(),
  /** The check run or status that was reported; null asks for another look in any case. */
  reported: z.object({ name: z.string(), appId: z.number().nullable() }).nullable(),
});

/** Something was reported on a commit. Costs no request: the index knows who stands there and what they wait for. */
export const evaluateHeadJob = defineJob({
  name: "evaluate-head",
  payload: Payload,
  process: async ({ headSha, reported, ...where }: z.infer<typeof Payload>, { store, enqueue }: Deps) => {
    const head = await findHead(store, { repositoryId: where.repositoryId, headSha });
    const concerned = Object.entries(head)
      .filter(([, { checks }]) => reported === null || checks.some((name) => matchName(name)(reported.name)))
      .map(([number]) => Number(number));
    if (concerned.length === 0) return;
    await enqueue(
      concerned.map((number) => ({
        job: evaluatePullRequestJob.name,
        payload: { ...where, number },
        subject: pullRequestSubject(where.repositoryId, number),
      })),
    );
  },
});
