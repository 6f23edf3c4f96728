import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AnnouncementDesk } from "../support/announcement-desk.ts";
import type { Fault } from "../support/discord/faults.ts";

let desk: AnnouncementDesk;
beforeEach(async () => {
  desk = await AnnouncementDesk.open();
});
afterEach(() => desk.close());

describe("what Discord answers to a post", () => {
  it.for<{ name: string; fault: Fault; says: string; state: string }>([
    { name: "a channel's limit", fault: limit("user", 7), says: "wait 7 s", state: "ready" },
    { name: "a shared limit", fault: limit("shared", 20), says: "wait 20 s", state: "ready" },
    { name: "the global limit", fault: limit("global", 3), says: "wait 3 s", state: "ready" },
    { name: "a limit of nearly nothing", fault: limit("user", 0.001), says: "wait 1 s", state: "ready" },
    { name: "a limit without end", fault: limit("user", 1e300), says: "wait 3600 s", state: "ready" },
    { name: "a global limit without end", fault: limit("global", 1e300), says: "wait 3600 s", state: "ready" },
    { name: "a limit beyond all numbers", fault: limit("shared", Infinity), says: "wait 3600 s", state: "ready" },
    { name: "a limit that has passed", fault: limit("user", -5), says: "wait 900 s", state: "ready" },
    { name: "a block of the address, in HTML", fault: limit("html", 900), says: "wait 900 s", state: "ready" },
    { name: "slow down", fault: status(400, 20028), says: "wait 120 s", state: "ready" },
    { name: "a bad token", fault: status(401, 0), says: "wait 900 s", state: "ready" },
    { name: "a refusal by the proxy, without code", fault: status(403), says: "wait 900 s", state: "ready" },
    { name: "no such channel", fault: status(404, 10003), says: "dead", state: "dead" },
    { name: "no access", fault: status(403, 50001), says: "dead", state: "dead" },
    { name: "no permission to write", fault: status(403, 50013), says: "dead", state: "dead" },
    { name: "an error of the server", fault: status(500), says: "wait 5 s", state: "sending" },
  ])("$name → $says", async ({ fault, says, state }) => {
    desk.discord.faults.next("POST", fault);
    expect(await desk.deliver()).toBe(says);
    expect(await desk.receipt()).toMatchObject({ state });
    expect(desk.messages).toHaveLength(0);
    // One request, whatever came: discord.js alone would send up to four, or sleep and go on for ever.
    expect(desk.discord.requests).toHaveLength(1);
  });

  it("a bad token: no further call is made, and with a good one everything that waited goes out", async () => {
    desk.discord.acceptToken(false);
    await desk.deliver();
    expect(await desk.deliver({ stage: "preview" })).toBe("wait 900 s");
    expect(desk.discord.requests).toHaveLength(1);
    desk.discord.acceptToken(true);
    desk.passSeconds(900);
    expect(await desk.deliver()).toBe("posted");
    expect(await desk.deliver({ stage: "preview" })).toBe("posted");
  });

  it.for([limit("global", 60), limit("html", 60)])("after $scope limits nothing is sent anywhere", async (fault) => {
    desk.discord.faults.next("POST", fault);
    await desk.deliver();
    expect(await desk.deliver({ stage: "preview" })).toBe("wait 60 s");
    expect(desk.discord.requests).toHaveLength(1);
  });

  it.for([limit("global", 1e300), limit("user", 1e300)])(
    "a $scope limit without end ends in an hour",
    async (fault) => {
      desk.discord.faults.next("POST", fault);
      expect(await desk.deliver()).toBe("wait 3600 s");
      desk.passSeconds(3600);
      expect(await desk.deliver()).toBe("posted");
    },
  );

  it("refused content is shown in the minimal form", async () => {
    desk.discord.faults.next("POST", status(400, 50035));
    expect(await desk.deliver()).toBe("posted");
    expect(desk.messages[0]?.embeds[0]).toMatchObject({
      title: "platform v1.2.3",
      description: expect.stringMatching(/^The notes could not be shown here: \[full notes\]/),
    });
    expect(await desk.deliver()).toBe("unchanged");
    expect(desk.count("POST")).toBe(2);
  });

  it("content that is refused twice is given up, until the notes change", async () => {
    desk.discord.faults.next("POST", status(400, 240000), status(400, 240000));
    expect(await desk.deliver()).toBe("dead");
    expect(await desk.deliver()).toBe("dead");
    expect(desk.count("POST")).toBe(2);
    expect(await desk.deliver({ body: "Without the link" })).toBe("posted");
    expect(desk.messages).toHaveLength(1);
  });

  it("a missing permission names the channel's need in words", async () => {
    desk.discord.permissions("announcements").sendMessages = false;
    expect(await desk.deliver()).toBe("dead");
    expect(await desk.receipt()).toMatchObject({ says: expect.stringMatching(/give it View Channel, Send Messages/) });
  });

  it("nobody listens: certainly not sent, so nothing is in doubt later", async () => {
    const port = await freePort();
    const chat = desk.restart({ apiUrl: `http://127.0.0.1:${port}/api` });
    expect(await desk.deliver({}, { chat })).toBe("wait 5 s");
    expect(await desk.receipt()).toMatchObject({ state: "ready", failures: 1 });
    desk.passSeconds(3600);
    expect(await desk.deliver({}, { chat: desk.restart() })).toBe("posted");
    expect(desk.count("GET")).toBe(0);
  });
});

describe("what Discord answers to an edit", () => {
  it.for<{ name: string; fault: Fault; says: string }>([
    { name: "old messages may be edited only now and then", fault: status(400, 30046), says: "wait 3600 s" },
    { name: "announcement channels too", fault: status(400, 20022), says: "wait 3600 s" },
    { name: "a limit", fault: limit("user", 9), says: "wait 9 s" },
    { name: "an error of the server", fault: status(502), says: "wait 5 s" },
    { name: "an answer that is lost", fault: { kind: "store-then-drop" }, says: "wait 5 s" },
    { name: "deleted by people", fault: status(404, 10008), says: "gone" },
    { name: "no access any more", fault: status(403, 50001), says: "dead" },
  ])("$name → $says, and no second post", async ({ fault, says }) => {
    await desk.deliver();
    desk.discord.faults.next("PATCH", fault);
    expect(await desk.deliver({ body: "Edited" })).toBe(says);
    expect(desk.count("PATCH")).toBe(1);
    expect(desk.count("POST")).toBe(1);
  });

  it("a delayed edit shows the newest notes, once", async () => {
    await desk.deliver();
    desk.discord.faults.next("PATCH", status(400, 30046));
    await desk.deliver({ body: "Second" });
    expect(await desk.deliver({ body: "Third" })).toBe("wait 3600 s");
    desk.passSeconds(3600);
    expect(await desk.deliver({ body: "Third" })).toBe("edited");
    expect(desk.messages[0]?.embeds[0]?.description).toBe("Third");
    expect(desk.count("PATCH")).toBe(2);
  });

  it("a refused edit falls back to the minimal form", async () => {
    await desk.deliver();
    desk.discord.faults.next("PATCH", status(400, 50035));
    expect(await desk.deliver({ body: "Edited" })).toBe("edited");
    expect(desk.messages[0]?.embeds[0]?.description).toMatch(/could not be shown/);
  });
});

function limit(scope: "user" | "shared" | "global" | "html", retryAfterS: number) {
  return { kind: "rate-limit", scope, retryAfterS } as const;
}

function status(code: number, discordCode?: number): Fault {
  return { kind: "status", status: code, ...(discordCode === undefined ? {} : { code: discordCode }) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
