import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEnvironment } from "../src/env.ts";
import { Variables } from "../src/env-variables.ts";

const { privateKey: KEY } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});
const { privateKey: EC_KEY } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const secret = "a-secret-of-enough-length";
const app = { APP_ID: "4242", PRIVATE_KEY: KEY, WEBHOOK_SECRET: secret };

const folder = mkdtempSync(join(tmpdir(), "gatehouse-env-"));
const keyPath = join(folder, "key.pem");
writeFileSync(keyPath, KEY);
const channel = "123456789012345678";
const destinationsPath = join(folder, "destinations.json");
writeFileSync(destinationsPath, JSON.stringify({ previews: { channel, repositories: ["acme/platform"] } }));
afterAll(() => rmSync(folder, { recursive: true }));

function environmentOf(env: Record<string, string>) {
  const reading = readEnvironment(env);
  if (!reading.ok) throw new Error(reading.problems.join("\n"));
  return reading.environment;
}

function problemsOf(env: Record<string, string>): string {
  const reading = readEnvironment(env);
  return reading.ok ? "none" : reading.problems.join("\n");
}

describe("what it means", () => {
  it("nothing set: set-up mode, embedded, on loopback", () => {
    expect(environmentOf({})).toEqual({
      app: undefined,
      githubApiUrl: "https://api.github.com",
      backend: { dataDir: "./data" },
      role: "all",
      host: "127.0.0.1",
      port: 3000,
      discord: undefined,
      advisories: { apiUrl: "https://api.osv.dev", dump: undefined },
      dryRun: false,
      log: { level: "info", format: undefined, secrets: [] },
    });
  });

  it("everything set", () => {
    const environment = environmentOf({
      ...app,
      WEBHOOK_SECRET_PREVIOUS: "the-secret-before-it",
      GITHUB_API_URL: "https://ghe.example.org/api/v3/",
      REDIS_URL: "rediss://app:redis-password@redis.example.org:6380/1",
      ROLE: "worker",
      HOST: "0.0.0.0",
      PORT: "0",
      DISCORD_TOKEN: "discord-token",
      DISCORD_DESTINATIONS: destinationsPath,
      DISCORD_API_URL: "http://127.0.0.1:4000/api",
      OSV_API_URL: "http://localhost:5000",
      OSV_DUMP: "https://mirror.example.org/osv/",
      DATA_DIR: "/srv/gatehouse",
      DRY_RUN: "on",
      LOG_LEVEL: "debug",
      LOG_FORMAT: "json",
      PATH: "/usr/bin",
    });
    expect(environment).toEqual({
      app: { id: 4242, privateKey: KEY.trim(), webhookSecrets: [secret, "the-secret-before-it"] },
      githubApiUrl: "https://ghe.example.org/api/v3",
      backend: { redisUrl: "rediss://app:redis-password@redis.example.org:6380/1" },
      role: "worker",
      host: "0.0.0.0",
      port: 0,
      discord: {
        token: "discord-token",
        destinations: new Map([["previews", { channel, repositories: ["acme/platform"], owners: [] }]]),
        apiUrl: "http://127.0.0.1:4000/api",
      },
      advisories: {
        apiUrl: "http://localhost:5000",
        dump: { place: "https://mirror.example.org/osv", folder: "/srv/gatehouse/osv" },
      },
      dryRun: true,
      log: {
        level: "debug",
        format: "json",
        secrets: [secret, "the-secret-before-it", "discord-token", KEY.trim(), "redis-password"],
      },
    });
  });

  it.for([
    { title: "with real line breaks", env: { PRIVATE_KEY: KEY } },
    { title: "with line breaks written as \\n", env: { PRIVATE_KEY: KEY.replaceAll("\n", String.raw`\n`) } },
    { title: "from a file", env: { PRIVATE_KEY_PATH: keyPath } },
  ])("the key $title", ({ env }) => {
    const environment = environmentOf({ APP_ID: "4242", WEBHOOK_SECRET: secret, ...env });
    expect(environment.app?.privateKey).toBe(KEY.trim());
  });

  it("advisories from an archive alone, where nothing may be asked", () => {
    expect(environmentOf({ OSV_API_URL: "off", OSV_DUMP: "/srv/osv/" }).advisories).toEqual({
      apiUrl: undefined,
      dump: { place: "/srv/osv", folder: "data/osv" },
    });
  });

  it("a variable set to nothing is not set", () => {
    expect(environmentOf({ APP_ID: "", PRIVATE_KEY: "", WEBHOOK_SECRET: "", PORT: "", ROLE: "" })).toMatchObject({
      app: undefined,
      port: 3000,
      role: "all",
    });
  });
});

