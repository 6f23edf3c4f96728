import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startDiscord } from "./discord-server.ts";
import type { LocalDiscord } from "./discord-server.ts";

let time = new Date("2026-03-02T12:00:00Z");
let discord: LocalDiscord;
beforeEach(async () => {
  time = new Date("2026-03-02T12:00:00Z");
  discord = await startDiscord({
    channels: ["news", "other"],
    now: () => time,
    nonceWindowMs: 60_000,
    bucketLimit: 12,
  });
});
afterEach(() => discord.close());

const embed = (changes: object) => ({ embeds: [changes] });
const fields = (count: number, name: number, value: number) =>
  Array.from({ length: count }, () => ({ name: "n".repeat(name), value: "v".repeat(value) }));

describe("the local Discord has the real limits", () => {
  it.for<{ name: string; body: object; status: number; code?: number }>([
    { name: "2000 characters of content", body: { content: "a".repeat(2000) }, status: 200 },
    { name: "2001 characters of content", body: { content: "a".repeat(2001) }, status: 400, code: 50035 },
    { name: "nothing at all", body: {}, status: 400, code: 50006 },
    { name: "a description of 4096", body: embed({ description: "a".repeat(4096) }), status: 200 },
    { name: "a description of 4097", body: embed({ description: "a".repeat(4097) }), status: 400, code: 50035 },
    { name: "a title of 257", body: embed({ title: "a".repeat(257) }), status: 400, code: 50035 },
    { name: "an empty description", body: embed({ title: "a", description: "" }), status: 400, code: 50035 },
    { name: "a footer of 2049", body: embed({ footer: { text: "a".repeat(2049) } }), status: 400, code: 50035 },
    { name: "an author of 257", body: embed({ author: { name: "a".repeat(257) } }), status: 400, code: 50035 },
    { name: "26 fields", body: embed({ fields: fields(26, 1, 1) }), status: 400, code: 50035 },
    { name: "a field value of 1025", body: embed({ fields: fields(1, 1, 1025) }), status: 400, code: 50035 },
    { name: "6000 in all parts", body: embed({ title: "a".repeat(200), fields: fields(5, 160, 1000) }), status: 200 },
    {
      name: "6001 in all parts of two embeds",
      body: { embeds: [{ description: "a".repeat(4096) }, { description: "a".repeat(1905) }] },
      status: 400,
      code: 50035,
    },
    {
      name: "11 embeds",
      body: { embeds: Array.from({ length: 11 }, () => ({ title: "a" })) },
      status: 400,
      code: 50035,
    },
    { name: "a link that is none", body: embed({ title: "a", url: "javascript:1" }), status: 400, code: 50035 },
    { name: "a nonce of 26", body: { content: "a", nonce: "n".repeat(26) }, status: 400, code: 50035 },
    {
      name: "an enforced nonce that is missing",
      body: { content: "a", enforce_nonce: true },
      status: 400,
      code: 50035,
    },
    {
      name: "an unknown kind of mention",
      body: { content: "a", allowed_mentions: { parse: ["all"] } },
      status: 400,
      code: 50035,
    },
    {
      name: "roles by kind and by id",
      body: { content: "a", allowed_mentions: { parse: ["roles"], roles: ["1"] } },
      status: 400,
      code: 50035,
    },
  ])("$name → $status", async ({ body, status, code }) => {
    const answer = await call("POST", "news", body);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(discord.messages("news")).toHaveLength(status === 200 ? 1 : 0);
  });

  it("names the path of the field", async () => {
    const { body } = await call("POST", "news", embed({ description: "a".repeat(4097) }));
    expect(body["errors"]).toEqual({
      embeds: { "0": { description: { _errors: [expect.objectContaining({ code: "BASE_TYPE_MAX_LENGTH" })] } } },
    });
  });
});

