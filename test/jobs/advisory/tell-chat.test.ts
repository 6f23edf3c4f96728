import { UnrecoverableError } from "bullmq";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SourceSilent } from "../../../src/advisories/source.ts";
import { createDiscordTarget } from "../../../src/chat/discord.ts";
import type { Destination } from "../../../src/chat/target.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { tellChatJob } from "../../../src/jobs/advisory/deliver-news.ts";
import { tellChat, tellSilence } from "../../../src/jobs/advisory/tell-chat.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import type { TriageChange } from "../../../src/policy/advisory/triage/triage-plan.ts";
import { type JobRequest, RetryLater } from "../../../src/queue/job.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";
import { aChange, anAdvisory, aRow, aState } from "../../render/advisory/builders.ts";
import { type AdvisoryDesk, advisoriesConfig, anAdvisoryDesk, scannedFiles } from "../../support/advisory-desk.ts";
import { type LocalDiscord, startDiscord } from "../../support/discord-server.ts";

const start = new Date("2026-11-20T09:05:00Z");
const hourMs = 3_600_000;

let desk: AdvisoryDesk;
let discord: LocalDiscord;
let time: Date;
let deps: Deps;
let asked: JobRequest[];
let grant: Pick<Destination, "repositories" | "owners">;

beforeAll(async () => {
  const files = { ...scannedFiles, ".github/gatehouse.yml": `${advisoriesConfig}notify: { advisories: security }\n` };
  desk = await anAdvisoryDesk({ github: { files } });
});
afterAll(() => desk.close());
beforeEach(async () => {
  time = start;
  const now = () => time;
  discord = await startDiscord({ channels: ["security"], now });
  grant = { repositories: [], owners: [desk.at.owner] };
  asked = [];
  desk.lines.length = 0;
  desk.github.showRepository({});
  deps = { ...desk.deps, chat: aTarget(), store: createMemoryStore(now), now, enqueue };
});
afterEach(() => discord.close());

/** What a Gatehouse that has just started posts with. */
function aTarget() {
  const { apiUrl, token } = discord;
  const destinations = new Map([["security", { channel: discord.channelId("security"), ...grant }]]);
  return createDiscordTarget({ token, apiUrl, destinations, now: () => time });
}

/** As the queue: the same id once. */
async function enqueue(requests: readonly JobRequest[]): Promise<void> {
  for (const request of requests) {
    if (request.id === undefined || !asked.some(({ id }) => id === request.id)) asked.push(request);
  }
}

