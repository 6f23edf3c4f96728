import { z } from "zod";
import type { CommentState } from "../comment-state.ts";
import { mayWrite, ok, refuse } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import type { Violations } from "../request-log.ts";
import type { QueueState } from "../merge-queue.ts";
import type { ReviewStore } from "../review-store.ts";
import type { ThreadStore } from "../thread-store.ts";
import type { World } from "../world.ts";
import { answerBlame } from "./graphql-blame.ts";
import { answerEntries } from "./graphql-entries.ts";
import { answerEdits, commentIdOf } from "./graphql-edits.ts";
import { answerQueue } from "./graphql-queue.ts";
import { answerThreads } from "./graphql-threads.ts";

const Operation = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
const Input = z.strictObject({ subjectId: z.string(), classifier: z.literal("OUTDATED") });

/** What is understood: hiding a comment as outdated, asking when texts were last edited, the review threads, blame, the queue, and what git keeps at paths. */
export function graphqlExtras(
  world: World,
  comments: CommentState,
  violations: Violations,
  known: { readonly reviews: ReviewStore; readonly threads: ThreadStore; readonly queue: QueueState },
): Extras {
  async function findId(nodeId: string): Promise<number | undefined> {
    const id = commentIdOf(nodeId);
    if (id === undefined) return undefined;
    return (await world.upstream.find(`${world.repositoryPath}/issues/comments/${id}`)) ? id : undefined;
  }
  async function answerQuestion(nodeId: string) {
    const id = await findId(nodeId);
    if (id === undefined) return failed("node", "NOT_FOUND", unresolved(nodeId));
    return ok({ data: { node: { lastEditedAt: comments.editedAt(id) ?? null } } });
  }

  return {
    "POST /graphql": async ({ identity, body }) => {
      const operation = Operation.safeParse(body).data;
      // The command line asks it for people too.
      const queued = operation && (await answerQueue(operation, identity, { queue: known.queue, world }));
      if (queued) return queued;
      const entries = operation && (await answerEntries(operation, identity, world));
      if (entries) return entries;
      if (identity.kind !== "installation") return refuse(401, "Bad credentials");
      const asked = readQuestion(body);
      if (asked !== undefined) return answerQuestion(asked);
      const { reviews, threads } = known;
      const read =
        operation &&
        ((await answerThreads(operation, identity, { threads, world })) ??
          (await answerBlame(operation, identity, world)) ??
          (await answerEdits(operation, { comments, reviews, world })));
      if (read) return read;
      const input = readInput(body);
      if (!input) {
        violations.add(
          "POST /graphql: only lastEditedAt, reviewThreads, blame, isInMergeQueue, files of a commit, and minimizeComment with a subjectId and the classifier OUTDATED are understood",
        );
        return refuse(400, "A query attribute must be specified and must be minimizeComment");
      }
      if (!mayWrite(identity, "issues", "pull_requests")) {
        return failed("minimizeComment", "FORBIDDEN", "Resource not accessible by integration");
      }
      const id = await findId(input.subjectId);
      if (id === undefined) return failed("minimizeComment", "NOT_FOUND", unresolved(input.subjectId));
      comments.minimize(id);
      return ok({
        data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } } },
      });
    },
  };
}

/** GraphQL answers 200 to what it could not do. */
function failed(field: "node" | "minimizeComment", type: string, message: string) {
  return ok({ data: { [field]: null }, errors: [{ type, path: [field], message }] });
}

function unresolved(nodeId: string): string {
  return `Could not resolve to a node with the global id of '${nodeId}'`;
}

const question =
  /^\s*query\b[^{]*\(\s*\$id\s*:\s*ID!\s*\)\s*\{\s*node\s*\(\s*id\s*:\s*\$id\s*\)\s*\{\s*\.\.\.\s*on\s+IssueComment\s*\{\s*lastEditedAt\s*\}\s*\}\s*\}\s*$/;

/** The node id that is asked about. */
function readQuestion(body: unknown): string | undefined {
  const { data } = Operation.safeParse(body);
  if (!data || !question.test(data.query)) return undefined;
  const { id } = data.variables;
  return typeof id === "string" ? id : undefined;
}

/** A query only reads, although it is posted. */
export function isQuery(body: unknown): boolean {
  return /^\s*(?:query\b|\{)/.test(Operation.safeParse(body).data?.query ?? "");
}

const mutation =
  /^\s*mutation\b[^{]*\{\s*minimizeComment\s*\(\s*input\s*:\s*(\{[^{}]*\}|\$\w+)\s*\)\s*\{[^{}]*(\{[^{}]*\}[^{}]*)?\}\s*\}\s*$/;

function readInput(body: unknown): z.infer<typeof Input> | undefined {
  const { data } = Operation.safeParse(body);
  const given = mutation.exec(data?.query ?? "")?.[1];
  if (!data || given === undefined) return undefined;
  const { variables } = data;
  if (given.startsWith("$")) return Input.safeParse(variables[given.slice(1)]).data;
  const fields = [...given.matchAll(/(\w+)\s*:\s*("[^"]*"|\$?\w+)/g)].map(([, name = "", value = ""]) => [
    name,
    value.startsWith("$") ? variables[value.slice(1)] : value.replaceAll('"', ""),
  ]);
  return Input.safeParse(Object.fromEntries(fields)).data;
}
