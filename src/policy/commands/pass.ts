import { defineCommand } from "../command.ts";
import { parseArguments } from "../decision/arguments.ts";
import { ruleOn } from "../decision/rule.ts";

export const passCommand = defineCommand({
  name: "pass",
  aliases: [],
  usage: "/pass GATE -- NOTE",
  summary: "Say that a manual gate holds.",
  examples: ["/pass canary -- ran for two hours without an error"],
  who: "Owners of the gate's area, or of any area when it names none. The author of the pull request only where the area allows self sign-off.",
  needs: () => ["areas"],
  parse: parseArguments,
  decide: (request, context) => ruleOn("pass", request, context),
});
