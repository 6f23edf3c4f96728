import { describe, expect, it } from "vitest";
import type { Area, AreaPeople, Backup } from "../../../src/policy/area/area.ts";
import type { MeasuredGate } from "../../../src/policy/evaluate.ts";
import type { Person } from "../../../src/policy/facts.ts";
import {
  aMeasuredGate,
  ana,
  anArea,
  anAreaState,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  people,
  withBackup,
} from "../../support/builders.ts";

const quorum = (need: Area["quorum"]["need"], maxOutstanding?: number) => ({ quorum: { need, maxOutstanding } });
const three = people(ana, bob, dan);
const e2e: Backup = { kind: "gate", who: ["e2e"], after: "immediately" };
const held = [aMeasuredGate({ name: "e2e" })];

interface Given {
  readonly area: Partial<Area>;
  readonly people: AreaPeople;
  readonly by: readonly Person[];
  readonly measured?: readonly MeasuredGate[];
}

function judge({ area, by, ...given }: Given) {
  const ledger = by.map((actor, index) => aSignOff(aStamp({ actor, comment: index })));
  return anAreaState({ areas: [anArea(area)], ledger, ...given });
}

describe("how many must sign", () => {
  it.for([
    { name: "two of two", given: { area: quorum(2), people: three, by: [ana, bob] }, state: "signed" },
    { name: "one of two", given: { area: quorum(2), people: three, by: [ana] }, state: "partly" },
    { name: "one who signs twice, of two", given: { area: quorum(2), people: three, by: [ana, ana] }, state: "partly" },
    { name: "most of three", given: { area: quorum("majority"), people: three, by: [ana, bob] }, state: "signed" },
    {
      name: "one of three, where most must",
      given: { area: quorum("majority"), people: three, by: [ana] },
      state: "partly",
    },
    {
      name: "two of four, where most must",
      given: { area: quorum("majority"), people: { ...three, ownerCount: 4 }, by: [ana, bob] },
      state: "partly",
    },
    { name: "all of three", given: { area: quorum("all"), people: three, by: [ana, bob, dan] }, state: "signed" },
    {
      name: "two of three, where all must",
      given: { area: quorum("all"), people: three, by: [ana, bob] },
      state: "partly",
    },
    {
      name: "nobody, where all of nobody must",
      given: { area: quorum("all"), people: people(), by: [] },
      state: "quorum-unreachable",
    },
    {
      name: "all others, where the author owns it and may not sign",
      given: { area: quorum("all"), people: people(ana, carla), by: [ana] },
      state: "signed",
    },
    {
      name: "all others, where the author may sign too",
      given: { area: { ...quorum("all"), selfSignoff: "allow" }, people: people(ana, carla), by: [ana] },
      state: "partly",
    },
    {
      name: "most of two, one of whom is the author and may not sign",
      given: { area: quorum("majority"), people: people(ana, carla), by: [ana] },
      state: "signed",
    },
    {
      name: "most of four, one of whom is the author: still three",
      given: { area: quorum("majority"), people: people(ana, bob, dan, carla), by: [ana, bob] },
      state: "partly",
    },
    {
      name: "as many as are not known",
      given: { area: quorum("all"), people: { ...three, ownerCount: undefined }, by: [ana, bob, dan] },
      state: "unreadable",
    },
    {
      name: "more than there are",
      given: { area: quorum(4), people: three, by: [ana, bob, dan] },
      state: "quorum-unreachable",
    },
    {
      name: "more than there are without the author",
      given: { area: quorum(2), people: people(ana, carla), by: [ana] },
      state: "quorum-unreachable",
    },
    {
      name: "more owners than there are, beside a backup",
      given: {
        area: { ...quorum(2), owners: ["ana"], backups: [{ kind: "person", who: ["dan"], after: "immediately" }] },
        people: withBackup(people(ana), dan),
        by: [ana, dan],
      },
      state: "signed",
    },
    {
      name: "more owners than there are, beside a team of backups",
      given: {
        area: { ...quorum(3), backups: [{ kind: "team", who: ["@acme/all"], after: "immediately" }] },
        people: people(ana, bob),
        by: [ana],
      },
      state: "partly",
    },
    {
      name: "most, and at most one missing",
      given: { area: quorum("majority", 1), people: three, by: [ana, bob] },
      state: "signed",
    },
    {
      name: "most, and nobody missing",
      given: { area: quorum("majority", 0), people: three, by: [ana, bob] },
      state: "partly",
    },
    {
      name: "at most one missing of nobody knows how many",
      given: { area: quorum(1, 1), people: { ...three, ownerCount: undefined }, by: [ana] },
      state: "unreadable",
    },
    {
      name: "nobody, beside a gate that stands in and holds",
      given: { area: { backups: [e2e] }, people: three, by: [], measured: held },
      state: "signed",
    },
    {
      name: "nobody, beside a gate that stands in and does not hold",
      given: {
        area: { backups: [e2e] },
        people: three,
        by: [],
        measured: [aMeasuredGate({ name: "e2e", holds: false })],
      },
      state: "unsigned",
    },
    {
      name: "nobody, beside gates that stand in together, of which one holds",
      given: { area: { backups: [{ ...e2e, who: ["e2e", "bench"] }] }, people: three, by: [], measured: held },
      state: "unsigned",
    },
    {
      name: "one of two, beside two gates that stand in: one vote",
      given: { area: { ...quorum(3), backups: [e2e, e2e] }, people: three, by: [ana], measured: held },
      state: "partly",
    },
    {
      name: "nobody, beside a gate that stands in where an owner is the author",
      given: { area: { backups: [{ ...e2e, after: "when_author" }] }, people: three, by: [], measured: held },
      state: "unsigned",
    },
    {
      name: "nobody, beside a gate that stands in, as an owner is the author",
      given: { area: { backups: [{ ...e2e, after: "when_author" }] }, people: people(carla), by: [], measured: held },
      state: "signed",
    },
    {
      name: "nobody, beside a gate that would stand in after a time: a gate has none",
      given: { area: { backups: [{ ...e2e, after: 1 }] }, people: three, by: [], measured: held },
      state: "unsigned",
    },
    {
      name: "nobody, while nobody judged the gates",
      given: { area: { backups: [e2e] }, people: three, by: [] },
      state: "unsigned",
    },
  ] satisfies readonly { name: string; given: Given; state: string }[])("$name → $state", ({ given, state }) => {
    expect(judge(given).state).toBe(state);
  });

  it("the votes are counted for those who read", () => {
    const state = judge({ area: { ...quorum("majority"), backups: [e2e] }, people: three, by: [ana], measured: held });
    expect([state.votes, state.gateBackups]).toEqual([{ have: 2, need: 2 }, ["e2e"]]);
  });
});
