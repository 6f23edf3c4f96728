import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addAppToEnvFile, findAppVariables } from "../../src/setup/env-file.ts";

const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow+/=\n-----END RSA PRIVATE KEY-----\n";
const app = { appId: 4242, privateKey: pem, webhookSecret: "the-webhook-secret" };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-setup-"));
  path = join(folder, ".env");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("a new file is readable by its owner only, and Node reads the key with its line breaks", () => {
  addAppToEnvFile(path, app);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(parseEnv(readFileSync(path, "utf8"))).toEqual({
    APP_ID: "4242",
    PRIVATE_KEY: pem.trim(),
    WEBHOOK_SECRET: "the-webhook-secret",
  });
  expect(readdirSync(folder)).toEqual([".env"]);
});

it("what the file already says stays, and the file becomes private", () => {
  const before = "# mine\nREDIS_URL=redis://localhost\n#APP_ID=1\nAPP_ID=\nPORT=80";
  writeFileSync(path, before);
  chmodSync(path, 0o644);
  addAppToEnvFile(path, app);
  expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^${before}\nAPP_ID=4242\n`));
  expect(parseEnv(readFileSync(path, "utf8"))).toMatchObject({ APP_ID: "4242", PORT: "80" });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.for([
  { line: "APP_ID=1", name: "APP_ID" },
  { line: 'PRIVATE_KEY="x"', name: "PRIVATE_KEY" },
  { line: "PRIVATE_KEY_PATH=key.pem", name: "PRIVATE_KEY_PATH" },
  { line: "export WEBHOOK_SECRET=x", name: "WEBHOOK_SECRET" },
])("a file with $line is never touched", ({ line, name }) => {
  writeFileSync(path, line);
  expect(findAppVariables(path)).toEqual([name]);
  expect(() => addAppToEnvFile(path, app)).toThrow(`already sets ${name}`);
  expect(readFileSync(path, "utf8")).toBe(line);
});

it("without a webhook secret none is written", () => {
  addAppToEnvFile(path, { ...app, webhookSecret: undefined });
  expect(readFileSync(path, "utf8")).not.toContain("WEBHOOK_SECRET");
});
