import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
releases: { announce: { stable: announcements, prerelease: previews } }
`;

let world: World;
let mark: number;
let published = 0;

beforeAll(async () => {
  world = await startWorld({ config, backend: "embedded" });
});
afterAll(() => world.close());
beforeEach(() => {
  mark = world.github.requests.mark();
  published += 1;
});

const messages = (channel = "announcements") =>
  world.discord.messages(channel).filter(({ embeds }) => embeds[0]?.title?.includes(tag()));
const tag = () => `v1.${published}.0`;

async function publish(over: { readonly prerelease?: boolean; readonly draft?: boolean } = {}) {
  const release = { tag: tag(), name: `Engine ${tag()}`, body: "- Starts faster\n", ...over };
  const { id } = await world.github.as("olga").publishRelease(release);
  await world.settled();
  return id;
}

async function deliverAgain(times: number): Promise<void> {
  const events = world.github.deliveries.all().filter(({ event, redelivery }) => event === "release" && !redelivery);
  await Promise.all(events.map(({ guid }) => world.github.redeliver(guid, times)));
  await world.settled();
}

describe("a published release", () => {
  it("is announced once, although its three events are delivered three times", async () => {
    await publish();
    const events = world.github.deliveries.all().filter(({ event }) => event === "release");
    expect(events.map(({ action }) => action)).toEqual(["created", "published", "released"]);
    await deliverAgain(2);
    expect(messages()).toHaveLength(1);
    expect(messages()[0]?.embeds[0]?.description).toContain("Starts faster");
    expect(world.discord.requests.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });

  it("that is edited edits its message and posts no other", async () => {
    const id = await publish();
    await world.github.as("olga").editRelease(id, { body: "- Starts faster\n- Stops faster\n" });
    await world.settled();
    await deliverAgain(1);
    expect(messages()).toHaveLength(1);
    expect(messages()[0]?.embeds[0]?.description).toContain("Stops faster");
    expect(messages()[0]?.editedAt).toBeDefined();
  });

  it("that is a prerelease goes where prereleases go", async () => {
    await publish({ prerelease: true });
    expect(messages("previews")).toHaveLength(1);
    expect(messages()).toEqual([]);
  });

  it("that is a draft is not announced until it is published", async () => {
    const id = await publish({ draft: true });
    expect(messages()).toEqual([]);
    await world.github.as("olga").editRelease(id, { draft: false });
    await world.settled();
    expect(messages()).toHaveLength(1);
  });

  it("is announced when Discord is back, once", async () => {
    world.discord.faults.next("POST", { kind: "status", status: 503 });
    await publish();
    expect(world.discord.faults.left).toBe(0);
    expect(messages()).toHaveLength(1);
  });

  it("calls nobody, whatever its notes say, and writes nothing to GitHub", async () => {
    await world.github.as("olga").publishRelease({ tag: tag(), body: "@everyone <@&1> look\n" });
    await world.settled();
    expect(messages()[0]?.pings).toEqual([]);
    expect(world.github.requests.since(mark).writes()).toEqual([]);
  });
});

describe("a repository whose config announces nothing", () => {
  it("posts nothing", async () => {
    await world.github.as("olga").push({ files: { ".github/gatehouse.yml": "version: 1\n" } });
    const asked = world.github.requests.mark();
    await publish();
    // It did look, and decided to say nothing.
    const routes = Object.keys(world.github.requests.since(asked).byRoute());
    expect(routes).toContain("GET /repos/{owner}/{repo}/releases/{release_id}");
    expect(messages()).toEqual([]);
    expect(messages("previews")).toEqual([]);
  });
});
