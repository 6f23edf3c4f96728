import { RetryLater } from "../../queue/job.ts";
import type { FileList, PullRequest } from "../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/**
 * All pages of a pull request's files. GitHub lists at most 3,000; then the list is marked as incomplete. Throws
 * `RetryLater` when the files are those of another head: GitHub lists what is there at the moment of each page.
 */
export async function collectFiles(
  { number, changedFiles, headSha }: PullRequest,
  { owner, repo }: RepositoryRef,
  { octokit, now }: { readonly octokit: Octokit; readonly now: () => Date },
): Promise<FileList> {
  const listed = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  // Removed files are linked to where they still were. A link of another shape says nothing.
  const refs = listed.filter(({ status }) => status !== "removed").map(({ contents_url: url }) => refOf(url));
  if (refs.some((ref) => ref !== undefined && ref !== headSha)) {
    throw new RetryLater(`pull request ${number} moved while its files were listed`, new Date(now().getTime() + 1000));
  }
  const files = listed.map(({ filename, previous_filename, status, patch, changes, sha }) => ({
    path: filename,
    previousPath: previous_filename,
    status,
    patch,
    changedLines: changes,
    // Null for some removed files although the types say otherwise.
    blobSha: sha ?? "",
  }));
  return { files, isComplete: files.length === changedFiles };
}

/** The commit that a file's link leads to. */
function refOf(contentsUrl: string | null): string | undefined {
  const ref = URL.parse(contentsUrl ?? "")?.searchParams.get("ref") ?? "";
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref) ? ref : undefined;
}
