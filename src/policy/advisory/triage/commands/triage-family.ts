import { whoMayTriage } from "./may-triage.ts";

/** Both mean the same. */
export const triageNames: readonly string[] = ["triage", "advisory"];

/** What the list of slash commands says of all that can stand behind `/triage`, which has a list of its own. */
export const triageFamily = {
  name: "advisory",
  usage: "/triage help",
  summary: "List what can be decided about advisories; /advisory means the same.",
  who: whoMayTriage,
};
