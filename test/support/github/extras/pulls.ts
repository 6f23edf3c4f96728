import { notFound, ok, page } from "../exchange.ts";
import type { Extras } from "../exchange.ts";
import type { PullState } from "../pull-state.ts";
import type { Pull } from "../shapes.ts";
import type { World } from "../world.ts";

/** What GitHub only tells about a single pull request. */
const onlySingle = new Set(
  (
    "additions deletions changed_files commits comments review_comments maintainer_can_modify " +
    "mergeable mergeable_state merged merged_by rebaseable"
  ).split(" "),
);

/** Of the changed files; how many there are is told all the same. */
const mostListed = 3000;

export function pullExtras(world: World, pulls: PullState): Extras {
  return {
    "GET /repos/{owner}/{repo}/pulls": async (call) => {
      const reply = await call.forward();
      if (!Array.isArray(reply.body)) return reply;
      // emulate answers a list of pull requests here, or an error, which is no list.
      const list = reply.body as readonly Pull[];
      const withHeads = await Promise.all(list.map((pull) => pulls.withHead(pull)));
      return { ...reply, body: withHeads.map(withoutCounts) };
    },
    "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls": async (call) => {
      const sha = call.params["commit_sha"] ?? "";
      const listed = await world.upstream.all<Pull>(`${world.repositoryPath}/pulls?state=all`);
      // emulate does not know the commit that a merge made.
      const all = await Promise.all(listed.map((pull) => pulls.withHead(pull)));
      const found = all.filter(({ merge_commit_sha: merge, head }) => merge === sha || head.sha === sha);
      return page(call, world.url, found.map(withoutCounts));
    },
    "GET /repos/{owner}/{repo}/pulls/{pull_number}": async (call) => {
      const reply = await call.forward();
      if (reply.status !== 200) return reply;
      const pull = await pulls.full(call.params["pull_number"] ?? "");
      return pull ? ok(pull) : notFound;
    },
    "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": async (call) => {
      const reply = await call.forward();
      if (reply.status !== 200) return reply;
      const pull = await pulls.full(call.params["pull_number"] ?? "");
      return pull ? ok(pull) : notFound;
    },
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": async (call) => {
      const reply = await call.forward();
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      if (reply.status !== 200 || !pull) return reply;
      return page(call, world.url, (await pulls.files(pull)).slice(0, mostListed));
    },
    "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": async (call) => {
      const reply = await call.forward();
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      if (reply.status !== 200 || !pull) return reply;
      return page(call, world.url, await pulls.commits(pull));
    },
  };
}

/** A pull request as lists and most events show it. */
export function withoutCounts(pull: Pull): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(pull).filter(([key]) => !onlySingle.has(key)));
}
