import { RequestError } from "@octokit/request-error";
import { z } from "zod";
import type { Person } from "../../../policy/facts.ts";
import type { Store } from "../../../store/store.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import type { Accounts } from "./accounts.ts";
import { findGeneration, membershipMs } from "./generation.ts";

/** What can be told of a team, or why nothing can. Words with a fix, without a full stop. */
type Told<Answer> =
  | { readonly state: "told"; readonly answer: Answer }
  | { readonly state: "problem"; readonly problem: string };

/**
 * Teams as the configuration names them: `@acme/runtime`, `@acme/runtime#77` with the team's id, or `@runtime` in the
 * organization that owns the repository.
 */
export interface Teams {
  /** Active members only; members of child teams count. */
  readonly isMember: (written: string, person: Person) => Promise<Told<boolean>>;
  readonly memberIds: (written: string) => Promise<Told<readonly number[]>>;
  /** Whether the team can be read and still is the one that was meant. */
  readonly check: (written: string) => Promise<Told<true>>;
}

interface Team {
  readonly name: string;
  readonly org: string;
  readonly slug: string;
  readonly pinnedId: number | undefined;
  readonly generation: number;
}

/** Everything is known by repository: what one installation may read of a team is not another's to know. */
export function createTeams(
  { owner, repositoryId }: RepositoryRef,
  { octokit, store, accounts }: { readonly octokit: Octokit; readonly store: Store; readonly accounts: Accounts },
): Teams {
  async function remembered<Answer extends boolean | number | readonly number[]>(
    { kind, team }: { readonly kind: string; readonly team: Team },
    schema: z.ZodType<Answer>,
    ask: () => Promise<Answer>,
  ): Promise<Told<Answer>> {
    const key = `${kind}/${repositoryId}/${team.generation}/${team.name}`;
    const known = await store.get(key);
    if (known !== undefined) return { state: "told", answer: schema.parse(known) };
    try {
      const answer = await ask();
      await store.put(key, answer, { expiresInMs: membershipMs });
      return { state: "told", answer };
    } catch (error) {
      return { state: "problem", problem: unreadable(error, team) };
    }
  }

  /** A slug can be given up and taken again: the id of the team is remembered for good. */
  async function identify(team: Team): Promise<Told<true>> {
    const key = `team/${repositoryId}/${team.name}`;
    const seen = await remembered({ kind: "team-id", team }, z.number(), async () => {
      const { data } = await octokit.rest.teams.getByName({ org: team.org, team_slug: team.slug });
      return data.id;
    });
    if (seen.state === "problem") return seen;
    const id = seen.answer;
    if (team.pinnedId === undefined) await store.putIfAbsent(key, id);
    const known = team.pinnedId ?? z.number().parse(await store.get(key));
    if (id === known) return { state: "told", answer: true };
    const fix = `check its members, and pin the new team with ${team.name}#${id}`;
    return { state: "problem", problem: `${team.name} is another team now (id ${id}, it was ${known}); ${fix}` };
  }

  async function read(written: string): Promise<Team> {
    const [name = "", pin] = written.toLowerCase().slice(1).split("#");
    const [org = "", slug = ""] = name.includes("/") ? name.split("/") : [owner.toLowerCase(), name];
    const generation = await findGeneration(store, org);
    return { name: `@${org}/${slug}`, org, slug, pinnedId: pin === undefined ? undefined : Number(pin), generation };
  }

  return {
    check: async (written) => identify(await read(written)),
    isMember: async (written, person) => {
      const team = await read(written);
      const identity = await identify(team);
      if (identity.state === "problem") return identity;
      return remembered({ kind: `member/${person.id}`, team }, z.boolean(), async () => {
        const username = await accounts.findLogin(person);
        return username !== undefined && askMembership(octokit, team, username);
      });
    },
    memberIds: async (written) => {
      const team = await read(written);
      const identity = await identify(team);
      if (identity.state === "problem") return identity;
      return remembered({ kind: "members", team }, z.array(z.number()), async () => {
        const at = { org: team.org, team_slug: team.slug, per_page: 100 };
        return (await octokit.paginate(octokit.rest.teams.listMembersInOrg, at)).map(({ id }) => id);
      });
    },
  };
}

/** A pending invitation does not count. The team itself was just read, so a 404 means "not a member". */
async function askMembership(octokit: Octokit, { org, slug }: Team, username: string): Promise<boolean> {
  try {
    const { data } = await octokit.rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username });
    return data.state === "active";
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}

/** Only what GitHub says of this team is a problem of the configuration; a GitHub that is down is not. */
function unreadable(error: unknown, { name }: Team): string {
  if (!(error instanceof RequestError) || (error.status !== 404 && error.status !== 403)) throw error;
  return error.status === 404
    ? `${name} does not exist or is hidden from the App`
    : `${name} may not be read by the App, which needs the permission Members: read`;
}
