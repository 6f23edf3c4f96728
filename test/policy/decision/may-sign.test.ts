import { describe, expect, it } from "vitest";
import { type AreaPeople, areaKey } from "../../../src/policy/area/area.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import { readCommands, runCommands } from "../../../src/policy/comment/run-commands.ts";
import type { LedgerEntry } from "../../../src/policy/ledger/entry.ts";
import { signoffCommand } from "../../../src/policy/commands/signoff.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aCommandContext,
  ana,
  anArea,
  aSignOff,
  aStamp,
  bob,
  carla,
  contributors,
  dan,
  people,
  someAreas,
  unreadable,
  withAgent,
  withBackup,
} from "../../support/builders.ts";

const stranger = { id: 9, login: "mallory", isMachine: false };

function decide(args: string, given: Parameters<typeof aCommandContext>[0] = {}) {
  return signoffCommand.decide(args, aCommandContext(given));
}

describe("code owners", () => {
  const mine = anArea({
    name: "code",
    owners: ["ana"],
    files: { kind: "paths", paths: new Set(["src/runtime/host.ts"]) },
  });
  const theirs = anArea({ name: "code", owners: ["bob"], files: { kind: "paths", paths: new Set(["x"]) } });
  const split = [
    ...someAreas({ areas: [mine], people: people(ana) }),
    ...someAreas({ areas: [theirs], people: people(bob) }),
  ];

  it("sign the part that is theirs", () => {
    const decision = decide("code", { areas: split });
    expect([decision.outcome, decision.entries.map((entry) => "area" in entry && entry.area)]).toEqual([
      "done",
      [areaKey(mine)],
    ]);
  });

  it("are all named to whoever owns no part", () => {
    expect(decide("code", { areas: split, actor: stranger }).reasons.map(sentenceWithFix)).toEqual([
      "`mallory` is not an owner of `code`. `ana` or `bob` can comment `/signoff code`. Owners are listed in .github/gatehouse.yml.",
    ]);
  });
});

describe("one's own pull request", () => {
  const carlas = { actor: { ...carla, isMachine: false } };
  it.for([
    { selfSignoff: "deny" as const, outcome: "refused", signed: 0, code: "self-signoff-denied", isTold: undefined },
    { selfSignoff: "allow" as const, outcome: "done", signed: 1, code: "signed", isTold: undefined },
    {
      selfSignoff: "with_evidence" as const,
      outcome: "done",
      signed: 1,
      code: "signed-self-with-evidence",
      isTold: true,
    },
    { selfSignoff: "with_backup" as const, outcome: "done", signed: 1, code: "signed-self-with-backup", isTold: true },
  ])("$selfSignoff → $code", ({ selfSignoff, outcome, signed, code, isTold }) => {
    const areas = someAreas({ areas: [anArea({ selfSignoff })], people: people(ana, carla) });
    const decision = decide("runtime", { ...carlas, areas });
    expect([decision.outcome, decision.entries.length, decision.reasons[0]?.code, decision.isTold]).toEqual([
      outcome,
      signed,
      code,
      isTold,
    ]);
  });
});

describe("a backup", () => {
  const dans = { actor: { ...dan, isMachine: false } };
  it.for([
    { name: "at once", after: "immediately" as const, code: "signed" },
    { name: "for an owner's pull request, and it is none", after: "when_author" as const, code: "backup-of-author" },
    { name: "two hours after the opening, which are over", after: 2 * 3_600_000, code: "signed" },
    { name: "two days after the opening, which are not over", after: 48 * 3_600_000, code: "backup-too-early" },
  ])("$name → $code", ({ after, code }) => {
    const areas = someAreas({ people: withBackup(people(ana), dan, { after }) });
    expect(decide("runtime", { ...dans, areas }).reasons.map((each) => each.code)).toEqual([code]);
  });

  it("signs for an owner who is the author", () => {
    const areas = someAreas({ people: withBackup(people(carla), dan, { after: "when_author" }) });
    expect(decide("runtime", { ...dans, areas }).outcome).toBe("done");
  });

  it("hears from when on they may", () => {
    const areas = someAreas({ people: withBackup(people(ana), dan, { after: 48 * 3_600_000 }) });
    expect(decide("runtime", { ...dans, areas }).reasons.map(sentenceWithFix)).toEqual([
      "`dan` is a backup of `runtime`, and may sign from `2026-11-22 07:00 UTC` on. Until then its owners can.",
    ]);
  });
});

