import { generateKeyPairSync } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** An App that exists nowhere, as environment variables. */
export const appVariables = {
  APP_ID: "1",
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: "a secret that only the benchmark knows",
} as const;

// Nothing listens on the discard port, so that nothing leaves this machine.
const nowhere = "http://127.0.0.1:9";

/** Gatehouse as it is started in production, `node src/main.ts`, with nobody to talk to. */
export function startGatehouseProcess(
  where: { readonly REDIS_URL: string; readonly ROLE: "all" | "web" | "worker" } | { readonly DATA_DIR: string },
): Promise<ServerProcess> {
  const env = {
    ...appVariables,
    GITHUB_API_URL: nowhere,
    OSV_API_URL: nowhere,
    PORT: "0",
    LOG_FORMAT: "json",
  };
  return startServerProcess(fileURLToPath(new URL("../src/main.ts", import.meta.url)), { ...env, ...where }, "/ready");
}
