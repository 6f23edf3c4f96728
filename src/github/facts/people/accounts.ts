import { z } from "zod";
import type { Person } from "../../../policy/facts.ts";
import type { Store } from "../../../store/store.ts";
import { findUnlessGone } from "../../client/gone.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { membershipMs } from "./generation.ts";

/** Whom a login of the configuration means. */
export type Account =
  | { readonly state: "found"; readonly id: number }
  /** The account that was meant is gone, and nobody inherits what it was entitled to. */
  | { readonly state: "gone" }
  /** It cannot be told whom the configuration means. Words with a fix, without a full stop. */
  | { readonly state: "problem"; readonly problem: string };

export interface Accounts {
  /** `alice`, or `alice#583231`. A bot is no person. */
  readonly findPerson: (written: string) => Promise<Account>;
  /** `renovate[bot]`, or `renovate`. */
  readonly findBot: (written: string) => Promise<Account>;
  /** The login of today; undefined when the account is gone. */
  readonly findLogin: (person: Person) => Promise<string | undefined>;
}

interface Wanted {
  /** As the configuration says, in lower case. */
  readonly written: string;
  readonly kind: "person" | "bot";
  /** Tried in this order. */
  readonly logins: readonly string[];
}

const checkedMs = 24 * 3600 * 1000;
const goneMs = 3600 * 1000;

/**
 * The numeric ids behind logins, as they were when this repository's configuration first named them. Kept for good: a
 * login that somebody else registers later must not inherit the right to sign. Once a day it is asked whether the login
 * still belongs to the same account.
 */
export function createAccounts(
  { repositoryId }: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Accounts {
  async function findChecked(key: string, ask: () => Promise<Account>): Promise<Account> {
    const checkedKey = `account-checked/${repositoryId}/${key}`;
    const checked = await store.get(checkedKey);
    if (checked !== undefined) return Checked.parse(checked);
    const account = await ask();
    if (account.state !== "problem") {
      await store.put(checkedKey, account, { expiresInMs: account.state === "found" ? checkedMs : goneMs });
    }
    return account;
  }

  /** A pinned id is whom the configuration means, whatever the login of today. */
  async function askPinned(written: string, id: number): Promise<Account> {
    const found = await findUnlessGone(octokit.rest.users.getById({ account_id: id }));
    if (found === undefined) return { state: "gone" };
    return isOfKind(found.data.type, "person") ? { state: "found", id } : wrongKind(written, "person", found.data.type);
  }

  async function askNamed(wanted: Wanted): Promise<Account> {
    const key = `${wanted.kind}/${repositoryId}/${wanted.written}`;
    const stored = await store.get(key);
    const known = stored === undefined ? undefined : z.number().parse(stored);
    const today = await findByLogin(wanted.logins);
    if (known === undefined) {
      if (today === undefined) return missing(wanted.written);
      if (!isOfKind(today.type, wanted.kind)) return wrongKind(wanted.written, wanted.kind, today.type);
      await store.putIfAbsent(key, today.id);
      return { state: "found", id: today.id };
    }
    if (today !== undefined) {
      return today.id === known ? { state: "found", id: known } : anotherAccount(wanted.written, today.id, known);
    }
    const renamed = await findUnlessGone(octokit.rest.users.getById({ account_id: known }));
    return renamed === undefined ? { state: "gone" } : { state: "found", id: known };
  }

  async function findByLogin(logins: readonly string[]): Promise<{ id: number; type: string } | undefined> {
    for (const username of logins) {
      const found = await findUnlessGone(octokit.rest.users.getByUsername({ username }));
      if (found !== undefined) return found.data;
    }
    return undefined;
  }

  return {
    findPerson: (name) => {
      const [login = "", pin] = name.toLowerCase().split("#");
      if (pin !== undefined) return findChecked(`person/#${pin}`, () => askPinned(name, Number(pin)));
      return findChecked(`person/${login}`, () => askNamed({ written: login, kind: "person", logins: [login] }));
    },
    findBot: (name) => {
      const login = name.toLowerCase();
      // A few bots of GitHub's own carry no suffix.
      const logins = login.endsWith("[bot]") ? [login] : [`${login}[bot]`, login];
      return findChecked(`bot/${login}`, () => askNamed({ written: login, kind: "bot", logins }));
    },
    findLogin: async (person) => {
      const key = `login-of/${person.id}`;
      const known = await store.get(key);
      if (known !== undefined) return z.string().nullable().parse(known) ?? undefined;
      const login = await askLogin(person, octokit);
      await store.put(key, login ?? null, { expiresInMs: membershipMs });
      return login;
    },
  };
}

const Checked = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), id: z.number() }),
  z.object({ state: z.literal("gone") }),
]);

/** A name in the ledger may have been given up, and taken by somebody else: so by id. */
async function askLogin({ id, login }: Person, octokit: Octokit): Promise<string | undefined> {
  const byId = await findUnlessGone(octokit.rest.users.getById({ account_id: id }));
  if (byId !== undefined) return byId.data.login;
  // Older servers cannot be asked by id; there the known login counts as long as it still has this id.
  const byLogin = await findUnlessGone(octokit.rest.users.getByUsername({ username: login }));
  return byLogin?.data.id === id ? login : undefined;
}

function isOfKind(type: string, kind: Wanted["kind"]): boolean {
  return type === (kind === "bot" ? "Bot" : "User");
}

function missing(login: string): Account {
  return { state: "problem", problem: `there is no account ${login}; name the owner's login of today` };
}

function wrongKind(login: string, kind: Wanted["kind"], type: string): Account {
  const is = type === "Bot" ? "a bot" : type === "Organization" ? "an organization" : "a person";
  const fix =
    type === "Bot" ? "list it under agents" : kind === "bot" ? "list it under owners" : "name people or a team";
  return { state: "problem", problem: `${login} is ${is}; ${fix}` };
}

function anotherAccount(login: string, id: number, known: number): Account {
  const fix = `name the owner's login of today, or pin the new account with ${login}#${id}`;
  return { state: "problem", problem: `${login} is another account now (id ${id}, it was ${known}); ${fix}` };
}
