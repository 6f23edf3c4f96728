import type { CliCommand } from "./command-line.ts";

/** What `gatehouse --help` prints. */
export function renderOverview(commands: readonly CliCommand[]): string {
  const lines = commands.map(
    ({ name, usage, summary }) => `  gatehouse ${`${name} ${usage}`.trim()}\n      ${summary}`,
  );
  return [
    "Gatehouse: gates for pull requests, on evidence and on named people.",
    "",
    ...lines,
    "",
    "  gatehouse COMMAND --help shows the options of a command, gatehouse --version the version.",
    "",
    exitCodes,
  ].join("\n");
}

export function renderCommandHelp({ name, usage, summary, options }: CliCommand): string {
  const shown = Object.entries(options).map(
    ([key, { value, says }]) => `  --${key}${value === undefined ? "" : ` ${value}`}\n      ${says}`,
  );
  return [
    `gatehouse ${`${name} ${usage}`.trim()}`,
    "",
    summary,
    "",
    ...shown,
    ...(shown.length === 0 ? [] : [""]),
    exitCodes,
  ].join("\n");
}

const exitCodes = "Exit code: 0 holds, 1 something required fails, 2 cannot be told.";