function configure(text: string) {
  const loaded = loadConfig(`version: 1\nadvisories: {}\n${text}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}
const config = configure("notify: { advisories: security }\n");

/** A scan has brought these issues to what they are; then everything that was asked for runs. */
async function scanned(changes: readonly TriageChange[], over: Partial<Deps> = {}, rules = config): Promise<void> {
  const numbers = new Map(changes.map(({ advisory, number }) => [advisory, number ?? 41]));
  await tellChat(changes, numbers, rules, desk.at, { ...deps, ...over });
  await work();
}

async function work(): Promise<void> {
  for (const { payload } of asked) await tellChatJob.run(payload, deps);
}

const titles = () => discord.messages("security").map(({ embeds }) => embeds[0]?.title);
const opened: TriageChange = aChange({ number: undefined, events: [{ kind: "open" }] });

/** The n-th of many, all opened by this scan. */
function another(number: number): TriageChange {
  const id = `RUSTSEC-2099-${String(number).padStart(4, "0")}`;
  const found = anAdvisory({ rows: [aRow({ advisory: id, package: `crate-${number}` })] });
  return { ...opened, advisory: id, number, found };
}

const overdue: TriageChange = aChange({
  events: [{ kind: "remind", of: "fix", what: "due", dueAt: start }],
  next: aState({
    firstSeenAt: "2026-11-10T09:00:00.000Z",
    reminded: { of: "fix", what: "due", at: start.toISOString() },
  }),
});

describe("a new advisory", () => {
  it("is told once, with its issue, however often it is scanned and delivered", async () => {
    const mark = desk.github.requests.mark();
    for (let run = 0; run < 3; run += 1) await scanned([opened]);
    time = new Date(start.getTime() + 2 * hourMs);
    await scanned([aChange({ number: 41 })]);
    expect(titles()).toEqual(["RUSTSEC-2099-0001 in slate-codec (high)"]);
    expect(discord.messages("security")[0]?.embeds[0]).toMatchObject({
      url: expect.stringMatching(/\/issues\/41$/),
      footer: { text: `${desk.at.owner}/${desk.at.repo} · advisory RUSTSEC-2099-0001` },
    });
    expect(discord.requests).toHaveLength(1);
    // Only the first time there was anything to tell.
    expect(desk.github.requests.since(mark).reads()).toHaveLength(1);
  });

  it("is told by a later scan when the one that opened its issue broke off", async () => {
    time = new Date(start.getTime() + 23 * hourMs);
    await scanned([aChange({ number: 41 })]);
    expect(titles()).toEqual(["RUSTSEC-2099-0001 in slate-codec (high)"]);
  });

  it("is told again when it comes back", async () => {
    await scanned([opened]);
    time = new Date(start.getTime() + 30 * 24 * hourMs);
    const back = aState({ firstSeenAt: time.toISOString() });
    await scanned([aChange({ number: 41, events: [{ kind: "reopen", isNoteLost: false }], next: back })]);
    expect(titles()).toHaveLength(2);
  });

  it.for<{ what: string; change: TriageChange }>([
    {
      what: "one that was first seen long ago",
      change: aChange({ next: aState({ firstSeenAt: "2026-11-01T09:00:00.000Z" }) }),
    },
    {
      what: "one that an ignore covers",
      change: aChange({ next: aState({ accepted: { file: "deny.toml", until: null } }) }),
    },
    { what: "one whose issue is closed", change: aChange({ isOpen: false }) },
    { what: "one that is gone", change: { ...aChange({ next: aState({ presence: "gone" }) }), found: undefined } },
  ])("is not $what", async ({ change }) => {
    const mark = desk.github.requests.mark();
    await scanned([change]);
    expect(asked).toEqual([]);
    expect(desk.github.requests.since(mark).reads()).toEqual([]);
  });
});

describe("an overdue advisory", () => {
  it("is told once for each of its times, and a weekly reminder is no news", async () => {
    for (let run = 0; run < 2; run += 1) await scanned([overdue]);
    expect(titles()).toEqual(["Overdue: RUSTSEC-2099-0001 in slate-codec (high)"]);
    time = new Date(start.getTime() + 7 * 24 * hourMs);
    const reminded = { of: "fix", what: "weekly", at: time.toISOString() } as const;
    await scanned([{ ...overdue, next: { ...overdue.next, reminded } }]);
    await scanned([{ ...overdue, next: { ...overdue.next, reminded: { ...reminded, of: "decide", what: "due" } } }]);
    expect(titles()).toHaveLength(2);
  });

  it("is told after an outage of weeks, when the first reminder is a weekly one, and not once more", async () => {
    const reminded = { of: "fix", what: "weekly", at: start.toISOString() } as const;
    await scanned([{ ...overdue, next: { ...overdue.next, reminded } }]);
    expect(titles()).toEqual(["Overdue: RUSTSEC-2099-0001 in slate-codec (high)"]);
    // A queue forgets what it was asked for, and so do receipts.
    asked = [];
    time = new Date(start.getTime() + 210 * 24 * hourMs);
    await scanned([{ ...overdue, next: { ...overdue.next, reminded: { ...reminded, at: time.toISOString() } } }]);
    expect(asked).toEqual([]);
  });

  it.for([
    { what: "that is only due soon", over: { reminded: { of: "fix", what: "soon", at: start.toISOString() } } },
    { what: "that was told days ago", over: { reminded: { of: "fix", what: "due", at: "2026-11-18T09:00:00.000Z" } } },
  ] as const)("is none $what", async ({ over }) => {
    await scanned([{ ...overdue, next: { ...overdue.next, ...over } }]);
    expect(asked).toEqual([]);
  });

  it("is none whose clock stands still by now", async () => {
    await scanned([{ ...overdue, due: { decide: undefined, fix: undefined } }]);
    expect(asked).toEqual([]);
  });
});

describe("many at once", () => {
  it("are one card each up to five", async () => {
    await scanned([1, 2, 3, 4].map(another).concat(overdue));
    expect(titles()).toHaveLength(5);
  });

  it("are one card with their numbers from six on, and are not told one by one later", async () => {
    const many = [1, 2, 3, 4, 5, 6].map((each) => another(each + 10));
    for (let run = 0; run < 2; run += 1) await scanned([...many, overdue]);
    expect(titles()).toEqual(["Advisories: 6 new, 1 overdue"]);
    expect(discord.messages("security")[0]?.embeds[0]).toMatchObject({
      description: "6 new: 6 high.\n1 overdue: 1 high.",
      url: expect.stringMatching(/\/issues\?q=.*label%3Aadvisory$/),
    });
    await scanned([...many.slice(2), another(40)]);
    expect(titles()).toEqual(["Advisories: 6 new, 1 overdue", "RUSTSEC-2099-0040 in crate-40 (high)"]);
  });
});

describe("nothing is told", () => {
  const silent = configure("");
  const elsewhere = configure("notify: { advisories: other }\n");

  it("and nothing is asked or logged, where nobody is named", async () => {
    const mark = desk.github.requests.mark();
    await scanned([opened], {}, silent);
    expect([asked, desk.lines, desk.github.requests.since(mark).reads()]).toEqual([[], [], []]);
  });

  it.for<{ what: string; arrange?: () => void; rules?: typeof config; over?: Partial<Deps>; why: string }>([
    { what: "without a chat", over: { chat: undefined }, why: "no chat is configured" },
    { what: "in a place that nobody knows", rules: elsewhere, why: "the operator knows no such destination" },
    {
      what: "of a private repository that is only granted by its owner",
      arrange: () => desk.github.showRepository({ private: true }),
      why: "the destination is not granted to the repository",
    },
    {
      what: "of somebody else's repository",
      arrange: () => {
        grant = { repositories: ["acme/other"], owners: ["someone"] };
        deps = { ...deps, chat: aTarget() };
      },
      why: "the destination is not granted to the repository",
    },
  ])("$what, and the log says why", async ({ arrange, rules, over, why }) => {
    arrange?.();
    await scanned([opened], over, rules);
    expect(asked).toEqual([]);
    expect(discord.requests).toEqual([]);
    expect(desk.lines).toContainEqual(expect.objectContaining({ msg: "advisories not told to the chat", why }));
  });

  it("once the operator has taken the destination back", async () => {
    await tellChat([opened], new Map([[opened.advisory, 41]]), config, desk.at, deps);
    grant = { repositories: [], owners: ["someone"] };
    deps = { ...deps, chat: aTarget() };
    await work();
    expect(asked).toHaveLength(1);
    expect(discord.requests).toEqual([]);
  });

  it("in a dry run", async () => {
    await tellChat([opened], new Map([[opened.advisory, 41]]), config, desk.at, deps);
    deps = { ...deps, dryRun: true };
    await work();
    expect(discord.requests).toEqual([]);
    expect(desk.lines).toContainEqual(expect.objectContaining({ msg: "dry run", plan: "create" }));
  });
});

it("a private repository is told where the operator names it", async () => {
  desk.github.showRepository({ private: true });
  grant = { repositories: [`${desk.at.owner}/${desk.at.repo}`], owners: [] };
  deps = { ...deps, chat: aTarget() };
  await scanned([opened]);
  expect(titles()).toHaveLength(1);
});

it("an answer that is lost makes no second card, and a chat that is away is waited for", async () => {
  await tellChat([opened], new Map([[opened.advisory, 41]]), config, desk.at, deps);
  discord.faults.next("POST", { kind: "status", status: 503 });
  await expect(work()).rejects.toBeInstanceOf(RetryLater);
  time = new Date(start.getTime() + 60_000);
  await work();
  await work();
  expect(titles()).toHaveLength(1);
});

it("a channel that cannot be written to needs a person", async () => {
  discord.permissions("security").viewChannel = false;
  await expect(scanned([opened])).rejects.toBeInstanceOf(UnrecoverableError);
});

it("what cannot be asked for is asked for by the next scan", async () => {
  const broken = () => Promise.reject(new Error("the queue is away"));
  await expect(scanned([opened], { enqueue: broken })).rejects.toThrow("the queue is away");
  await scanned([aChange({ number: 41 })]);
  expect(titles()).toHaveLength(1);
});

it("that no source answers is told with the third scan in a row, and once a day", async () => {
  const silence = () => Promise.reject(new SourceSilent("nobody answers"));
  const advisories = { name: "none", query: silence, lookUp: silence };
  const scans: (readonly (string | undefined)[])[] = [];
  for (let scan = 0; scan < 4; scan += 1) {
    await desk.scan({ ...deps, advisories });
    for (const { job, payload } of asked) if (job === "tell-chat") await tellChatJob.run(payload, deps);
    scans.push(titles());
  }
  const told = ["Advisories: the scan finds no source"];
  expect(scans).toEqual([[], [], told, told]);
  await tellSilence(3, config, desk.at, deps);
  expect(asked.filter(({ job }) => job === "tell-chat")).toHaveLength(1);
});
