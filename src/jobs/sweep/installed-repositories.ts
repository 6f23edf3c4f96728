import type { RepositoryRef } from "../../github/client/octokit.ts";
import type { Deps } from "../deps.ts";

export interface InstalledRepository {
  readonly at: Where;
  readonly defaultBranch: string;
}

interface Where extends RepositoryRef {
  readonly installationId: number;
}

/**
 * Does something for every installation of the App that is not suspended. One that fails does not keep the others from
 * their turn; the error comes after them all, so the job is tried again.
 */
export async function forEachInstallation(
  { github, log }: Pick<Deps, "github" | "log">,
  work: (installationId: number) => Promise<void>,
): Promise<void> {
  const app = await github.app();
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  const failures: unknown[] = [];
  for (const { id, suspended_at: suspendedAt } of installations) {
    if (suspendedAt !== null && suspendedAt !== undefined) continue;
    try {
      await work(id);
    } catch (error) {
      log.error({ installationId: id, err: error }, "repositories of an installation not readable");
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} installations were left out`);
}

/** The repositories of an installation in which something can happen. */
export async function collectRepositories(
  installationId: number,
  { github }: Pick<Deps, "github">,
): Promise<readonly InstalledRepository[]> {
  const octokit = await github.installation(installationId);
  const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  return repositories
    .filter(({ archived, disabled }) => !archived && !disabled)
    .map(({ id, name, owner, default_branch: defaultBranch }) => ({
      at: { installationId, owner: owner.login, repo: name, repositoryId: id },
      defaultBranch,
    }));
}
