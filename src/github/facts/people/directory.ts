import { z } from "zod";
import type { Person } from "../../../policy/facts.ts";
import type { Store } from "../../../store/store.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { getPermission } from "../permission.ts";
import { type Account, type Accounts, createAccounts } from "./accounts.ts";
import { findGeneration, membershipMs } from "./generation.ts";
import { createTeams, type Teams } from "./teams.ts";

/** Who is who around a repository, for one look: nothing is asked twice, not even what has no answer. */
export interface Directory extends Pick<Accounts, "findPerson" | "findBot">, Teams {
  /** Whether somebody may still read the repository: whoever was removed or suspended may not. */
  readonly mayRead: (person: Person) => Promise<boolean>;
}

export function openDirectory(
  at: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Directory {
  const accounts = createAccounts(at, { octokit, store });
  const teams = createTeams(at, { octokit, store, accounts });

  async function mayRead(person: Person): Promise<boolean> {
    const key = `reader/${at.repositoryId}/${await findGeneration(store, at.owner)}/${person.id}`;
    const known = await store.get(key);
    if (known !== undefined) return z.boolean().parse(known);
    const login = await accounts.findLogin(person);
    const may = login !== undefined && (await getPermission({ id: person.id, login }, at, octokit)) !== "none";
    await store.put(key, may, { expiresInMs: membershipMs });
    return may;
  }

  return {
    findPerson: once<Account>(accounts.findPerson),
    findBot: once<Account>(accounts.findBot),
    check: once(teams.check),
    memberIds: once(teams.memberIds),
    isMember: teams.isMember,
    mayRead,
  };
}

function once<Answer>(ask: (name: string) => Promise<Answer>): (name: string) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (name) => {
    const answer = asked.get(name.toLowerCase()) ?? ask(name);
    asked.set(name.toLowerCase(), answer);
    return answer;
  };
}
