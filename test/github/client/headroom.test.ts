import { describe, expect, it } from "vitest";
import { noteHeadroom, requireHeadroom } from "../../../src/github/client/headroom.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const start = new Date("2026-11-20T09:00:00.000Z");
const reset = new Date("2026-11-20T09:40:00.000Z");

async function after(headers: Readonly<Record<string, string>>) {
  let time = start;
  const now = () => time;
  const store = createMemoryStore(now);
  const given = { "x-ratelimit-reset": String(reset.getTime() / 1000), ...headers };
  await noteHeadroom(given, { installationId: 5, store, now });
  return { ask: (id = 5) => requireHeadroom(id, { store, now }), later: (date: Date) => void (time = date) };
}

describe("work that nobody waits for", () => {
  it.for([
    { title: "many requests left", headers: { "x-ratelimit-remaining": "4000" } },
    { title: "just enough left", headers: { "x-ratelimit-remaining": "200" } },
    { title: "no word about it", headers: {} },
    { title: "few left of another limit", headers: { "x-ratelimit-remaining": "3", "x-ratelimit-resource": "search" } },
  ])("goes on with $title", async ({ headers }) => {
    const { ask } = await after(headers);
    await expect(ask()).resolves.toBeUndefined();
  });

  it("waits for new requests when few are left, and so keeps them for commands", async () => {
    const { ask, later } = await after({ "x-ratelimit-remaining": "199", "x-ratelimit-resource": "core" });
    const refusal: unknown = await ask().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RetryLater);
    expect(refusal).toMatchObject({ retryAt: reset });
    later(reset);
    await expect(ask()).resolves.toBeUndefined();
  });

  it("of another installation goes on", async () => {
    const { ask } = await after({ "x-ratelimit-remaining": "0" });
    await expect(ask(6)).resolves.toBeUndefined();
  });
});
