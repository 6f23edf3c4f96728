import { parseArgs } from "node:util";
import { hasRedis } from "../test/support/redis.ts";
import { benchAdvisories } from "./advisories/bench-advisories.ts";
import { benchEvaluate } from "./evaluate/bench-evaluate.ts";
import { benchIngest } from "./ingest/bench-ingest.ts";
import { benchLook } from "./look/bench-look.ts";
import { describeMachine } from "./machine.ts";
import { benchMemory } from "./memory/bench-memory.ts";

const parts: Readonly<Record<string, (isQuick: boolean) => string | Promise<string>>> = {
  ingest: (isQuick) => (hasRedis ? benchIngest(isQuick) : "Not measured: redis-server is not on PATH."),
  evaluate: benchEvaluate,
  look: benchLook,
  advisories: benchAdvisories,
  memory: benchMemory,
};

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, only: { type: "string" } } });
if (values.only !== undefined && !Object.hasOwn(parts, values.only)) {
  console.error(`There is no part "${values.only}". Use --only with one of: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

const startedAt = performance.now();
console.log(describeMachine());
for (const [name, bench] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log(`\n${name}\n`);
  console.log(await bench(values.quick));
}
console.log(`\nTook ${Math.round((performance.now() - startedAt) / 1000)} s`);
