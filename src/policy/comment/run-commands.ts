import type { Command, CommandContext, CommandFact, Decision } from "../command.ts";
import { refused } from "../command.ts";
import type { SignOff } from "../area/ledger.ts";
import { editDistance } from "../text/nearest.ts";
import { type Invocation, parseComment, parsedLengthLimit } from "./parse-comment.ts";
import { type Reason, reason } from "../reason.ts";

export interface CommandLine {
  /** As typed, for the answer. */
  readonly line: string;
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
  return new Set(lines.flatMap(({ command }) => ("needs" in command ? command.needs(actor) : [])));
}

export interface CommandOutcome {
  readonly answered: readonly { readonly line: string; readonly decision: Decision }[];
  readonly entries: readonly SignOff[];
  /** The last accepted title. */
  readonly title: string | undefined;
}

/**
 * Runs the lines in order, each on the same facts; of several about one thing the last counts. Pure; what it decides is
 * recorded and applied elsewhere.
 */
export function runCommands(lines: readonly CommandLine[], context: CommandContext): CommandOutcome {
  const answered = lines.map(({ line, args, command }) => ({
    line,
    decision: "decide" in command ? command.decide(args, context) : refused(command.refusal),
  }));
  const decisions = answered.map(({ decision }) => decision);
  const title = decisions.findLast((each) => each.title !== undefined)?.title;
  const entries = new Map(decisions.flatMap((decision) => decision.entries).map((entry) => [entry.area, entry]));
  return {
    answered,
    entries: [...entries.values()],
    title: title === context.pullRequest.title ? undefined : title,
  };
}

function readLine({ name, args }: Invocation, commands: readonly Command[]): CommandLine | undefined {
  const line = written(name, args);
  const known = findCommand(name, commands);
  if (known !== undefined) return { line, args, command: known };
  const near = findNear(name, commands);
  if (near === undefined) return undefined;
  return { line, args, command: { refusal: reason("did-you-mean-command", { command: written(near.name, args) }) } };
}

/** A comment that is not parsed gets an answer, because its author waits for one; nothing in it is run. */
function tangledLine({ name, args }: Invocation): CommandLine {
  const line = written(name, args);
  const refusal = reason("comment-too-tangled", { limit: String(parsedLengthLimit), command: line });
  return { line, args, command: { refusal } };
}

function written(name: string, args: string): string {
  return args === "" ? `/${name}` : `/${name} ${args}`;
}

function findCommand(name: string, commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.name === name || command.aliases.includes(name));
}

/** A typo of a long name is ours; a short name two edits away is some other bot's. */
function findNear(name: string, commands: readonly Command[]): Command | undefined {
  const near = commands
    .filter((command) => command.name.length > 4)
    .map((command) => ({ command, distance: editDistance(name, command.name, 2) }))
    .filter(({ distance }) => distance <= 2)
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.command;
}
