import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { summaryMarker } from "../../src/render/marker.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana, bea], paths: [src/**] }
  docs: { owners: [olga], paths: [docs/**] }
signoffs: { grace: 0s }
gates: { ci: { checks: [build] } }
pull_request: { require: [title, touched, ci], hold_label: hold }
`;
const limit = { timeout: 120_000 };
const webhooks = (world: World) => `${world.gatehouse.url}/api/github/webhooks`;
const nowhere = "http://127.0.0.1:1/";
const files = { "src/runtime/start.ts": "export {};\n", "docs/start.md": "Start.\n" };

type Delivered = ReturnType<World["github"]["deliveries"]["all"]>[number];

const backends = [
  { backend: "the embedded backend", usesRedis: false },
  { backend: "Redis", usesRedis: true },
].filter(({ usesRedis }) => hasRedis || !usesRedis);

describe.for(backends)("on $backend", ({ usesRedis }) => {
  let redis: RedisServer | undefined;
  let world: World;

  beforeAll(async () => {
    redis = usesRedis ? await startRedis() : undefined;
    const env: Readonly<Record<string, string>> = redis === undefined ? {} : { REDIS_URL: redis.url };
    world = await startWorld({ config, creationPaceMs: 0, env });
    await world.github.as("olga").push({ branch: "next", files: { "notes.txt": "Next.\n" } });
  });
  afterAll(async () => {
    await world.close();
    await redis?.close();
  });

  it("every delivery again, in order, reversed and doubled, changes nothing and writes nothing", limit, async () => {
    const first = world.github.deliveries.all().length;
    const page = await live(world);
    const delivered = world.github.deliveries.all().slice(first);
    const before = await stateOf(world, page);
    expect((await page.summaries()).join("\n")).toContain("On hold");
    expect(delivered.length).toBeGreaterThan(50);

    const guids = delivered.map(({ guid }) => guid);
    // A new delivery about a text of ours tells of a new change, which would be put right.
    const others = delivered.filter((each) => !isAboutOurText(each));
    const replays: readonly (() => Promise<void>)[] = [
      () => again(world, guids),
      () => again(world, guids.toReversed()),
      () => again(world, [...guids, ...guids]),
      () => anew(world, others),
      () => anew(world, others.toReversed()),
    ];
    const mark = world.github.requests.mark();
    for (const replay of replays) {
      await replay();
      await world.settled();
      expect(world.github.requests.since(mark).writes()).toEqual([]);
      expect(await stateOf(world, page)).toEqual(before);
    }
  });

  it("deliveries that first come in any order, some of them twice, end in the same", limit, async () => {
    const inOrder = await playIn(world, { order: [], again: [] });
    expect(inOrder).toContain("Signed by `ana`");
    expect(inOrder).toContain("feat: faster start");
    expect(inOrder).toContain("`memory`");
    await fc.assert(
      fc.asyncProperty(arrival, async (given) => {
        expect(await playIn(world, given)).toBe(inOrder);
      }),
      // A run takes a second or two: the first failure is reported as it is.
      { numRuns: 3, endOnFailure: true },
    );
  });
});

/** A pull request of which Gatehouse hears everything at once: everything that can happen to one, twice where it matters. */
async function live(world: World): Promise<PullRequestPage> {
  const { github } = world;
  const page = await openPage(world, { title: "Feature: faster start", files });
  const { number } = page;
  const report = async (conclusion: string) =>
    github.reportCheck({ name: "build", headSha: await page.headSha(), conclusion });

  await page.say("dan", "/retitle feat: faster start");
  await report("failure");
  const tampered = await page.say("ana", "/signoff runtime");
  await page.say("mallory", "/signoff runtime");
  await page.edit("dan", tampered, "Looks good.");
  await page.remove("bea", await page.say("bea", "/signoff runtime"));
  const approval = await page.review("olga", { state: "approve", body: "/signoff docs" });
  await github.as("dan").dismissReview(number, approval, "Changed since.");
  await page.say("olga", "/signoff docs\n/unsignoff docs");
  await page.review("bea", { state: "request-changes", body: "Not yet.\n\n/concern memory -- it grows" });
  await page.say("ana", "/signoff runtime");

  await page.push({ "src/runtime/start.ts": "export const a = 1;\n" });
  await report("success");
  await page.review("bea", { state: "approve" });
  await page.say("bea", "/resolve memory");
  const held = await page.say("dan", "/hold until the benchmark is there");
  await page.edit("ana", held, "Never mind.");
  await page.say("dan", "/unhold");
  await github.as("bea").label(number, "hold");
  await github.as("dan").unlabel(number, "hold");
  await world.settled();

  for (const base of ["next", "main"]) {
    await github.as("dan").setBase(number, base);
    await world.settled();
    await page.say("ana", "/signoff runtime");
  }
  await page.say("olga", "/signoff docs");
  await page.say("ana", "/concern startup -- twice as slow");
  const quoted = await page.say("ana", "> /signoff runtime");
  await page.edit("ana", quoted, "/signoff runtime");

  await page.edit("dan", await summaryId(world, page), "Nothing to see here.");
  await page.remove("dan", await summaryId(world, page));
  await page.edit("dan", await summaryId(world, page), "Nothing to see here.");
  return page;
}

async function summaryId({ github }: World, { number }: PullRequestPage): Promise<number> {
  const found = (await github.comments(number)).find(({ body }) => body.startsWith(summaryMarker));
  if (found === undefined) throw new Error("there is no summary");
  return found.id;
}

async function again({ github }: World, guids: readonly string[]): Promise<void> {
  for (const guid of guids) await github.redeliver(guid);
}

/** The same under new ids, as if nothing of the queue's memory was left. */
async function anew({ github }: World, delivered: readonly Delivered[]): Promise<void> {
  for (const { event, payload } of delivered) {
    github.deliveries.send(event, payload);
    await github.settled();
  }
}

function isAboutOurText({ event, payload }: Delivered): boolean {
  return event === "issue_comment" && JSON.stringify(payload["comment"]).includes('"login":"gatehouse[bot]"');
}

async function stateOf({ github }: World, page: PullRequestPage) {
  const comments = await github.comments(page.number);
  return {
    pull: await github.pullRequest(page.number),
    shown: await page.everything(),
    reactions: comments.map(({ id }) => [id, page.reactions(id)]),
  };
}

/** In which order the deliveries arrive, and which of them arrive once more. */
const arrival = fc.record({
  order: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
  again: fc.array(fc.nat(), { maxLength: 6 }),
});

/** A short story of which Gatehouse hears nothing before it is over. Gives all there is to see at its end. */
async function playIn(
  world: World,
  { order, again: twice }: { readonly order: readonly number[]; readonly again: readonly number[] },
) {
  const { github } = world;
  github.deliverTo(nowhere);
  const earlier = new Set(github.deliveries.all().map(({ guid }) => guid));
  const page = await openPage(world, { title: "Feature: faster start" });
  const headSha = await page.headSha();
  await github.reportCheck({ name: "build", headSha, status: "in_progress" });
  await github.reportCheck({ name: "build", headSha, conclusion: "success" });
  // Every sign-off names its head: without, it counts or not by when the head was first heard of.
  const sign = `/signoff runtime @${headSha}`;
  const [deleted, tampered] = [await page.say("bea", sign), await page.say("bea", sign)];
  const ids = [
    tampered,
    await page.say("dan", "/retitle feat: faster start"),
    await page.say("mallory", sign),
    await page.say("ana", sign),
    await page.say("bea", "/help"),
    await page.say("bea", "/concern memory -- it grows"),
  ];
  await page.remove("bea", deleted);
  await page.edit("dan", tampered, "Looks good.");

  const guids = [...new Set(github.deliveries.all().map(({ guid }) => guid))].filter((guid) => !earlier.has(guid));
  const shuffled = guids.toSorted((a, b) => (order[guids.indexOf(a)] ?? 0) - (order[guids.indexOf(b)] ?? 0));
  github.deliverTo(webhooks(world));
  await again(world, [...shuffled, ...twice.map((index) => guids[index % guids.length] ?? "")]);
  await world.settled();

  const mark = github.requests.mark();
  await Promise.all(guids.map((guid) => github.redeliver(guid)));
  await world.settled();
  expect(github.requests.since(mark).writes()).toEqual([]);

  const answers = ids.map(async (id) => ({ reactions: page.reactions(id), replies: await page.repliesTo(id) }));
  const { state, title, summary } = (await page.check()) ?? {};
  const seen = {
    title: (await github.pullRequest(page.number)).title,
    // Below them stands the ledger, with the times of everything.
    check: { state, title, summary },
    titleCheck: await page.check("gatehouse/title"),
    checkCount: (await github.checkRuns(headSha)).length,
    summaries: await page.summaries(),
    answers: await Promise.all(answers),
  };
  let text = JSON.stringify(seen, null, 1).replaceAll(headSha, "head").replaceAll(headSha.slice(0, 7), "head");
  for (const [index, id] of ids.entries()) text = text.replaceAll(`comment-${id} `, `comment ${index} `);
  // Two stories may be told in two minutes.
  return text.replaceAll(page.branch, "branch").replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "then");
}
