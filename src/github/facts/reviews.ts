import type { Review } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

const states: Readonly<Record<string, Review["state"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes-requested",
  COMMENTED: "commented",
  DISMISSED: "dismissed",
};

/** Undefined for the draft of a review, which is its author's own matter. */
export function reviewState(word: string): Review["state"] | undefined {
  return states[word];
}

/** All submitted reviews of a pull request, oldest first. */
export async function collectReviews(
  number: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<readonly Review[]> {
  const at = { owner, repo, pull_number: number, per_page: 100 };
  const listed = await octokit.paginate(octokit.rest.pulls.listReviews, at);
  return listed.flatMap(({ id, user, state: word, commit_id: headSha, submitted_at: submittedAt }) => {
    const state = reviewState(word);
    if (state === undefined || submittedAt === undefined) return [];
    // Null for a deleted account.
    const author = user === null ? undefined : { id: user.id, login: user.login };
    const isMachine = user?.type === "Bot";
    return [{ id, author, isMachine, state, headSha: headSha ?? undefined, at: new Date(submittedAt) }];
  });
}
