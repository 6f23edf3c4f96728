import type { RetitleEffect } from "../../policy/effect.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import type { Place } from "./receipt.ts";

/**
 * The title, set once for a command. What it is set to may have been decided long before it is written, when something was
 * away in between; so whatever stands there by then, ours or somebody's since, stays.
 */
export function titlePlace(
  { number, title, from }: RetitleEffect,
  { owner, repo }: RepositoryRef,
  octokit: Octokit,
): Place {
  const place = { owner, repo, pull_number: number };
  return {
    // Looking is part of every attempt.
    find: () => Promise.resolve(undefined),
    create: async () => {
      const { data } = await octokit.rest.pulls.get(place);
      if (data.title === from) await octokit.rest.pulls.update({ ...place, title });
      return number;
    },
    update: () => Promise.resolve(true),
  };
}
