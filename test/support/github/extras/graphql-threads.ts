import { z } from "zod";
import type { Accounts } from "../accounts.ts";
import { mayRead, ok } from "../exchange.ts";
import type { ApiReply, Identity } from "../exchange.ts";
import type { ThreadStore } from "../thread-store.ts";
import type { World } from "../world.ts";

const Asked = z.strictObject({
  owner: z.string(),
  repo: z.string(),
  number: z.number(),
  after: z.string().nullable(),
});

const question =
  /^query ?\(\$owner: ?String!, \$repo: ?String!, \$number: ?Int!, \$after: ?String\) \{ repository\(owner: \$owner, name: \$repo\) \{ pullRequest\(number: \$number\) \{ reviewThreads\(first: (?<first>\d+), after: \$after\) \{ pageInfo \{ hasNextPage endCursor \} nodes \{ path line isResolved isOutdated comments\(first: 1\) \{ nodes \{ author \{ login \} \} \} \} \} \} \} \}$/;

/** The review threads of a pull request, page by page; undefined when something else is asked. */
export async function answerThreads(
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  identity: Identity,
  { threads, world }: { readonly threads: ThreadStore; readonly world: World },
): Promise<ApiReply | undefined> {
  const first = question.exec(query.replaceAll(/\s+/g, " ").trim())?.groups?.["first"];
  const { data: asked } = Asked.safeParse(variables);
  if (first === undefined || asked === undefined) return undefined;
  const { seed, upstream, repositoryPath, accounts } = world;
  const isHere = asked.owner === seed.owner && asked.repo === seed.repo;
  if (!isHere || !mayRead(identity, seed.private, "pull_requests")) {
    return failed(
      { repository: null },
      ["repository"],
      `Could not resolve to a Repository with the name '${asked.owner}/${asked.repo}'.`,
    );
  }
  if ((await upstream.find(`${repositoryPath}/pulls/${asked.number}`)) === undefined) {
    const path = ["repository", "pullRequest"];
    return failed(
      { repository: { pullRequest: null } },
      path,
      `Could not resolve to a PullRequest with the number of ${asked.number}.`,
    );
  }
  // GitHub refuses more than 100 at once.
  const size = Math.min(Number(first), 100);
  const all = threads.of(asked.number);
  const start = asked.after === null ? 0 : Number(Buffer.from(asked.after, "base64").toString("utf8"));
  const end = start + size;
  const nodes = all.slice(start, end).map(({ path, line, isResolved, isOutdated, author }) => ({
    path,
    line,
    isResolved,
    isOutdated,
    comments: { nodes: [{ author: authorOf(author, accounts) }] },
  }));
  const endCursor = nodes.length === 0 ? null : Buffer.from(String(end)).toString("base64");
  const pageInfo = { hasNextPage: end < all.length, endCursor };
  return ok({ data: { repository: { pullRequest: { reviewThreads: { pageInfo, nodes } } } } });
}

/** GraphQL leaves `[bot]` out, and has nobody for a deleted account. */
function authorOf(key: string, accounts: Accounts): { readonly login: string } | null {
  const login = accounts.loginOf(key);
  return login === "ghost" ? null : { login: login.replace(/\[bot\]$/, "") };
}

/** GraphQL answers 200 to what it could not do. */
function failed(data: unknown, path: readonly string[], message: string): ApiReply {
  return ok({ data, errors: [{ type: "NOT_FOUND", path, message }] });
}
