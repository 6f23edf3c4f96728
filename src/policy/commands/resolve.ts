import { type CommandContext, defineCommand, done, refused, stampOf } from "../command.ts";
import type { EntryOf } from "../ledger/entry.ts";
import { foldLedger } from "../ledger/fold.ts";
import { type Reason, reason } from "../reason.ts";
import { nearest } from "../text/nearest.ts";
import { parseArguments } from "../decision/arguments.ts";
import { answersForOne, isOwn } from "../decision/may-sign.ts";

export const resolveCommand = defineCommand({
  name: "resolve",
  aliases: [],
  usage: "/resolve NAME",
  summary: "Resolve a concern.",
  examples: ["/resolve latency"],
  who: "Whoever raised it, and area owners who did not open the pull request.",
  needs: ({ isAuthor }) => (isAuthor ? [] : ["areas"]),
  parse: (text) => ({ text, words: parseArguments(text).words }),
  decide: ({ text, words }, context) => {
    const { actor, ledger, pullRequest } = context;
    if (!pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    if (actor.isMachine) return refused(reason("only-people", { actor: actor.login }));
    const open = foldLedger(ledger).concerns;
    const name = text.toLowerCase();
    const called = open.filter((each) => each.name === name);
    const names = [...new Set(open.map((each) => each.name))];
    if (called.length === 0) return refused(whyUnknown(text, words, names));
    const mayAll = !isOwn(context) && answersForOne(context);
    // Several people may have raised one of this name, and each answers for their own.
    const resolved = mayAll ? called : called.filter((each) => each.actor.id === actor.id);
    if (resolved.length === 0) return refused(notAllowed(called, context));
    const entries = resolved.map((each) => ({
      kind: "resolved" as const,
      ...stampOf(context),
      name,
      raiserId: each.actor.id,
    }));
    const others = called.filter((each) => !resolved.includes(each)).map((each) => each.actor.login);
    if (others.length === 0) return { ...done(reason("concern-resolved", { name })), entries };
    return { ...done(reason("concern-resolved-own", { name, others })), entries, isTold: true };
  },
});

/** More words than the name may be prose: `/resolve latency not yet` must not resolve. */
function whyUnknown(text: string, words: readonly string[], names: readonly string[]): Reason {
  if (names.length === 0) return reason("no-concern-open", {});
  const first = words[0];
  if (first === undefined) return reason("concern-required", { names, command: "/resolve NAME" });
  const guess = nearest(first, names);
  if (guess === undefined) return reason("no-such-concern", { name: text, names });
  return reason("did-you-mean-concern", { name: text, names, command: `/resolve ${guess}` });
}

function notAllowed(called: readonly EntryOf<"concern">[], { actor }: CommandContext): Reason {
  const [{ name } = { name: "" }] = called;
  const raiser = called.map((each) => each.actor.login);
  return reason("resolve-not-allowed", { actor: actor.login, name, raiser, command: `/resolve ${name}` });
}
