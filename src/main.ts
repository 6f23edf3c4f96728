import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import closeWithGrace from "close-with-grace";
import { type Environment, readEnvironment } from "./env.ts";
import { createLog } from "./log.ts";
import { startSetup } from "./setup/setup-server.ts";
import { startGatehouse } from "./start.ts";

// A worker that is killed hands nothing back; orchestrators kill 30 s after they asked.
const graceMs = 25_000;

const reading = readEnvironment(process.env);
if (!reading.ok) {
  process.stderr.write(`Gatehouse cannot start:\n${reading.problems.map((problem) => `- ${problem}\n`).join("")}`);
  process.exit(1);
}
const { environment } = reading;
const log = createLog(environment.log);
const now = () => new Date();

try {
  const running =
    environment.app === undefined
      ? await startRegistration(environment)
      : await startGatehouse(environment, environment.app, { log, now });
  closeWithGrace({ delay: graceMs + 5000, logger: false }, async ({ err, signal }) => {
    if (err !== undefined) log.fatal({ err }, "stopping after an error");
    else log.info({ signal }, "stopping");
    await running.close(graceMs);
  });
} catch (error) {
  log.fatal({ err: error }, "Gatehouse cannot start");
  process.exit(1);
}

async function startRegistration({ githubApiUrl, port }: Environment) {
  const setup = await startSetup({
    appFile: readFileSync(new URL("../app.yml", import.meta.url), "utf8"),
    envFile: ".env",
    githubApiUrl,
    port,
    makeToken: () => randomBytes(24).toString("base64url"),
    now,
    log,
  });
  // With its token: it is written to be read, because only who can read this log may open the page.
  const url = setup.pageUrl;
  log.info({ url }, "No GitHub App is configured yet; open this page on this machine to register one");
  return setup;
}
