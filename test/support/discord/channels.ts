import { asList, isFields, readPings } from "./rules.ts";

interface StoredEmbed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly footer?: { readonly text: string };
  readonly timestamp?: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly content: string;
  readonly embeds: readonly StoredEmbed[];
  readonly createdAt: Date;
  readonly editedAt: Date | undefined;
  /** Whom it called, by creation and by every edit. Should stay empty. */
  readonly pings: readonly string[];
}

export interface Permissions {
  viewChannel: boolean;
  sendMessages: boolean;
  readMessageHistory: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permissions;
  readonly messages: Map<string, StoredMessage>;
}

interface Remembered {
  readonly at: Date;
  readonly channelId: string;
  readonly messageId: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Channels with messages, ids that follow the clock, and the memory for nonces, which is per author. */
export class Channels {
  readonly byId = new Map<string, Channel>();
  readonly #nonces = new Map<string, Remembered>();
  readonly #now: () => Date;
  #sequence = 0;
  nonceWindowMs: number;

  constructor(names: readonly string[], now: () => Date, nonceWindowMs: number) {
    this.#now = now;
    this.nonceWindowMs = nonceWindowMs;
    for (const [index, name] of names.entries()) {
      // discord.js takes only ids of 17 to 19 digits for ids; shorter ones would share one rate limit bucket.
      const id = String(100_000_000_000_000_001n + BigInt(index));
      const permissions = { viewChannel: true, sendMessages: true, readMessageHistory: true };
      this.byId.set(id, { id, name, permissions, messages: new Map() });
    }
  }

  byName(name: string): Channel {
    const found = [...this.byId.values()].find((channel) => channel.name === name);
    if (found === undefined) throw new Error(`the local Discord has no channel ${name}`);
    return found;
  }

  /** The message, or the first one with this nonce; undefined when that one was deleted. */
  create(channel: Channel, authorId: string, body: Fields): StoredMessage | undefined {
    const nonce = body["enforce_nonce"] === true ? `${authorId} ${String(body["nonce"])}` : undefined;
    const known = nonce === undefined ? undefined : this.#nonces.get(nonce);
    const now = this.#now();
    if (known !== undefined && now.getTime() - known.at.getTime() <= this.nonceWindowMs) {
      return this.byId.get(known.channelId)?.messages.get(known.messageId);
    }
    const content = readContent(body);
    const message: StoredMessage = {
      id: this.#nextId(now),
      channelId: channel.id,
      authorId,
      content,
      embeds: readEmbeds(body),
      createdAt: now,
      editedAt: undefined,
      pings: readPings(content, body["allowed_mentions"]),
    };
    channel.messages.set(message.id, message);
    if (nonce !== undefined) this.#nonces.set(nonce, { at: now, channelId: channel.id, messageId: message.id });
    return message;
  }

  edit(channel: Channel, before: StoredMessage, body: Fields): StoredMessage {
    const content = "content" in body ? readContent(body) : before.content;
    const after = {
      ...before,
      content,
      embeds: "embeds" in body ? readEmbeds(body) : before.embeds,
      editedAt: this.#now(),
      pings: [...before.pings, ...readPings(content, body["allowed_mentions"])],
    };
    channel.messages.set(after.id, after);
    return after;
  }

  #nextId(now: Date): string {
    this.#sequence += 1;
    return String((BigInt(now.getTime() - 1_420_070_400_000) << 22n) + BigInt(this.#sequence));
  }
}

/** Newest first, as Discord lists them; `after` gives the oldest ones that follow it. */
export function listMessages(channel: Channel, query: URLSearchParams): StoredMessage[] {
  if (!channel.permissions.readMessageHistory) return [];
  const limit = Math.min(Number(query.get("limit") ?? 50), 100);
  const after = query.get("after");
  const oldestFirst = [...channel.messages.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  if (after === null) return oldestFirst.slice(-limit).reverse();
  return oldestFirst
    .filter(({ id }) => BigInt(id) > BigInt(after))
    .slice(0, limit)
    .reverse();
}

function readContent(body: Fields): string {
  return typeof body["content"] === "string" ? body["content"] : "";
}

/** Discord trims the texts and keeps what the rules let through. */
function readEmbeds(body: Fields): StoredEmbed[] {
  return asList(body["embeds"]).flatMap((embed) => {
    if (!isFields(embed)) return [];
    const { title, url, description, footer, timestamp } = embed;
    return [
      {
        ...(typeof title === "string" ? { title: title.trim() } : {}),
        ...(typeof url === "string" ? { url } : {}),
        ...(typeof description === "string" ? { description: description.trim() } : {}),
        ...(isFields(footer) ? { footer: { text: String(footer["text"]).trim() } } : {}),
        ...(typeof timestamp === "string" ? { timestamp: timestamp.replace("Z", "000+00:00") } : {}),
      },
    ];
  });
}
