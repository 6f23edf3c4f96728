import { z } from "zod";
import type { Hooks } from "../api.ts";
import type { CheckStore } from "../check-store.ts";
import { loginOf } from "../exchange.ts";
import type { PullState } from "../pull-state.ts";
import type { ChangedFile, Commit, Comparison } from "../shapes.ts";
import type { World } from "../world.ts";

const Ref = z.object({ ref: z.string(), object: z.object({ sha: z.string() }) });
const noCommit = "0".repeat(40);

interface Push {
  /** In full: "refs/heads/main". */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly sender: string;
}

export type TellPush = (push: Push) => Promise<void>;

/** A push tells three things: the push, a new suite for every App with checks, and each open pull request that moved. */
export function buildTellPush(world: World, pulls: PullState, checks: CheckStore): TellPush {
  const { upstream, repositoryPath, url, emit, seed, accounts, events } = world;

  return async ({ ref, before, after, sender }) => {
    const isNew = before === noCommit;
    const comparison =
      isNew || after === noCommit
        ? undefined
        : await upstream.find<Comparison & { status: string }>(`${repositoryPath}/compare/${before}...${after}`);
    const isGone = after === noCommit;
    const tip = isGone ? [] : await commitsAt(after);
    const commits = await Promise.all((comparison?.commits ?? tip).map(({ sha }) => commitObject(sha)));
    const forced = !isNew && !isGone && comparison?.status !== "ahead";
    const flags = { created: isNew, deleted: isGone, forced, base_ref: null };
    const compare = `${url}${repositoryPath.replace("/repos", "")}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`;
    const pusher = { name: accounts.loginOf(sender), email: `${sender}@users.noreply.github.com` };
    await emit(
      "push",
      { ref, before, after, ...flags, compare, commits, head_commit: commits.at(-1) ?? null, pusher },
      sender,
    );
    if (isGone || !ref.startsWith("refs/heads/")) return;

    const suite = await checks.suiteObject(checks.suite(seed.apps[0].id, after));
    await emit("check_suite", { action: "requested", check_suite: suite }, sender);
    for (const { number } of isNew ? [] : await pulls.openFrom(ref.replace("refs/heads/", ""))) {
      if (flags.forced) events.add(number, { event: "head_ref_force_pushed", actor: sender, commitId: after });
      await pulls.touch(number);
      const pull = await pulls.full(number);
      await emit("pull_request", { action: "synchronize", number, before, after, pull_request: pull }, sender);
    }
  };

  /** An annotated tag is an object of its own, which names the commit; it may also name a tag, or no commit at all. */
  async function commitsAt(sha: string): Promise<readonly Commit[]> {
    const tag = await upstream.find<{ object: { sha: string } }>(`${repositoryPath}/git/tags/${sha}`);
    if (tag !== undefined) return commitsAt(tag.object.sha);
    const commit = await upstream.find<Commit>(`${repositoryPath}/commits/${sha}`);
    return commit === undefined ? [] : [commit];
  }

  async function commitObject(sha: string) {
    const commit = await upstream.get<Commit & { files: readonly ChangedFile[] }>(`${repositoryPath}/commits/${sha}`);
    const { message, author, tree } = commit.commit;
    const names = (...statuses: readonly string[]) =>
      commit.files.filter(({ status }) => statuses.includes(status)).map(({ filename }) => filename);
    const person = { name: author.name, email: author.email, username: commit.author?.login };
    return {
      id: sha,
      tree_id: tree.sha,
      distinct: true,
      message,
      timestamp: author.date,
      url: commit.html_url,
      author: person,
      committer: person,
      added: names("added", "renamed"),
      removed: names("removed"),
      modified: names("modified"),
    };
  }
}

export function pushHooks({ upstream, repositoryPath }: World, tellPush: TellPush): Hooks {
  return {
    "POST /repos/{owner}/{repo}/git/refs": async (call, act) => {
      const reply = await act();
      const { data } = Ref.safeParse(reply.body);
      if (reply.status === 201 && data) {
        await tellPush({ ref: data.ref, before: noCommit, after: data.object.sha, sender: loginOf(call.identity) });
      }
      return reply;
    },
    "PATCH /repos/{owner}/{repo}/git/refs/{ref}": async (call, act) => {
      const name = encodeURIComponent(call.params["ref"] ?? "");
      const before = await upstream.find<z.infer<typeof Ref>>(`${repositoryPath}/git/ref/${name}`);
      const reply = await act();
      const { data } = Ref.safeParse(reply.body);
      if (reply.status === 200 && data && before && before.object.sha !== data.object.sha) {
        const shas = { before: before.object.sha, after: data.object.sha };
        await tellPush({ ref: data.ref, ...shas, sender: loginOf(call.identity) });
      }
      return reply;
    },
    "DELETE /repos/{owner}/{repo}/git/refs/{ref}": async (call, act) => {
      const name = encodeURIComponent(call.params["ref"] ?? "");
      const before = await upstream.find<z.infer<typeof Ref>>(`${repositoryPath}/git/ref/${name}`);
      const reply = await act();
      if (reply.status < 300 && before) {
        const shas = { before: before.object.sha, after: noCommit };
        await tellPush({ ref: before.ref, ...shas, sender: loginOf(call.identity) });
      }
      return reply;
    },
  };
}