describe("the local Discord's nonce", () => {
  const withNonce = { content: "a", nonce: "n1", enforce_nonce: true };

  it("gives back the first message within the window and posts again after it", async () => {
    const first = await call("POST", "news", withNonce);
    expect((await call("POST", "news", { ...withNonce, content: "b" })).body["id"]).toBe(first.body["id"]);
    time = new Date(time.getTime() + 60_001);
    expect((await call("POST", "news", withNonce)).body["id"]).not.toBe(first.body["id"]);
    expect(discord.messages("news").map(({ content }) => content)).toEqual(["a", "a"]);
  });

  it("is per author: in another channel it returns the first channel's message", async () => {
    await call("POST", "news", withNonce);
    expect((await call("POST", "other", withNonce)).body["channel_id"]).toBe(discord.channelId("news"));
    expect(discord.messages("other")).toHaveLength(0);
  });

  it("is not honoured without enforce_nonce, and fails when the message was deleted", async () => {
    await call("POST", "news", { content: "a", nonce: "n1" });
    const second = await call("POST", "news", withNonce);
    discord.personDeletes("news", String(second.body["id"]));
    expect((await call("POST", "news", withNonce)).body["code"]).toBe(10008);
    expect(discord.messages("news")).toHaveLength(1);
  });
});

describe("the local Discord", () => {
  it("calls everybody when allowed_mentions is left out, on edits too", async () => {
    const { body } = await call("POST", "news", { content: "hi @everyone", allowed_mentions: { parse: [] } });
    expect(discord.messages("news")[0]?.pings).toEqual([]);
    await call("PATCH", `news/${String(body["id"])}`, { content: "hi @everyone <@55>" });
    expect(discord.messages("news")[0]?.pings).toEqual(["@everyone", "55"]);
  });

  it("lists nothing and reports no error without the permission to read history", async () => {
    await call("POST", "news", { content: "a" });
    expect((await call("GET", "news")).list).toHaveLength(1);
    discord.permissions("news").readMessageHistory = false;
    expect(await call("GET", "news")).toMatchObject({ status: 200, list: [] });
  });

  it("edits, gets and deletes, and knows when a message is unknown", async () => {
    const id = String((await call("POST", "news", { content: "a" })).body["id"]);
    expect((await call("PATCH", `news/${id}`, { content: "b" })).body["content"]).toBe("b");
    expect((await call("GET", `news/${id}`)).body["content"]).toBe("b");
    expect((await call("DELETE", `news/${id}`)).status).toBe(204);
    expect((await call("PATCH", `news/${id}`, { content: "c" })).body["code"]).toBe(10008);
  });

  it("limits a channel by its bucket, and lets go with the clock", async () => {
    for (let count = 0; count < 12; count++) expect((await call("POST", "news", { content: "a" })).status).toBe(200);
    expect(await call("POST", "news", { content: "a" })).toMatchObject({ status: 429, body: { retry_after: 5 } });
    time = new Date(time.getTime() + 5000);
    expect((await call("POST", "news", { content: "a" })).status).toBe(200);
  });

  it("refuses a wrong token and a client that does not name itself", async () => {
    expect((await call("POST", "news", { content: "a" }, { authorization: "Bot wrong" })).status).toBe(401);
    expect((await call("POST", "news", { content: "a" }, { "user-agent": "curl" })).status).toBe(403);
    expect(discord.messages("news")).toHaveLength(0);
  });
});

async function call(method: string, place: string, body?: object, headers: Record<string, string> = {}) {
  const [name = "", messageId] = place.split("/");
  const path = `/v10/channels/${discord.channelId(name)}/messages${messageId === undefined ? "" : `/${messageId}`}`;
  const response = await fetch(`${discord.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, "user-agent": "DiscordBot (test, 1)", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : {};
  // Objects and lists are all this server answers with.
  const fieldsOf = (Array.isArray(parsed) ? {} : parsed) as Record<string, unknown>;
  return { status: response.status, body: fieldsOf, list: Array.isArray(parsed) ? parsed : [] };
}
