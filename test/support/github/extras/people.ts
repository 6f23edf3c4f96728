import { notAccessible, notFound, ok, refuse } from "../exchange.ts";
import type { Call, Extras } from "../exchange.ts";
import type { Role } from "../seed.ts";
import { accountOf } from "../world.ts";
import type { World } from "../world.ts";

export interface PeopleParts {
  readonly roles: ReadonlyMap<string, Role>;
  /** Logins whose invitation to the team waits for an answer; emulate lets everybody join at once. */
  readonly invited: ReadonlySet<string>;
}

export function peopleExtras(world: World, { roles, invited }: PeopleParts): Extras {
  const logins = [...world.seed.people.map(({ login }) => login), ...world.seed.apps.map(({ slug }) => `${slug}[bot]`)];

  return {
    "GET /user/{account_id}": async (call) => {
      const accounts = await Promise.all(logins.map((login) => accountOf(world, login)));
      const account = accounts.find(({ id }) => id === Number(call.params["account_id"]));
      return account ? ok(account) : notFound;
    },
    // emulate calls every member of the organization an admin.
    "GET /repos/{owner}/{repo}/collaborators/{username}/permission": async (call) => {
      const username = call.params["username"] ?? "";
      const login = logins.find((known) => known.toLowerCase() === username.toLowerCase());
      if (login === undefined) return refuse(404, `${username} is not a user`);
      const role = roles.get(login) ?? "none";
      const effective = role === "none" && !world.seed.private ? "read" : role;
      const user = { ...(await accountOf(world, login)), permissions: permissionsOf(effective), role_name: effective };
      return ok({ permission: legacy[effective], role_name: effective, user });
    },
    "GET /orgs/{org}/teams/{team_slug}": readMembers,
    "GET /orgs/{org}/teams/{team_slug}/members": readMembers,
    "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": async (call) => {
      if (!invited.has(call.params["username"] ?? "")) return readMembers(call);
      return ok({ url: `${world.url}${call.path}`, role: "member", state: "pending" });
    },
  };
}

const ladder = ["read", "triage", "write", "maintain", "admin"] as const;

function permissionsOf(role: Role): Readonly<Record<string, boolean>> {
  const has = (needed: Role) => rank(role) >= rank(needed);
  return {
    pull: has("read"),
    triage: has("triage"),
    push: has("write"),
    maintain: has("maintain"),
    admin: has("admin"),
  };
}

function rank(role: Role): number {
  return ladder.findIndex((step) => step === role);
}

/** GitHub hides teams from Apps without the permission; emulate shows them to everybody. */
async function readMembers(call: Call) {
  const { identity } = call;
  if (identity.kind === "installation" && identity.permissions["members"] === undefined) return notAccessible;
  return identity.kind === "anonymous" ? notFound : call.forward();
}

/** The field `permission` knows four words only; the finer role is in `role_name`. */
const legacy: Readonly<Record<Role, "admin" | "write" | "read" | "none">> = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};
