import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/policy/command.ts";
import { failCommand } from "../../../src/policy/commands/fail.ts";
import { passCommand } from "../../../src/policy/commands/pass.ts";
import { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  aHead,
  ana,
  anArea,
  aNamedGate,
  aPullRequest,
  aStamp,
  bob,
  people,
  secondHead,
  someAreas,
  withAgent,
} from "../../support/builders.ts";

const gates = [
  aNamedGate({ name: "canary", kind: "manual", area: "runtime" }),
  aNamedGate({ name: "demo", kind: "manual" }),
  aNamedGate({ name: "coverage", kind: "evidence" }),
];
const areas = [
  ...someAreas({ people: people(ana) }),
  ...someAreas({ areas: [anArea({ name: "docs" })], people: people(bob) }),
];
const bobs = { ...bob, isMachine: false };
const own = aPullRequest({ author: ana });

function pass(args: string, given: Partial<CommandContext> = {}) {
  return passCommand.decide(args, aCommandContext({ areas, gates, ...given }));
}

function fail(args: string, given: Partial<CommandContext> = {}) {
  return failCommand.decide(args, aCommandContext({ areas, gates, ...given }));
}

it("a ruling is for this code, and survives the store", () => {
  const { entries, outcome } = pass("Canary -- ran for two hours");
  expect([outcome, entries.map((entry) => LedgerEntry.parse(JSON.parse(JSON.stringify(entry))))]).toEqual([
    "done",
    [
      {
        kind: "ruled",
        ...aStamp({ comment: 99, at: "2026-11-20T10:00:00.000Z" }),
        headSha: secondHead,
        baseBranch: "main",
        wholeDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        gate: "canary",
        outcome: "pass",
        note: "ran for two hours",
      },
    ],
  ]);
  expect(fail("canary").entries).toMatchObject([{ outcome: "fail" }]);
});

it("a ruling is for what the title makes of the gate", () => {
  const tier = [aNamedGate({ name: "canary", kind: "manual", area: "runtime", filled: "tier=1" })];
  expect(pass("canary -- ok", { gates: tier }).entries).toMatchObject([{ gate: "canary", filled: "tier=1" }]);
});

describe("T1: a title that was changed after the comment", () => {
  const { source } = aCommandContext();
  const unknown = { source: { ...source, title: undefined } };
  const tier = (filledThen: string | undefined, filled: string | undefined = "tier=9") => [
    aNamedGate({ name: "canary", kind: "manual", area: "runtime", filled, filledThen }),
  ];
  const another =
    "The title was changed after you wrote this, and gate `canary` is about `tier=9` now. Look at that and comment `/pass canary -- ok`.";
  const untold =
    "Gate `canary` is about `tier=9`, and it cannot be told under which title you wrote this. If you mean that, comment `/pass canary -- ok`.";

  it.for([
    { name: "a pass of another tier", gates: tier("tier=1"), given: {}, says: another },
    { name: "a pass of a gate that was not there", gates: tier(undefined), given: {}, says: another },
    { name: "a pass under a title that nobody knows", gates: tier(undefined), given: unknown, says: untold },
  ])("$name is refused", ({ gates: used, given, says }) => {
    const { outcome, entries, reasons } = pass("canary -- ok", { gates: used, ...given });
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });

  it("matters to no gate that takes nothing of it", () => {
    const { outcome, entries } = pass("canary -- ok", unknown);
    expect([outcome, entries]).toMatchObject(["done", [{ outcome: "pass" }]]);
    expect(entries).not.toMatchObject([{ filled: expect.anything() }]);
  });

  it.for([
    { name: "of the tier that it was said of", gates: tier("tier=1"), given: {}, filled: "tier=1" },
    { name: "of the tier of now, where nobody knows", gates: tier(undefined), given: unknown, filled: "tier=9" },
  ])("keeps a failure, $name", ({ gates: used, given, filled }) => {
    expect(fail("canary", { gates: used, ...given }).entries).toMatchObject([{ outcome: "fail", filled }]);
  });
});

