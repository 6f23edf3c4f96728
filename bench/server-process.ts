import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the first 2xx. */
  readonly coldStartMs: number;
  stop(): Promise<void>;
}

// A first start on a busy machine; beyond this something is broken.
const startLimitMs = 30_000;
const stopLimitMs = 10_000;

/**
 * Runs a script with node as a process of its own, with this environment and nothing from ours. The script listens on a
 * free port and writes one JSON line with its `url`, as Gatehouse's log does; then `probePath` must answer 2xx.
 */
export async function startServerProcess(
  script: string,
  env: Readonly<Record<string, string>>,
  probePath: string,
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  try {
    const url = await readUrl(child, said);
    const response = await fetch(url + probePath);
    await response.text();
    const coldStartMs = performance.now() - startedAt;
    if (!response.ok) throw new Error(`${script} answered ${response.status} on ${probePath}`);
    // It answered, so it was spawned.
    return { url, pid: child.pid as number, coldStartMs, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function readUrl(child: ChildProcess, said: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`${child.spawnargs[1]} ${what}: ${said.join("").trim()}`));
    const timer = setTimeout(fail, startLimitMs, `was not up after ${startLimitMs / 1000} s`);
    child.once("exit", (code) => fail(`ended with ${code}`));
    if (child.stdout === null) return fail("has no output");
    createInterface(child.stdout).on("line", (line) => {
      const url = /"url":"(http:[^"]+)"/.exec(line)?.[1];
      if (url === undefined) {
        said.push(`${line}\n`);
        return;
      }
      clearTimeout(timer);
      resolve(url);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const kill = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
  child.kill("SIGTERM");
  await once(child, "exit");
  clearTimeout(kill);
}
