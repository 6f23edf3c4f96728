import { reason } from "../../../reason.ts";
import { whyNotTriage } from "./may-triage.ts";
import { answered, noLookUps, refusedTriage, type TriageCommand } from "./triage-command.ts";

export const rescanCommand: TriageCommand = {
  name: "rescan",
  aliases: [],
  usage: "rescan",
  summary: "Look at the lockfiles again now.",
  examples: ["rescan"],
  proposesIgnore: false,
  lookUps: () => noLookUps,
  // Whatever stands behind it: a scan is of the whole repository.
  decide: (_text, context) => {
    const denied = whyNotTriage(context);
    if (denied !== undefined) return refusedTriage(denied);
    return { ...answered(reason("triage-rescan", {})), asksForScan: true };
  },
};