describe("refuses", () => {
  it.for([
    { args: "", says: "Say which gate. Comment `/pass GATE -- NOTE`. Manual gates: `canary` and `demo`." },
    { args: "canary", says: "Name one gate, and say what you saw. Comment `/pass canary -- NOTE`." },
    { args: "canary not yet -- sorry", says: "Name one gate, and say what you saw. Comment `/pass canary -- NOTE`." },
    {
      args: "canry -- fine",
      says: "`canry` is not a gate of this pull request. Did you mean `/pass canary -- fine`? Gates: `canary`, `demo` and `coverage`.",
    },
    {
      args: "nope -- fine",
      says: "`nope` is not a gate of this pull request. Gates: `canary`, `demo` and `coverage`.",
    },
    {
      args: "coverage -- fine",
      says: "Gate `coverage` is measured; nobody can say that it holds or not. An owner can waive it with `/waive`.",
    },
  ])("/pass $args", ({ args, says }) => {
    const { outcome, entries, reasons } = pass(args);
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });

  it("when no gate is manual", () => {
    expect(pass("", { gates: [] }).reasons.map(({ code }) => code)).toEqual(["no-manual-gates"]);
  });

  it("when the head may not have been seen", () => {
    const heads = { present: aHead({ since: new Date("2026-11-20T09:59:57Z") }), earlier: [] };
    expect(pass("canary -- fine", { heads }).reasons.map(({ code }) => code)).toEqual(["head-moved"]);
    expect(pass("canary -- fine", { heads }).entries).toEqual([]);
  });
});

describe("who may rule", () => {
  const alone = (selfSignoff: "allow" | "with_evidence" | "with_backup") => ({
    pullRequest: own,
    areas: someAreas({ areas: [anArea({ selfSignoff })], people: people(ana) }),
  });
  it.for([
    { name: "an owner of the gate's area", args: "canary -- x", given: {}, passes: true, fails: true },
    { name: "no other area's owner", args: "canary -- x", given: { actor: bobs }, passes: false, fails: false },
    {
      name: "any area's owner where none is named",
      args: "demo -- x",
      given: { actor: bobs },
      passes: true,
      fails: true,
    },
    {
      name: "nobody by permission alone",
      args: "demo -- x",
      given: { actor: { id: 9, login: "mallory", isMachine: false }, permission: "admin" as const },
      passes: false,
      fails: false,
    },
    {
      name: "no agent",
      args: "canary -- x",
      given: { actor: { ...bob, isMachine: true }, areas: someAreas({ people: withAgent(people(ana), bob) }) },
      passes: false,
      fails: false,
    },
    {
      name: "no App for an owner",
      args: "canary -- x",
      given: { actor: { ...ana, isMachine: true } },
      passes: false,
      fails: false,
    },
    {
      name: "the author against it only",
      args: "canary -- x",
      given: { pullRequest: own },
      passes: false,
      fails: true,
    },
    {
      name: "the author with evidence neither for it",
      args: "canary -- x",
      given: alone("with_evidence"),
      passes: false,
      fails: true,
    },
    {
      name: "the author with a backup neither for it",
      args: "canary -- x",
      given: alone("with_backup"),
      passes: false,
      fails: true,
    },
    {
      name: "the author where they may sign their own",
      args: "canary -- x",
      given: alone("allow"),
      passes: true,
      fails: true,
    },
    {
      name: "nobody once it is closed",
      args: "canary -- x",
      given: { pullRequest: aPullRequest({ isOpen: false }) },
      passes: false,
      fails: false,
    },
  ])("$name", ({ args, given, passes, fails }) => {
    expect([pass(args, given).entries.length, fail(args, given).entries.length]).toEqual([
      passes ? 1 : 0,
      fails ? 1 : 0,
    ]);
  });
});
