import { describe, expect, it } from "vitest";
import { waiveCommand } from "../../../src/policy/commands/waive.ts";
import { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  aFile,
  aHead,
  allOf,
  ana,
  anArea,
  aNamedGate,
  aPullRequest,
  aStamp,
  bob,
  dan,
  firstHead,
  people,
  secondHead,
  someAreas,
  someHeads,
  withBackup,
} from "../../support/builders.ts";

const runtime = someAreas({ people: people(ana) });
const governance = someAreas({ areas: [anArea({ name: "governance" })], people: people(bob) });
const areas = [...runtime, ...governance];
const gates = [aNamedGate({ name: "coverage", area: "runtime" }), aNamedGate({ name: "touched", kind: "touched" })];
const bobs = { ...bob, isMachine: false };

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return waiveCommand.decide(args, aCommandContext({ areas, gates, ...given }));
}

it("a waiver is for this code and until then, and survives the store", () => {
  const { entries } = decide("coverage until 36h -- the report is late");
  expect(entries.map((entry) => LedgerEntry.parse(JSON.parse(JSON.stringify(entry))))).toEqual([
    {
      kind: "waived",
      ...aStamp({ comment: 99, at: "2026-11-20T10:00:00.000Z" }),
      headSha: secondHead,
      baseBranch: "main",
      wholeDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      gate: "coverage",
      until: "2026-11-21T22:00:00.000Z",
      reason: "the report is late",
    },
  ]);
});

it("a waiver is for what the title makes of the gate", () => {
  const tier = [aNamedGate({ name: "coverage", area: "runtime", filled: "tier=1" })];
  expect(decide("coverage until 1d -- late", { gates: tier }).entries).toMatchObject([{ filled: "tier=1" }]);
});

describe("T1: a title that was changed after the comment waives nothing", () => {
  const { source } = aCommandContext();
  it.for([
    {
      name: "of another tier",
      filledThen: "tier=1",
      title: "feat: tier 1",
      says: "The title was changed after you wrote this, and gate `coverage` is about `tier=9` now. Look at that and comment `/waive coverage until 1d -- late`.",
    },
    {
      name: "where nobody knows that title",
      filledThen: undefined,
      title: undefined,
      says: "Gate `coverage` is about `tier=9`, and it cannot be told under which title you wrote this. If you mean that, comment `/waive coverage until 1d -- late`.",
    },
  ])("$name", ({ filledThen, title, says }) => {
    const tier = [aNamedGate({ name: "coverage", area: "runtime", filled: "tier=9", filledThen })];
    const given = { gates: tier, source: { ...source, title } };
    const { outcome, entries, reasons } = decide("coverage until 1d -- late", given);
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });

  it("but of a gate that takes nothing of it", () => {
    const given = { source: { ...source, title: undefined } };
    expect(decide("coverage until 1d -- late", given).entries).toHaveLength(1);
  });
});

describe("T32: a waiver ends", () => {
  it.for([
    { until: "90m", ends: "2026-11-20T11:30:00.000Z" },
    { until: "7d", ends: "2026-11-27T10:00:00.000Z" },
    { until: "168H", ends: "2026-11-27T10:00:00.000Z" },
    { until: "2026-11-20", ends: "2026-11-20T23:59:59.999Z" },
    { until: "2026-11-26", ends: "2026-11-26T23:59:59.999Z" },
  ])("until $until is $ends", ({ until, ends }) => {
    expect(decide(`coverage until ${until} -- why`).entries).toMatchObject([{ until: ends }]);
  });

  it.for([
    {
      args: "coverage until 8d -- why",
      says: "A waiver lasts 7 days at most. Comment `/waive coverage until 7d -- why`.",
    },
    {
      args: "coverage until 2026-11-27 -- why",
      says: "A waiver lasts 7 days at most. Comment `/waive coverage until 7d -- why`.",
    },
    {
      args: "coverage until 99999d -- why",
      says: "A waiver lasts 7 days at most. Comment `/waive coverage until 7d -- why`.",
    },
    {
      args: "coverage until 2026-11-19 -- why",
      says: "`2026-11-19` is over already. Comment `/waive coverage until 7d -- why`.",
    },
    { args: "coverage until 0d -- why", says: "`0d` is over already. Comment `/waive coverage until 7d -- why`." },
    {
      args: "coverage until 2026-02-31 -- why",
      says: "`2026-02-31` is neither a date such as 2026-11-25 nor a duration such as 90m, 36h or 7d. Comment `/waive coverage until 7d -- why`.",
    },
    {
      args: "coverage until tomorrow -- why",
      says: "`tomorrow` is neither a date such as 2026-11-25 nor a duration such as 90m, 36h or 7d. Comment `/waive coverage until 7d -- why`.",
    },
  ])("$args → refused", ({ args, says }) => {
    const { outcome, entries, reasons } = decide(args);
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });
});

