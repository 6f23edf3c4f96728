import { governance, statesCalled } from "../area/area.ts";
import {
  type CommandContext,
  type Decision,
  defineCommand,
  done,
  type NamedGate,
  refused,
  stampOf,
} from "../command.ts";
import { foldLedger } from "../ledger/fold.ts";
import { type Reason, reason } from "../reason.ts";
import { parseArguments, whyTooLong } from "../decision/arguments.ts";
import { chooseGate } from "../decision/choose-gate.ts";
import { isOwn, isOwner } from "../decision/may-sign.ts";
import { presentCode } from "../decision/spoken-code.ts";
import { whyRetitled } from "../decision/spoken-title.ts";
import { parseUntil } from "../decision/until.ts";

const dayMs = 24 * 3600 * 1000;
const longestDays = 7;

export const waiveCommand = defineCommand({
  name: "waive",
  aliases: ["exception", "relax"],
  usage: "/waive GATE until DATE|DURATION -- REASON",
  summary: `Let the pull request pass without a gate, for at most ${longestDays} days.`,
  examples: ["/waive coverage until 36h -- the report is late", "/waive coverage until 2026-11-25 -- flaky, see #12"],
  who: `Owners of the gate's area or of the area ${governance}; the author of the pull request only where that area allows self sign-off.`,
  needs: () => ["areas"],
  parse: (text) => ({ text, ...parseArguments(text) }),
  decide: ({ text, words, note }, context) => {
    if (!context.pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
    const [name, until, when, ...rest] = words;
    if (name === undefined) return refused(incomplete(undefined));
    const why = whyStop(name, context);
    if (why !== undefined) return refused(why);
    const found = chooseGate(name, context.gates, (guess) => `/waive ${text.replace(/^\S+/, guess)}`);
    if ("why" in found) return refused(found.why);
    const isWhole = until?.toLowerCase() === "until" && when !== undefined && rest.length === 0 && note !== "";
    if (!isWhole) return refused(incomplete(found.gate));
    const refusal = whyTooLong(note) ?? whyNotWaive(found.gate, context);
    return refusal === undefined ? waive(found.gate, { when, note, text }, context) : refused(refusal);
  },
});

function waive(
  gate: NamedGate,
  { when, note, text }: { readonly when: string; readonly note: string; readonly text: string },
  context: CommandContext,
): Decision {
  const { name, filled } = gate;
  const { at } = context.source;
  const until = parseUntil(when, at);
  const command = `/waive ${name} until ${longestDays}d -- ${note}`;
  if (until === undefined) return refused(reason("waiver-end-unreadable", { given: when, command }));
  if (until <= at) return refused(reason("waiver-over", { given: when, command }));
  if (until.getTime() - at.getTime() > longestDays * dayMs) {
    return refused(reason("waiver-too-long", { limit: `${longestDays} days`, command }));
  }
  const retitled = whyRetitled(gate, context, `/waive ${text}`);
  if (retitled !== undefined) return refused(retitled);
  const present = presentCode(context, `/waive ${text}`);
  if ("why" in present) return refused(present.why);
  const entry = {
    kind: "waived" as const,
    ...stampOf(context),
    ...present.code,
    gate: name,
    ...(filled === undefined ? {} : { filled }),
    until: until.toISOString(),
    reason: note,
  };
  return { ...done(reason("waiver-given", { gate: name, until: entry.until })), entries: [entry] };
}

function whyNotWaive({ name, area }: NamedGate, context: CommandContext): Reason | undefined {
  const { actor, areas } = context;
  if (actor.isMachine) return reason("only-people", { actor: actor.login });
  const names = [...new Set([...(area === undefined ? [] : [area]), governance])];
  const owned = names.flatMap((each) => statesCalled(areas, each)).filter((state) => isOwner([state], context));
  if (owned.length === 0) return reason("waive-not-allowed", { actor: actor.login, gate: name, areas: names });
  if (!isOwn(context) || owned.some((state) => state.area.selfSignoff === "allow")) return undefined;
  return reason("waive-own", { actor: actor.login });
}

/** What people put there is lifted by people. */
function whyStop(name: string, { ledger, gates }: CommandContext): Reason | undefined {
  const given = name.toLowerCase();
  if (gates.some((gate) => gate.name === given)) return undefined;
  const isConcern = foldLedger(ledger).concerns.some((each) => each.name === given);
  return given === "hold" || given === "concern" || isConcern ? reason("stop-not-waivable", {}) : undefined;
}

function incomplete(gate: NamedGate | undefined): Reason {
  return reason("waiver-incomplete", { command: `/waive ${gate?.name ?? "GATE"} until 36h -- REASON` });
}
