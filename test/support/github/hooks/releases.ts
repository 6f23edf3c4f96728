import { z } from "zod";
import type { Hooks } from "../api.ts";
import { loginOf } from "../exchange.ts";
import type { Commit, Release } from "../shapes.ts";
import type { World } from "../world.ts";

const Identified = z.object({ id: z.number() });

export function releaseHooks({ emit, upstream, repositoryPath }: World): Hooks {
  const releaseOf = (id: number) => upstream.find<Release>(`${repositoryPath}/releases/${id}`);
  const tell = (action: string, release: Release, sender: string, more: object = {}) =>
    emit("release", { action, release, ...more }, sender);

  /** Publishing makes the tag when there is none yet, and is told twice: `published`, and what kind of release it is. */
  async function published(release: Release & { readonly target_commitish?: string }, sender: string): Promise<void> {
    const tag = `tags/${encodeURIComponent(release.tag_name)}`;
    if (!(await upstream.find(`${repositoryPath}/git/ref/${tag}`))) {
      const target = encodeURIComponent(release.target_commitish ?? "main");
      const { sha } = await upstream.get<Commit>(`${repositoryPath}/commits/${target}`);
      await upstream.write("POST", `${repositoryPath}/git/refs`, { ref: `refs/tags/${release.tag_name}`, sha });
    }
    await tell("published", release, sender);
    await tell(release.prerelease ? "prereleased" : "released", release, sender);
  }

  return {
    "POST /repos/{owner}/{repo}/releases": async (call, act) => {
      const reply = await act();
      const { data } = Identified.safeParse(reply.body);
      const release = reply.status === 201 && data ? await releaseOf(data.id) : undefined;
      if (!release) return reply;
      await tell("created", release, loginOf(call.identity));
      if (!release.draft) await published(release, loginOf(call.identity));
      return reply;
    },
    "PATCH /repos/{owner}/{repo}/releases/{release_id}": async (call, act) => {
      const id = Number(call.params["release_id"]);
      const before = await releaseOf(id);
      const reply = await act();
      const after = reply.status === 200 ? await releaseOf(id) : undefined;
      if (!before || !after) return reply;
      const sender = loginOf(call.identity);
      const changes = {
        ...(before.name === after.name ? {} : { name: { from: before.name } }),
        ...(before.body === after.body ? {} : { body: { from: before.body } }),
        ...(before.tag_name === after.tag_name ? {} : { tag_name: { from: before.tag_name } }),
      };
      if (before.draft && !after.draft) await published(after, sender);
      else if (before.prerelease && !after.prerelease) await tell("released", after, sender);
      else if (!before.prerelease && after.prerelease) await tell("prereleased", after, sender);
      if (!before.draft) await tell("edited", after, sender, { changes });
      return reply;
    },
    "DELETE /repos/{owner}/{repo}/releases/{release_id}": async (call, act) => {
      const before = await releaseOf(Number(call.params["release_id"]));
      const reply = await act();
      if (before && reply.status === 204) await tell("deleted", before, loginOf(call.identity));
      return reply;
    },
  };
}
