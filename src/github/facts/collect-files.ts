import type { FileList, PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** All pages of a pull request's files. GitHub lists at most 3,000; then the list is marked as incomplete. */
export async function collectFiles(
  { number, changedFiles }: PullRequest,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<FileList> {
  const listed = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  const files = listed.map(({ filename, previous_filename, status, patch, sha }) => ({
    path: filename,
    previousPath: previous_filename,
    status,
    patch,
    // Null for some removed files although the types say otherwise.
    blobSha: sha ?? "",
  }));
  return { files, isComplete: files.length === changedFiles };
}