describe("a backup whose time has not come answers for nothing", () => {
  const holdOfAna: LedgerEntry = { kind: "held", ...aStamp({ actor: ana, comment: 5 }) };
  const concernOfAna: LedgerEntry = { kind: "concern", ...aStamp({ actor: ana, comment: 6 }), name: "latency" };
  it.for([
    { body: "/unhold", ledger: [holdOfAna] },
    { body: "/hold cancel", ledger: [holdOfAna] },
    { body: "/resolve latency", ledger: [concernOfAna] },
    { body: "/hold", ledger: [] },
    { body: "/concern slow", ledger: [] },
    { body: "/retitle fix: another title", ledger: [] },
  ])("$body", ({ body, ledger }) => {
    const outcomeWith = (known: AreaPeople) => {
      const read = readCommands(body, commands);
      const context = aCommandContext({
        actor: { ...dan, isMachine: false },
        areas: someAreas({ people: known }),
        ledger,
      });
      return runCommands(read.state === "lines" ? read.lines : [], context).answered.map(
        ({ decision }) => decision.outcome,
      );
    };
    for (const after of ["when_author", 48 * 3_600_000] as const) {
      expect(outcomeWith(withBackup(people(ana), dan, { after }))).toEqual(["refused"]);
    }
    for (const after of ["immediately", 2 * 3_600_000] as const) {
      expect(outcomeWith(withBackup(people(ana), dan, { after }))).toEqual(["done"]);
    }
    expect(outcomeWith(withBackup(people(carla), dan, { after: "when_author" }))).toEqual(["done"]);
    expect(outcomeWith(withAgent(people(ana), dan))).toEqual(["refused"]);
  });
});

it("T50: who cannot be looked up is not named where the configuration hides the owners", () => {
  const told = (shownOwners: readonly string[]) => {
    const area = anArea({ owners: ["@acme/secret"], shownOwners });
    const areas = someAreas({ areas: [area], people: unreadable("the team @acme/secret cannot be read") });
    return decide("runtime", { areas }).reasons.map(sentenceWithFix).join(" ");
  };
  expect(told(["@acme/secret"])).toContain("secret");
  expect(told([])).not.toContain("secret");
  expect(told([])).toContain("an owner cannot be looked up");
});

describe("T7, T13: a machine", () => {
  const bot = { id: 77, login: "helper[bot]", isMachine: true };
  it.for([
    { name: "that the area lists", actor: bot, known: withAgent(people(ana), bot), signed: 1 },
    { name: "that it does not list", actor: bot, known: people(ana), signed: 0 },
    { name: "that was listed as an owner", actor: bot, known: people(ana, bot), signed: 0 },
    { name: "that speaks for an owner", actor: { ...ana, isMachine: true }, known: people(ana), signed: 0 },
  ])("$name → signs $signed", ({ actor, known, signed }) => {
    expect(decide("runtime", { actor, areas: someAreas({ people: known }) }).entries).toHaveLength(signed);
  });
});

describe("whoever took part in the commits", () => {
  it("is told that their sign-off does not count, where that is known already", () => {
    const areas = someAreas({
      areas: [anArea({ excludesContributors: "yes" })],
      contributors: contributors(ana),
      ledger: [aSignOff()],
    });
    const decision = decide("runtime", { areas });
    expect([decision.isTold, decision.reasons[0]?.code]).toEqual([true, "signed-as-contributor"]);
  });
});
