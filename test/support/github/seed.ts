import { generateKeyPairSync } from "node:crypto";

export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export interface PersonSeed {
  readonly login: string;
  /** In the repository. Whoever may write is a member of the organization. */
  readonly role: Role;
}

export interface AppSeed {
  readonly id: number;
  readonly slug: string;
  readonly privateKey: string;
  readonly installationId: number;
  readonly permissions: Readonly<Record<string, "read" | "write">>;
}

export interface Seed {
  readonly owner: string;
  readonly repo: string;
  readonly private: boolean;
  /** Names of further, empty repositories of the organization that the App is installed on. */
  readonly otherRepositories: readonly string[];
  readonly people: readonly PersonSeed[];
  readonly team: { readonly slug: string; readonly members: readonly string[] };
  readonly apps: readonly [gatehouse: AppSeed, ciRunner: AppSeed, actions: AppSeed];
}

export const defaultPeople: readonly PersonSeed[] = [
  { login: "dan", role: "write" },
  { login: "ana", role: "maintain" },
  { login: "bea", role: "write" },
  { login: "olga", role: "admin" },
  { login: "mallory", role: "none" },
];

/** The second App: it only reports check runs and commit statuses. */
export function aCiRunner(): AppSeed {
  const permissions = { checks: "write", statuses: "write", metadata: "read", contents: "read" } as const;
  return { id: 2002, slug: "ci-runner", privateKey: aPrivateKey(), installationId: 70_002, permissions };
}

/** GitHub's own App, under its own number: its check runs are jobs with steps. Nobody else has its key. */
export function gitHubActions({ privateKey }: AppSeed): AppSeed {
  const permissions = { metadata: "read" } as const;
  return { id: 15_368, slug: "github-actions", privateKey, installationId: 70_003, permissions };
}

/** Made at run time, so that no key is ever in the repository. 2048 bits take some 100 ms. */
export function aPrivateKey(): string {
  const format = { type: "pkcs8", format: "pem" } as const;
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: format,
  });
  return privateKey;
}

/** Accounts that nobody has yet; emulate cannot make new ones. */
export const spareAccounts: readonly string[] = Array.from({ length: 8 }, (_, index) => `spare-account-${index}`);

/** Acts in the merge queue. */
export const mergeQueueBot = "github-merge-queue[bot]";

/** What emulate wants to be told. Bots are seeded as users, so that their ids are fixed; emulate would add them lazily. */
export function emulateSeed(seed: Seed) {
  const { owner, people, apps } = seed;
  const user = (login: string) => ({ login, name: login, email: `${login}@users.noreply.github.com` });
  const members = people.filter(({ role }) => role === "write" || role === "maintain" || role === "admin");
  return {
    users: [
      ...people.map(({ login }) => login),
      ...apps.map(({ slug }) => `${slug}[bot]`),
      mergeQueueBot,
      ...spareAccounts,
    ].map(user),
    orgs: [
      {
        login: owner,
        members: [{ login: "admin", role: "admin" }, ...members.map(({ login }) => ({ login, role: "member" }))],
      },
    ],
    repos: [seed.repo, ...seed.otherRepositories].map((name) => ({
      owner,
      name,
      private: seed.private,
      auto_init: true,
    })),
    apps: apps.map(({ id, slug, privateKey, installationId, permissions }) => ({
      app_id: id,
      slug,
      name: slug,
      private_key: privateKey,
      permissions,
      events: ["*"],
      installations: [{ installation_id: installationId, account: owner, repository_selection: "all", permissions }],
    })),
  };
}

/** Login by user token. The owner's tokens are for our own reads: emulate allows 5000 requests an hour to each. */
export function userTokens({ people }: Seed): ReadonlyMap<string, string> {
  const own = Array.from({ length: 40 }, (_, index) => [`gho_admin${index}`, "admin"] as const);
  const others = [...people.map(({ login }) => login), ...spareAccounts];
  return new Map([...own, ...others.map((login) => [`gho_${login}`, login] as const)]);
}
