import { defineCommand } from "../command.ts";
import { parseWithdrawal, withdraw } from "../decision/withdraw.ts";

export const unsignoffCommand = defineCommand({
  name: "unsignoff",
  aliases: ["unsign", "revoke", "remove-signoff"],
  usage: "/unsignoff AREA [AREA …] [@LOGIN] [-- REASON]",
  summary: "Take back a sign-off.",
  examples: ["/unsignoff runtime", "/unsignoff all", "/unsignoff runtime @bob -- the canary crashed"],
  who: "Whoever signed; an owner of the area also for others, with a reason.",
  needs: () => ["areas"],
  parse: parseWithdrawal,
  decide: withdraw,
});
