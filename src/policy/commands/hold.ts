import { type CommandContext, type Decision, defineCommand, done, refused, stampOf } from "../command.ts";
import { reason } from "../reason.ts";
import { cleanTitle } from "../title/reading/clean-title.ts";
import { whyTooLong } from "../decision/arguments.ts";
import { neededToStop, whoMayStop, whyNotStop } from "../decision/may-stop.ts";
import { liftHolds } from "./unhold.ts";

export const holdCommand = defineCommand({
  name: "hold",
  aliases: [],
  usage: "/hold [REASON]",
  summary: "Keep the pull request from being merged.",
  examples: ["/hold", "/hold waiting for the benchmark", "/hold cancel"],
  who: whoMayStop,
  needs: neededToStop,
  parse: (text) => cleanTitle(text.replace(/^--(?=\s|$)/, "")),
  decide: (text, context) => (text.toLowerCase() === "cancel" ? liftHolds(context) : hold(text, context)),
});

/** A second one of the same person replaces the first with its reason. */
function hold(text: string, context: CommandContext): Decision {
  const why = whyNotStop(context) ?? whyTooLong(text);
  if (why !== undefined) return refused(why);
  const entry = { kind: "held" as const, ...stampOf(context), ...(text === "" ? {} : { reason: text }) };
  return { ...done(reason("held", { command: "/unhold" })), entries: [entry] };
}
