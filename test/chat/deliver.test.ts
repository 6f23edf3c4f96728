import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { receiptKey, receiptNonce } from "../../src/chat/receipt-key.ts";
import { AnnouncementDesk, dyingStore } from "../support/announcement-desk.ts";
import type { Fault } from "../support/discord/faults.ts";

let desk: AnnouncementDesk;
beforeEach(async () => {
  desk = await AnnouncementDesk.open();
});
afterEach(() => desk.close());

describe("an announcement is posted once", () => {
  it("and a second and third event post nothing and ask nothing", async () => {
    expect(await desk.deliver()).toBe("posted");
    expect(await desk.deliver()).toBe("unchanged");
    desk.restart();
    expect(await desk.deliver()).toBe("unchanged");
    expect(desk.messages).toHaveLength(1);
    expect(desk.discord.requests).toHaveLength(1);
    expect(desk.messages[0]).toMatchObject({
      content: "",
      pings: [],
      embeds: [
        {
          title: "platform v1.2.3",
          url: "https://github.com/acme/platform/releases/tag/v1.2.3",
          description: "## Fixed\n- A fault",
          footer: { text: "acme/platform · v1.2.3" },
        },
      ],
    });
  });

  it("edited notes edit the message, and the same notes again change nothing", async () => {
    await desk.deliver();
    desk.passSeconds(3600);
    expect(await desk.deliver({ body: "Better notes for @everyone" })).toBe("edited");
    expect(await desk.deliver({ body: "Better notes for @everyone" })).toBe("unchanged");
    expect(desk.messages).toHaveLength(1);
    expect(desk.messages[0]).toMatchObject({
      embeds: [{ description: "Better notes for @\u200beveryone" }],
      pings: [],
    });
    expect(desk.discord.requests.map(({ method }) => method)).toEqual(["POST", "PATCH"]);
  });

  it("creates and edits both forbid mentions", async () => {
    await desk.deliver();
    await desk.deliver({ body: "Edited" });
    const bodies = desk.discord.requests.map(({ body }) => body);
    expect(bodies).toEqual([
      expect.objectContaining({ allowed_mentions: { parse: [] }, enforce_nonce: true }),
      expect.objectContaining({ allowed_mentions: { parse: [] } }),
    ]);
  });

  it("a promoted preview is announced again, as another message", async () => {
    await desk.deliver({ stage: "preview" });
    expect(await desk.deliver({ stage: "stable" })).toBe("posted");
    expect(desk.messages.map(({ embeds }) => embeds[0]?.footer?.text)).toEqual([
      "acme/platform · v1.2.3 · prerelease",
      "acme/platform · v1.2.3",
    ]);
  });

  it("an old release is not posted, but its message is kept up to date", async () => {
    expect(await desk.deliver({}, { mayCreate: false })).toBe("too-old");
    expect(desk.discord.requests).toHaveLength(0);
    await desk.deliver();
    expect(await desk.deliver({ body: "Corrected" }, { mayCreate: false })).toBe("edited");
  });

  it("a message that people deleted is not posted again", async () => {
    await desk.deliver();
    desk.discord.personDeletes("announcements", desk.messages[0]?.id ?? "");
    expect(await desk.deliver({ body: "Edited" })).toBe("gone");
    expect(await desk.deliver({ body: "Edited again" })).toBe("gone");
    expect(desk.messages).toHaveLength(0);
    expect(desk.count("POST")).toBe(1);
  });

  it("two workers at once post one, and the second comes back later", async () => {
    let letGo = () => {};
    desk.discord.faults.next("POST", { kind: "hold", until: new Promise<void>((resolve) => (letGo = resolve)) });
    const first = desk.deliver({}, { chat: desk.restart() });
    const second = desk.deliver({}, { chat: desk.restart() });
    expect(await second).toBe("wait 30 s");
    letGo();
    expect(await first).toBe("posted");
    expect(desk.count("POST")).toBe(1);
  });
});

