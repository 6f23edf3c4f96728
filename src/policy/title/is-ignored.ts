import type { Person } from "../facts.ts";
import { isMeant } from "../text/bare-login.ts";
import type { TitleRules } from "./rules.ts";

/** Whether titles of this author are not judged. The login of a bot may be written without its `[bot]`. */
export function isIgnored(author: Person | undefined, { ignore = [] }: Pick<TitleRules, "ignore">): boolean {
  return author !== undefined && ignore.some((name) => isMeant(author.login, name));
}
