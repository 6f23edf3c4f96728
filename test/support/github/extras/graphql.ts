import { z } from "zod";
import type { CommentState } from "../comment-state.ts";
import { mayWrite, ok, refuse } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import type { Violations } from "../request-log.ts";
import type { World } from "../world.ts";

const Operation = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
const Input = z.strictObject({ subjectId: z.string(), classifier: z.literal("OUTDATED") });

/** The one mutation that is understood: hiding a comment as outdated. */
export function graphqlExtras(world: World, comments: CommentState, violations: Violations): Extras {
  return {
    "POST /graphql": async ({ identity, body }) => {
      if (identity.kind !== "installation") return refuse(401, "Bad credentials");
      const input = readInput(body);
      if (!input) {
        violations.add(
          "POST /graphql: only minimizeComment with a subjectId and the classifier OUTDATED is understood",
        );
        return refuse(400, "A query attribute must be specified and must be minimizeComment");
      }
      if (!mayWrite(identity, "issues", "pull_requests")) {
        return failed("FORBIDDEN", "Resource not accessible by integration");
      }
      const id = commentIdOf(input.subjectId);
      if (id === undefined || !(await world.upstream.find(`${world.repositoryPath}/issues/comments/${id}`))) {
        return failed("NOT_FOUND", `Could not resolve to a node with the global id of '${input.subjectId}'`);
      }
      comments.minimize(id);
      return ok({
        data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } } },
      });
    },
  };
}

/** GraphQL answers 200 to what it could not do. */
function failed(type: string, message: string) {
  return ok({ data: { minimizeComment: null }, errors: [{ type, path: ["minimizeComment"], message }] });
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

/** emulate's node ids say what they are, as GitHub's used to. */
function commentIdOf(nodeId: string): number | undefined {
  const id = /^0:IssueComment(\d+)$/.exec(Buffer.from(nodeId, "base64").toString("utf8"))?.[1];
  return id === undefined ? undefined : Number(id);
}
