import { notAccessible, notFound, ok, page } from "../exchange.ts";
import type { ApiReply, Extras, Identity } from "../exchange.ts";
import type { Role } from "../seed.ts";
import type { Account } from "../shapes.ts";
import type { TeamState } from "../teams.ts";
import { accountOf } from "../world.ts";
import type { World } from "../world.ts";

export function peopleExtras(world: World, teams: TeamState): Extras {
  const { upstream, accounts, seed, url } = world;
  const org = `/orgs/${seed.owner}/teams`;

  return {
    "GET /user/{account_id}": async (call) => {
      const key = accounts.findKeyById(Number(call.params["account_id"]));
      return key === undefined ? notFound : ok(await accountOf(world, key));
    },
    // emulate calls every member of the organization an admin.
    "GET /repos/{owner}/{repo}/collaborators/{username}/permission": async (call) => {
      const key = call.params["username"] ?? "";
      const role = accounts.roleOf(key);
      const effective = role === "none" && !seed.private ? "read" : role;
      const user = { ...(await accountOf(world, key)), permissions: permissionsOf(effective), role_name: effective };
      return ok({ permission: legacy[effective], role_name: effective, user });
    },
    "GET /repos/{owner}/{repo}/assignees/{assignee}": async (call) => {
      const key = accounts.findKey(call.params["assignee"] ?? "");
      return key === undefined || accounts.roleOf(key) === "none" ? notFound : { status: 204 };
    },
    "GET /orgs/{org}/teams/{team_slug}": async (call) => refusal(call.identity) ?? call.forward(),
    "GET /orgs/{org}/teams/{team_slug}/members": async (call) => {
      const refused = refusal(call.identity);
      if (refused) return refused;
      const reply = await call.forward();
      if (reply.status !== 200) return reply;
      const lists = await Promise.all(
        teams.within(call.params["team_slug"] ?? "").map((slug) => upstream.all<Account>(`${org}/${slug}/members`)),
      );
      const members = new Map(lists.flat().map((member) => [member.id, member]));
      return page(
        call,
        url,
        [...members.values()].filter(({ id }) => accounts.findKeyById(id) !== undefined),
      );
    },
    "GET /orgs/{org}/teams/{team_slug}/memberships/{username}": async (call) => {
      const refused = refusal(call.identity);
      if (refused) return refused;
      const { team_slug: slug = "", username: key = "" } = call.params;
      const address = { url: `${url}${org}/${slug}/memberships/${accounts.loginOf(key)}` };
      for (const team of teams.within(slug)) {
        const found = await upstream.find<object>(`${org}/${team}/memberships/${encodeURIComponent(key)}`);
        if (found) return ok({ ...found, ...address });
      }
      return teams.isInvited(slug, key) ? ok({ ...address, role: "member", state: "pending" }) : notFound;
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
function refusal(identity: Identity): ApiReply | undefined {
  if (identity.kind === "anonymous") return notFound;
  return identity.kind === "installation" && identity.permissions["members"] === undefined ? notAccessible : undefined;
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
