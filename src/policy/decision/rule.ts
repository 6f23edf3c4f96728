import { statesCalled } from "../area/area.ts";
import { shortSha } from "../text/short-sha.ts";
import { areaNames, type CommandContext, type Decision, done, type NamedGate, refused, stampOf } from "../command.ts";
import { type Reason, reason } from "../reason.ts";
import { type Arguments, lineOf, whyTooLong } from "./arguments.ts";
import { chooseGate } from "./choose-gate.ts";
import { isOwn, whyNotEntitled } from "./may-sign.ts";
import { presentCode } from "./spoken-code.ts";
import { whyRetitled } from "./spoken-title.ts";

/** Says how a manual gate stands. */
export function ruleOn(outcome: "pass" | "fail", { words, note }: Arguments, context: CommandContext): Decision {
  const { gates, pullRequest } = context;
  if (!pullRequest.isOpen) return refused(reason("pull-request-closed", {}));
  const manual = gates.filter(({ kind }) => kind === "manual");
  const [given] = words;
  if (given === undefined) return refused(whichGate(outcome, manual));
  const lineWith = (name: string) => lineOf(outcome, [name], note);
  const found = chooseGate(given, gates, lineWith);
  if ("why" in found) return refused(found.why);
  const { gate } = found;
  if (gate.kind !== "manual") return refused(reason("gate-not-manual", { gate: gate.name }));
  if (words.length > 1 || (outcome === "pass" && note === "")) {
    return refused(reason("ruling-incomplete", { command: `/${outcome} ${gate.name} -- NOTE` }));
  }
  const why = whyTooLong(note) ?? whyNotRule(outcome, gate, context);
  if (why !== undefined) return refused(why);
  // That it fails closes the gate under any title, so it is recorded for the one that it was said under.
  const retitled = outcome === "pass" ? whyRetitled(gate, context, lineWith(gate.name)) : undefined;
  if (retitled !== undefined) return refused(retitled);
  const present = presentCode(context, lineWith(gate.name));
  if ("why" in present) return refused(present.why);
  const filled = gate.filledThen ?? gate.filled;
  const entry = {
    kind: "ruled" as const,
    ...stampOf(context),
    ...present.code,
    gate: gate.name,
    ...(filled === undefined ? {} : { filled }),
    outcome,
    ...(note === "" ? {} : { note }),
  };
  const said = { gate: gate.name, head: shortSha(pullRequest.headSha) };
  return { ...done(reason(outcome === "pass" ? "ruled-pass" : "ruled-fail", said)), entries: [entry] };
}

function whichGate(outcome: "pass" | "fail", manual: readonly NamedGate[]): Reason {
  if (manual.length === 0) return reason("no-manual-gates", {});
  return reason("gate-required", { names: manual.map(({ name }) => name), command: `/${outcome} GATE -- NOTE` });
}

/** Whoever answers for the gate's area may rule on it; without an area, whoever answers for any. */
function whyNotRule(outcome: "pass" | "fail", { name, area }: NamedGate, context: CommandContext): Reason | undefined {
  const { actor, areas } = context;
  if (actor.isMachine) return reason("only-people", { actor: actor.login });
  const asked = area === undefined ? areas : statesCalled(areas, area);
  const mine = asked.filter((state) => whyNotEntitled(state, context) === undefined);
  if (mine.length === 0) {
    const named = area === undefined ? areaNames(areas) : [area];
    return reason("rule-not-allowed", { actor: actor.login, gate: name, areas: named });
  }
  // Evidence and backups are weighed with sign-offs only, so anything but `allow` keeps the author from passing it.
  const isSelf = isOwn(context) && outcome === "pass" && mine.every((state) => state.area.selfSignoff !== "allow");
  return isSelf ? reason("rule-own", { actor: actor.login, gate: name }) : undefined;
}
