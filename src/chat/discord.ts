import { z } from "zod";
import type { Message } from "../policy/announcement/message.ts";
import type { Mark } from "../policy/announcement/plan-delivery.ts";
import type { FindOutcome } from "../policy/announcement/settle-delivery.ts";
import { createDiscordRest } from "./discord-rest.ts";
import type { CallDiscord } from "./discord-rest.ts";
import type { ChatTarget, Destination } from "./target.ts";

export interface DiscordOptions {
  /** Of the bot. Only its messages carry a nonce; a webhook's cannot be posted exactly once. */
  readonly token: string;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly apiUrl?: string | undefined;
  readonly now: () => Date;
  /** For one request including its body. Stay well below the 30 s for which a worker claims a message. */
  readonly timeoutMs?: number;
}

const PostedMessage = z.object({ id: z.string(), channel_id: z.string() });
const Myself = z.object({ id: z.string() });
const ListedMessages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    embeds: z.array(
      z.object({ url: z.string().nullish(), footer: z.object({ text: z.string() }).nullish() }).readonly(),
    ),
  }),
);

const unknownMessage = 10008;
const pageSize = 100;
const mostPages = 20;
/** All pages together, so that a look-up and the post after it fit into one claim of 60 s. */
const findTimeoutMs = 35_000;

/** Announcements through a Discord bot, over REST alone: no gateway, no login. */
export function createDiscordTarget({ timeoutMs = 15_000, apiUrl, ...options }: DiscordOptions): ChatTarget {
  const call = createDiscordRest({ token: options.token, apiUrl, now: options.now, timeoutMs });
  let myId: string | undefined;

  return {
    destinations: options.destinations,

    async create(channel, message, nonce) {
      const body = { ...toBody(message), nonce, enforce_nonce: true };
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await call({ method: "POST", route: `/channels/${channel}/messages`, body, signal });
      if (answer.state === "failed") return answer.code === unknownMessage ? { state: "gone" } : answer.trouble;
      const posted = PostedMessage.safeParse(answer.data);
      if (!posted.success) return { state: "unclear", says: "Discord's answer is no message", isServerError: false };
      if (posted.data.channel_id !== channel) {
        throw new Error(`Discord returned a message of channel ${posted.data.channel_id} for a nonce of ${channel}`);
      }
      return { state: "posted", messageId: posted.data.id };
    },

    async edit(channel, messageId, message) {
      const route = `/channels/${channel}/messages/${messageId}` as const;
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await call({ method: "PATCH", route, body: toBody(message), signal });
      if (answer.state === "answered") return { state: "edited" };
      return answer.code === unknownMessage ? { state: "gone" } : answer.trouble;
    },

    async find(channel, mark, since) {
      const signal = AbortSignal.timeout(findTimeoutMs);
      if (myId === undefined) {
        const answer = await call({ method: "GET", route: "/users/@me", signal });
        if (answer.state === "failed") return answer.trouble;
        myId = Myself.parse(answer.data).id;
      }
      return findOwn(call, { channel, mark, since, myId, signal });
    },
  };
}

interface Search {
  readonly channel: string;
  readonly mark: Mark;
  readonly since: Date;
  readonly myId: string;
  readonly signal: AbortSignal;
}

async function findOwn(call: CallDiscord, { channel, mark, since, myId, signal }: Search): Promise<FindOutcome> {
  const route = `/channels/${channel}/messages` as const;
  let after = snowflakeAt(since);
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ after, limit: String(pageSize) });
    const answer = await call({ method: "GET", route, query, signal });
    if (answer.state === "failed") return answer.trouble;
    const messages = ListedMessages.parse(answer.data);
    const found = messages.find(
      ({ author, embeds }) =>
        author.id === myId && embeds.some((embed) => embed.url === mark.url && embed.footer?.text === mark.footer),
    );
    if (found !== undefined) return { state: "found", messageId: found.id };
    if (messages.length === 0 && page === 0) return proveHistory(call, route, signal);
    if (messages.length < pageSize) return { state: "absent" };
    after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return { state: "unreadable", says: "too many messages since; look for it by hand" };
}

/** Without the permission to read history Discord lists no messages and reports no error: an empty list proves nothing. */
async function proveHistory(call: CallDiscord, route: `/${string}`, signal: AbortSignal): Promise<FindOutcome> {
  const answer = await call({ method: "GET", route, query: new URLSearchParams({ limit: "1" }), signal });
  if (answer.state === "failed") return answer.trouble;
  if (ListedMessages.parse(answer.data).length > 0) return { state: "absent" };
  const says =
    "the announcement may be posted, and the bot sees no history to look for it; give it Read Message History";
  return { state: "unreadable", says };
}

/** Mentions are off on edits too: an edit that leaves the field out falls back to "everybody may be called". */
function toBody({ title, url, description, footer, timestamp }: Message): object {
  const embed = {
    title,
    url,
    ...(description === undefined ? {} : { description }),
    footer: { text: footer },
    timestamp,
  };
  return { embeds: [embed], allowed_mentions: { parse: [] } };
}

/** The smallest message id of that moment. Discord's ids count milliseconds from the start of 2015. */
function snowflakeAt(time: Date): string {
  return String(BigInt(Math.max(0, time.getTime() - 1_420_070_400_000)) << 22n);
}
