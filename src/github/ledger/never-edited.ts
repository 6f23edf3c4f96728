import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { Octokit } from "../client/octokit.ts";

// REST has `updated_at` only, which is in whole seconds: whoever edits within the second of a comment moves nothing.
const query = "query ($id: ID!) { node(id: $id) { ... on IssueComment { lastEditedAt } } }";

const NeverEdited = z.object({ data: z.object({ node: z.object({ lastEditedAt: z.null() }) }) });

/** Whether GitHub says that nobody ever edited the comment. What it does not say, or refuses to, is no proof. */
export async function isNeverEdited(nodeId: string, octokit: Octokit): Promise<boolean> {
  try {
    const { data } = await octokit.request("POST /graphql", { query, variables: { id: nodeId } });
    return NeverEdited.safeParse(data).success;
  } catch (error) {
    if (error instanceof RequestError && error.status < 500) return false;
    throw error;
  }
}
