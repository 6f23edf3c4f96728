import { expect, it } from "vitest";
import { atBackgroundPace } from "../../../src/jobs/sweep/background-pace.ts";
import { createMemoryStore } from "../../../src/store/memory-store.ts";

const now = () => new Date("2026-11-20T09:00:00Z");

const looks = (count: number) => Array.from({ length: count }, () => ({ job: "look", payload: {} }));

it("the repositories of one installation share one pace, also when they are swept at the same moment", async () => {
  const pace = { store: createMemoryStore(now), now };
  const sweeps = [3, 2, 4].map((count) => atBackgroundPace(looks(count), 5, pace));
  const delays = (await Promise.all(sweeps)).flat().map(({ delayMs }) => delayMs ?? 0);
  expect(delays.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => second * 1000));
});

it("another installation has its own, and past work delays nothing", async () => {
  let time = now();
  const pace = { store: createMemoryStore(() => time), now: () => time };
  await atBackgroundPace(looks(50), 5, pace);
  expect(await atBackgroundPace(looks(1), 6, pace)).toMatchObject([{ delayMs: 0 }]);
  time = new Date(time.getTime() + 3_600_000);
  expect(await atBackgroundPace(looks(1), 5, pace)).toMatchObject([{ delayMs: 0 }]);
  expect(await atBackgroundPace([], 5, pace)).toEqual([]);
});
