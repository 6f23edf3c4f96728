import { z } from "zod";
import { mayRead, ok, refuse } from "../exchange.ts";
import type { ApiReply, Identity } from "../exchange.ts";
import type { QueueState } from "../merge-queue.ts";
import type { World } from "../world.ts";

const Asked = z.strictObject({ owner: z.string(), repo: z.string(), number: z.number() });

const question =
  /^query ?\(\$owner: ?String!, \$repo: ?String!, \$number: ?Int!\) \{ repository\(owner: \$owner, name: \$repo\) \{ pullRequest\(number: \$number\) \{ isInMergeQueue \} \} \}$/;

const noSuchField = {
  path: ["query", "repository", "pullRequest", "isInMergeQueue"],
  extensions: { code: "undefinedField", typeName: "PullRequest", fieldName: "isInMergeQueue" },
  locations: [{ line: 3, column: 36 }],
  message: "Field 'isInMergeQueue' doesn't exist on type 'PullRequest'",
};

const refused = "Resource not accessible by integration";

/** Whether the merge queue holds a pull request; undefined when something else is asked. */
export async function answerQueue(
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  identity: Identity,
  { queue, world }: { readonly queue: QueueState; readonly world: World },
): Promise<ApiReply | undefined> {
  const { data: asked } = Asked.safeParse(variables);
  if (!question.test(query.replaceAll(/\s+/g, " ").trim()) || asked === undefined) return undefined;
  if (identity.kind !== "installation" && identity.kind !== "user") return refuse(401, "Bad credentials");
  if (!queue.isKnown) return ok({ errors: [noSuchField] });
  const { seed, upstream, repositoryPath } = world;
  const { owner, repo, number } = asked;
  if (owner !== seed.owner || repo !== seed.repo || !mayRead(identity, seed.private, "pull_requests")) {
    const message = `Could not resolve to a Repository with the name '${owner}/${repo}'.`;
    return ok({ data: { repository: null }, errors: [{ type: "NOT_FOUND", path: ["repository"], message }] });
  }
  if ((await upstream.find(`${repositoryPath}/pulls/${number}`)) === undefined) {
    const message = `Could not resolve to a PullRequest with the number of ${number}.`;
    const errors = [{ type: "NOT_FOUND", path: ["repository", "pullRequest"], message }];
    return ok({ data: { repository: { pullRequest: null } }, errors });
  }
  if (identity.kind === "installation" && !("merge_queues" in identity.permissions)) {
    const errors = [{ type: "FORBIDDEN", path: ["repository", "pullRequest", "isInMergeQueue"], message: refused }];
    return ok({ data: { repository: { pullRequest: null } }, errors });
  }
  return ok({ data: { repository: { pullRequest: { isInMergeQueue: queue.has(number) } } } });
}
