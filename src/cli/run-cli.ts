import { nearest } from "../policy/text/nearest.ts";
import { visible } from "../policy/text/visible.ts";
import { version } from "../version.ts";
import type { ExitCode, Surroundings } from "./command-line.ts";
import { cliCommands } from "./commands.ts";
import { renderCommandHelp, renderOverview } from "./help.ts";
import { readArguments } from "./read-arguments.ts";

/** Runs what was typed. Never throws: what goes wrong is told on the problem stream, and is an exit code of 2. */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { terminal } = surroundings;
  const [name = "", ...rest] = args;
  if (name === "" || name === "--help" || name === "-h" || name === "help") {
    terminal.out(renderOverview(cliCommands));
    return name === "" ? 2 : 0;
  }
  if (name === "--version") {
    terminal.out(version);
    return 0;
  }
  const command = cliCommands.find((each) => each.name === name);
  if (command === undefined) {
    const names = cliCommands.map((each) => each.name);
    const guess = nearest(name, names);
    const hint = guess === undefined ? `There are ${names.join(", ")}.` : `Did you mean \`${guess}\`?`;
    terminal.problem(`gatehouse: unknown command \`${visible(name)}\`. ${hint}`);
    return 2;
  }
  const read = readArguments(rest, command);
  switch (read.state) {
    case "help":
      terminal.out(renderCommandHelp(command));
      return 0;
    case "wrong":
      terminal.problem(`gatehouse ${visible(read.problem)}`);
      return 2;
    case "read":
      try {
        const run = await command.load();
        return await run(read.given, surroundings);
      } catch (error) {
        terminal.problem(`gatehouse ${name}: ${visible(inWords(error))}`);
        return 2;
      }
  }
}

/** The error and what caused it, in one line. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = [error.message, ...(error.cause === undefined ? [] : [inWords(error.cause)])];
  // Several errors in one have no message of their own.
  return parts.filter((part) => part !== "").join(": ");
}
