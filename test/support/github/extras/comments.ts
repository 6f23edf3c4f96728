import { z } from "zod";
import type { CommentState } from "../comment-state.ts";
import { notFound, refuse } from "../exchange.ts";
import type { Call, Extras, Identity } from "../exchange.ts";
import type { Comment } from "../shapes.ts";
import type { World } from "../world.ts";

const Identified = z.object({ id: z.number() });

/** emulate lets everybody change everybody's comment, and moves `updated_at` when nothing was edited. */
export function commentExtras({ upstream, repositoryPath, accounts }: World, comments: CommentState): Extras {
  function find({ params }: Call): Promise<Comment | undefined> {
    return upstream.find<Comment>(`${repositoryPath}/issues/comments/${Number(params["comment_id"])}`);
  }
  function mayChange(identity: Identity, { user }: Comment): boolean {
    // emulate itself asks for an App's permissions.
    return identity.kind !== "user" || user?.login === identity.login || accounts.mayPush(identity.login);
  }

  return {
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": async (call) => {
      const reply = await call.forward();
      const { data } = Identified.safeParse(reply.body);
      const { identity } = call;
      if (reply.status === 201 && data && identity.kind === "user" && identity.via) {
        comments.writtenVia(data.id, identity.via);
      }
      return reply;
    },
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": async (call) => {
      const before = await find(call);
      if (!before) return notFound;
      if (!mayChange(call.identity, before)) return forbidden;
      const reply = await call.forward();
      if (reply.status === 200) comments.edited(before.id, before.created_at);
      return reply;
    },
    "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": async (call) => {
      const before = await find(call);
      if (!before) return notFound;
      return mayChange(call.identity, before) ? call.forward() : forbidden;
    },
  };
}

const forbidden = refuse(403, "Must have admin rights to Repository.");
