import {
  type CommandContext,
  type Decision,
  defineCommand,
  done,
  hasPermission,
  refused,
  stampOf,
} from "../command.ts";
import type { EntryOf } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";
import { type Reason, reason } from "../reason.ts";
import { whyNotAlone } from "../decision/arguments.ts";
import { answersForOne, isOwn } from "../decision/may-sign.ts";
import { neededToStop } from "../decision/may-stop.ts";

export const unholdCommand = defineCommand({
  name: "unhold",
  aliases: ["remove-hold"],
  usage: "/unhold",
  summary: "Lift your hold, or, when you have none, everybody's.",
  examples: ["/unhold"],
  who: "Whoever holds it; an area owner and anyone with maintain permission also for others, but not the author of the pull request.",
  needs: neededToStop,
  parse: (text) => text,
  decide: (text, context) => {
    const why = whyNotAlone("unhold", text);
    return why === undefined ? liftHolds(context) : refused(why);
  },
});

export function liftHolds(context: CommandContext): Decision {
  const { actor, ledger, pullRequest } = context;
  if (!pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
  if (actor.isMachine) return refused(reason("only-people", { actor: actor.login }));
  const { holds } = foldLedger(ledger);
  if (holds.length === 0) return { ...done(reason("nothing-held", {})), isTold: true };
  const mine = holds.filter((hold) => hold.actor.id === actor.id);
  const why = mine.length > 0 ? undefined : whyNotLift(holds, context);
  if (why !== undefined) return refused(why);
  const lifted = mine.length > 0 ? mine : holds;
  return {
    ...done(reason("unheld", { holders: namesOf(lifted) })),
    entries: lifted.map((hold) => ({ kind: "unheld" as const, ...stampOf(context), holderId: hold.actor.id })),
  };
}

/** The author cannot lift what others put there, whatever else they are. */
function whyNotLift(holds: readonly EntryOf<"held">[], context: CommandContext): Reason | undefined {
  const { actor, permission } = context;
  const words = { actor: actor.login, holders: namesOf(holds), command: "/unhold" };
  if (isOwn(context)) return reason("unhold-by-author", words);
  if (hasPermission(permission, "maintain") || answersForOne(context)) return undefined;
  return reason("unhold-not-allowed", words);
}

function namesOf(holds: readonly EntryOf<"held">[]): readonly string[] {
  return holds.map(({ actor }) => actor.login);
}
