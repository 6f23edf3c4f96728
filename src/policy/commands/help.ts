import { defineCommand, done } from "../command.ts";
import { reason } from "../reason.ts";

export const helpCommand = defineCommand({
  name: "help",
  aliases: [],
  usage: "/help",
  summary: "List the commands and the areas of this pull request.",
  examples: ["/help"],
  who: "Anyone.",
  needs: () => [],
  parse: () => undefined,
  // The list itself is rendered from the registry of commands.
  decide: () => done(reason("help", {})),
});
