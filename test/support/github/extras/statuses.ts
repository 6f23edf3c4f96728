import { z } from "zod";
import { loginOf, mayRead, mayWrite, notAccessible, notFound, ok, page } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { Account, Commit } from "../shapes.ts";
import { accountOf, repositoryOf, timestamp } from "../world.ts";
import type { World } from "../world.ts";

interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly context: string;
  readonly description: string | null;
  readonly target_url: string | null;
  readonly creator: Account;
  readonly created_at: string;
  readonly updated_at: string;
}

const NewStatus = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  context: z.string().default("default"),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
});

/** Commit statuses, the older sister of check runs; emulate has none. */
export function statusExtras(world: World): Extras {
  const { upstream, repositoryPath, url, emit } = world;
  const statuses: Status[] = [];

  function commitOf(ref: string | undefined): Promise<Commit | undefined> {
    return upstream.find<Commit>(`${repositoryPath}/commits/${encodeURIComponent(ref ?? "")}`);
  }
  function newestFirst(sha: string): readonly Status[] {
    return statuses.filter((status) => status.sha === sha).reverse();
  }

  return {
    "POST /repos/{owner}/{repo}/statuses/{sha}": async (call) => {
      if (!mayWrite(call.identity, "statuses")) return notAccessible;
      const commit = await commitOf(call.params["sha"]);
      if (!commit) return notFound;
      const { state, context, description, target_url: target } = NewStatus.parse(call.body);
      const creator = await accountOf(world, loginOf(call.identity));
      const at = { created_at: timestamp(), updated_at: timestamp() };
      const text = { description: description ?? null, target_url: target ?? null };
      const status = { id: 600_000_001 + statuses.length, sha: commit.sha, state, context, ...text, creator, ...at };
      statuses.push(status);
      const { full_name: name } = await repositoryOf(world);
      await emit("status", { ...status, name, commit, branches: [] }, creator.login);
      return ok(status, 201);
    },
    "GET /repos/{owner}/{repo}/commits/{ref}/statuses": async (call: Call) => {
      if (!mayRead(call.identity, world.seed.private, "statuses")) return notAccessible;
      const commit = await commitOf(call.params["ref"]);
      return commit ? page(call, url, newestFirst(commit.sha)) : notFound;
    },
    "GET /repos/{owner}/{repo}/commits/{ref}/status": async (call: Call) => {
      if (!mayRead(call.identity, world.seed.private, "statuses")) return notAccessible;
      const commit = await commitOf(call.params["ref"]);
      if (!commit) return notFound;
      const latest = newestFirst(commit.sha).filter(
        ({ context }, index, all) => all.findIndex((other) => other.context === context) === index,
      );
      const repository = await repositoryOf(world);
      const base = { sha: commit.sha, total_count: latest.length, repository, url: `${url}${call.path}` };
      return page(call, url, latest, (slice) => ({ state: combined(latest), statuses: slice, ...base }));
    },
  };
}

/** GitHub calls a commit without any status pending. */
function combined(latest: readonly Status[]): "failure" | "pending" | "success" {
  if (latest.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return latest.length === 0 || latest.some(({ state }) => state === "pending") ? "pending" : "success";
}
