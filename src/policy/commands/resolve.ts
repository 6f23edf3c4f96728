import { type CommandContext, defineCommand, done, ownsOneOf, refused, stampOf } from "../command.ts";
import { foldLedger } from "../ledger/fold.ts";
import { type Reason, reason } from "../reason.ts";
import { nearest } from "../text/nearest.ts";
import { parseArguments } from "../decision/arguments.ts";
import { isOwn } from "../decision/may-sign.ts";

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
    const { actor, areas, ledger, pullRequest } = context;
    if (!pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    if (actor.isMachine) return refused(reason("only-people", { actor: actor.login }));
    const open = foldLedger(ledger).concerns;
    const name = text.toLowerCase();
    const concern = open.find((each) => each.name === name);
    const names = open.map((each) => each.name);
    if (concern === undefined) return refused(whyUnknown(text, words, names));
    const isRaiser = concern.actor.id === actor.id;
    if (!isRaiser && (isOwn(context) || !ownsOneOf(areas, actor)))
      return refused(notAllowed(concern.actor.login, name, context));
    const entry = { kind: "resolved" as const, ...stampOf(context), name };
    return { ...done(reason("concern-resolved", { name })), entries: [entry] };
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

function notAllowed(raiser: string, name: string, { actor }: CommandContext): Reason {
  return reason("resolve-not-allowed", { actor: actor.login, name, raiser, command: `/resolve ${name}` });
}
