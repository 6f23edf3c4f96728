import { describe, expect, it } from "vitest";
import { signoffCommand } from "../../../src/policy/commands/signoff.ts";
import { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aSignOff,
  bob,
  globs,
  people,
  secondHead,
  someAreas,
  unreadable,
} from "../../support/builders.ts";

const both = someAreas({
  areas: [
    anArea(),
    anArea({ name: "api", owners: ["ana"] }),
    anArea({ name: "docs", owners: ["bob"], files: globs("docs/**") }),
  ],
});
const stranger = { id: 9, login: "mallory", isMachine: false };
const machine = { ...ana, isMachine: true };
const incomplete = { files: [aFile()], isComplete: false };

function areaOf(entry: LedgerEntry): string {
  return "area" in entry ? entry.area : entry.kind;
}

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return signoffCommand.decide(args, aCommandContext(given));
}

describe("signs", () => {
  it.for([
    { args: "runtime", signed: ["runtime"] },
    { args: "Runtime", signed: ["runtime"] },
    { args: "rt", signed: ["runtime"] },
    { args: "runtime api", signed: ["runtime", "api"] },
    { args: "runtime,api", signed: ["runtime", "api"] },
    { args: "runtime , api", signed: ["runtime", "api"] },
    { args: "runtime rt runtime", signed: ["runtime"] },
    { args: "runtime @0a9ddbc", signed: ["runtime"] },
    { args: "runtime @0A9DDBC0", signed: ["runtime"] },
    { args: "runtime -- verified -- twice", signed: ["runtime"] },
    { args: "runtime --", signed: ["runtime"] },
    { args: "all", signed: ["runtime", "api"] },
    { args: "ALL @0a9ddbc -- fine", signed: ["runtime", "api"] },
    { args: "docs", signed: ["docs"] },
  ])("/signoff $args → $signed", ({ args, signed }) => {
    const decision = decide(args, { areas: both });
    expect([decision.outcome, decision.entries.map(areaOf)]).toEqual(["done", signed]);
  });

  it("for good: the entry says who, what, where and when, and survives the store", () => {
    const [entry] = decide("runtime @0a9ddbc -- verified on canary").entries;
    expect(entry).toEqual({
      ...aSignOff({ headSha: secondHead, source: { kind: "comment", id: 99 }, at: "2026-11-20T10:00:00.000Z" }),
      note: "verified on canary",
    });
    expect(LedgerEntry.parse(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
  });

  it("what it signs is what stands signed afterwards", () => {
    expect(someAreas({ ledger: decide("runtime").entries })).toMatchObject([{ state: "signed" }]);
  });

  it("an area that no file belongs to, and says so", () => {
    const given = { areas: someAreas({ files: allOf(aFile({ path: "x" })) }), files: allOf(aFile({ path: "x" })) };
    expect(decide("runtime", given).reasons.map(sentenceWithFix)).toEqual([
      "Signed `runtime` at `0a9ddbc`. No file of this pull request belongs to it, so nothing waits for it.",
    ]);
  });

  it("with the word as it was typed, in lower case, by which an edit is judged", () => {
    const words = (args: string) => decide(args, { areas: both }).entries.map((entry) => "word" in entry && entry.word);
    expect([words("RT Api"), words("all"), words("rt runtime")]).toEqual([["rt", "api"], ["all", "all"], ["rt"]]);
  });

  it("with the note as one clean line", () => {
    const [entry] = decide("runtime -- a\u202E  b\u0007c").entries;
    expect(entry).toMatchObject({ note: "a bc" });
  });
});

describe("refuses, and nothing is signed", () => {
  it.for([
    {
      name: "no area",
      args: "",
      given: {},
      says: "Say which area you sign. Did you mean `/signoff runtime`?",
    },
    {
      name: "no area, by somebody of whom nothing is waited for",
      args: "",
      given: { actor: stranger },
      says: "Say which area you sign. Comment `/signoff AREA`.|Commands and areas of this pull request:",
    },
    {
      name: "no area, by somebody of whom two are waited for",
      args: "",
      given: { areas: both },
      says: "Say which area you sign. Comment `/signoff AREA`.|Commands and areas of this pull request:",
    },
    {
      name: "prose",
      args: "runtime not yet",
      given: {},
      says: "`not` is not an area here, so this line did nothing. Areas: `runtime`.",
    },
    {
      name: "one unknown of two",
      args: "runtime, foo",
      given: {},
      says: "`foo` is not an area here, so this line did nothing. Areas: `runtime`.",
    },
    {
      name: "a typo",
      args: "runtme",
      given: {},
      says: "`runtme` is not an area here, so this line did nothing. Did you mean `/signoff runtime`? Areas: `runtime`.",
    },
    {
      name: "the beginning of a name",
      args: "run api",
      given: { areas: both },
      says: "`run` is not an area here, so this line did nothing. Did you mean `/signoff runtime api`? Areas: `runtime`, `api` and `docs`.",
    },
    {
      name: "a commit too short to name one",
      args: "runtime @0a9",
      given: {},
      says: "`@\u200B0a9` is not an area here, so this line did nothing. Areas: `runtime`.",
    },
    {
      name: "a commit in the middle",
      args: "@0a9ddbc runtime",
      given: {},
      says: "`@\u200B0a9ddbc` is not an area here, so this line did nothing. Areas: `runtime`.",
    },
    {
      name: "another commit",
      args: "runtime @bbbbbbb",
      given: {},
      says: "`bbbbbbb` is not the head of this pull request. The head is `0a9ddbc`.",
    },
    {
      name: "somebody who is not listed",
      args: "runtime",
      given: { actor: stranger },
      says: "`mallory` is not an owner of `runtime`. `ana` or `bob` can comment `/signoff runtime`. Owners are listed in .github/gatehouse.yml.",
    },
    {
      name: "a bot in the name of an owner",
      args: "runtime",
      given: { actor: machine },
      says: "`ana` is a bot or an App; only people sign off. `bob` can comment `/signoff runtime`.",
    },
    {
      name: "owners that cannot be read",
      args: "runtime",
      given: { areas: someAreas({ people: unreadable("gone") }) },
      says: "Gatehouse cannot tell who owns this area: `gone`. Correct the owners in .github/gatehouse.yml, or give the App access to the team.",
    },
    {
      name: "one's own",
      args: "runtime",
      given: { pullRequest: aPullRequest({ author: ana }) },
      says: "`ana` opened this pull request, and nobody signs off their own pull request here. `bob` can comment `/signoff runtime`. A maintainer can allow it with signoffs.self: allow in .github/gatehouse.yml.",
    },
    {
      name: "a closed pull request",
      args: "runtime",
      given: { pullRequest: aPullRequest({ isOpen: false }) },
      says: "This pull request is closed; its sign-offs are frozen.",
    },
    {
      name: "no areas at all",
      args: "runtime",
      given: { areas: [] },
      says: "No areas are defined here, so there is nothing to sign off.",
    },
    {
      name: "an essay",
      args: `runtime -- ${"a".repeat(281)}`,
      given: {},
      says: "The note has 281 characters; the limit is 280. Shorten it.",
    },
    {
      name: "all, when all is signed",
      args: "all",
      given: { areas: someAreas({ ledger: [aSignOff()] }) },
      says: "No area waits for `ana`, who may sign `runtime`.",
    },
    {
      name: "all, by somebody who owns none",
      args: "all",
      given: { actor: stranger },
      says: "`mallory` owns none of the areas `runtime`. Owners are listed in .github/gatehouse.yml.",
    },
    {
      name: "more files than GitHub lists",
      args: "runtime",
      given: { files: incomplete, areas: someAreas({ files: incomplete }) },
      says: "GitHub does not list all 1 changed files, so it cannot be told which areas they touch. Split the pull request.",
    },
  ])("$name", ({ args, given, says }) => {
    const { outcome, entries, reasons } = decide(args, given);
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], says.split("|")]);
  });

  it("each area is judged by itself", () => {
    const areas = [
      ...someAreas(),
      ...someAreas({ areas: [anArea({ name: "api", owners: ["bob"] })], people: people(bob) }),
    ];
    const { outcome, entries } = decide("runtime api", { areas });
    expect([outcome, entries.map(areaOf)]).toEqual(["refused", ["runtime"]]);
  });
});

it.for([
  { args: "help", code: "help" },
  { args: "status", code: "rechecked" },
])("/signoff $args answers like the command of that name", ({ args, code }) => {
  expect(decide(args, { pullRequest: aPullRequest({ isOpen: false }) })).toMatchObject({
    outcome: "done",
    entries: [],
    reasons: [{ code }],
  });
});

it("a line made to be slow is read all the same", () => {
  expect(decide(`runtime${" ".repeat(60_000)}x${" -".repeat(30_000)}`).outcome).toBe("refused");
});
