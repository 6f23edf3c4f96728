import { describe, expect, it } from "vitest";
import type { CommandContext } from "../../../src/policy/command.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import { readCommands, runCommands } from "../../../src/policy/comment/run-commands.ts";
import { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { foldLedger } from "../../../src/policy/ledger/fold.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import { aCommandContext, ana, aPullRequest, aStamp, bob, carla, dan } from "../../support/builders.ts";

const human = (person: { id: number; login: string }) => ({ ...person, isMachine: false });
const mallory = human({ id: 9, login: "mallory" });
const held = (actor = dan, comment = 5): LedgerEntry => ({ kind: "held", ...aStamp({ actor, comment }) });
const concern = (actor = dan, name = "latency"): LedgerEntry => ({
  kind: "concern",
  ...aStamp({ actor, comment: 6 }),
  name,
});

function run(body: string, given: Partial<CommandContext> = {}) {
  const read = readCommands(body, commands);
  if (read.state !== "lines") throw new Error(`the comment is ${read.state}`);
  return runCommands(read.lines, aCommandContext(given));
}

function answers(body: string, given: Partial<CommandContext> = {}) {
  return run(body, given).answered.map(({ decision }) => decision.reasons.map(sentenceWithFix).join(" "));
}

function codes(body: string, given: Partial<CommandContext> = {}) {
  return run(body, given).answered.flatMap(({ decision }) => decision.reasons.map(({ code }) => code));
}

/** Who holds and which concerns are open once the comment is recorded. */
function left(body: string, given: Partial<CommandContext> = {}) {
  const { entries } = run(body, given);
  const state = foldLedger([...(given.ledger ?? []), ...entries]);
  return [...state.holds.map(({ actor }) => actor.login), ...state.concerns.map(({ name }) => name)];
}

describe("who may hold, and raise a concern", () => {
  it.for([
    { name: "an area owner", given: {}, may: true },
    { name: "the author", given: { actor: human(carla), areas: [] }, may: true },
    { name: "anyone with triage permission", given: { actor: mallory, permission: "triage" as const }, may: true },
    { name: "nobody else", given: { actor: mallory }, may: false },
    { name: "no App", given: { actor: { ...ana, isMachine: true }, permission: "admin" as const }, may: false },
    {
      name: "nobody without an id for an author without one",
      given: { actor: mallory, pullRequest: aPullRequest({ author: undefined }) },
      may: false,
    },
    { name: "nobody once it is closed", given: { pullRequest: aPullRequest({ isOpen: false }) }, may: false },
  ])("$name → $may", ({ given, may }) => {
    expect(left("/hold", given)).toHaveLength(may ? 1 : 0);
    expect(left("/concern latency", given)).toHaveLength(may ? 1 : 0);
  });
});

describe("/hold", () => {
  it("is recorded with its reason, and survives the store", () => {
    const { entries } = run("/hold  waiting for\u00A0the benchmark");
    const said = {
      kind: "held",
      ...aStamp({ comment: 99, at: "2026-11-20T10:00:00.000Z" }),
      reason: "waiting for the benchmark",
    };
    expect(entries.map((entry) => LedgerEntry.parse(JSON.parse(JSON.stringify(entry))))).toEqual([said]);
  });

  it.for([
    { body: "/hold", reason: undefined },
    { body: "/hold -- waiting", reason: "waiting" },
    { body: "/hold cancel the old job first", reason: "cancel the old job first" },
  ])("$body → $reason", ({ body, reason }) => {
    expect(run(body).entries).toMatchObject([{ kind: "held", ...(reason === undefined ? {} : { reason }) }]);
  });

  it("again replaces the reason and stays one hold", () => {
    const ledger = [held(ana), held(dan)];
    const state = foldLedger([...ledger, ...run("/hold two", { ledger }).entries]);
    expect(state.holds.map(({ actor, reason }) => [actor.login, reason])).toEqual([
      ["dan", undefined],
      ["ana", "two"],
    ]);
  });

  it("nets to the last of a pair", () => {
    expect(left("/hold\n/unhold")).toEqual([]);
    expect(left("/unhold\n/hold again", { ledger: [held(ana)] })).toEqual(["ana"]);
  });

  it("takes no essay", () => expect(codes(`/hold ${"a".repeat(281)}`)).toEqual(["note-too-long"]));
});

describe("/unhold", () => {
  const ledger = [held(dan, 5), held(carla, 6)];
  it.for([
    { name: "lifts one's own and no other", given: { actor: human(dan), ledger }, left: ["carla"] },
    { name: "by an area owner lifts all", given: { ledger }, left: [] },
    {
      name: "by an area owner who holds too lifts their own",
      given: { ledger: [...ledger, held(ana, 7)] },
      left: ["dan", "carla"],
    },
    { name: "by a maintainer lifts all", given: { actor: mallory, permission: "maintain" as const, ledger }, left: [] },
    {
      name: "by somebody with write permission lifts none",
      given: { actor: mallory, permission: "write" as const, ledger },
      left: ["dan", "carla"],
    },
    { name: "by the author lifts their own", given: { actor: human(carla), ledger }, left: ["dan"] },
    {
      name: "by the author lifts no other, whatever else they are",
      given: { actor: human(carla), permission: "admin" as const, ledger: [held(dan)] },
      left: ["dan"],
    },
    {
      name: "by an author who owns an area lifts no other",
      given: { pullRequest: aPullRequest({ author: ana }), ledger: [held(dan)] },
      left: ["dan"],
    },
    { name: "by an App lifts none", given: { actor: { ...dan, isMachine: true }, ledger }, left: ["dan", "carla"] },
    {
      name: "lifts none once it is closed",
      given: { pullRequest: aPullRequest({ isOpen: false }), ledger },
      left: ["dan", "carla"],
    },
  ])("$name", ({ given, left: remaining }) => {
    for (const body of ["/unhold", "/remove-hold", "/hold cancel", "/Hold CANCEL"]) {
      expect(left(body, given)).toEqual(remaining);
    }
  });

  it.for([
    {
      given: { actor: mallory, ledger },
      says: "`mallory` may not lift the hold of `dan` and `carla`. They, an area owner, or anyone with maintain permission can comment `/unhold`.",
    },
    {
      given: { actor: human(carla), ledger: [held(dan)] },
      says: "`carla` opened this pull request, and may not lift the hold of `dan`. They, another area owner, or anyone with maintain permission can comment `/unhold`.",
    },
    { given: {}, says: "Nothing is on hold here." },
  ])("$says", ({ given, says }) => expect(answers("/unhold", given)).toEqual([says]));

  it("does not mistake prose for itself", () => {
    expect(answers("/unhold not yet", { ledger: [held(ana)] })).toEqual([
      "`not yet` is not expected here, so this line did nothing. Comment `/unhold`.",
    ]);
    expect(left("/unhold not yet", { ledger: [held(ana)] })).toEqual(["ana"]);
  });
});

describe("/concern", () => {
  it("is recorded with its text, and survives the store", () => {
    const { entries } = run("/concern Latency -- the canary got slower");
    const said = { name: "latency", text: "the canary got slower" };
    expect(entries.map((entry) => LedgerEntry.parse(JSON.parse(JSON.stringify(entry))))).toMatchObject([said]);
  });

  it.for([
    { body: "/concern", says: "/concern NAME -- TEXT" },
    { body: "/concern -- slow", says: "/concern NAME -- TEXT" },
    { body: "/concern latency is bad", says: "/concern latency -- is bad" },
    { body: "/concern P99, really -- slow", says: "/concern p99 -- really slow" },
    { body: "/concern p99_latency", says: "/concern p99-latency" },
    { body: `/concern ${"a".repeat(51)}`, says: `/concern ${"a".repeat(50)}` },
    { body: "/concern ?!", says: "/concern NAME -- TEXT" },
  ])("$body is corrected to $says", ({ body, says }) => {
    expect(answers(body)).toEqual([
      `A concern has one name, of at most 50 letters, digits and dashes. Comment \`${says}\`.`,
    ]);
    expect(run(body).entries).toEqual([]);
  });

  it("T2: is its raiser's: nobody else takes it over by raising it again, or resolves it with their own", () => {
    const given = { actor: human(carla), ledger: [concern(dan)] };
    expect(left("/concern latency -- never mind", given)).toEqual(["latency", "latency"]);
    expect(answers("/concern latency -- never mind\n/resolve latency", given)).toEqual([
      "Concern `latency` blocks until somebody comments `/resolve latency`.",
      "Resolved; what `dan` raised as `latency` stays.",
    ]);
    expect(left("/concern latency -- never mind\n/resolve latency", given)).toEqual(["latency"]);
  });

  it("raised again by the same person says something else", () => {
    const given = { actor: human(dan), permission: "triage" as const, ledger: [concern(dan)] };
    expect(left("/concern latency -- worse", given)).toEqual(["latency"]);
    expect(run("/concern latency -- worse", given).entries).toMatchObject([{ text: "worse" }]);
  });
});

describe("/resolve", () => {
  const ledger = [concern(dan)];
  it.for([
    { name: "by its raiser", given: { actor: human(dan), ledger }, left: [] },
    { name: "by an area owner", given: { ledger }, left: [] },
    {
      name: "by its raiser, and not what others raised under that name",
      given: { actor: human(dan), ledger: [...ledger, concern(carla)] },
      left: ["latency"],
    },
    { name: "by an area owner whoever raised it", given: { ledger: [...ledger, concern(carla)] }, left: [] },
    { name: "by an author who raised it", given: { actor: human(carla), ledger: [concern(carla)] }, left: [] },
    {
      name: "not by an area owner who is the author",
      given: { pullRequest: aPullRequest({ author: ana }), ledger },
      left: ["latency"],
    },
    {
      name: "not by a maintainer who owns nothing",
      given: { actor: mallory, permission: "admin" as const, ledger },
      left: ["latency"],
    },
    { name: "not by an App", given: { actor: { ...dan, isMachine: true }, ledger }, left: ["latency"] },
    {
      name: "not once it is closed",
      given: { pullRequest: aPullRequest({ isOpen: false }), ledger },
      left: ["latency"],
    },
  ])("$name", ({ given, left: remaining }) => expect(left("/resolve Latency", given)).toEqual(remaining));

  it.for([
    {
      body: "/resolve latency not yet",
      says: "No open concern is called `latency not yet`. Did you mean `/resolve latency`? Open concerns: `latency`.",
    },
    {
      body: "/resolve latncy",
      says: "No open concern is called `latncy`. Did you mean `/resolve latency`? Open concerns: `latency`.",
    },
    { body: "/resolve memory", says: "No open concern is called `memory`. Open concerns: `latency`." },
    { body: "/resolve", says: "Say which concern is resolved. Comment `/resolve NAME`. Open concerns: `latency`." },
  ])("$body → $says", ({ body, says }) => {
    expect(answers(body, { ledger })).toEqual([says]);
    expect(left(body, { ledger })).toEqual(["latency"]);
  });

  it("says when there is none", () => expect(answers("/resolve latency")).toEqual(["No concern is open here."]));
});

it("each line sees what the lines before it did", () => {
  expect(left("/concern a\n/concern b\n/resolve a", { actor: human(bob) })).toEqual(["b"]);
});
