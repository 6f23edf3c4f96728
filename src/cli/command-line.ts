import type { Terminal } from "./terminal.ts";

/** 0: all holds. 1: something that is required fails. 2: nobody can tell, or the command could not do its work. */
export type ExitCode = 0 | 1 | 2;

/** What a command works in. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
}

export interface CliOption {
  /** What the value is called in the help; left out for a switch. */
  readonly value?: string;
  readonly says: string;
}

/** What was typed behind the name of a command. */
export interface Given {
  readonly positionals: readonly string[];
  /** The values of an option, in the order typed; a switch has one empty value. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

type RunCommand = (given: Given, surroundings: Surroundings) => Promise<ExitCode>;

/** A command of the command line. It is loaded when it runs: `validate` must not wait for what only `explain` needs. */
export interface CliCommand {
  readonly name: string;
  /** Behind the name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, CliOption>>;
  readonly positionals: { readonly least: number; readonly most: number };
  readonly load: () => Promise<RunCommand>;
}

/** The last value of an option: whoever writes it twice means the second. */
export function valueOf({ options }: Given, name: string): string | undefined {
  return options.get(name)?.at(-1);
}

export function isGiven({ options }: Given, name: string): boolean {
  return options.has(name);
}
