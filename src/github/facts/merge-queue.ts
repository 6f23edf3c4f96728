import { z } from "zod";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRefusal } from "../client/refusal.ts";

// REST does not say whether a pull request is in a queue.
const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { isInMergeQueue }
  }
}`;

const Answer = z.object({ repository: z.object({ pullRequest: z.object({ isInMergeQueue: z.boolean() }) }) });

/** A GitHub Enterprise Server that has no merge queues has no such field either. */
const NoSuchField = z.object({
  name: z.literal("GraphqlResponseError"),
  errors: z
    .array(
      z.object({
        extensions: z.object({ code: z.literal("undefinedField"), fieldName: z.literal("isInMergeQueue") }),
      }),
    )
    .min(1),
});

/**
 * Whether the merge queue holds a pull request. False where GitHub refuses to tell, as while nobody has accepted that the
 * App may read queues: whoever asks gets an answer, and what lands is judged in the queue once more. Throws when GitHub
 * does not say for another reason.
 */
export async function isInMergeQueue(
  number: number,
  { owner, repo }: RepositoryRef,
  { octokit, now }: { readonly octokit: Octokit; readonly now: () => Date },
): Promise<boolean> {
  try {
    const answer: unknown = await octokit.graphql(query, { owner, repo, number });
    return Answer.parse(answer).repository.pullRequest.isInMergeQueue;
  } catch (error) {
    if (NoSuchField.safeParse(error).success || findRefusal(error, now()) === 403) return false;
    throw error;
  }
}
