import { runCli } from "../../src/cli/run-cli.ts";

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly problems: string;
}

interface Given {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly now?: () => Date;
}

/** The command line in this process, with what it printed. Colours are as on a pipe: none. */
export async function runCommandLine(args: readonly string[], given: Given = {}): Promise<CliRun> {
  const { cwd = "/", env = {}, input = "", now = () => new Date("2026-11-20T09:00:00.000Z") } = given;
  const out: string[] = [];
  const problems: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    problem: (text: string) => void problems.push(text),
    paint: (_colour: string, text: string) => text,
    readInput: async (limit: number) => input.slice(0, limit + 1),
  };
  const code = await runCli(args, { terminal, env, cwd, now });
  return { code, out: out.join("\n"), problems: problems.join("\n") };
}
