import { Queue } from "bullmq";
import { Probot, Server } from "probot";
import { pino } from "pino";

// A Probot app as its documentation starts one, which puts the payload into a BullMQ queue before it answers.

const { APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, BENCH_REDIS_URL } = process.env;
// Not REDIS_URL: Probot would take that for itself. Quiet, because a line per request would slow it down.
const log = pino({ level: "warn" });
const queue = new Queue("deliveries", { connection: { url: BENCH_REDIS_URL ?? "" } });

const server = new Server({
  // Probot takes the number 0 for "not set" and would listen on 3000; as text it means a free port, as everywhere.
  port: "0" as unknown as number,
  host: "127.0.0.1",
  log,
  Probot: Probot.defaults({
    appId: APP_ID ?? "",
    privateKey: PRIVATE_KEY ?? "",
    secret: WEBHOOK_SECRET ?? "",
    log,
  }),
});
await server.load((app) => {
  app.on("pull_request.synchronize", async ({ name, payload }) => {
    await queue.add(name, payload);
  });
});
await server.start();
console.log(JSON.stringify({ url: `http://127.0.0.1:${server.port}` }));
process.once("SIGTERM", () => process.exit(0));
