import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type Server } from "node:http";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningSetup, startSetup } from "../../src/setup/setup-server.ts";

const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEcanarykey\n-----END RSA PRIVATE KEY-----\n";
const made = {
  id: 4242,
  name: "acme-gatehouse",
  html_url: "https://github.com/apps/acme-gatehouse",
  pem: pem,
  webhook_secret: "canary-webhook-secret",
  client_secret: "canary-client-secret",
};
const form = "application/x-www-form-urlencoded";

let folder: string;
let envFile: string;
let github: Server;
/** What the local GitHub was asked, and what it answers. */
let asked: string[];
let conversion: { status: number; body: string };
let setup: RunningSetup;
let now: Date;
let lines: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-setup-"));
  envFile = join(folder, ".env");
  asked = [];
  lines = [];
  conversion = { status: 201, body: JSON.stringify(made) };
  now = new Date("2026-11-20T09:00:00Z");
  github = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(conversion.status, { "content-type": "application/json" }).end(conversion.body);
  });
  await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
  // It listens on a port, so the address is an object.
  const { port } = github.address() as { port: number };
  let tokens = 0;
  setup = await startSetup({
    port: 0,
    appFile: readFileSync("app.yml", "utf8"),
    envFile,
    githubApiUrl: `http://127.0.0.1:${port}`,
    now: () => now,
    makeToken: () => (tokens === 0 ? `page-${(tokens += 1)}` : `token-${tokens++}`),
    log: pino({ level: "info" }, { write: (line: string) => lines.push(line) }),
  });
});

afterEach(async () => {
  await setup.close(0);
  github.close();
  rmSync(folder, { recursive: true });
});

const cookie = "gatehouse-setup=page-1";

async function get(path: string, given: Record<string, string> = { cookie }) {
  const response = await fetch(setup.url + path, { redirect: "manual", headers: given });
  return { status: response.status, page: await response.text(), headers: response.headers };
}

async function submit(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields).toString();
  const init = { method: "POST", body, headers: { "content-type": form, cookie, ...headers } };
  const response = await fetch(`${setup.url}/setup`, init);
  return { status: response.status, page: await response.text() };
}

/** With a header that fetch would set itself. */
function getWith(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: setup.port, host: "127.0.0.1", path: "/", headers: { cookie, ...headers } };
    const request = httpRequest(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject).end();
  });
}

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

