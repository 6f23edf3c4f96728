import { deliver } from "../../src/chat/deliver.ts";
import type { Delivery } from "../../src/chat/deliver.ts";
import { createDiscordTarget } from "../../src/chat/discord.ts";
import type { ReceiptSubject } from "../../src/chat/receipt-key.ts";
import { receiptKey } from "../../src/chat/receipt-key.ts";
import type { ChatTarget } from "../../src/chat/target.ts";
import { RetryLater } from "../../src/queue/job.ts";
import { renderAnnouncement } from "../../src/render/announcement.ts";
import type { ReleaseText } from "../../src/render/announcement.ts";
import type { Json, Store } from "../../src/store/store.ts";
import { startDiscord } from "./discord-server.ts";
import type { LocalDiscord } from "./discord-server.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";

const publishedAt = new Date("2026-03-02T11:59:00Z");

/** A release in every field, so that a test names only what it is about. */
export function aReleaseText(changes: Partial<ReleaseText> = {}): ReleaseText {
  return {
    owner: "acme",
    repo: "platform",
    tag: "v1.2.3",
    version: "1.2.3",
    stage: "stable",
    name: "v1.2.3",
    body: "## Fixed\n\n- A fault",
    htmlUrl: "https://github.com/acme/platform/releases/tag/v1.2.3",
    publishedAt,
    ...changes,
  };
}

/** One channel of a local Discord, one store, and workers that start with nothing but these. */
export class AnnouncementDesk {
  readonly discord: LocalDiscord;
  readonly store: Store;
  time: Date;
  readonly #targets: ChatTarget[] = [];

  private constructor(discord: LocalDiscord, store: Store, time: Date) {
    this.discord = discord;
    this.store = store;
    this.time = time;
  }

  static async open(): Promise<AnnouncementDesk> {
    let desk: AnnouncementDesk | undefined;
    const start = new Date("2026-03-02T12:00:00Z");
    const now = () => desk?.time ?? start;
    const discord = await startDiscord({ now });
    desk = new AnnouncementDesk(discord, createMemoryStore(now), start);
    return desk;
  }

  close(): Promise<void> {
    return this.discord.close();
  }

  passSeconds(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }

  /** The target of a process that has just started. */
  restart(changes: { readonly apiUrl?: string; readonly timeoutMs?: number } = {}): ChatTarget {
    const { apiUrl, token } = this.discord;
    const target = createDiscordTarget({ token, apiUrl, destinations: new Map(), now: () => this.time, ...changes });
    this.#targets.push(target);
    return target;
  }

  get subject(): ReceiptSubject {
    const channel = this.discord.channelId("announcements");
    return { repositoryId: 77, about: "500", stage: "stable", channel, part: 1 };
  }

  /** Delivers once; "wait N s" when it has to be tried again then. */
  async deliver(release: Partial<ReleaseText> = {}, how: How = {}): Promise<string> {
    const { chat = this.#targets.at(-1) ?? this.restart(), store = this.store, mayCreate = true } = how;
    const announcement = renderAnnouncement(aReleaseText(release));
    const subject = { ...this.subject, stage: release.stage ?? "stable" };
    try {
      const delivery: Delivery = await deliver(
        { subject, announcement, mayCreate },
        { chat, store, now: () => this.time },
      );
      return delivery.state;
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      return `wait ${Math.round((error.retryAt.getTime() - this.time.getTime()) / 1000)} s`;
    }
  }

  receipt(): Promise<Json | undefined> {
    return this.store.get(receiptKey(this.subject));
  }

  get messages() {
    return this.discord.messages("announcements");
  }

  count(method: string): number {
    return this.discord.requests.filter((request) => request.method === method).length;
  }
}

interface How {
  readonly chat?: ChatTarget;
  readonly store?: Store;
  readonly mayCreate?: boolean;
}

/** A store whose n-th compare-and-set never happens, because the process died just before it. */
export function dyingStore(store: Store, survivedWrites: number): Store {
  let writes = 0;
  return {
    ...store,
    compareAndSet(...change) {
      writes += 1;
      if (writes > survivedWrites) throw new Error("the process was killed");
      return store.compareAndSet(...change);
    },
  };
}
