import { z } from "zod";
import { loginOf, mayWrite, notAccessible, notFound, ok, page } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { Account, Reaction } from "../shapes.ts";
import { accountOf, timestamp } from "../world.ts";
import type { World } from "../world.ts";

const contents = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"] as const;
const NewReaction = z.object({ content: z.enum(contents) });

/** Reactions on comments; emulate has none. */
export class Reactions {
  readonly #byComment = new Map<number, Reaction[]>();
  #nextId = 300_000_001;

  of(commentId: number): readonly Reaction[] {
    return this.#byComment.get(commentId) ?? [];
  }
  /** A person reacts once with each content; the second time nothing changes. */
  add(commentId: number, user: Account, content: string): { readonly reaction: Reaction; readonly isNew: boolean } {
    const existing = this.of(commentId).find((one) => one.user.id === user.id && one.content === content);
    if (existing) return { reaction: existing, isNew: false };
    const reaction = { id: this.#nextId++, node_id: "", content, user, created_at: timestamp() };
    this.#byComment.set(commentId, [...this.of(commentId), reaction]);
    return { reaction, isNew: true };
  }
  remove(commentId: number, reactionId: number): boolean {
    const kept = this.of(commentId).filter(({ id }) => id !== reactionId);
    const isRemoved = kept.length < this.of(commentId).length;
    this.#byComment.set(commentId, kept);
    return isRemoved;
  }
  count(commentId: number): Readonly<Record<string, number>> {
    const list = this.of(commentId);
    const counts = contents.map((content) => [content, list.filter((one) => one.content === content).length]);
    return { total_count: list.length, ...Object.fromEntries(counts) };
  }
}

export function reactionExtras(world: World, reactions: Reactions): Extras {
  const path = "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";

  async function existing(call: Call): Promise<number | undefined> {
    const id = Number(call.params["comment_id"]);
    return (await world.upstream.find(`${world.repositoryPath}/issues/comments/${id}`)) ? id : undefined;
  }

  return {
    [`GET ${path}`]: async (call) => {
      const id = await existing(call);
      const content = call.query.get("content");
      if (id === undefined) return notFound;
      return page(
        call,
        world.url,
        reactions.of(id).filter((one) => content === null || one.content === content),
      );
    },
    [`POST ${path}`]: async (call) => {
      const id = await existing(call);
      if (id === undefined) return notFound;
      if (!mayWrite(call.identity, "issues", "pull_requests")) return notAccessible;
      const { content } = NewReaction.parse(call.body);
      const { reaction, isNew } = reactions.add(id, await accountOf(world, loginOf(call.identity)), content);
      return ok(reaction, isNew ? 201 : 200);
    },
    [`DELETE ${path}/{reaction_id}`]: async (call) => {
      const id = await existing(call);
      if (id === undefined) return notFound;
      if (!mayWrite(call.identity, "issues", "pull_requests")) return notAccessible;
      return reactions.remove(id, Number(call.params["reaction_id"])) ? { status: 204 } : notFound;
    },
  };
}
