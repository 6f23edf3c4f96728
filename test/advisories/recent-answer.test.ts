import { expect, it } from "vitest";
import { askOnce } from "../../src/advisories/recent-answer.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "../../src/advisories/source.ts";
import { createMemoryStore } from "../../src/store/memory-store.ts";
import { aRecord } from "../policy/advisory/builders.ts";
import { noAdvisories } from "../support/no-advisories.ts";

const h2 = { ecosystem: "crates.io", name: "h2", version: "0.4.0" };
const rand = { ecosystem: "crates.io", name: "rand", version: "0.9.0" };

function aDesk(given: Partial<AdvisoryAnswer> = {}) {
  let time = Date.parse("2026-11-20T12:00:00Z");
  const store = createMemoryStore(() => new Date(time));
  const asked: (readonly PackageQuery[])[] = [];
  const answer: AdvisoryAnswer = {
    records: [aRecord({})],
    named: [["RUSTSEC-2099-0001"]],
    unanswered: [],
    from: { source: "local", asOf: undefined, isStale: false },
    ...given,
  };
  const source: AdvisorySource = {
    ...noAdvisories,
    name: "local",
    query: async (packages: readonly PackageQuery[]) => {
      asked.push(packages);
      return answer;
    },
  };
  return {
    asked,
    answer,
    ask: (...packages: readonly PackageQuery[]) => askOnce(packages, source, store),
    wait: (minutes: number) => void (time += minutes * 60_000),
  };
}

it("the same question within a quarter of an hour is asked once, and answered the same", async () => {
  const desk = aDesk();
  expect(await desk.ask(h2)).toEqual(desk.answer);
  desk.wait(14);
  expect(await desk.ask(h2)).toEqual(desk.answer);
  expect(desk.asked).toHaveLength(1);
});

it("is asked again later", async () => {
  const desk = aDesk();
  await desk.ask(h2);
  desk.wait(16);
  await desk.ask(h2);
  expect(desk.asked).toHaveLength(2);
});

it("another question is another one", async () => {
  const desk = aDesk();
  await desk.ask(h2);
  await desk.ask(h2, rand);
  expect(desk.asked).toEqual([[h2], [h2, rand]]);
});

it("an answer that lacks something is not kept", async () => {
  const desk = aDesk({ unanswered: [{ query: h2, why: "unanswered" }] });
  await desk.ask(h2);
  expect(await desk.ask(h2)).toEqual(desk.answer);
  expect(desk.asked).toHaveLength(2);
});

it("neither is one of an old dump", async () => {
  const desk = aDesk({ from: { source: "local", asOf: new Date("2026-11-01T00:00:00Z"), isStale: true } });
  await desk.ask(h2);
  expect(await desk.ask(h2)).toEqual(desk.answer);
  expect(desk.asked).toHaveLength(2);
});

it("neither is one of a fallback: the source itself may be back", async () => {
  const desk = aDesk({ from: { source: "another", asOf: new Date("2026-11-20T11:00:00Z"), isStale: false } });
  await desk.ask(h2);
  expect(await desk.ask(h2)).toEqual(desk.answer);
  expect(desk.asked).toHaveLength(2);
});

it("says of which time it is, also the second time", async () => {
  const desk = aDesk({ from: { source: "local", asOf: new Date("2026-11-20T11:00:00Z"), isStale: false } });
  await desk.ask(h2);
  expect(await desk.ask(h2)).toEqual(desk.answer);
  expect(desk.asked).toHaveLength(1);
});

it("neither is one that is very large", async () => {
  const desk = aDesk({ named: [Array.from({ length: 60_000 }, () => "RUSTSEC-2099-0001")] });
  await desk.ask(h2);
  await desk.ask(h2);
  expect(desk.asked).toHaveLength(2);
});
