import { type CommandContext, type CommandFact, hasPermission } from "../command.ts";
import { type Reason, reason } from "../reason.ts";
import { answersForOne, isOwn } from "./may-sign.ts";

export const whoMayStop = "The author of the pull request, area owners, and anyone with triage permission.";

/** Why the actor cannot put a hold or a concern on the pull request; undefined when they can. */
export function whyNotStop(context: CommandContext): Reason | undefined {
  const { actor, permission, pullRequest } = context;
  if (!pullRequest.isOpen) return reason("pull-request-closed", {});
  if (actor.isMachine) return reason("only-people", { actor: actor.login });
  if (isOwn(context) || hasPermission(permission, "triage") || answersForOne(context)) return undefined;
  return reason("stop-not-allowed", { actor: actor.login });
}

export function neededToStop({ isAuthor }: { readonly isAuthor: boolean }): readonly CommandFact[] {
  return isAuthor ? [] : ["areas", "permission"];
}
