import { defineCommand, done } from "../command.ts";
import { reason } from "../reason.ts";

export const recheckCommand = defineCommand({
  name: "recheck",
  aliases: [],
  usage: "/recheck",
  summary: "Look at the pull request again.",
  examples: ["/recheck"],
  who: "Anyone.",
  needs: () => [],
  parse: () => undefined,
  // Every command ends in a new evaluation; this one does nothing else.
  decide: () => done(reason("rechecked", {})),
});
