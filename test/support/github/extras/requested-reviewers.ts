import { z } from "zod";
import { loginOf, mayRead, mayWrite, notAccessible, notFound, ok, refuse } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { PullState } from "../pull-state.ts";
import type { Pull } from "../shapes.ts";
import type { World } from "../world.ts";
import { withoutCounts } from "./pulls.ts";

const Asked = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});

/** Who was asked for a review. emulate lets authors be asked to review their own work. */
export function requestedReviewerExtras(world: World, pulls: PullState): Extras {
  const { upstream, emit, accounts, seed } = world;
  const path = "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers";

  function problemOf(pull: Pull, keys: readonly (string | undefined)[]): string | undefined {
    if (keys.includes(pull.user.login)) return "Review cannot be requested from pull request author.";
    if (keys.every((key) => key !== undefined && accounts.roleOf(key) !== "none")) return undefined;
    return (
      "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a " +
      `collaborator of the ${seed.owner}/${seed.repo} repository.`
    );
  }

  /** Hands the change to emulate and tells of each person and each team that it moved. */
  async function change(call: Call, action: string, before: Pull, keys: readonly string[]) {
    const { team_reviewers: teams } = Asked.parse(call.body);
    const reply = await upstream.send({ ...call, body: { reviewers: keys, team_reviewers: teams } });
    const after = await pulls.full(before.number);
    if (reply.status >= 300 || !after) return reply;
    const tell = (more: object) =>
      emit("pull_request", { action, number: before.number, pull_request: after, ...more }, loginOf(call.identity));
    for (const person of moved(before.requested_reviewers, after.requested_reviewers)) {
      await tell({ requested_reviewer: person });
    }
    for (const team of moved(before.requested_teams, after.requested_teams)) await tell({ requested_team: team });
    return ok(withoutCounts(after), action === "review_requested" ? 201 : 200);
  }

  return {
    [`GET ${path}`]: async (call) => {
      if (!mayRead(call.identity, seed.private, "pull_requests")) return notAccessible;
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      return pull ? ok({ users: pull.requested_reviewers, teams: pull.requested_teams }) : notFound;
    },
    [`POST ${path}`]: async (call) => {
      if (!mayWrite(call.identity, "pull_requests")) return notAccessible;
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      if (!pull) return notFound;
      const keys = Asked.parse(call.body).reviewers.map((login) => accounts.findKey(login));
      const problem = problemOf(pull, keys);
      if (problem !== undefined) return refuse(422, problem);
      return change(
        call,
        "review_requested",
        pull,
        keys.filter((key) => key !== undefined),
      );
    },
    [`DELETE ${path}`]: async (call) => {
      if (!mayWrite(call.identity, "pull_requests")) return notAccessible;
      const pull = await pulls.raw(call.params["pull_number"] ?? "");
      if (!pull) return notFound;
      const keys = Asked.parse(call.body).reviewers.map((login) => accounts.findKey(login));
      return change(
        call,
        "review_request_removed",
        pull,
        keys.filter((key) => key !== undefined),
      );
    },
  };
}

/** In one of the two lists and not in the other. */
function moved<T extends { readonly id: number }>(before: readonly T[], after: readonly T[]): readonly T[] {
  const without = (list: readonly T[], other: readonly T[]) =>
    list.filter(({ id }) => other.every((one) => one.id !== id));
  return [...without(before, after), ...without(after, before)];
}
