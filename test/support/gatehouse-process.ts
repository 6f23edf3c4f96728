import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { eventually } from "./eventually.ts";

/** `node src/main.ts` as an operator starts it, with exactly this environment. */
export interface GatehouseProcess {
  /** Where it listens; waits until it says so. */
  url(): Promise<string>;
  /** Everything that it has written so far. */
  output(): string;
  /** Resolves with the exit code, or with the signal that ended it. */
  ended(): Promise<number | string>;
  signal(name: "SIGTERM" | "SIGINT" | "SIGKILL"): void;
  /** Ends it, however it is. */
  close(): Promise<void>;
}

const Line = z.object({ url: z.string() });

export function startGatehouseProcess(env: Readonly<Record<string, string>>, directory?: string): GatehouseProcess {
  const main = new URL("../../src/main.ts", import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { PORT: "0", LOG_FORMAT: "json", NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(directory === undefined ? {} : { cwd: directory }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exited = once(child, "exit");

  const findUrl = () =>
    output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => Line.safeParse(parse(line)).data?.url)
      .find((url) => url !== undefined);

  return {
    output: () => output,
    url: async () => {
      await eventually(() => findUrl() !== undefined || child.exitCode !== null, "it listens", 30_000);
      const url = findUrl();
      if (url === undefined) throw new Error(`it did not start:\n${output}`);
      return url;
    },
    ended: async () => {
      await exited;
      return child.exitCode ?? child.signalCode ?? "unknown";
    },
    signal: (name) => void child.kill(name),
    close: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** The last line may still be on its way. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
