import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addSighting,
  earlierStays,
  longestHistory,
  presentStay,
  type Sighting,
} from "../../../src/github/heads/head-history.ts";

const place = (name: string) => ({ headSha: name.repeat(40), baseBranch: "main" });
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, 0) + minute * 60_000).toISOString();

function told(name: string, minute: number): Sighting {
  return { ...place(name), at: at(minute), by: "delivery" };
}
function seen(name: string, minute: number): Sighting {
  return { ...place(name), at: at(minute), by: "look" };
}
function historyOf(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.reduce<readonly Sighting[]>(addSighting, []);
}

describe("the heads before the present one", () => {
  it.for<{ name: string; sightings: readonly Sighting[]; now: string; stays: readonly string[] }>([
    { name: "none", sightings: [told("a", 1)], now: "a", stays: [] },
    { name: "newest first", sightings: [told("a", 1), told("b", 3), told("c", 5)], now: "c", stays: ["b 3", "a 1"] },
    {
      name: "one that came back stands there twice",
      sightings: [told("a", 1), told("b", 3), told("a", 5), told("b", 7)],
      now: "b",
      stays: ["a 5", "b 3", "a 1"],
    },
    {
      name: "a look between two deliveries counts as well",
      sightings: [told("a", 1), seen("b", 3), told("c", 5)],
      now: "c",
      stays: ["b 3", "a 1"],
    },
    {
      name: "a head that was told of twice may have been away in between",
      sightings: [told("a", 1), told("a", 4), told("b", 6)],
      now: "b",
      stays: ["a 4"],
    },
    {
      name: "two that were told of in one moment are both earlier than what stands there now",
      sightings: [told("a", 3), told("b", 3)],
      now: "a",
      stays: ["b 3", "a 3"],
    },
  ])("$name", ({ sightings, now, stays }) => {
    const found = earlierStays(historyOf(sightings), place(now));
    expect(found.map(({ headSha, since }) => [headSha[0], since])).toEqual(
      stays.map((stay) => [stay[0], at(Number(stay.slice(2)))]),
    );
  });
});

it("is as old as its first delivery when that one comes again, and new when it tells of another movement", () => {
  const first = { ...told("a", 1), changedAt: "2026-11-20T09:01:00Z" };
  const again = { ...first, at: at(9) };
  expect(presentStay(historyOf([first, again]), place("a"))?.since).toBe(at(1));
  expect(presentStay(historyOf([again, first]), place("a"))?.since).toBe(at(1));
  const back = { ...again, changedAt: "2026-11-20T09:08:00Z" };
  expect(presentStay(historyOf([first, back]), place("a"))?.since).toBe(at(9));
});

const someSightings = fc.array(
  fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.nat(20), fc.constantFrom("look", "delivery", "1", "2"))
    .map(([name, minute, how]) => {
      if (how === "look") return seen(name, minute);
      return how === "delivery" ? told(name, minute) : { ...told(name, minute), changedAt: how };
    }),
  { maxLength: 15 },
);

it("is the same whatever the order and however often the deliveries come", () => {
  const shuffled = someSightings.chain((sightings) =>
    fc.tuple(
      fc.constant(sightings),
      fc.shuffledSubarray([...sightings, ...sightings], {
        minLength: sightings.length * 2,
        maxLength: sightings.length * 2,
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([sightings, again]) => {
      expect(historyOf(again)).toEqual(historyOf(sightings));
    }),
  );
});

/** Pushes with the minutes between them, how late the delivery of each comes in, and when somebody looks. */
const aLife = fc.record({
  pushes: fc.array(
    fc.record({ head: fc.constantFrom("a", "b", "c"), after: fc.integer({ min: 1, max: 9 }), late: fc.nat(30) }),
    { minLength: 1, maxLength: 8 },
  ),
  looks: fc.array(fc.nat(80), { maxLength: 8 }),
});

it("never says that a head has been there for longer than it has, once its delivery came in", () => {
  fc.assert(
    fc.property(aLife, ({ pushes, looks }) => {
      let minute = 0;
      const stays: { head: string; from: number }[] = [];
      const sightings: Sighting[] = [];
      for (const { head, after, late } of pushes) {
        minute += after;
        stays.push({ head, from: minute });
        sightings.push(told(head, minute + late));
      }
      const headAt = (moment: number) => stays.findLast(({ from }) => from <= moment)?.head;
      for (const look of looks) {
        const head = headAt(look);
        if (head !== undefined) sightings.push(seen(head, look));
      }
      const last = stays.at(-1);
      const began = stays.findLast(({ head }, index) => stays[index - 1]?.head !== head);
      const found = last && presentStay(historyOf(sightings), place(last.head));
      expect(found === undefined || found.since >= at(began?.from ?? 0)).toBe(true);
    }),
  );
});

it("keeps the newest of very many", () => {
  const many = Array.from({ length: longestHistory + 20 }, (_, index) => told(index % 2 === 0 ? "a" : "b", index));
  const history = historyOf(many.toReversed());
  expect(history).toHaveLength(longestHistory);
  expect(history.at(-1)).toEqual(many.at(-1));
  expect(history[0]).toEqual(many[20]);
});
