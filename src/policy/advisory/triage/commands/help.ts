import { type Reason, reason } from "../../../reason.ts";
import { utcMinute } from "../../../text/utc-minute.ts";
import { foldTriage } from "../decision.ts";
import { describeEntry } from "./describe-entry.ts";
import { nameAdvisory } from "./name-advisory.ts";
import { answered, type KnownAdvisory, noLookUps, refusedTriage, type TriageCommand } from "./triage-command.ts";

/** Anyone may ask. */
export const helpCommand: TriageCommand = {
  name: "help",
  aliases: ["status"],
  usage: "help",
  summary: "List these commands, and say what stands.",
  examples: ["help", "status"],
  proposesIgnore: false,
  lookUps: () => noLookUps,
  decide: (text, context) => {
    const named = nameAdvisory(text, context);
    if (named.state === "refused") return refusedTriage(named.why);
    const standing = named.state === "named" ? describeStanding(named.advisory) : [];
    return { ...answered(...standing, reason("triage-help", {})), isTold: true, showsHelp: true };
  },
};

function describeStanding({ id, state, entries }: KnownAdvisory): readonly Reason[] {
  const gone =
    state !== undefined && state.presence !== "present"
      ? [reason("triage-not-locked", { advisory: id, command: "/triage rescan" })]
      : [];
  const { stance, awaitsSecond, severity } = foldTriage(entries);
  const standing = [stance, severity].filter((entry) => entry !== undefined);
  const asked = awaitsSecond === undefined ? [] : [reason("triage-awaits-second", { who: awaitsSecond.by.login })];
  if (standing.length === 0) return [...gone, reason("triage-undecided", { advisory: id }), ...asked];
  const told = standing.map((entry) =>
    reason("triage-decided", { what: describeEntry(entry), who: entry.by.login, at: utcMinute(entry.at) }),
  );
  return [...gone, ...told, ...asked];
}
