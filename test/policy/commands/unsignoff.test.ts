import { describe, expect, it } from "vitest";
import { unsignoffCommand } from "../../../src/policy/commands/unsignoff.ts";
import { signoffCommand } from "../../../src/policy/commands/signoff.ts";
import { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  ana,
  anArea,
  aPullRequest,
  aReview,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  people,
  someAreas,
  unreadable,
  withBackup,
} from "../../support/builders.ts";

const bobs = aSignOff({ actor: bob, source: { kind: "comment", id: 8 } });
const ledger = [aSignOff(), bobs];
const two = someAreas({ areas: [anArea(), anArea({ name: "api" })], ledger });
const mallory = { id: 9, login: "mallory", isMachine: false };

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return unsignoffCommand.decide(args, aCommandContext({ areas: someAreas({ ledger }), ledger, ...given }));
}

function taken(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return decide(args, given).entries.map((entry) =>
    entry.kind === "unsigned" ? `${entry.area} of ${entry.signerId}` : entry.kind,
  );
}

describe("takes back", () => {
  it.for([
    { args: "runtime", given: {}, entries: ["runtime of 1"] },
    { args: "RT", given: {}, entries: ["runtime of 1"] },
    { args: "runtime @ANA", given: {}, entries: ["runtime of 1"] },
    { args: "runtime, api", given: { areas: two }, entries: ["runtime of 1", "api of 1"] },
    { args: "all", given: { areas: two }, entries: ["runtime of 1"] },
    { args: "runtime @bob -- the canary crashed", given: {}, entries: ["runtime of 2"] },
    { args: "all @bob -- the canary crashed", given: { areas: two }, entries: ["runtime of 2"] },
  ])("/unsignoff $args → $entries", ({ args, given, entries }) => {
    expect([decide(args, given).outcome, taken(args, given)]).toEqual(["done", entries]);
  });

  it("also of a login of a company's own accounts, which has an underscore", () => {
    const managed = { id: 8, login: "bob_acme" };
    const theirs = [aSignOff({ actor: managed, source: { kind: "comment", id: 8 } })];
    const areas = someAreas({ people: people(ana, managed), ledger: theirs });
    expect(taken("runtime @bob_acme -- left", { areas, ledger: theirs })).toEqual(["runtime of 8"]);
  });

  it("T45: in a comment full of lines, with the ledger folded once for a line", () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      aSignOff({ area: `part-${index}`, word: "all", source: { kind: "comment", id: index + 1 } }),
    );
    const areas = someAreas({
      areas: Array.from({ length: 200 }, (_, index) => anArea({ name: `part-${index}`, aliases: [] })),
      ledger: many.slice(0, 200),
    });
    for (let line = 0; line < 20; line += 1) {
      expect(taken("all", { areas, ledger: many })).toHaveLength(200);
    }
  });

  it("for good: the entry survives the store, and the area is not signed afterwards", () => {
    const entries = decide("runtime -- the canary crashed").entries;
    expect(entries.map((entry) => LedgerEntry.parse(JSON.parse(JSON.stringify(entry))))).toEqual([
      {
        kind: "unsigned",
        ...aStamp({ comment: 99, at: "2026-11-20T10:00:00.000Z" }),
        area: "runtime",
        signerId: ana.id,
        note: "the canary crashed",
      },
    ]);
    expect(someAreas({ ledger: [aSignOff(), ...entries] })).not.toMatchObject([{ state: "signed" }]);
  });

  it("one's own after one is no owner any more", () => {
    expect(taken("runtime", { areas: someAreas({ people: people(bob), ledger }) })).toEqual(["runtime of 1"]);
  });

  it("one's own when the owners cannot be read", () => {
    expect(taken("runtime", { areas: someAreas({ people: unreadable("gone"), ledger }) })).toEqual(["runtime of 1"]);
  });

  it("what an approving review says, also when the review comes with it", () => {
    const areas = someAreas({ areas: [anArea({ reviews: "implicit" })], reviews: [aReview()] });
    expect(decide("runtime", { areas, ledger: [] })).toMatchObject({ outcome: "done", entries: [{ signerId: 1 }] });
    const unread = someAreas({ areas: [anArea({ reviews: "implicit" })] });
    const decision = decide("runtime", { areas: unread, ledger: [] });
    expect([decision.entries.length, decision.isTold]).toEqual([1, undefined]);
  });

  it.for([
    { name: "an owner who has not signed", given: { areas: someAreas(), ledger: [] }, entries: 1 },
    { name: "a stranger", given: { actor: mallory }, entries: 0 },
  ])("nothing of $name, and says so", ({ given, entries }) => {
    const decision = decide("runtime", given);
    expect([decision.outcome, decision.isTold, decision.entries.length]).toEqual(["done", true, entries]);
    expect(decision.reasons.map((each) => each.code)).toEqual(["nothing-to-withdraw"]);
  });

  it("and is written `/signoff cancel` too", () => {
    const context = aCommandContext({ areas: someAreas({ ledger }), ledger });
    for (const args of ["runtime", "runtime @bob -- crashed", "all", ""]) {
      expect(signoffCommand.decide(`cancel ${args}`, context)).toEqual(unsignoffCommand.decide(args, context));
    }
  });
});

