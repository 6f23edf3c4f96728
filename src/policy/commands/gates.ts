import { defineCommand, done } from "../command.ts";
import { reason } from "../reason.ts";

export const gatesCommand = defineCommand({
  name: "gates",
  aliases: ["status"],
  usage: "/gates",
  summary: "Bring the summary up to date.",
  examples: ["/gates"],
  who: "Anyone.",
  needs: () => [],
  parse: () => undefined,
  // The summary that follows is the answer, so nobody is notified twice.
  decide: () => done(reason("rechecked", {})),
});
