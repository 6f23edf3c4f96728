import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { defaultStoreWithinMs } from "../../src/ingest/webhook-door.ts";
import { webhookPath } from "../../src/http/paths.ts";
import { aCommentDelivery, aPullRequestDelivery } from "../support/deliveries.ts";
import { deliveryHeaders, openDoor, previousSecret, currentSecret, sign } from "../support/webhook-door.ts";

type Door = Awaited<ReturnType<typeof openDoor>>;
const opened: Door[] = [];

async function open(...options: Parameters<typeof openDoor>): Promise<Door> {
  const door = await openDoor(...options);
  opened.push(door);
  return door;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((door) => door.close()));
});

const bodyText = JSON.stringify(aPullRequestDelivery());
const signedHeaders = deliveryHeaders("pull_request", sign(bodyText));

describe("a signed delivery", () => {
  it("is stored in one call before it is answered", async () => {
    const door = await open();
    expect(await door.deliver("pull_request", bodyText)).toMatchObject({ status: 200, body: '{"accepted":1}\n' });
    expect(door.stored).toHaveLength(1);
    expect(door.stored[0]).toMatchObject([{ job: "record-movement", payload: { number: 12 } }]);
  });

  it("is not answered before it is stored", async () => {
    let store = (): void => undefined;
    const door = await open({ enqueue: () => new Promise((resolve) => (store = resolve)) });
    const answers: number[] = [];
    const delivery = door.deliver("pull_request", bodyText).then(({ status }) => answers.push(status));
    // A second request through the same server has come and gone meanwhile.
    await door.deliver("ping", "{}");
    expect(answers).toEqual([]);
    store();
    await delivery;
    expect(answers).toEqual([200]);
  });

  it("may be signed with the previous secret while it is being rotated", async () => {
    const door = await open();
    const answer = await door.send(bodyText, deliveryHeaders("pull_request", sign(bodyText, previousSecret)));
    expect(answer.status).toBe(200);
    expect(door.stored).toHaveLength(1);
  });

  it.for([
    { event: "pull_request", body: aPullRequestDelivery({ installation: undefined }), answer: "no-installation" },
    { event: "pull_request", body: aPullRequestDelivery({ action: "assigned" }), answer: "action-not-needed" },
    { event: "issue_comment", body: aCommentDelivery({ body: "Thanks.", user: null }), answer: "no-command" },
    { event: "ping", body: { zen: "Speak like a human." }, answer: "event-not-needed" },
    { event: "made_up", body: {}, answer: "event-not-needed" },
    { event: "__proto__", body: {}, answer: "event-not-needed" },
    { event: "hasOwnProperty", body: {}, answer: "event-not-needed" },
    { event: "constructor", body: {}, answer: "event-not-needed" },
  ])("$event that needs nothing is acknowledged and costs nothing: $answer", async ({ event, body, answer }) => {
    const door = await open();
    const given = await door.deliver(event, JSON.stringify(body));
    expect(given).toMatchObject({ status: 200, body: `{"ignored":"${answer}"}\n` });
    expect(door.stored).toEqual([]);
  });

  it.for([
    { title: "with a byte order mark", bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(bodyText)]) },
    { title: "with invalid UTF-8", bytes: withInvalidUtf8() },
    { title: "with a key named __proto__", bytes: Buffer.from(bodyText.replace("{", '{"__proto__":{"number":1},')) },
  ])("$title is accepted, because its bytes are signed", async ({ bytes }) => {
    const door = await open();
    expect((await door.deliver("pull_request", bytes)).status).toBe(200);
    expect(door.stored).toHaveLength(1);
  });
});

