import { z } from "zod";
import type { CommentState } from "../comment-state.ts";
import { ok } from "../exchange.ts";
import type { ApiReply } from "../exchange.ts";
import type { ReviewStore } from "../review-store.ts";
import type { World } from "../world.ts";

const question = /^query ?\(\$ids: ?\[ID!\]!\) \{ nodes\(ids: \$ids\) \{ \.\.\. on Comment \{ lastEditedAt \} \} \}$/;
const Asked = z.strictObject({ ids: z.array(z.string()).min(1).max(100) });

/** When comments and reviews were last edited; undefined when something else is asked. */
export async function answerEdits(
  { query, variables }: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
  known: { readonly comments: CommentState; readonly reviews: ReviewStore; readonly world: World },
): Promise<ApiReply | undefined> {
  const { data: asked } = Asked.safeParse(variables);
  if (!question.test(query.replaceAll(/\s+/g, " ").trim()) || asked === undefined) return undefined;
  const nodes = await Promise.all(asked.ids.map((id) => findEdit(id, known)));
  const errors = asked.ids.flatMap((id, index) => {
    const message = `Could not resolve to a node with the global id of '${id}'`;
    return nodes[index] === undefined ? [{ type: "NOT_FOUND", path: ["nodes", index], message }] : [];
  });
  return ok({ data: { nodes: nodes.map((node) => node ?? null) }, ...(errors.length === 0 ? {} : { errors }) });
}

async function findEdit(
  nodeId: string,
  { comments, reviews, world }: Parameters<typeof answerEdits>[1],
): Promise<{ readonly lastEditedAt: string | null } | undefined> {
  const reviewId = /^PRR_(\d+)$/.exec(nodeId)?.[1];
  if (reviewId !== undefined) {
    const review = reviews.findById(Number(reviewId));
    return review && { lastEditedAt: review.editedAt ?? null };
  }
  const id = commentIdOf(nodeId);
  if (id === undefined) return undefined;
  const found = await world.upstream.find(`${world.repositoryPath}/issues/comments/${id}`);
  return found === undefined ? undefined : { lastEditedAt: comments.editedAt(id) ?? null };
}

/** emulate's node ids say what they are, as GitHub's used to. */
export function commentIdOf(nodeId: string): number | undefined {
  const id = /^0:IssueComment(\d+)$/.exec(Buffer.from(nodeId, "base64").toString("utf8"))?.[1];
  return id === undefined ? undefined : Number(id);
}
