import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadOrders, LoadResult } from "./generator.ts";

export interface LoadGenerator {
  run(orders: LoadOrders): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts the process that plays GitHub. Rejects a run in which any delivery was not answered 200. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL("generator.ts", import.meta.url)), { stdio: "inherit" });
  const ended = new AbortController();
  child.once("exit", () => ended.abort());
  return {
    async run(orders) {
      child.send(orders);
      const [message] = (await once(child, "message", { signal: ended.signal })) as unknown[];
      const answer = message as LoadResult | { failed: string }; // it sends nothing else
      if ("failed" in answer) throw new Error(`the load generator failed: ${answer.failed}`);
      if (answer.refused > 0) throw new Error(`${answer.refused} deliveries were refused; the figures mean nothing`);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
