import { z } from "zod";
import { RetryLater } from "../../queue/job.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** What git keeps at a path. */
export interface TreeEntry {
  /** `other`: a folder or a submodule. */
  readonly kind: "file" | "link" | "other";
  readonly sha: string;
}

// Each path is a field of its own in the query.
const mostInOne = 100;

/**
 * What git keeps at these paths of a revision; paths that are not there are left out. Asked over GraphQL, because the
 * contents API answers a link to a file with that file, and its lists of folders end after 1,000 names. No path leads
 * through a link. Throws where there is no such revision.
 */
export async function findTreeEntries(
  paths: readonly string[],
  at: Pick<RepositoryRef, "owner" | "repo"> & { readonly revision: string },
  octokit: Octokit,
): Promise<ReadonlyMap<string, TreeEntry>> {
  const found = new Map<string, TreeEntry>();
  for (let start = 0; start < paths.length; start += mostInOne) {
    const asked = paths.slice(start, start + mostInOne);
    const answer = await ask(asked, at, octokit);
    for (const [index, path] of asked.entries()) {
      const entry = answer[fieldOf(index)];
      if (entry) found.set(path, { kind: kindOf(entry.mode), sha: entry.oid });
    }
  }
  return found;
}

const Entries = z.record(z.string(), z.object({ mode: z.int(), oid: z.string() }).nullable());
const Answer = z.object({ repository: z.object({ object: Entries }) });

async function ask(
  paths: readonly string[],
  { owner, repo, revision }: Pick<RepositoryRef, "owner" | "repo"> & { readonly revision: string },
  octokit: Octokit,
): Promise<z.infer<typeof Entries>> {
  const fields = paths.map((_, index) => fieldOf(index));
  const query = `query ($owner: String!, $repo: String!, $revision: String!, ${fields.map((name) => `$${name}: String!`).join(", ")}) {
  repository(owner: $owner, name: $repo) {
    object(expression: $revision) {
      ... on Commit { ${fields.map((name) => `${name}: file(path: $${name}) { mode oid }`).join(" ")} }
    }
  }
}`;
  const named = Object.fromEntries(paths.map((path, index) => [fieldOf(index), path]));
  try {
    const answer: unknown = await octokit.graphql(query, { owner, repo, revision, ...named });
    return Answer.parse(answer).repository.object;
  } catch (error) {
    if (error instanceof RetryLater) throw error;
    throw new Error(`could not read what git keeps at ${revision} of ${owner}/${repo}`, { cause: error });
  }
}

function fieldOf(index: number): string {
  return `p${index}`;
}

/** The type of a file in the upper bits of its mode, as git writes it. */
function kindOf(mode: number): TreeEntry["kind"] {
  const type = mode & 0o170000;
  if (type === 0o120000) return "link";
  return type === 0o100000 ? "file" : "other";
}
