import type { Role } from "./seed.ts";
import type { Account } from "./shapes.ts";
import type { World } from "./world.ts";

/** What happens to accounts outside of the repository. GitHub tells Apps of none of it. */
export function registryOfficeOf({ accounts, upstream, seed }: World, account: (login: string) => Promise<Account>) {
  return {
    /** The id stays. */
    renameUser: (from: string, to: string): void => accounts.rename(from, to),
    /** A new id, also for a login that somebody has given up. A login that ends in "[bot]" is a Bot's. */
    registerUser: async (login: string, role: Role = "none"): Promise<Account> => {
      const key = accounts.register(login, role);
      const membership = `/orgs/${seed.owner}/memberships/${key}`;
      if (accounts.mayPush(key)) await upstream.write("PUT", membership, { role: "member" });
      return account(login);
    },
    /** What the person wrote stays, with nobody as its author. */
    deleteUser: (login: string): void => accounts.delete(login),
    setRole: (login: string, role: Role): void => accounts.setRole(accounts.getKey(login), role),
  };
}