describe("registering", () => {
  it("the first page asks for the address and says what the App asks for and why", async () => {
    const { status, page, headers } = await get("/");
    expect(status).toBe(200);
    expect(page).toContain('<label for="public-url">');
    expect(page).toMatch(/pull_requests: write<\/code><\/th>\s*<td>read title/);
    expect(page).not.toContain("<script");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("the second page hands GitHub a manifest with the right webhook address", async () => {
    const { status, page } = await submit({ "public-url": "https://gate.example.org/", organization: "acme" });
    expect(status).toBe(200);
    const action = unescape(/<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? "");
    expect(action).toMatch(/\/organizations\/acme\/settings\/apps\/new\?state=token-1$/);
    const manifest: unknown = JSON.parse(unescape(/name="manifest" value="([^"]+)"/.exec(page)?.[1] ?? ""));
    expect(manifest).toMatchObject({
      name: "gatehouse",
      url: "https://gate.example.org",
      public: false,
      hook_attributes: { url: "https://gate.example.org/api/github/webhooks", active: true },
      redirect_url: `http://127.0.0.1:${setup.port}/setup/done`,
      default_permissions: { checks: "write", contents: "write" },
    });
  });

  it("without an organization the App belongs to the person", async () => {
    const { page } = await submit({ "public-url": "https://gate.example.org", organization: "" });
    expect(page).toMatch(/action="http:\/\/127\.0\.0\.1:\d+\/settings\/apps\/new\?state=token-1"/);
  });

  it("coming back writes the key into a private file and shows what to do next, but no secret", async () => {
    await submit({ "public-url": "https://gate.example.org" });
    const { status, page } = await get("/setup/done?code=c0de&state=token-1");
    expect(status).toBe(200);
    expect(asked).toEqual(["POST /app-manifests/c0de/conversions"]);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    expect(parseEnv(readFileSync(envFile, "utf8"))).toEqual({
      APP_ID: "4242",
      PRIVATE_KEY: pem.trim(),
      WEBHOOK_SECRET: "canary-webhook-secret",
    });
    expect(page).toContain("https://github.com/apps/acme-gatehouse/installations/new");
    expect(page).toContain("npm start");
    expect(page + lines.join("")).not.toContain("canary");
  });

  it("an App without a webhook secret is written all the same, with one more step", async () => {
    conversion.body = JSON.stringify({ ...made, webhook_secret: null });
    await submit({ "public-url": "https://gate.example.org" });
    const { page } = await get("/setup/done?code=c0de&state=token-1");
    expect(page).toContain("openssl rand -hex 32");
    expect(parseEnv(readFileSync(envFile, "utf8"))).not.toHaveProperty("WEBHOOK_SECRET");
  });

  it("names from GitHub are escaped", async () => {
    conversion.body = JSON.stringify({ ...made, name: "<img src=x>" });
    await submit({ "public-url": "https://gate.example.org" });
    const { page } = await get("/setup/done?code=c0de&state=token-1");
    expect(page).toContain("&lt;img");
    expect(page).not.toContain("<img");
  });
});

describe("what is refused, and nothing written", () => {
  afterEach(() => {
    if (existsSync(envFile)) throw new Error("a file was written");
  });

  it.for([
    { title: "no state", query: "code=c0de", status: 403 },
    { title: "a state we did not issue", query: "code=c0de&state=token-9", status: 403 },
    { title: "no code", query: "state=token-1", status: 400 },
    { title: "a code with a path in it", query: "code=..%2F..%2Fuser&state=token-1", status: 400 },
  ])("coming back with $title → $status", async ({ query, status }) => {
    await submit({ "public-url": "https://gate.example.org" });
    expect((await get(`/setup/done?${query}`)).status).toBe(status);
    expect(asked).toEqual([]);
  });

  it("a state works once", async () => {
    conversion = { status: 404, body: "{}" };
    await submit({ "public-url": "https://gate.example.org" });
    expect((await get("/setup/done?code=c0de&state=token-1")).status).toBe(502);
    expect((await get("/setup/done?code=c0de&state=token-1")).status).toBe(403);
    expect(asked).toHaveLength(1);
  });

  it("a state lives for an hour", async () => {
    await submit({ "public-url": "https://gate.example.org" });
    now = new Date(now.getTime() + 60 * 60 * 1000);
    expect((await get("/setup/done?code=c0de&state=token-1")).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it.for([
    { title: "an error", status: 404, body: "{}" },
    { title: "no JSON", status: 201, body: "<html>" },
    { title: "no key", status: 201, body: JSON.stringify({ ...made, pem: undefined }) },
    {
      title: "a key that breaks out of its quotes",
      status: 201,
      body: JSON.stringify({ ...made, pem: 'x"\nROLE=web' }),
    },
    {
      title: "a secret with a line break",
      status: 201,
      body: JSON.stringify({ ...made, webhook_secret: "x\nROLE=web" }),
    },
    {
      title: "a page that runs script",
      status: 201,
      body: JSON.stringify({ ...made, html_url: "javascript:alert(1)" }),
    },
  ])("GitHub answering with $title", async ({ status, body }) => {
    conversion = { status, body };
    await submit({ "public-url": "https://gate.example.org" });
    const answer = await get("/setup/done?code=c0de&state=token-1");
    expect(answer.status).toBe(502);
    expect(answer.page + lines.join("")).not.toContain("canary");
  });

  it.for([
    { fields: { "public-url": "http://gate.example.org" }, says: "must begin with https://" },
    { fields: { "public-url": "https://gate.example.org", organization: "a/../b" }, says: "organization&#39;s name" },
    { fields: {}, says: "whole address" },
  ])("the form with $fields is shown again with the problem", async ({ fields, says }) => {
    const { status, page } = await submit(fields);
    expect(status).toBe(400);
    expect(page).toContain(says);
    expect(page).toContain('aria-invalid="true"');
  });

  it("what was typed is escaped", async () => {
    const { page } = await submit({ "public-url": '"><script>alert(1)</script>' });
    expect(page).not.toContain("<script");
    expect(page).toContain("&lt;script");
  });

  it("a form of 1 MB → 413", async () => {
    const { status } = await submit({ "public-url": "x".repeat(1024 * 1024) });
    expect(status).toBe(413);
  });
});

describe("nobody else gets in", () => {
  it("only loopback is listened on, and there is no option to change that", async () => {
    expect(setup.host).toBe("127.0.0.1");
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = addresses.find(({ internal, family }) => !internal && family === "IPv4");
    const reached = await (outside
      ? fetch(`http://${outside.address}:${setup.port}/`).then(
          () => "reached",
          () => "not reached",
        )
      : Promise.resolve("not reached"));
    expect(reached).toBe("not reached");
  });

  it.for([
    { host: "127.0.0.1:3000", status: 200 },
    { host: "localhost:8080", status: 200 },
    { host: "[::1]:3000", status: 200 },
    { host: "rebound.example.org", status: 403 },
    { host: "127.0.0.1.example.org:3000", status: 403 },
    { host: "localhost@rebound.example.org", status: 403 },
    { host: "192.168.0.7:3000", status: 403 },
    { host: "0.0.0.0:3000", status: 403 },
  ])("asked for as $host → $status", async ({ host, status }) => {
    expect(await getWith({ host })).toBe(status);
  });

  it.for([
    { "x-forwarded-for": "203.0.113.7" },
    { "x-forwarded-host": "gate.example.org" },
    { "X-Forwarded-Proto": "https" },
    { forwarded: "for=203.0.113.7" },
    { via: "1.1 gate.example.org" },
    { "x-real-ip": "203.0.113.7" },
  ])("through a proxy (%o) → 403, whatever it says the host is", async (headers) => {
    expect(await getWith({ host: "127.0.0.1:3000", ...headers })).toBe(403);
  });

  it("the printed address opens the page, and only the cookie goes on with the token", async () => {
    expect(setup.pageUrl).toBe(`${setup.url}/?token=page-1`);
    const { status, headers } = await get("/?token=page-1", {});
    expect(status).toBe(303);
    expect(headers.get("location")).toBe("/");
    expect(headers.get("set-cookie")).toBe(`${cookie}; Path=/; HttpOnly; SameSite=Lax`);
    expect((await get("/", { cookie: `other=1; ${cookie}` })).status).toBe(200);
  });

  it.for([
    { title: "without a token", path: "/", headers: {} },
    { title: "with another token", path: "/?token=page-2", headers: {} },
    { title: "with an empty token", path: "/?token=", headers: {} },
    { title: "with a state for a token", path: "/?token=token-1", headers: {} },
    { title: "with another cookie", path: "/", headers: { cookie: "gatehouse-setup=page-2" } },
    { title: "with a cookie of another name", path: "/", headers: { cookie: "x-gatehouse-setup=page-1" } },
    { title: "on the way back from GitHub", path: "/setup/done?code=c0de&state=token-1", headers: {} },
    { title: "with the token on another path", path: "/setup/done?code=c0de&state=token-1&token=page-1", headers: {} },
    { title: "on a path that does not exist", path: "/api/github/webhooks", headers: {} },
  ])("$title every page is locked", async ({ path, headers }) => {
    await submit({ "public-url": "https://gate.example.org" });
    const { status, page } = await get(path, headers);
    expect(status).toBe(403);
    expect(page).toContain("with the token at its end");
    expect(page).not.toContain("page-1");
    expect(asked).toEqual([]);
    expect(existsSync(envFile)).toBe(false);
  });

  it("a form without the cookie begins no registration", async () => {
    expect((await submit({ "public-url": "https://gate.example.org" }, { cookie: "" })).status).toBe(403);
    expect((await get("/setup/done?code=c0de&state=token-1")).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it("a form on another web page cannot begin a registration", async () => {
    const fields = { "public-url": "https://gate.example.org" };
    expect((await submit(fields, { origin: "https://evil.example.org" })).status).toBe(403);
    expect((await submit(fields, { origin: "null" })).status).toBe(403);
    expect((await submit(fields, { origin: setup.url })).status).toBe(200);
  });

  it("with an App in the file every page says so and does nothing", async () => {
    await submit({ "public-url": "https://gate.example.org" });
    writeFileSync(envFile, "APP_ID=1\n");
    for (const path of ["/", "/setup", "/setup/done?code=c0de&state=token-1"]) {
      const { status, page } = await get(path);
      expect(status).toBe(409);
      expect(page).toContain("already sets APP_ID");
    }
    expect(asked).toEqual([]);
    expect(readFileSync(envFile, "utf8")).toBe("APP_ID=1\n");
  });

  it("the paths of the framework's set-up app do not exist, nor does the webhook door", async () => {
    for (const path of ["/probot", "/probot/setup", "/probot/import", "/api/github/webhooks"]) {
      expect((await get(path)).status).toBe(404);
    }
    // Whoever watches the process has no token.
    expect((await get("/live", {})).status).toBe(200);
    expect((await get("/ready", {})).status).toBe(503);
  });
});
