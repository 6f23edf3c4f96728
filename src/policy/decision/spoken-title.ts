import type { CommandContext, NamedGate } from "../command.ts";
import { type Reason, reason } from "../reason.ts";

/**
 * Why nothing that opens the gate can be taken from this command: the title filled something else into the gate when it
 * was written, or nobody can tell. Undefined for a gate that takes nothing of the title. `command` is the line to send
 * again.
 */
export function whyRetitled(
  { name, filled, filledThen }: NamedGate,
  { source }: CommandContext,
  command: string,
): Reason | undefined {
  if (filled === undefined || filled === filledThen) return undefined;
  const said = { gate: name, filled, command };
  return source.title === undefined ? reason("title-then-unknown", said) : reason("title-changed-since", said);
}
