import { type CommandContext, type Decision, defineCommand, done, refused, stampOf } from "../command.ts";
import { reason } from "../reason.ts";
import { type Arguments, lineOf, parseArguments, whyTooLong } from "../decision/arguments.ts";
import { neededToStop, whoMayStop, whyNotStop } from "../decision/may-stop.ts";

const concernName = /^[a-z0-9-]{1,50}$/;

export const concernCommand = defineCommand({
  name: "concern",
  aliases: [],
  usage: "/concern NAME [-- TEXT]",
  summary: "Raise an objection that blocks until it is resolved.",
  examples: ["/concern latency", "/concern latency -- the canary got slower"],
  who: whoMayStop,
  needs: neededToStop,
  parse: parseArguments,
  decide: (request, context) => {
    const { words, note } = request;
    const name = words[0]?.toLowerCase() ?? "";
    const why = whyNotStop(context) ?? whyTooLong(note);
    if (why !== undefined) return refused(why);
    if (words.length !== 1 || !concernName.test(name)) {
      return refused(reason("concern-name", { command: corrected(request) }));
    }
    return raise(name, note, context);
  },
});

/** Beside what others have raised under the same name; a second one of the same person replaces the first. */
function raise(name: string, note: string, context: CommandContext): Decision {
  const entry = { kind: "concern" as const, ...stampOf(context), name, ...(note === "" ? {} : { text: note }) };
  return { ...done(reason("concern-raised", { name, command: `/resolve ${name}` })), entries: [entry] };
}

/** `/concern latency is bad` most likely means a concern called latency. */
function corrected({ words: [first = "", ...rest], note }: Arguments): string {
  const name = first
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .slice(0, 50);
  if (name.replaceAll("-", "") === "") return "/concern NAME -- TEXT";
  return lineOf("concern", [name], [...rest, note].join(" ").trim());
}
