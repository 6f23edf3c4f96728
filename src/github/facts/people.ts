import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { Area, AreaPeople } from "../../policy/area/area.ts";
import type { Person } from "../../policy/facts.ts";
import type { Store } from "../../store/store.ts";
import { findUnlessGone } from "../client/gone.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";

// Someone who leaves a team may sign for at most this long.
const membershipMs = 5 * 60 * 1000;

/** Which of `people` may sign for the area. What cannot be read is a problem, never an empty list of owners. */
export async function collectAreaPeople(
  area: Area,
  people: readonly Person[],
  at: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<AreaPeople> {
  const entitled = new Set<number>();
  for (const owner of area.owners) {
    try {
      if (owner.startsWith("@")) {
        for (const person of people) if (await isTeamMember(owner, person, at, octokit, store)) entitled.add(person.id);
      } else {
        const id = await getUserId(owner, at, octokit, store);
        if (people.some((person) => person.id === id)) entitled.add(id);
      }
    } catch (error) {
      if (!(error instanceof RequestError) || (error.status !== 404 && error.status !== 403)) throw error;
      const problem = `${owner} ${error.status === 404 ? "does not exist or is hidden from the App" : "may not be read"}`;
      return { entitledIds: [], problem };
    }
  }
  return { entitledIds: [...entitled], problem: undefined };
}

/**
 * The numeric id behind a login, as it was when this repository's configuration first named it. Kept for good: a login
 * that somebody else registers later must not inherit the right to sign.
 */
async function getUserId(
  login: string,
  { repositoryId }: RepositoryRef,
  octokit: Octokit,
  store: Store,
): Promise<number> {
  const key = `person/${repositoryId}/${login.toLowerCase()}`;
  const known = await store.get(key);
  if (known !== undefined) return z.number().parse(known);
  const { data } = await octokit.rest.users.getByUsername({ username: login });
  await store.putIfAbsent(key, data.id);
  return data.id;
}

/** Active members only; a pending invitation does not count. 404 means "not a member" only where the team is readable. */
async function isTeamMember(
  team: string,
  { id, login }: Person,
  { repositoryId }: RepositoryRef,
  octokit: Octokit,
  store: Store,
): Promise<boolean> {
  const [org = "", team_slug = ""] = team.slice(1).split("/");
  // By repository: what one installation may read of a team is not another's to know.
  const key = `member/${repositoryId}/${team.toLowerCase()}/${id}`;
  const known = await store.get(key);
  if (known !== undefined) return known === true;
  // Under the login of today: a name in the ledger may have been given up, and taken by somebody else.
  const username = await findLogin({ id, login }, octokit);
  const isMember = username !== undefined && (await askMembership(octokit, { org, team_slug, username }));
  await store.put(key, isMember, { expiresInMs: membershipMs });
  return isMember;
}

/** Undefined when the account is gone. */
async function findLogin({ id, login }: Person, octokit: Octokit): Promise<string | undefined> {
  const byId = await findUnlessGone(octokit.rest.users.getById({ account_id: id }));
  if (byId !== undefined) return byId.data.login;
  // Older servers cannot be asked by id; there the known login counts as long as it still has this id.
  const byLogin = await findUnlessGone(octokit.rest.users.getByUsername({ username: login }));
  return byLogin?.data.id === id ? login : undefined;
}

async function askMembership(
  octokit: Octokit,
  who: { readonly org: string; readonly team_slug: string; readonly username: string },
): Promise<boolean> {
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg(who);
    return data.state === "active";
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 404) throw error;
    // The same status for "no such member" and "no such team": only a team that can be read proves the first.
    await octokit.rest.teams.getByName({ org: who.org, team_slug: who.team_slug });
    return false;
  }
}