describe("refuses", () => {
  it.for([
    { name: "no area", args: "", given: {}, says: "Say which area it is about. Comment `/unsignoff AREA`." },
    {
      name: "an unknown area",
      args: "runtime nope",
      given: {},
      says: "`nope` is not an area here, so this line did nothing. Areas: `runtime`.",
    },
    {
      name: "a typo",
      args: "runtme @bob -- why",
      given: {},
      says: "`runtme` is not an area here, so this line did nothing. Did you mean `/unsignoff runtime @bob -- why`? Areas: `runtime`.",
    },
    {
      name: "to take back another's without a reason",
      args: "runtime @bob",
      given: {},
      says: "Say why you take back the sign-off of `bob`. Comment `/unsignoff runtime @bob -- REASON`.",
    },
    {
      name: "to let a stranger take back another's",
      args: "runtime @bob -- why",
      given: { actor: mallory },
      says: "`mallory` is not an owner of `runtime`, and so cannot take back the sign-off of somebody else. `ana` or `bob` can.",
    },
    {
      name: "to let a backup take back an owner's",
      args: "runtime @bob -- why",
      given: {
        actor: { ...dan, isMachine: false },
        areas: someAreas({ people: withBackup(people(ana), dan), ledger }),
      },
      says: "`dan` is not an owner of `runtime`, and so cannot take back the sign-off of somebody else. `ana` or `bob` can.",
    },
    {
      name: "an App that speaks for the signer",
      args: "runtime",
      given: { actor: { ...ana, isMachine: true } },
      says: "`ana` is a bot or an App; only people can do this.",
    },
    {
      name: "a closed pull request",
      args: "runtime",
      given: { pullRequest: aPullRequest({ isOpen: false }) },
      says: "This pull request is closed; its sign-offs are frozen.",
    },
    {
      name: "an essay",
      args: `runtime -- ${"a".repeat(281)}`,
      given: {},
      says: "The note has 281 characters; the limit is 280. Shorten it.",
    },
  ])("$name", ({ args, given, says }) => {
    const { outcome, entries, reasons } = decide(args, given);
    expect([outcome, entries, reasons.map(sentenceWithFix)]).toEqual(["refused", [], [says]]);
  });
});

it("a name that two accounts had in turn is taken back of both", () => {
  const old = aSignOff({ actor: { id: 22, login: "Bob" }, source: { kind: "comment", id: 9 } });
  const both = [...ledger, old];
  const areas = someAreas({ ledger: both, people: people(ana, bob, carla) });
  expect(taken("runtime @bob -- why", { areas, ledger: both }).toSorted()).toEqual(["runtime of 2", "runtime of 22"]);
});
