import { z } from "zod";
import type { Snapshot, Thread } from "../../../policy/facts.ts";
import type { SliceScene } from "../collect.ts";
import type { Sources } from "../signing.ts";

// REST lists the comments of threads, and nowhere whether a thread is resolved.
const query = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { path line isResolved isOutdated comments(first: 1) { nodes { author { login } } } }
      }
    }
  }
}`;

const ThreadNode = z.object({
  path: z.string(),
  line: z.int().nullable(),
  isResolved: z.boolean(),
  isOutdated: z.boolean(),
  comments: z.object({ nodes: z.array(z.object({ author: z.object({ login: z.string() }).nullable() })) }),
});
type ThreadNode = z.infer<typeof ThreadNode>;

const Page = z.object({
  hasNextPage: z.boolean(),
  endCursor: z.string().nullable(),
});
const Answer = z.object({
  repository: z.object({
    pullRequest: z.object({ reviewThreads: z.object({ pageInfo: Page, nodes: z.array(ThreadNode) }) }),
  }),
});

/** All review threads, all pages. Throws also where GitHub answers 200 with errors. */
export async function collectThreads(
  { pullRequest: { number }, at: { owner, repo } }: Pick<SliceScene, "pullRequest" | "at">,
  { octokit }: Pick<Sources, "octokit">,
): Promise<Snapshot["threads"]> {
  const unresolved: Thread[] = [];
  let total = 0;
  let after: string | null = null;
  let isMore = true;
  while (isMore) {
    const answer: unknown = await octokit.graphql(query, { owner, repo, number, after });
    const { pageInfo, nodes } = Answer.parse(answer).repository.pullRequest.reviewThreads;
    total += nodes.length;
    unresolved.push(...nodes.filter(({ isResolved }) => !isResolved).map(toThread));
    if (pageInfo.hasNextPage && pageInfo.endCursor === after) throw new Error("GitHub gave one page of threads twice");
    after = pageInfo.endCursor;
    isMore = pageInfo.hasNextPage;
  }
  return { unresolved, total };
}

function toThread({ path, line, isOutdated, comments }: ThreadNode): Thread {
  return { path, line: line ?? undefined, by: comments.nodes[0]?.author?.login, isOutdated };
}
