import type { Store } from "../../../store/store.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { createAccounts } from "../people/accounts.ts";

export interface ReviewerAccount {
  readonly id: number;
  readonly isBot: boolean;
}

/**
 * Whom the name of a reviewer means: the bot, if there is one of that name, else the person. By id, and kept for good as
 * it was when the configuration first named it: whoever registers the login of a bot as a person, or takes over a login
 * that was given up, inherits nothing. Undefined when there is no such account, or not any more.
 */
export async function findReviewer(
  name: string,
  at: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<ReviewerAccount | undefined> {
  const accounts = createAccounts(at, { octokit, store });
  const key = `reviewer-kind/${at.repositoryId}/${name}`;
  const known = await store.get(key);
  if (known !== "person") {
    const bot = await accounts.findBot(name);
    if (bot.state === "found") {
      if (known === undefined) await store.putIfAbsent(key, "bot");
      return { id: bot.id, isBot: true };
    }
    if (known === "bot" || bot.state === "gone") return undefined;
  }
  const person = await accounts.findPerson(name);
  if (person.state !== "found") return undefined;
  if (known === undefined) await store.putIfAbsent(key, "person");
  return { id: person.id, isBot: false };
}
