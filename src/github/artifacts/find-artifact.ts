import { matchName } from "../../policy/text/name-pattern.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** What is read of an artifact in GitHub's list. */
export interface ListedArtifact {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly expired: boolean;
  readonly created_at: string | null;
}

/**
 * The artifacts of a run, all pages, the newest of each name: a run that is started again keeps those of its earlier
 * attempts beside the new ones.
 */
export async function collectArtifactsOf(
  runId: number,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Promise<readonly ListedArtifact[]> {
  const list = { owner, repo, run_id: runId, per_page: 100 };
  const all: readonly ListedArtifact[] = await octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, list);
  const newest = new Map(all.toSorted((a, b) => a.id - b.id).map((artifact) => [artifact.name, artifact]));
  return [...newest.values()];
}

export function artifactsCalled(name: string, artifacts: readonly ListedArtifact[]): readonly ListedArtifact[] {
  const isMeant = matchName(name);
  return artifacts.filter((artifact) => isMeant(artifact.name));
}
