import { UnrecoverableError } from "bullmq";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDiscordTarget } from "../../../src/chat/discord.ts";
import { announceReleaseJob } from "../../../src/jobs/release/announce-release.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { startDiscord } from "../../support/discord-server.ts";
import type { LocalDiscord } from "../../support/discord-server.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { noAdvisories } from "../../support/no-advisories.ts";
import { openReleasePage } from "../../support/release-page.ts";
import type { ReleasePage } from "../../support/release-page.ts";
import { testSeal } from "../../support/test-seal.ts";

const payload = { installationId: 1, owner: "acme", repo: "platform", repositoryId: 77, releaseId: 500 };
const config = "version: 1\nreleases:\n  announce: { stable: [news, general], prerelease: preview }\n";
const now = () => new Date("2026-03-02T12:00:00Z");

let discord: LocalDiscord;
let github: ReleasePage;
let deps: Deps;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  discord = await startDiscord({ channels: ["news", "general", "preview"], now });
  github = await openReleasePage();
  github.release = aRelease();
  github.config = config;
  logged = [];
  const { apiUrl, token } = discord;
  const grant = (name: string) =>
    [name, { channel: discord.channelId(name), repositories: [], owners: ["acme"] }] as const;
  const destinations = new Map([grant("news"), grant("general"), grant("preview")]);
  deps = {
    github: { appId: 1, app: async () => github.octokit(), installation: async () => github.octokit(), seal: testSeal },
    chat: createDiscordTarget({ token, apiUrl, destinations, now }),
    advisories: noAdvisories,
    store: createMemoryStore(now),
    enqueue: () => Promise.reject(new Error("an announcement enqueues nothing")),
    now,
    // What pino writes is one JSON object a line.
    log: pino({}, { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) }),
    attempt: 1,
    dryRun: false,
  };
});
afterEach(async () => {
  await discord.close();
  await github.close();
});

