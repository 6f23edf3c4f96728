import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliveryHeaders, sign } from "../support/webhook-door.ts";
import { eventually } from "../support/eventually.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ config: "version: 1\npull_request: { require: [title] }\n" });
  // What Gatehouse does on its start.
  await eventually(async () => (await world.gatehouse.countOpenJobs()) === 0, "the start is over");
});
afterAll(() => world.close());

interface Sent {
  readonly body?: string;
  readonly event?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly method?: string;
}

async function send({ body = good(), event = "pull_request", secret, headers, method = "POST" }: Sent = {}) {
  const signature = sign(body, secret ?? world.github.webhookSecret);
  const given = { ...deliveryHeaders(event, signature), "x-github-delivery": randomUUID(), ...headers };
  const pairs = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return fetch(`${world.gatehouse.url}/api/github/webhooks`, {
    method,
    headers: new Headers(pairs.map(([name, value]): [string, string] => [name, value])),
    ...(method === "POST" ? { body } : {}),
  });
}

function good(over: object = {}): string {
  const { owner, repo, repositoryId, installationId } = world.github;
  return JSON.stringify({
    action: "opened",
    number: 1,
    pull_request: {
      head: { sha: "0a9ddbc000000000000000000000000000000000", repo: null },
      base: { ref: "main" },
      user: null,
    },
    repository: { id: repositoryId, name: repo, owner: { login: owner } },
    installation: { id: installationId },
    ...over,
  });
}

const sha1 = () => `sha1=${createHmac("sha1", world.github.webhookSecret).update(good()).digest("hex")}`;

describe("the running App", () => {
  it.for([
    { what: "a forged signature", sent: () => ({ secret: "another-secret-altogether" }), status: 401 },
    { what: "no signature", sent: () => ({ headers: { "x-hub-signature-256": undefined } }), status: 401 },
    {
      what: "a SHA-1 signature only",
      sent: () => ({ headers: { "x-hub-signature-256": undefined, "x-hub-signature": sha1() } }),
      status: 401,
    },
    { what: "the secret of Probot", sent: () => ({ secret: "development" }), status: 401 },
    { what: "a form", sent: () => ({ headers: { "content-type": "application/x-www-form-urlencoded" } }), status: 415 },
    { what: "a GET", sent: () => ({ method: "GET" }), status: 405 },
    { what: "truncated JSON", sent: () => ({ body: good().slice(0, -20) }), status: 400 },
    { what: "a body that is null", sent: () => ({ body: "null" }), status: 400 },
    { what: "26 MiB", sent: () => ({ body: good({ padding: "x".repeat(26 * 1024 * 1024) }) }), status: 413 },
    { what: "a body of another event", sent: () => ({ event: "issue_comment" }), status: 400 },
    {
      what: "a head that is no sha",
      sent: () => ({ body: good({ pull_request: { head: { sha: "../" } } }) }),
      status: 400,
    },
    { what: "an event called __proto__", sent: () => ({ event: "__proto__" }), status: 200 },
    { what: "an unknown event", sent: () => ({ event: "sponsorship" }), status: 200 },
    { what: "a payload without installation", sent: () => ({ body: good({ installation: null }) }), status: 200 },
    { what: "an action that nobody needs", sent: () => ({ body: good({ action: "locked" }) }), status: 200 },
  ])("answers $what with $status and stores no job", async ({ sent, status }) => {
    const mark = world.github.requests.mark();
    const response = await send(sent());
    expect(response.status).toBe(status);
    expect(Object.keys((await response.json()) as object)).toEqual([status === 200 ? "ignored" : "error"]);
    expect(await world.gatehouse.countOpenJobs()).toBe(0);
    expect(world.github.requests.since(mark).all()).toEqual([]);
  });

  it("answers after all that, and takes a fork without a head repository by a deleted user", async () => {
    const { number } = await world.github.as("dan").openPullRequest({ title: "wrong", files: { "a.txt": "a\n" } });
    const response = await send({ body: good({ number }) });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1 });
    await world.settled();
    expect((await fetch(`${world.gatehouse.url}/ready`)).status).toBe(200);
  });
});
