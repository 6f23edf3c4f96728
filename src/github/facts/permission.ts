import { RequestError } from "@octokit/request-error";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** Whether somebody may triage here or more. `author_association` is no permission: private members show as contributors. */
export async function hasTriagePermission(
  login: string,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login });
    return data.user?.permissions?.triage === true || data.permission === "admin" || data.permission === "write";
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}
