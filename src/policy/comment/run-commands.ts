import type { Command, CommandContext, CommandFact, Decision } from "../command.ts";
import { refused } from "../command.ts";
import { type LedgerEntry, topicOf } from "../ledger/entry.ts";
import { editDistance } from "../text/nearest.ts";
import { hideSecrets } from "../text/secrets.ts";
import { type Invocation, parseComment } from "./parse-comment.ts";
import { parsedLengthLimit } from "./parse-markdown.ts";
import { type Reason, reason } from "../reason.ts";

export interface CommandLine {
  /** As typed, for the answer, without tokens. */
  readonly line: string;
  /** Without tokens, but for a command that refuses them itself. */
  readonly args: string;
  readonly command: Command | { readonly refusal: Reason };
}

/** What a comment asks of us. */
export type CommandsRead =
  /** Nothing of ours: other bots share the slash, so an unknown name is silent. */
  | { readonly state: "none" }
  /** Our commands stand only in quotes, fences or lists, where nothing is run. */
  | { readonly state: "quoted" }
  | { readonly state: "too-many"; readonly count: number }
  | { readonly state: "lines"; readonly lines: readonly CommandLine[] };

export const commandLimit = 20;

export function readCommands(body: string, commands: readonly Command[]): CommandsRead {
  const { invocations, quoted, isTooTangled } = parseComment(body);
  const lines = invocations.flatMap((invocation) => readLine(invocation, commands) ?? []);
  // Half-executed bulk is worse than none.
  if (lines.length > commandLimit) return { state: "too-many", count: lines.length };
  if (lines.length > 0) return { state: "lines", lines };
  const first = quoted.find(({ name }) => findCommand(name, commands) !== undefined);
  if (first === undefined) return { state: "none" };
  return isTooTangled ? { state: "lines", lines: [tangledLine(first)] } : { state: "quoted" };
}

export function neededForCommands(
  lines: readonly CommandLine[],
  actor: { readonly isAuthor: boolean },
): ReadonlySet<CommandFact> {
  return new Set(lines.flatMap(({ args, command }) => ("needs" in command ? command.needs({ ...actor, args }) : [])));
}

export interface CommandOutcome {
  readonly answered: readonly { readonly line: string; readonly decision: Decision }[];
  /** One per topic, the last. */
  readonly entries: readonly LedgerEntry[];
  /** The last accepted title. */
  readonly title: string | undefined;
}

/**
 * Runs the lines in order, on the same facts and a ledger that grows from line to line; of several about one thing the
 * last counts. Pure; what it decides is recorded and applied elsewhere.
 */
export function runCommands(lines: readonly CommandLine[], context: CommandContext): CommandOutcome {
  const entries = new Map<string, LedgerEntry>();
  const answered = lines.map(({ line, args, command }) => {
    const ledger = [...context.ledger, ...entries.values()];
    const decision = "decide" in command ? command.decide(args, { ...context, ledger }) : refused(command.refusal);
    for (const entry of decision.entries) entries.set(topicOf(entry), entry);
    return { line, decision };
  });
  const last = answered.findLastIndex(({ decision }) => decision.title !== undefined);
  const title = answered[last]?.decision.title;
  return {
    answered: answered.map((each, index) => (index < last && each.decision.title !== undefined ? outdone(each) : each)),
    // A title that a later line outdid was never set.
    entries: [...entries.values()].filter((entry) => entry.kind !== "retitled" || entry.to === title),
    title: title === context.pullRequest.title ? undefined : title,
  };
}

type Answered = CommandOutcome["answered"][number];

function outdone({ line, decision }: Answered): Answered {
  return { line, decision: { ...decision, reasons: [reason("retitle-outdone", {})], entries: [] } };
}

/** Tokens are hidden here for nearly all: what is decided from a line is recorded, answered and shown. */
function readLine(invocation: Invocation, commands: readonly Command[]): CommandLine | undefined {
  const { name } = invocation;
  const args = hideSecrets(invocation.args);
  const line = written(name, args);
  const known = findCommand(name, commands);
  if (known !== undefined) return { line, args: known.readsSecrets ? invocation.args : args, command: known };
  const near = findNear(name, commands);
  if (near === undefined) return undefined;
  return { line, args, command: { refusal: reason("did-you-mean-command", { command: written(near.name, args) }) } };
}

/** A comment that is not parsed gets an answer, because its author waits for one; nothing in it is run. */
function tangledLine(invocation: Invocation): CommandLine {
  const args = hideSecrets(invocation.args);
  const line = written(invocation.name, args);
  const refusal = reason("comment-too-tangled", { limit: String(parsedLengthLimit), command: line });
  return { line, args, command: { refusal } };
}

function written(name: string, args: string): string {
  return args === "" ? `/${name}` : `/${name} ${args}`;
}

export function findCommand(name: string, commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.name === name || command.aliases.includes(name));
}

// Commands of other bots that come near one of ours; whoever sends them does not wait for us. Others are far enough off.
const foreign = new Set(["assign", "check", "pin", "remove", "sign", "unassign", "unpin"]);

/** A typo of a long name is ours; a short name two edits away is some other bot's. */
function findNear(name: string, commands: readonly Command[]): Command | undefined {
  if (foreign.has(name)) return undefined;
  const near = commands
    .flatMap((command) => [command.name, ...command.aliases].map((known) => ({ command, known })))
    .map(({ command, known }) => ({ command, known, distance: editDistance(name, known, 2) }))
    .filter(({ known, distance }) => distance <= Math.min(2, Math.floor(known.length / 3)))
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.command;
}
