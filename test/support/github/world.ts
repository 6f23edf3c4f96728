import type { Accounts } from "./accounts.ts";
import type { Emit } from "./exchange.ts";
import type { IssueEvents } from "./issue-events.ts";
import type { AppSeed, Seed } from "./seed.ts";
import type { Account, Repository } from "./shapes.ts";
import type { Upstream } from "./upstream.ts";

/** What the parts of the local GitHub share. */
export interface World {
  readonly seed: Seed;
  /** Where clients reach us, without a slash at the end. */
  readonly url: string;
  /** "/repos/{owner}/{repo}" of the repository that everything happens in. */
  readonly repositoryPath: string;
  readonly upstream: Upstream;
  readonly accounts: Accounts;
  readonly events: IssueEvents;
  readonly emit: Emit;
}

/** GitHub's timestamps have whole seconds. */
export function timestamp(date: Date = new Date()): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** By its key in `Accounts`. */
export function accountOf({ upstream }: World, key: string): Promise<Account> {
  return upstream.get<Account>(`/users/${encodeURIComponent(key)}`);
}

export function repositoryOf({ upstream, repositoryPath }: World): Promise<Repository> {
  return upstream.get<Repository>(repositoryPath);
}

/** The App as it appears inside comments and check runs. */
export function appObject({ seed, url }: Pick<World, "seed" | "url">, { id, slug, permissions }: AppSeed) {
  return {
    id,
    slug,
    node_id: `A_${id}`,
    name: slug,
    description: "",
    external_url: `${url}/apps/${slug}`,
    html_url: `${url}/apps/${slug}`,
    owner: { login: seed.owner, type: "Organization" },
    permissions,
    events: [],
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  };
}