describe("says what is missing", () => {
  const incomplete = "A waiver names one gate, its end and a reason. Comment `/waive coverage until 36h -- REASON`.";
  it.for([
    { args: "", says: "A waiver names one gate, its end and a reason. Comment `/waive GATE until 36h -- REASON`." },
    { args: "coverage", says: incomplete },
    { args: "coverage until 1d", says: incomplete },
    { args: "coverage until 1d --", says: incomplete },
    { args: "coverage -- late", says: incomplete },
    { args: "coverage 1d -- late", says: incomplete },
    { args: "coverage until 1d maybe -- late", says: incomplete },
    {
      args: "coverag until 1d -- late",
      says: "`coverag` is not a gate of this pull request. Did you mean `/waive coverage until 1d -- late`? Gates: `coverage` and `touched`.",
    },
    {
      args: "nope until 1d -- late",
      says: "`nope` is not a gate of this pull request. Gates: `coverage` and `touched`.",
    },
    {
      args: "hold until 1d -- late",
      says: "Holds and concerns cannot be waived. Whoever put them there lifts them with `/unhold` and `/resolve`.",
    },
    {
      args: "latency until 1d -- late",
      says: "Holds and concerns cannot be waived. Whoever put them there lifts them with `/unhold` and `/resolve`.",
    },
    {
      args: `coverage until 1d -- ${"a".repeat(281)}`,
      says: "The note has 281 characters; the limit is 280. Shorten it.",
    },
  ])("$args", ({ args, says }) => {
    const { outcome, entries, reasons } = decide(args, { ledger: [{ kind: "concern", ...aStamp(), name: "latency" }] });
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });
});

describe("who may waive", () => {
  const own = aPullRequest({ author: ana });
  it.for([
    { name: "an owner of the gate's area", args: "coverage", given: {}, code: "waiver-given" },
    { name: "an owner of governance", args: "coverage", given: { actor: bobs }, code: "waiver-given" },
    { name: "governance alone where no area is named", args: "touched", given: { actor: bobs }, code: "waiver-given" },
    { name: "no other area's owner", args: "touched", given: {}, code: "waive-not-allowed" },
    {
      name: "no backup",
      args: "coverage",
      given: { actor: { ...dan, isMachine: false }, areas: someAreas({ people: withBackup(people(ana), dan) }) },
      code: "waive-not-allowed",
    },
    {
      name: "nobody by permission alone",
      args: "coverage",
      given: { actor: { ...dan, isMachine: false }, permission: "admin" as const },
      code: "waive-not-allowed",
    },
    { name: "no App", args: "coverage", given: { actor: { ...ana, isMachine: true } }, code: "only-people" },
    { name: "not the author", args: "coverage", given: { pullRequest: own }, code: "waive-own" },
    {
      name: "the author with evidence neither",
      args: "coverage",
      given: {
        pullRequest: own,
        areas: someAreas({ areas: [anArea({ selfSignoff: "with_evidence" })], people: people(ana) }),
      },
      code: "waive-own",
    },
    {
      name: "the author where they may sign their own",
      args: "coverage",
      given: { pullRequest: own, areas: someAreas({ areas: [anArea({ selfSignoff: "allow" })], people: people(ana) }) },
      code: "waiver-given",
    },
    {
      name: "nobody by owners that cannot be read",
      args: "coverage",
      given: { areas: someAreas({ people: { ...people(ana), problem: "gone" } }) },
      code: "waive-not-allowed",
    },
    {
      name: "nobody once it is closed",
      args: "coverage",
      given: { pullRequest: aPullRequest({ isOpen: false }) },
      code: "pull-request-closed",
    },
  ])("$name → $code", ({ args, given, code }) => {
    const decision = decide(`${args} until 1d -- why`, given);
    expect(decision.reasons.map((each) => each.code)).toEqual([code]);
    expect(decision.entries).toHaveLength(code === "waiver-given" ? 1 : 0);
  });
});

describe("T15: a push just before the comment", () => {
  const present = aHead({ since: new Date("2026-11-20T09:59:57Z") });
  const since = new Date("2026-11-20T08:00:00Z");

  it("waives nothing, because it may not have been seen", () => {
    const before = aHead({ sha: firstHead, since }, allOf(aFile({ patch: undefined })));
    const { entries, reasons } = decide("coverage until 1d -- late", { heads: { present, earlier: [before] } });
    expect([entries, reasons.map(sentenceWithFix)]).toEqual([
      [],
      [
        "Gatehouse had not known `0a9ddbc` for 10 s when you commented, so you may not have seen it. Look at it and comment `/waive coverage until 1d -- late`.",
      ],
    ]);
  });

  it("that changed nothing does not matter", () => {
    const heads = someHeads({ present });
    expect(decide("coverage until 1d -- late", { heads }).entries).toMatchObject([{ headSha: firstHead }]);
  });
});
