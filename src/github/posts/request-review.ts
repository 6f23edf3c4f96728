import { RequestError } from "@octokit/request-error";
import type { ReviewRequestEffect } from "../../policy/effect.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** Whoever cannot be asked, because they lost access or changed their name, is left alone. */
export async function requestReview(
  { number, person }: ReviewRequestEffect,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<void> {
  try {
    await octokit.rest.pulls.requestReviewers({ owner, repo, pull_number: number, reviewers: [person.login] });
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 422) throw error;
  }
}
