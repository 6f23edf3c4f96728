import { defineCommand } from "../command.ts";
import { parseArguments } from "../decision/arguments.ts";
import { ruleOn } from "../decision/rule.ts";

export const failCommand = defineCommand({
  name: "fail",
  aliases: [],
  usage: "/fail GATE [-- NOTE]",
  summary: "Say that a manual gate does not hold.",
  examples: ["/fail canary", "/fail canary -- crashed after a minute"],
  who: "Owners of the gate's area, or of any area when it names none.",
  needs: () => ["areas"],
  parse: parseArguments,
  decide: (request, context) => ruleOn("fail", request, context),
});
