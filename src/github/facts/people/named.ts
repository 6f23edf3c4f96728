import type { Person } from "../../../policy/facts.ts";
import type { Directory } from "./directory.ts";

/** Whom a list of the configuration means, among the people we had to ask about. */
export type Named =
  | {
      readonly state: "named";
      readonly ids: ReadonlySet<number>;
      /** Of all accounts that are named one by one, also of those nobody asked about. */
      readonly accountIds: ReadonlySet<number>;
    }
  | { readonly state: "problem"; readonly problem: string };

/** Logins and teams. One that cannot be read makes the whole list unreadable: fail closed. */
export async function resolveNames(
  names: readonly string[],
  people: readonly Person[],
  directory: Directory,
): Promise<Named> {
  const ids = new Set<number>();
  const accountIds = new Set<number>();
  for (const name of names) {
    if (name.startsWith("@")) {
      const team = await directory.check(name);
      if (team.state === "problem") return team;
      for (const person of people) {
        const membership = await directory.isMember(name, person);
        if (membership.state === "problem") return membership;
        if (membership.answer) ids.add(person.id);
      }
    } else if (name.includes("@")) {
      return { state: "problem", problem: `${name} is an e-mail address, which is no account; name a login or a team` };
    } else {
      const account = await directory.findPerson(name);
      if (account.state === "problem") return account;
      if (account.state === "found") accountIds.add(account.id);
    }
  }
  for (const { id } of people) if (accountIds.has(id)) ids.add(id);
  return { state: "named", ids, accountIds };
}

/** Bot accounts, asked for only where somebody could be one of them. */
export async function resolveBots(
  names: readonly string[],
  people: readonly Person[],
  directory: Directory,
): Promise<Named> {
  const accountIds = new Set<number>();
  for (const name of people.length > 0 ? names : []) {
    const account = await directory.findBot(name);
    if (account.state === "problem") return account;
    if (account.state === "found") accountIds.add(account.id);
  }
  return { state: "named", ids: new Set(people.map(({ id }) => id).filter((id) => accountIds.has(id))), accountIds };
}