describe("the announce-release job", () => {
  it("puts one announcement into each destination, however often it runs", async () => {
    for (let run = 0; run < 3; run++) await announceReleaseJob.run(payload, deps);
    expect(counts()).toEqual({ news: 1, general: 1, preview: 0 });
    expect(discord.requests).toHaveLength(2);
    expect(discord.messages("news")[0]?.embeds[0]).toMatchObject({
      title: "platform v0.8.0 — Faster start",
      url: "https://github.com/acme/platform/releases/tag/v0.8.0",
      description: "- It starts **faster** (#12)",
      footer: { text: "acme/platform · v0.8.0" },
    });
  });

  it("edits the messages when the notes were edited", async () => {
    await announceReleaseJob.run(payload, deps);
    github.release = aRelease({ body: "It starts *much* faster" });
    await announceReleaseJob.run(payload, deps);
    expect(counts()).toEqual({ news: 1, general: 1, preview: 0 });
    expect(discord.messages("general")[0]?.embeds[0]?.description).toBe("It starts *much* faster");
  });

  it("asks GitHub three times for an announcement, and once a day whether the configuration is a link", async () => {
    await announceReleaseJob.run(payload, deps);
    expect(github.requests).toEqual([
      "GET /repos/acme/platform/releases/500",
      "GET /repos/acme/platform",
      "GET /repos/acme/platform/contents/.github%2Fgatehouse.yml?ref=refs%2Fheads%2Ftrunk",
      "POST /graphql",
    ]);
    await announceReleaseJob.run(payload, deps);
    expect(github.requests.slice(4)).toEqual(github.requests.slice(0, 3));
  });

  it.for<{ name: string; arrange: () => void; logs: Record<string, unknown> }>([
    {
      name: "a deleted release",
      arrange: () => (github.release = undefined),
      logs: { msg: "release not announced: it was deleted" },
    },
    {
      name: "a draft",
      arrange: () => (github.release = aRelease({ draft: true, published_at: null })),
      logs: { reason: "draft" },
    },
    {
      name: "another tag",
      arrange: () => (github.release = aRelease({ tag_name: "nightly" })),
      logs: { reason: "tag-format" },
    },
    {
      name: "a private repository without a grant by name",
      arrange: () => (github.isPrivate = true),
      logs: { reason: "not-granted" },
    },
    { name: "a broken config", arrange: () => (github.config = "version: 2"), logs: { config: "invalid" } },
    {
      name: "no chat",
      arrange: () => (deps = { ...deps, chat: undefined }),
      logs: { msg: "release not announced: no chat is configured" },
    },
  ])("$name: nothing is posted, and the log says why", async ({ arrange, logs }) => {
    arrange();
    await announceReleaseJob.run(payload, deps);
    expect(discord.requests).toHaveLength(0);
    expect(logged).toContainEqual(expect.objectContaining(logs));
  });

  it("stays silent without a config", async () => {
    github.config = undefined;
    await announceReleaseJob.run(payload, deps);
    expect(discord.requests).toHaveLength(0);
    expect(logged).toEqual([]);
  });

  it("announces nothing at all when an old release is edited after installation", async () => {
    github.release = aRelease({ published_at: "2025-01-01T00:00:00Z" });
    await announceReleaseJob.run(payload, deps);
    expect(discord.requests).toHaveLength(0);
  });

  it("a GitHub that does not answer is no reason to be silent for ever: the job fails and comes back", async () => {
    github.status = 502;
    await expect(announceReleaseJob.run(payload, deps)).rejects.toThrow("could not read release 500 of acme/platform");
    expect(discord.requests).toHaveLength(0);
  });

  it("one channel in trouble does not hold up the other, and the retry posts only what is missing", async () => {
    discord.faults.next("POST", { kind: "status", status: 503 });
    await expect(announceReleaseJob.run(payload, deps)).rejects.toBeInstanceOf(RetryLater);
    expect(counts()).toEqual({ news: 0, general: 1, preview: 0 });
    await announceReleaseJob.run(payload, { ...deps, now: () => new Date(now().getTime() + 5000) });
    expect(counts()).toEqual({ news: 1, general: 1, preview: 0 });
  });

  it("a channel that cannot be written is told to a person, after the others were served", async () => {
    discord.permissions("news").viewChannel = false;
    const run = announceReleaseJob.run(payload, deps);
    await expect(run).rejects.toBeInstanceOf(UnrecoverableError);
    await expect(run).rejects.toThrow(/needs a person: channel 100000000000000001: .*View Channel/);
    expect(counts()).toEqual({ news: 0, general: 1, preview: 0 });
  });

  it("a dry run says what it would do and does nothing", async () => {
    const { store } = deps;
    await announceReleaseJob.run(payload, { ...deps, dryRun: true });
    expect(discord.requests).toHaveLength(0);
    expect(await store.get("receipt:77:500:stable:100000000000000001:1")).toBeUndefined();
    expect(logged.filter(({ msg }) => msg === "dry run").map(({ plan }) => plan)).toEqual(["create", "create"]);
    await announceReleaseJob.run(payload, deps);
    github.release = aRelease({ body: "Edited" });
    await announceReleaseJob.run(payload, { ...deps, dryRun: true });
    expect(logged.filter(({ msg }) => msg === "dry run").map(({ plan }) => plan)).toEqual([
      "create",
      "create",
      "edit",
      "edit",
    ]);
  });
});

function aRelease(changes: object = {}): object {
  return {
    id: 500,
    tag_name: "v0.8.0",
    name: "Faster start",
    body: "# v0.8.0\n\n- It starts **faster** (#12)",
    html_url: "https://github.com/acme/platform/releases/tag/v0.8.0",
    draft: false,
    prerelease: false,
    published_at: "2026-03-02T11:59:30Z",
    ...changes,
  };
}

function counts(): Record<string, number> {
  return Object.fromEntries([...discord.channels.keys()].map((name) => [name, discord.messages(name).length]));
}
