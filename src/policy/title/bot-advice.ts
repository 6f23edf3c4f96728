import type { PullRequest } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { bareLogin, isMeant } from "../text/bare-login.ts";
import type { JudgingRules } from "./rules.ts";

/** Whether a machine wrote it: an account of a bot, or one that the configuration names. */
export function isByMachine(
  { author, isByBot }: Pick<PullRequest, "author" | "isByBot">,
  { botLogins }: Pick<JudgingRules, "botLogins">,
): boolean {
  return isByBot || (author !== undefined && botLogins.some((name) => isMeant(author.login, name)));
}

/** How this bot learns to write titles. `types` are those accepted here. */
export function botAdvice(author: PullRequest["author"], types: readonly string[]): Reason {
  const login = author?.login ?? "ghost";
  const name = bareLogin(login);
  const told = { author: login, type: typeForBots(types) };
  if (name.includes("dependabot")) return reason("title-lenient-dependabot", told);
  if (name.includes("renovate")) return reason("title-lenient-renovate", told);
  return reason("title-lenient-bot", told);
}

// What bots do mostly is to raise versions.
const usualTypes = ["build", "chore", "deps", "fix"];

function typeForBots(types: readonly string[]): string {
  return usualTypes.find((type) => types.includes(type)) ?? types[0] ?? "chore";
}
