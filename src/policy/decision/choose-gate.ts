import { type CommandContext, type NamedGate } from "../command.ts";
import { type Reason, reason } from "../reason.ts";
import { nearest } from "../text/nearest.ts";

/** The gate of that name, or why there is none. `lineWith` gives the line with another name. */
export function chooseGate(
  given: string,
  gates: CommandContext["gates"],
  lineWith: (name: string) => string,
): { readonly gate: NamedGate } | { readonly why: Reason } {
  const gate = gates.find(({ name }) => name === given.toLowerCase());
  if (gate !== undefined) return { gate };
  const names = gates.map(({ name }) => name);
  const guess = nearest(given, names);
  if (guess === undefined) return { why: reason("no-such-gate", { given, names }) };
  return { why: reason("did-you-mean-gate", { given, names, command: lineWith(guess) }) };
}
