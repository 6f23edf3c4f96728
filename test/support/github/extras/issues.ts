import { z } from "zod";
import { mayRead, notAccessible, notFound, ok, page } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import { pullAsIssue } from "../pull-state.ts";
import type { PullState } from "../pull-state.ts";
import type { Issue, Pull } from "../shapes.ts";
import type { StoredEvent } from "../issue-events.ts";
import { accountOf } from "../world.ts";
import type { World } from "../world.ts";

const Change = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  labels: z.array(z.string()).optional(),
});

/** To GitHub every pull request is also an issue; to emulate it is not. */
export function issueExtras(world: World, pulls: PullState): Extras {
  const { upstream, repositoryPath, url, events } = world;

  return {
    "GET /repos/{owner}/{repo}/issues": async (call) => {
      const reply = await call.forward();
      if (reply.status !== 200) return reply;
      const filter = new URLSearchParams(call.query);
      for (const name of ["page", "per_page"]) filter.delete(name);
      const [issues, allPulls] = await Promise.all([
        upstream.all<Issue>(`${repositoryPath}/issues?${filter.toString()}`),
        upstream.all<Pull>(`${repositoryPath}/pulls?state=${filter.get("state") ?? "open"}`),
      ]);
      const wanted = (filter.get("labels") ?? "").split(",").filter((name) => name !== "");
      const creator = filter.get("creator");
      const since = filter.get("since");
      const milestone = filter.get("milestone");
      const matching = allPulls.filter(
        ({ labels, user, updated_at: updatedAt, milestone: own }) =>
          (milestone === null || own?.number === Number(milestone)) &&
          wanted.every((name) => labels.some((label) => label.name === name)) &&
          (creator === null || user.login === creator) &&
          (since === null || Date.parse(updatedAt) >= Date.parse(since)),
      );
      const field = filter.get("sort") === "updated" ? "updated_at" : "created_at";
      const sign = filter.get("direction") === "asc" ? 1 : -1;
      const merged = [...issues, ...matching].sort(
        (a, b) => sign * (a[field].localeCompare(b[field]) || a.number - b.number),
      );
      return page(
        call,
        url,
        merged.map((item) => ("head" in item ? pullAsIssue(item) : item)),
      );
    },
    "GET /repos/{owner}/{repo}/issues/{issue_number}": async (call) => {
      const reply = await call.forward();
      const pull = reply.status === 404 ? await pulls.full(call.params["issue_number"] ?? "") : undefined;
      return pull ? ok(pullAsIssue(pull)) : reply;
    },
    "GET /repos/{owner}/{repo}/issues/{issue_number}/events": async (call) => {
      if (!mayRead(call.identity, world.seed.private, "issues")) return notAccessible;
      const stored = events.of(Number(call.params["issue_number"]));
      return page(call, url, await Promise.all(stored.map((event) => eventObject(world, event))));
    },
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}": async (call) => {
      const number = call.params["issue_number"] ?? "";
      if (!(await pulls.raw(number))) return call.forward();
      const { labels, ...change } = Change.parse(call.body);
      const path = call.path.replace("/issues/", "/pulls/");
      const reply = await upstream.send({ ...call, path, body: change });
      if (reply.status !== 200) return reply;
      if (labels) await upstream.write("PUT", `${repositoryPath}/issues/${number}/labels`, { labels });
      const pull = await pulls.full(number);
      return pull ? ok(pullAsIssue(pull)) : notFound;
    },
  };
}

async function eventObject(world: World, { id, event, actor, commitId, label, createdAt }: StoredEvent) {
  const { url, repositoryPath } = world;
  return {
    id,
    node_id: `E_${id}`,
    url: `${url}${repositoryPath}/issues/events/${id}`,
    actor: await accountOf(world, actor),
    event,
    commit_id: commitId ?? null,
    commit_url: commitId === undefined ? null : `${url}${repositoryPath}/commits/${commitId}`,
    created_at: createdAt,
    ...(label === undefined ? {} : { label: named(label) }),
    performed_via_github_app: null,
  };
}

/** In an event a label is its name and its colour. */
function named(label: unknown) {
  return z.object({ name: z.string(), color: z.string() }).parse(label);
}
