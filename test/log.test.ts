import { generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLog, type LogOptions } from "../src/log.ts";
import { createRedactor } from "../src/redact.ts";

const { privateKey: KEY } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

function openLog(options: Partial<LogOptions> = {}) {
  const lines: string[] = [];
  const log = createLog(
    { level: "info", format: "json", secrets: [], ...options },
    { write: (line: string) => lines.push(line) },
  );
  return { log, lines };
}

/** Every way a text gets into a log line. */
function logEverywhere(secret: string, options: Partial<LogOptions>): string {
  const { log, lines } = openLog(options);
  log.info(`said: ${secret}`);
  log.info({ note: secret, list: [secret], deep: { deeper: { deepest: `x ${secret} y` } } }, "in fields");
  log.warn({ err: new Error(`failed with ${secret}`, { cause: new Error(secret) }) }, "as an error");
  log.error(
    { error: Object.assign(new Error("refused"), { request: { headers: { note: secret } } }) },
    "beside an error",
  );
  log.child({ bound: secret }).info("bound to a child");
  return lines.join("");
}

describe("a secret never appears in the log", () => {
  it.for([
    { kind: "installation token", secret: "ghs_16C7e42F292c6912E7710c838347Ae178B4a" },
    { kind: "personal token", secret: "ghp_16C7e42F292c6912E7710c838347Ae178B4a" },
    { kind: "fine-grained token", secret: "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789" },
    { kind: "signature", secret: `sha256=${"0a".repeat(32)}` },
    { kind: "SHA-1 signature", secret: `sha1=${"0a".repeat(20)}` },
    { kind: "App token", secret: "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI0MjQyIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ" },
    { kind: "Discord bot token", secret: "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs00000" },
    { kind: "private key", secret: KEY },
    { kind: "private key with \\n", secret: KEY.replaceAll("\n", String.raw`\n`) },
  ])("$kind, by its looks", ({ secret }) => {
    for (const format of ["json", "pretty"] as const) {
      const written = logEverywhere(secret, { format });
      expect(written).toContain("[redacted]");
      for (const part of partsOf(secret)) expect(written).not.toContain(part);
    }
  });

  it.for(["ghs_16C7e42F292c6912E7710c838347Ae178B4b", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiI0MjQyIn0.c2lnbmF0dXJlLXNpZ25h"])(
    "%s at the beginning of a line, where JSON writes a letter before it",
    (secret) => {
      for (const before of ["x\n", "x\t"])
        expect(logEverywhere(`${before}${secret}`, {})).not.toContain(secret.slice(8));
    },
  );

  it.for([
    {
      text: "https://discord.com/api/webhooks/123456789012345678/canary-canary",
      shown: "/webhooks/123456789012345678/",
    },
    { text: "redis://app:canary@redis.example.org:6379", shown: "redis.example.org" },
    { text: "Bearer canary-canary-canary7", shown: "Bearer" },
    { text: "Bot canary-canary-canary7", shown: "Bot" },
  ])("the secret part of $text", ({ text, shown }) => {
    const written = logEverywhere(text, {});
    expect(written).not.toContain("canary");
    expect(written).toContain(shown);
  });

  it.for([
    "authorization",
    "Authorization",
    "x-hub-signature",
    "x-hub-signature-256",
    "privateKey",
    "private_key",
    "pem",
    "secret",
    "webhookSecret",
    "webhook_secret",
    "client_secret",
    "token",
    "access_token",
    "password",
  ])("whatever stands under %s, at any depth", (key) => {
    const { log, lines } = openLog();
    log.info({ request: { headers: { [key]: 'canary"\\canary' } } }, "sent");
    expect(lines.join("")).not.toContain("canary");
    expect(JSON.parse(lines.join(""))).toMatchObject({ request: { headers: { [key]: "[redacted]" } } });
  });

  it("the secrets of this environment, whatever they look like", () => {
    const secret = 'plain "words" and \\ a slash';
    expect(logEverywhere(secret, { secrets: [secret] })).not.toContain("words");
  });
});

it.for([
  { title: "beginnings of JSON web tokens", part: "-eyJ" },
  { title: "JSON web tokens that lack a part", part: "-eyJhbGciOi.-" },
  { title: "beginnings of keys", part: "-----BEGIN A PRIVATE KEY " },
  { title: "beginnings of bot tokens", part: "a-a-a-a-a-a-a-a-a-a-a-a-a-" },
  { title: "beginnings of passwords", part: "://a" },
  { title: "beginnings of installation tokens", part: "ghs_ab/" },
  { title: "names of keys that end nowhere", part: '"a_a_a' },
])("half a megabyte of $title is written as it is", ({ part }) => {
  // With a pattern that reads on to the end from every place where it can begin, this runs into the test's timeout.
  const line = part.repeat(500_000 / part.length);
  expect(createRedactor([])(line) === line).toBe(true);
});

describe("T41: what somebody else wrote stays inside its one line", () => {
  it.for([
    { kind: "a line that looks like ours", text: 'x\n{"level":60,"msg":"job is dead"}\r\n' },
    { kind: "a command to the terminal", text: "x\u001B[2J\u001B]0;title\u0007" },
    { kind: "the same in one character", text: "x\u009B2J\u009D0;title\u009C\u007F" },
    { kind: "a line end that not everybody knows", text: "x\u0085y\u2028z\u2029" },
    { kind: "a text that runs backwards", text: "x\u202Eyz\u2066\u2069" },
  ])("$kind", ({ text }) => {
    const { log, lines } = openLog();
    log.info({ title: text, deep: [{ login: text }], [text]: "as a key", err: new Error(text) }, "looked");
    log.child({ repo: text }).warn("looked");
    expect(lines).toHaveLength(2);
    // Nothing that a terminal obeys, and no line end but the one behind each line.
    for (const line of lines) expect(line).toMatch(/^\{[^\p{Cc}\u2028-\u202E\u2066-\u2069]*\}\n$/u);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ title: text, deep: [{ login: text }], [text]: "as a key" });
    const pretty = logEverywhere(text, { format: "pretty" });
    expect(logEverywhere(text, {}).split("\n")).toHaveLength(6);
    expect(pretty).not.toMatch(/[\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
  });
});

it("says what is not secret", () => {
  const { log, lines } = openLog();
  log.info(
    { repo: "acme/platform", number: 12, headSha: "0a9ddbc0f1e2d3c4b5a697887766554433221100" },
    "sign-off refused",
  );
  expect(JSON.parse(lines.join(""))).toMatchObject({
    repo: "acme/platform",
    number: 12,
    headSha: "0a9ddbc0f1e2d3c4b5a697887766554433221100",
    msg: "sign-off refused",
  });
});

it("is pretty on a terminal and JSON elsewhere, unless told", () => {
  const written = (isTTY: boolean, format: LogOptions["format"]): string => {
    const lines: string[] = [];
    createLog({ level: "info", format, secrets: [] }, { write: (line: string) => lines.push(line), isTTY }).info(
      "hello",
    );
    return lines.join("");
  };
  expect(written(false, undefined)).toMatch(/^\{"level":30,/);
  expect(written(true, undefined)).not.toMatch(/^\{/);
  expect(written(true, "json")).toMatch(/^\{/);
  expect(written(false, "pretty")).toContain("INFO");
});

it("a redacted line is still one line of JSON", () => {
  const redact = createRedactor(["a-long-secret"]);
  const texts = fc.string({
    unit: fc.constantFrom(
      "Bearer ",
      "://",
      "@",
      '"',
      "\\",
      "\n",
      "ghs_",
      "a-long-secret",
      "token",
      ":",
      "-----BEGIN A PRIVATE KEY-----",
      "x".repeat(20),
    ),
  });
  fc.assert(
    fc.property(fc.dictionary(texts, fc.oneof(texts, fc.array(texts))), (object) => {
      const line = JSON.stringify(object);
      expect(() => JSON.parse(redact(line)) as unknown).not.toThrow();
      expect(redact(line)).not.toContain("a-long-secret");
    }),
  );
});

/** Long enough pieces that finding one means that the secret leaked. */
function partsOf(secret: string): string[] {
  return secret.split(/\\n|\n|[.]/).filter((part) => part.length >= 16 && !part.startsWith("-----"));
}