describe("refused, and nothing stored", () => {
  it.for([
    {
      title: "a forged signature",
      headers: { "x-hub-signature-256": sign(bodyText, "guessed-secret-x") },
      status: 401,
      says: "WEBHOOK_SECRET",
    },
    {
      title: "a signature of other bytes",
      headers: { "x-hub-signature-256": sign(`${bodyText} `) },
      status: 401,
      says: "WEBHOOK_SECRET",
    },
    { title: "half a signature", headers: { "x-hub-signature-256": "sha256=00" }, status: 401, says: "WEBHOOK_SECRET" },
    { title: "no signature", headers: { "x-hub-signature-256": undefined }, status: 401, says: "not signed" },
    {
      title: "only a SHA-1 signature",
      headers: { "x-hub-signature-256": undefined, "x-hub-signature": "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6" },
      status: 401,
      says: "SHA-1",
    },
    {
      title: "a SHA-1 signature in the wrong header",
      headers: { "x-hub-signature-256": "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6" },
      status: 401,
      says: "WEBHOOK_SECRET",
    },
    { title: "no event name", headers: { "x-github-event": undefined }, status: 400, says: "X-GitHub-Event" },
    { title: "an event name with a slash", headers: { "x-github-event": "a/b" }, status: 400, says: "X-GitHub-Event" },
    { title: "no delivery id", headers: { "x-github-delivery": undefined }, status: 400, says: "X-GitHub-Delivery" },
    {
      title: "a delivery id with a colon",
      headers: { "x-github-delivery": "a:b" },
      status: 400,
      says: "X-GitHub-Delivery",
    },
    { title: "no hook id", headers: { "x-github-hook-id": undefined }, status: 400, says: "X-GitHub-Hook-ID" },
    { title: "a hook id in words", headers: { "x-github-hook-id": "mine" }, status: 400, says: "X-GitHub-Hook-ID" },
    {
      title: "a form",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      status: 415,
      says: "application/json",
    },
    {
      title: "a type that only begins like JSON",
      headers: { "content-type": "application/jsonp" },
      status: 415,
      says: "application/json",
    },
    {
      title: "the event name of another body",
      headers: { "x-github-event": "release" },
      status: 400,
      says: "does not look like release",
    },
  ])("$title → $status", async ({ headers, status, says }) => {
    const door = await open();
    const answer = await door.send(bodyText, { ...signedHeaders, ...headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(says);
    expect(JSON.parse(answer.body)).toHaveProperty("error");
    expect(door.stored).toEqual([]);
  });

  it.for([
    { title: "truncated JSON", body: bodyText.slice(0, -1), says: "valid JSON" },
    { title: "nothing", body: "", says: "valid JSON" },
    { title: "null", body: "null", says: "not an object" },
    { title: "a number", body: "5", says: "not an object" },
    { title: "a string", body: '"str"', says: "not an object" },
    { title: "a list", body: `[${bodyText}]`, says: "not an object" },
    { title: "200 KB of [", body: "[".repeat(200_000), says: "valid JSON" },
    { title: "a body without what the event has", body: "{}", says: "does not look like pull_request" },
  ])("$title, correctly signed → 400", async ({ body, says }) => {
    const door = await open();
    const answer = await door.deliver("pull_request", body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(says);
    expect(door.stored).toEqual([]);
  });

  it("an object nested 100,000 deep is not walked", async () => {
    const door = await open();
    const deep = `{"a":`.repeat(100_000) + "1" + "}".repeat(100_000);
    expect((await door.deliver("pull_request", deep)).status).toBe(400);
    expect((await door.deliver("pull_request", bodyText.replace("{", `{"deep":${deep},`))).status).toBe(200);
  });

  it.for(["GET", "HEAD", "DELETE", "OPTIONS"])("%s → 405", async (method) => {
    const door = await open();
    const answer = await door.send("", {}, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
  });

  it("with no secret configured nothing gets in, not even what is signed with nothing", async () => {
    const door = await open({ secrets: [""] });
    const answer = await door.send(bodyText, deliveryHeaders("pull_request", sign(bodyText, "")));
    expect(answer.status).toBe(401);
    expect(door.stored).toEqual([]);
  });
});

describe("when the queue fails", () => {
  it("a queue that never answers is a 503 within 3 s", async () => {
    expect(defaultStoreWithinMs).toBeLessThan(3000);
    const door = await open({ enqueue: () => new Promise(() => undefined), storeWithinMs: 20 });
    const answer = await door.deliver("pull_request", bodyText);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect(answer.body).toContain("deliver it again");
  });

  it("a queue that refuses is a 503 without the reason, which stands in the log", async () => {
    const door = await open({ enqueue: () => Promise.reject(new Error("OOM at redis-internal:6379")) });
    const answer = await door.deliver("pull_request", bodyText);
    expect(answer.status).toBe(503);
    expect(answer.body).not.toContain("redis-internal");
    expect(door.lines.join("")).toContain("OOM at redis-internal");
  });

  it("a queue that fails after the answer does not end the process", async () => {
    let fail: (error: Error) => void = () => undefined;
    const door = await open({ enqueue: () => new Promise((_, reject) => (fail = reject)), storeWithinMs: 20 });
    expect((await door.deliver("pull_request", bodyText)).status).toBe(503);
    fail(new Error("too late"));
    expect((await door.deliver("ping", "{}")).status).toBe(200);
  });

  it("deliveries that need nothing are still acknowledged", async () => {
    const door = await open({ enqueue: () => Promise.reject(new Error("down")) });
    expect((await door.deliver("ping", "{}")).status).toBe(200);
  });
});

it("the log names delivery and problem, never body, signature or secret", async () => {
  const door = await open();
  const body = bodyText.replace('"opened"', '"canary-in-the-body"');
  await door.deliver("pull_request", body);
  await door.send(body, deliveryHeaders("pull_request", sign(body, "another-secret")));
  const log = door.lines.join("");
  expect(log).toContain("delivery refused");
  expect(log).toContain(signedHeaders["x-github-delivery"]);
  for (const hidden of [
    "canary-in-the-body",
    currentSecret,
    previousSecret,
    sign(body),
    sign(body, "another-secret"),
  ]) {
    expect(log).not.toContain(hidden);
  }
});

it.for(["x-github-event", "x-github-delivery"])("of a %s of 15 KB the log has the beginning", async (header) => {
  const door = await open();
  const sent = { ...deliveryHeaders("pull_request", sign(bodyText)), [header]: "-eyJ".repeat(3_750) };
  expect((await door.send(bodyText, sent)).status).toBe(400);
  expect(door.lines.map((line) => /(?:-eyJ)+/.exec(line)?.[0].length)).toEqual([100]);
});

it("whatever bytes come: never a 5xx but 503, never a job without a valid signature", async () => {
  const door = await open();
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.json().map((text) => Buffer.from(text)),
  );
  const events = fc.constantFrom("pull_request", "issue_comment", "status", "__proto__", "x y", "");
  await fc.assert(
    fc.asyncProperty(bytes, events, fc.boolean(), async (body, event, isSigned) => {
      const signature = isSigned ? sign(body) : sign(body, "another-secret");
      const { status } = await door.send(body, deliveryHeaders(event, signature));
      expect(isSigned ? [200, 400] : [400, 401]).toContain(status);
    }),
  );
  // None of these bytes is a real delivery, so there is nothing to store either.
  expect(door.stored).toEqual([]);
  expect(webhookPath).toBe("/api/github/webhooks");
});

function withInvalidUtf8(): Buffer {
  const bytes = Buffer.from(bodyText.replace('"acme"', '"a?me"'));
  bytes[bytes.indexOf("?")] = 0xff;
  return bytes;
}
