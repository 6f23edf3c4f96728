import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** What GitHub gave us. Without a webhook secret the person has to set one. */
export interface AppSecrets {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string | undefined;
}

const ours = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"];

/** The variables of an App that the file already sets; an empty value does not count. */
export function findAppVariables(path: string): readonly string[] {
  const set = parseEnv(readText(path));
  return ours.filter((name) => (set[name] ?? "") !== "");
}

/**
 * Adds the App to the file, readable by its owner only; every other line stays as it is. Throws when the file already
 * holds an App: overwriting a private key loses it for ever.
 */
export function addAppToEnvFile(path: string, { appId, privateKey, webhookSecret }: AppSecrets): void {
  const present = findAppVariables(path);
  if (present.length > 0) throw new Error(`${path} already sets ${present.join(", ")}`);
  const before = readText(path);
  const lines = [
    `APP_ID=${appId}`,
    // Node reads `\n` between double quotes as a line break.
    `PRIVATE_KEY="${privateKey.trim().replaceAll(/\r?\n/g, String.raw`\n`)}"`,
    ...(webhookSecret === undefined ? [] : [`WEBHOOK_SECRET=${webhookSecret}`]),
  ];
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  // Written beside and renamed, so that a crash leaves the old file or the new one, never half of one.
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${before}${gap}${lines.join("\n")}\n`, { mode: 0o600, flag: "w" });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