describe("after a failure whose outcome nobody knows", () => {
  it.for<{ name: string; fault: Fault; messagesBefore: number }>([
    { name: "dropped before it was stored", fault: { kind: "drop-before-store" }, messagesBefore: 0 },
    { name: "stored, answer lost", fault: { kind: "store-then-drop" }, messagesBefore: 1 },
    { name: "stored, then 502", fault: { kind: "store-then-status", status: 502 }, messagesBefore: 1 },
    { name: "stored, answer without an end", fault: { kind: "stall-body" }, messagesBefore: 1 },
    { name: "stored, answer is broken JSON", fault: { kind: "broken-json" }, messagesBefore: 1 },
    { name: "no answer at all", fault: { kind: "stall-headers" }, messagesBefore: 0 },
    { name: "503, not stored", fault: { kind: "status", status: 503 }, messagesBefore: 0 },
  ])("$name: one message, by the nonce within 90 s", async ({ fault, messagesBefore }) => {
    const chat = desk.restart({ timeoutMs: 300 });
    desk.discord.faults.next("POST", fault);
    expect(await desk.deliver({}, { chat })).toBe("wait 5 s");
    expect(desk.messages).toHaveLength(messagesBefore);
    desk.passSeconds(5);
    expect(await desk.deliver({}, { chat: desk.restart() })).toBe("posted");
    expect(desk.messages).toHaveLength(1);
    expect(desk.count("POST")).toBe(2);
    expect(desk.count("GET")).toBe(0);
  });

  it("stored, and the retry comes after the nonce window: the look-up adopts it", async () => {
    desk.discord.setNonceWindow(0);
    desk.discord.faults.next("POST", { kind: "store-then-drop" });
    await desk.deliver();
    desk.discord.personPosts("announcements", "hurray");
    desk.passSeconds(600);
    expect(await desk.deliver()).toBe("adopted");
    expect(await desk.deliver()).toBe("unchanged");
    expect(desk.messages.filter(({ authorId }) => authorId === desk.discord.botId)).toHaveLength(1);
    expect(desk.count("POST")).toBe(1);
  });

  it("not stored, and the history proves it: posted after the look-up", async () => {
    desk.discord.personPosts("announcements", "good morning");
    desk.discord.faults.next("POST", { kind: "drop-before-store" });
    await desk.deliver();
    desk.passSeconds(600);
    expect(await desk.deliver()).toBe("posted");
    expect(desk.messages.filter(({ authorId }) => authorId === desk.discord.botId)).toHaveLength(1);
  });

  it("without the permission to read history an empty list proves nothing: nobody posts, a person is told", async () => {
    desk.discord.setNonceWindow(0);
    desk.discord.permissions("announcements").readMessageHistory = false;
    desk.discord.faults.next("POST", { kind: "store-then-drop" });
    await desk.deliver();
    desk.passSeconds(600);
    expect(await desk.deliver()).toBe("uncertain");
    expect(await desk.receipt()).toMatchObject({
      state: "uncertain",
      says: expect.stringMatching(/Read Message History/),
    });
    expect(desk.count("POST")).toBe(1);
    desk.discord.permissions("announcements").readMessageHistory = true;
    expect(await desk.deliver()).toBe("adopted");
    expect(desk.messages).toHaveLength(1);
  });

  it("the message of a preview is not taken for that of the release", async () => {
    await desk.deliver({ stage: "preview" });
    desk.discord.faults.next("POST", { kind: "drop-before-store" });
    await desk.deliver();
    desk.passSeconds(120);
    expect(await desk.deliver()).toBe("posted");
    expect(desk.messages).toHaveLength(2);
  });

  it("notes edited in between: the first message is adopted and then shows the new notes", async () => {
    desk.discord.faults.next("POST", { kind: "store-then-drop" });
    await desk.deliver();
    desk.passSeconds(10);
    await desk.deliver({ body: "New notes" });
    expect(desk.messages).toHaveLength(1);
    expect(desk.messages[0]?.embeds[0]?.description).toBe("New notes");
  });

  it("deleted by people within the nonce window: not posted again", async () => {
    desk.discord.faults.next("POST", { kind: "store-then-drop" });
    await desk.deliver();
    desk.discord.personDeletes("announcements", desk.messages[0]?.id ?? "");
    desk.passSeconds(10);
    expect(await desk.deliver()).toBe("gone");
    expect(desk.messages).toHaveLength(0);
  });

  it("a look-up that finds its message behind a hundred others", async () => {
    desk.discord.setNonceWindow(0);
    for (let count = 0; count < 130; count++) desk.discord.personPosts("announcements", "busy channel");
    desk.discord.faults.next("POST", { kind: "store-then-drop" });
    await desk.deliver();
    desk.passSeconds(600);
    expect(await desk.deliver()).toBe("adopted");
    expect(desk.messages).toHaveLength(131);
  });
});

describe("a process that dies", () => {
  it.for([
    { name: "before it claims", survivedWrites: 0, messagesAtDeath: 0 },
    { name: "after the post, before it is written down", survivedWrites: 1, messagesAtDeath: 1 },
  ])("$name leaves one message in the end", async ({ survivedWrites, messagesAtDeath }) => {
    await expect(desk.deliver({}, { store: dyingStore(desk.store, survivedWrites) })).rejects.toThrow(/killed/);
    expect(desk.messages).toHaveLength(messagesAtDeath);
    desk.restart();
    desk.passSeconds(31);
    expect(await desk.deliver()).toBe("posted");
    expect(desk.messages).toHaveLength(1);
  });

  it("between claim and post, found out only after minutes", async () => {
    desk.discord.personPosts("announcements", "good morning");
    const chat = { ...desk.restart(), create: () => Promise.reject(new Error("the process was killed")) };
    await expect(desk.deliver({}, { chat })).rejects.toThrow(/killed/);
    desk.passSeconds(300);
    expect(await desk.deliver({}, { chat: desk.restart() })).toBe("posted");
    expect(desk.count("POST")).toBe(1);
  });

  it("frozen while another worker took over: it does not write over what the other wrote", async () => {
    let letGo = () => {};
    desk.discord.faults.next("POST", { kind: "hold", until: new Promise<void>((resolve) => (letGo = resolve)) });
    const frozen = desk.deliver({}, { chat: desk.restart() });
    await expect.poll(() => desk.count("POST")).toBe(1);
    desk.passSeconds(40);
    expect(await desk.deliver({}, { chat: desk.restart() })).toBe("posted");
    letGo();
    await expect(frozen).rejects.toThrow(/another worker/);
    expect(desk.messages).toHaveLength(1);
    expect(await desk.receipt()).toMatchObject({ state: "sent", messageId: desk.messages[0]?.id });
  });
});

it("the nonce fits, is the same in every process, and differs by channel, stage, part and generation", () => {
  const { subject } = desk;
  const nonces = [
    receiptNonce(subject),
    receiptNonce({ ...subject, channel: "100000000000000002" }),
    receiptNonce({ ...subject, stage: "preview" }),
    receiptNonce({ ...subject, part: 2 }),
    receiptNonce(subject, 2),
  ];
  expect(new Set(nonces).size).toBe(5);
  expect(nonces.every((nonce) => nonce.length <= 25)).toBe(true);
  expect(receiptNonce(subject)).toBe(nonces[0]);
  expect(receiptKey(subject)).toBe("receipt:77:500:stable:100000000000000001:1");
});
