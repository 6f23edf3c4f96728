import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Channels, listMessages } from "./discord/channels.ts";
import type { Channel, Permissions, StoredMessage } from "./discord/channels.ts";
import { answerInstead, answerWith, FaultScript, sendJson, sendRateLimit } from "./discord/faults.ts";
import type { Fault } from "./discord/faults.ts";
import { isFields, refuseMessage } from "./discord/rules.ts";

export interface LocalDiscordOptions {
  /** Names of the channels; their ids come with the answer. */
  readonly channels?: readonly string[];
  /** Message ids, edit times and the nonce window follow this clock. */
  readonly now?: () => Date;
  /** Discord says "the past few minutes". */
  readonly nonceWindowMs?: number;
  /** Messages a channel takes in five seconds of the server's clock. Large, so that it bites only where it is tested. */
  readonly bucketLimit?: number;
}

interface RecordedRequest {
  readonly method: string;
  /** Without base, version and query. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

/** A Discord of one bot, on loopback, with the real limits and a script of faults. */
export interface LocalDiscord {
  /** For `DISCORD_API_URL`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly botId: string;
  /** Channel ids by name. */
  readonly channels: ReadonlyMap<string, string>;
  channelId(name: string): string;
  /** Oldest first. */
  messages(name: string): readonly StoredMessage[];
  /** Of the bot in that channel; change them at will. */
  permissions(name: string): Permissions;
  /** A message by somebody else. */
  personPosts(name: string, content: string): void;
  personDeletes(name: string, messageId: string): void;
  readonly requests: readonly RecordedRequest[];
  readonly faults: FaultScript;
  /** Makes the bot's token invalid, or valid again. */
  acceptToken(isValid: boolean): void;
  setNonceWindow(ms: number): void;
  close(): Promise<void>;
}

const botId = "200000000000000001";
const personId = "200000000000000002";
const token = "MjAwMDAwMDAwMDAwMDAwMDAx.local.not-a-real-token";
const bucketWindowMs = 5000;

interface Answer {
  readonly status: number;
  readonly body: object;
}

export async function startDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const { channels: names = ["announcements"], now = () => new Date(), bucketLimit = 1000 } = options;
  const channels = new Channels(names, now, options.nonceWindowMs ?? 120_000);
  const requests: RecordedRequest[] = [];
  const faults = new FaultScript();
  const posts = new Map<string, number[]>();
  let isTokenValid = true;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://discord.local");
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const body = parseJson(await readBody(request));
    requests.push({ method: request.method ?? "", path, query: url.search, body });
    const fault = faults.take(request.method);
    if (answerInstead(fault, response)) return;
    await pause(fault);
    if (!(request.headers["user-agent"] ?? "").startsWith("DiscordBot (")) {
      response.writeHead(403, { "content-type": "text/html" }).end("<html>Access denied</html>");
      return;
    }
    if (!isTokenValid || request.headers.authorization !== `Bot ${token}`) {
      sendJson(response, 401, { message: "401: Unauthorized", code: 0 });
      return;
    }
    if (request.method === "POST" && isOverLimit(path, response)) return;
    const answer = route(request.method ?? "", path, url.searchParams, body);
    answerWith(fault, response, answer.status, answer.body);
  }

  function isOverLimit(path: string, response: ServerResponse): boolean {
    const time = now().getTime();
    const recent = (posts.get(path) ?? []).filter((at) => time - at < bucketWindowMs);
    if (recent.length >= bucketLimit) {
      sendRateLimit(response, "user", bucketWindowMs / 1000);
      return true;
    }
    posts.set(path, [...recent, time]);
    response.setHeader("x-ratelimit-limit", bucketLimit);
    response.setHeader("x-ratelimit-remaining", bucketLimit - recent.length - 1);
    response.setHeader("x-ratelimit-reset-after", bucketWindowMs / 1000);
    response.setHeader("x-ratelimit-bucket", "b6a8c1d2e3f405162738495a6b7c8d9e");
    return false;
  }

  function route(method: string, path: string, query: URLSearchParams, body: unknown): Answer {
    if (method === "GET" && path === "/users/@me") {
      return { status: 200, body: { id: botId, username: "gatehouse", bot: true } };
    }
    const [, channelId = "", messageId] = /^\/channels\/(\d+)\/messages(?:\/(\d+))?$/.exec(path) ?? [];
    const channel = channels.byId.get(channelId);
    if (channel === undefined) return refusal(404, 10003, "Unknown Channel");
    if (!channel.permissions.viewChannel) return refusal(403, 50001, "Missing Access");
    return messageId === undefined
      ? routeList(method, channel, query, body)
      : routeMessage(method, channel, messageId, body);
  }

  function routeList(method: string, channel: Channel, query: URLSearchParams, body: unknown): Answer {
    if (method === "GET") return { status: 200, body: listMessages(channel, query).map(printMessage) };
    if (method !== "POST" || !isFields(body)) return refuseMessage(body, false) ?? notAllowed;
    if (!channel.permissions.sendMessages) return refusal(403, 50013, "Missing Permissions");
    const refused = refuseMessage(body, false);
    if (refused !== undefined) return refused;
    const message = channels.create(channel, botId, body);
    return message === undefined ? unknownMessage : { status: 200, body: printMessage(message) };
  }

  function routeMessage(method: string, channel: Channel, messageId: string, body: unknown): Answer {
    const message = channel.messages.get(messageId);
    if (method === "GET" && !channel.permissions.readMessageHistory) return refusal(403, 50013, "Missing Permissions");
    if (message === undefined) return unknownMessage;
    if (method === "GET") return { status: 200, body: printMessage(message) };
    if (message.authorId !== botId) return refusal(403, 50005, "Cannot edit a message authored by another user");
    if (method === "DELETE") {
      channel.messages.delete(messageId);
      return { status: 204, body: {} };
    }
    if (method !== "PATCH" || !isFields(body)) return refuseMessage(body, true) ?? notAllowed;
    return refuseMessage(body, true) ?? { status: 200, body: printMessage(channels.edit(channel, message, body)) };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the local Discord has no port");

  return {
    apiUrl: `http://127.0.0.1:${address.port}/api`,
    token,
    botId,
    channels: new Map([...channels.byId.values()].map(({ name, id }) => [name, id])),
    channelId: (name) => channels.byName(name).id,
    messages: (name) => [...channels.byName(name).messages.values()],
    permissions: (name) => channels.byName(name).permissions,
    personPosts: (name, content) => void channels.create(channels.byName(name), personId, { content }),
    personDeletes: (name, messageId) => void channels.byName(name).messages.delete(messageId),
    requests,
    faults,
    acceptToken: (isValid) => {
      isTokenValid = isValid;
    },
    setNonceWindow: (ms) => {
      channels.nonceWindowMs = ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const unknownMessage = refusal(404, 10008, "Unknown Message");
const notAllowed: Answer = { status: 405, body: { message: "405: Method Not Allowed", code: 0 } };

function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { message, code } };
}

function printMessage(message: StoredMessage): object {
  const { id, channelId, authorId, content, embeds, createdAt, editedAt } = message;
  return {
    id,
    channel_id: channelId,
    type: 0,
    flags: 0,
    author: { id: authorId, username: authorId === botId ? "gatehouse" : "ana", bot: authorId === botId },
    content,
    embeds: embeds.map((embed) => ({ type: "rich", ...embed })),
    timestamp: createdAt.toISOString(),
    edited_timestamp: editedAt?.toISOString() ?? null,
  };
}

async function pause(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === "hold") await fault.until;
  if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
