import type { Account, Team } from "./shapes.ts";
import { accountOf } from "./world.ts";
import type { World } from "./world.ts";

/** What emulate does not know of teams: invitations that wait for an answer, and teams inside teams. */
export class TeamState {
  readonly #invited = new Map<string, ReadonlySet<string>>();
  readonly #parents = new Map<string, string>();

  invite(slug: string, key: string): void {
    this.#invited.set(slug, new Set([...(this.#invited.get(slug) ?? []), key]));
  }
  answer(slug: string, key: string): void {
    this.#invited.set(slug, new Set([...(this.#invited.get(slug) ?? [])].filter((one) => one !== key)));
  }
  isInvited(slug: string, key: string): boolean {
    return this.#invited.get(slug)?.has(key) === true;
  }
  putInside(parent: string, slug: string): void {
    this.#parents.set(slug, parent);
  }
  forget(slug: string): void {
    this.#invited.delete(slug);
    this.#parents.delete(slug);
    for (const [child, parent] of this.#parents) if (parent === slug) this.#parents.delete(child);
  }
  /** The team and all teams inside it, whose members are its members too. */
  within(slug: string): readonly string[] {
    const children = [...this.#parents].filter(([, parent]) => parent === slug).map(([child]) => child);
    return [slug, ...children.flatMap((child) => this.within(child))];
  }
}

/** What the owners of the organization do with its teams and members, and what GitHub tells of it. */
export function teamDeskOf(world: World, teams: TeamState) {
  const { upstream, accounts, emit, seed, url } = world;
  const org = `/orgs/${seed.owner}`;
  const findTeam = (slug: string) => upstream.find<Team>(`${org}/teams/${slug}`);
  const membership = (slug: string, key: string) => `${org}/teams/${slug}/memberships/${encodeURIComponent(key)}`;

  async function tellMembership(action: string, member: Account, team: object): Promise<void> {
    await emit("membership", { action, scope: "team", member, team }, "admin");
  }

  async function tellTeam(action: string, team: Team): Promise<void> {
    await emit("team", { action, team: { ...team, notification_setting: "notifications_enabled" } }, "admin");
  }

  async function getTeam(slug: string): Promise<Team> {
    const team = await findTeam(slug);
    if (!team) throw new Error(`there is no team ${slug}`);
    return team;
  }

  async function joinTeam(login: string, slug = seed.team.slug): Promise<void> {
    const key = accounts.getKey(login);
    const team = await getTeam(slug);
    await upstream.write("PUT", membership(slug, key), { role: "member" });
    teams.answer(slug, key);
    await tellMembership("added", await accountOf(world, key), team);
  }

  async function leaveTeam(login: string, slug = seed.team.slug): Promise<void> {
    const key = accounts.getKey(login);
    const team = await getTeam(slug);
    await upstream.write("DELETE", membership(slug, key), undefined);
    teams.answer(slug, key);
    await tellMembership("removed", await accountOf(world, key), team);
  }

  return {
    joinTeam,
    leaveTeam,
    /** An invitation that waits for an answer. Nobody is told before it is accepted. */
    inviteToTeam: (login: string, slug = seed.team.slug): void => teams.invite(slug, accounts.getKey(login)),

    /** A slug that was there before gets a new id. */
    createTeam: async (
      slug: string,
      { members = [], inside }: { readonly members?: readonly string[]; readonly inside?: string } = {},
    ): Promise<Team> => {
      const team = await upstream.write<Team>("POST", `${org}/teams`, { name: slug });
      if (inside !== undefined) teams.putInside(inside, slug);
      await tellTeam("created", team);
      for (const login of members) await joinTeam(login, slug);
      return team;
    },
    deleteTeam: async (slug: string): Promise<void> => {
      const team = await getTeam(slug);
      const members = await upstream.all<Account>(`${org}/teams/${slug}/members`);
      await upstream.write("DELETE", `${org}/teams/${slug}`, undefined);
      teams.forget(slug);
      const { id, name } = team;
      for (const member of members) await tellMembership("removed", member, { id, name, deleted: true });
      await tellTeam("deleted", team);
    },

    /** Out of every team, and no role in the repository any more. */
    removeFromOrganization: async (login: string): Promise<void> => {
      const key = accounts.getKey(login);
      const all = await upstream.all<Team>(`${org}/teams`);
      const theirs = await Promise.all(
        // emulate keeps the members of the organization as a team of that name.
        all.map(async (team) => team.slug !== "members" && (await upstream.find(membership(team.slug, key))) && team),
      );
      const user = await accountOf(world, key);
      await upstream.write("DELETE", `${org}/members/${encodeURIComponent(key)}`, undefined);
      accounts.setRole(key, "none");
      for (const team of theirs) if (team) await tellMembership("removed", user, team);
      const organization = `${url}${org}`;
      const left = { url: `${organization}/memberships/${accounts.loginOf(key)}`, state: "active", role: "member" };
      const about = { membership: { ...left, organization_url: organization, user } };
      await emit("organization", { action: "member_removed", ...about }, "admin");
    },
  };
}