describe("what is refused, with the fix", () => {
  it.for([
    { title: "no webhook secret", env: { WEBHOOK_SECRET: "" }, says: /^WEBHOOK_SECRET is missing/ },
    {
      title: "the framework's default secret",
      env: { WEBHOOK_SECRET: "development" },
      says: /WEBHOOK_SECRET is a default .*openssl/,
    },
    {
      title: "a short secret",
      env: { WEBHOOK_SECRET: "fifteen-letters" },
      says: /WEBHOOK_SECRET must have at least 16/,
    },
    {
      title: "a secret with a blank",
      env: { WEBHOOK_SECRET: `${secret} ` },
      says: /WEBHOOK_SECRET begins or ends with a blank/,
    },
    {
      title: "a short previous secret",
      env: { WEBHOOK_SECRET_PREVIOUS: "short" },
      says: /WEBHOOK_SECRET_PREVIOUS must/,
    },
    { title: "an App's name for its number", env: { APP_ID: "gatehouse" }, says: /APP_ID must be the App's number/ },
    { title: "no App id", env: { APP_ID: "" }, says: /without APP_ID/ },
    { title: "no key", env: { PRIVATE_KEY: "" }, says: /APP_ID is set without a key/ },
    { title: "two keys", env: { PRIVATE_KEY_PATH: keyPath }, says: /both set/ },
    { title: "half a key", env: { PRIVATE_KEY: KEY.slice(0, 200) }, says: /PRIVATE_KEY is not a private key in PEM/ },
    { title: "a key of another kind", env: { PRIVATE_KEY: EC_KEY }, says: /PRIVATE_KEY is not an RSA key/ },
    {
      title: "a key file that is not there",
      env: { PRIVATE_KEY: "", PRIVATE_KEY_PATH: join(folder, "no") },
      says: /PRIVATE_KEY_PATH .*ENOENT/,
    },
    { title: "a path where the key belongs", env: { PRIVATE_KEY: keyPath }, says: /PRIVATE_KEY is not a private key/ },
    { title: "web without Redis", env: { ROLE: "web" }, says: /need REDIS_URL/ },
    { title: "worker without Redis", env: { ROLE: "worker" }, says: /need REDIS_URL/ },
    { title: "an unknown role", env: { ROLE: "webb" }, says: /ROLE must be all, web or worker/ },
    { title: "another database", env: { REDIS_URL: "postgres://x/y" }, says: /REDIS_URL must look like redis:/ },
    { title: "a host without scheme", env: { REDIS_URL: "localhost" }, says: /REDIS_URL must look like redis:/ },
    { title: "a port with a unit", env: { PORT: "3000/tcp" }, says: /PORT must be a number/ },
    { title: "a port too high", env: { PORT: "65536" }, says: /PORT must be a number/ },
    {
      title: "plain http to another machine",
      env: { GITHUB_API_URL: "http://ghe.example.org" },
      says: /GITHUB_API_URL must be an https/,
    },
    {
      title: "a user in an address",
      env: { OSV_API_URL: "https://me:pw@osv.example.org" },
      says: /OSV_API_URL must be an https/,
    },
    { title: "nowhere to take advisories from", env: { OSV_API_URL: "off" }, says: /there is no OSV_DUMP to read/ },
    {
      title: "a dump over plain http",
      env: { OSV_DUMP: "http://mirror.example.org" },
      says: /OSV_DUMP must be a folder, .*https/,
    },
    {
      title: "a dump by another way",
      env: { OSV_DUMP: "gs://osv-vulnerabilities" },
      says: /OSV_DUMP must be a folder/,
    },
    { title: "words for an address", env: { DISCORD_API_URL: "discord" }, says: /DISCORD_API_URL must be an https/ },
    {
      title: "a token without destinations",
      env: { DISCORD_TOKEN: "abc" },
      says: /DISCORD_DESTINATIONS allows no channel/,
    },
    { title: "destinations without a token", env: { DISCORD_DESTINATIONS: "{}" }, says: /without DISCORD_TOKEN/ },
    {
      title: "a token with its scheme",
      env: { DISCORD_TOKEN: "Bot abc", DISCORD_DESTINATIONS: "{}" },
      says: /without the word Bot/,
    },
    ...["all", "web", "worker"].map((role) => ({
      title: `destinations that nobody may use, with role ${role}`,
      env: {
        ROLE: role,
        REDIS_URL: "redis://localhost",
        DISCORD_TOKEN: "abc",
        DISCORD_DESTINATIONS: `{"previews":{"channel":"${channel}"}}`,
      },
      says: /^DISCORD_DESTINATIONS previews: nobody may use it\. Name `repositories`/,
    })),
    {
      title: "a file of destinations that is not there",
      env: { DISCORD_TOKEN: "abc", DISCORD_DESTINATIONS: join(folder, "no.json") },
      says: /^DISCORD_DESTINATIONS is neither JSON nor a readable file \(ENOENT\)/,
    },
    { title: "perhaps", env: { DRY_RUN: "perhaps" }, says: /DRY_RUN must be true or false/ },
    { title: "an unknown level", env: { LOG_LEVEL: "loud" }, says: /LOG_LEVEL must be one of trace/ },
    { title: "an unknown format", env: { LOG_FORMAT: "xml" }, says: /LOG_FORMAT must be pretty or json/ },
  ])("$title", ({ env, says }) => {
    expect(problemsOf({ ...app, ...env })).toMatch(says);
  });

  it("all problems at once, one line per variable, and no value in any of them", () => {
    const canary = "canary-value";
    const reading = readEnvironment({
      APP_ID: canary,
      PRIVATE_KEY: canary,
      WEBHOOK_SECRET: canary,
      REDIS_URL: canary,
      ROLE: canary,
      PORT: canary,
      DISCORD_TOKEN: canary,
      DISCORD_DESTINATIONS: canary,
      GITHUB_API_URL: canary,
      LOG_LEVEL: canary,
    });
    const problems = reading.ok ? [] : reading.problems;
    expect(problems).toHaveLength(9);
    expect(problems.join("\n")).not.toContain(canary);
  });
});

it("the example file names every variable, and no other", () => {
  const example = readFileSync(".env.example", "utf8");
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set(Object.keys(Variables.shape)));
  // Copied as it is, it changes nothing.
  expect(example.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
});
