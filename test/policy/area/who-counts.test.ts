import { describe, expect, it } from "vitest";
import type { Contributors } from "../../../src/policy/facts.ts";
import type { MeasuredGate } from "../../../src/policy/evaluate.ts";
import type { Area, AreaPeople } from "../../../src/policy/area/area.ts";
import type { SignOff } from "../../../src/policy/ledger/entry.ts";
import {
  aFile,
  allOf,
  aMeasuredGate,
  ana,
  anArea,
  anAreaState,
  aPullRequest,
  aSignOff,
  aStamp,
  bob,
  carla,
  contributors,
  dan,
  people,
  withAgent,
  withBackup,
} from "../../support/builders.ts";

interface Given {
  readonly area?: Partial<Area>;
  readonly people?: AreaPeople;
  readonly ledger: readonly SignOff[];
  readonly measured?: readonly MeasuredGate[];
  readonly contributors?: Contributors;
}

function judge({ area = {}, ...given }: Given) {
  return anAreaState({ areas: [anArea(area)], ...given });
}

/** How the first one's sign-off stands, and why. */
function standing(given: Given): string {
  const found = judge(given).signOffs.at(-1)?.standing;
  return found?.state === "not-counted" ? found.because.cause : (found?.state ?? "none");
}

const bySelf = [aSignOff({ actor: carla })];
const byAna = [aSignOff()];
const byDan = [aSignOff({ actor: dan })];
const botLogin = "renovate[bot]";
const byBot = [aSignOff({ actor: { id: dan.id, login: botLogin }, isMachine: true })];

describe("who may sign", () => {
  it.for([
    { name: "an owner", given: { ledger: byAna }, is: "live" },
    { name: "T49: who left since, suspended or removed", given: { ledger: byAna, people: people(bob) }, is: "lapsed" },
    {
      name: "who left, where the area keeps what they signed",
      given: { ledger: byAna, people: people(bob), area: { keepsAfterLeave: true } },
      is: "live",
    },
    {
      name: "the author who left, although the area keeps what others signed",
      given: { ledger: bySelf, people: people(bob), area: { keepsAfterLeave: true, selfSignoff: "allow" } },
      is: "lapsed",
    },
    {
      name: "T13: a bot that is no agent any more, although the area keeps what people signed",
      given: { ledger: byBot, people: people(ana), area: { keepsAfterLeave: true } },
      is: "lapsed",
    },
    { name: "a backup", given: { ledger: byDan, people: withBackup(people(ana), dan) }, is: "live" },
    {
      name: "a backup, where no owner is the author",
      given: { ledger: byDan, people: withBackup(people(ana), dan, { after: "when_author" }) },
      is: "backup-not-yet",
    },
    {
      name: "a backup, where an owner is the author",
      given: { ledger: byDan, people: withBackup(people(carla), dan, { after: "when_author" }) },
      is: "live",
    },
    {
      name: "a backup two hours after the opening, who may after three",
      given: { ledger: byDan, people: withBackup(people(ana), dan, { after: 3 * 3600_000 }) },
      is: "backup-not-yet",
    },
    {
      name: "a backup two hours after the opening, who may after two",
      given: { ledger: byDan, people: withBackup(people(ana), dan, { after: 2 * 3600_000 }) },
      is: "live",
    },
    {
      name: "a backup of two kinds, one of whose times has come",
      given: {
        ledger: byDan,
        people: withBackup(withBackup(people(ana), dan, { after: "when_author" }), dan, { after: "immediately" }),
      },
      is: "live",
    },
    {
      name: "an owner who is a backup too",
      given: {
        ledger: byAna,
        people: {
          ...people(ana),
          signers: withBackup(people(ana), ana, { after: "when_author" }).signers.toReversed(),
        },
      },
      is: "live",
    },
    { name: "T13: an agent", given: { ledger: byBot, people: withAgent(people(ana), dan) }, is: "agent" },
    {
      name: "an agent that is enough here",
      given: { ledger: byBot, people: withAgent(people(ana), dan), area: { isAgentSufficient: true } },
      is: "live",
    },
    {
      name: "T13: an agent that is enough here, for its own pull request",
      given: {
        ledger: [aSignOff({ actor: carla, isMachine: true })],
        people: withAgent(people(ana), carla),
        area: { isAgentSufficient: true, selfSignoff: "allow" },
      },
      is: "agent",
    },
    {
      name: "T13: a bot that somebody listed among the owners",
      given: { ledger: byBot, people: people(dan), area: { isAgentSufficient: true } },
      is: "agent",
    },
  ] satisfies readonly { name: string; given: Given; is: string }[])("$name → $is", ({ given, is }) => {
    expect(standing(given)).toBe(is);
  });

  it.for([
    { name: "a backup", known: withBackup(people(ana), dan), ledger: byDan, capacity: "backup" },
    { name: "an agent", known: withAgent(people(ana), dan), ledger: byBot, capacity: "agent" },
    { name: "an owner", known: people(ana), ledger: byAna, capacity: "owner" },
    { name: "who left", known: people(bob), ledger: byAna, capacity: undefined },
  ])("$name is told as $capacity", ({ known, ledger, capacity }) => {
    expect(judge({ ledger, people: known }).signOffs[0]?.capacity).toBe(capacity);
  });
});

describe("the author's own sign-off", () => {
  const owner = people(carla);
  const holds = [aMeasuredGate()];
  it.for([
    { name: "where it is denied", selfSignoff: "deny", measured: holds, is: "self" },
    { name: "where it is allowed", selfSignoff: "allow", measured: [], is: "live" },
    { name: "with evidence that holds", selfSignoff: "with_evidence", measured: holds, is: "live" },
    {
      name: "with evidence that does not hold",
      selfSignoff: "with_evidence",
      measured: [...holds, aMeasuredGate({ name: "bench", holds: false })],
      is: "self-needs-evidence",
    },
    {
      name: "with evidence of the area that holds, although another gate does not",
      selfSignoff: "with_evidence",
      measured: [aMeasuredGate({ name: "bench", holds: false }), aMeasuredGate({ area: "runtime" })],
      is: "live",
    },
    {
      name: "with evidence of the area that does not hold",
      selfSignoff: "with_evidence",
      measured: [aMeasuredGate(), aMeasuredGate({ name: "bench", area: "runtime", holds: false })],
      is: "self-needs-evidence",
    },
    {
      name: "with nothing but a title",
      selfSignoff: "with_evidence",
      measured: [aMeasuredGate({ name: "title", kind: "title" })],
      is: "self-needs-evidence",
    },
    {
      name: "with nothing but a configuration that can be used",
      selfSignoff: "with_evidence",
      measured: [aMeasuredGate({ name: "configuration", kind: "configuration" })],
      is: "self-needs-evidence",
    },
    {
      name: "with evidence that is advisory only",
      selfSignoff: "with_evidence",
      measured: [aMeasuredGate({ use: "advise" })],
      is: "self-needs-evidence",
    },
    { name: "without any evidence", selfSignoff: "with_evidence", measured: [], is: "self-needs-evidence" },
    { name: "while nobody judged the gates", selfSignoff: "with_evidence", measured: undefined, is: "live" },
    { name: "without company", selfSignoff: "with_backup", measured: [], is: "self-needs-backup" },
  ] as const)("$name → $is", ({ selfSignoff, measured, is }) => {
    const given = { area: { selfSignoff }, people: owner, ledger: bySelf };
    expect(standing(measured === undefined ? given : { ...given, measured })).toBe(is);
    expect(judge(given).signOffs).toMatchObject([{ isSelfSigned: true }]);
  });

  it.for([
    { name: "another owner", known: people(carla, dan), ledger: byDan, area: {}, is: "live" },
    { name: "a backup", known: withBackup(people(carla), dan), ledger: byDan, area: {}, is: "live" },
    {
      name: "an agent",
      known: withAgent(people(carla), dan),
      ledger: byBot,
      area: { isAgentSufficient: true },
      is: "self-needs-backup",
    },
    { name: "somebody who may not sign", known: people(carla), ledger: byDan, area: {}, is: "self-needs-backup" },
  ])("beside $name → $is", ({ known, ledger, area, is }) => {
    const company = ledger.map((each) => ({ ...each, at: "2026-11-20T10:00:00.000Z" }));
    expect(
      standing({ area: { ...area, selfSignoff: "with_backup" }, people: known, ledger: [...bySelf, ...company] }),
    ).toBe(is);
  });

  it("names the gates that it waits for", () => {
    const measured = [aMeasuredGate(), aMeasuredGate({ name: "bench", holds: false })];
    const state = judge({ area: { selfSignoff: "with_evidence" }, people: owner, ledger: bySelf, measured });
    expect(state.signOffs[0]?.standing).toEqual({
      state: "not-counted",
      because: { cause: "self-needs-evidence", gates: ["bench"] },
    });
  });

  it("T49: a deleted author is nobody", () => {
    const state = anAreaState({ ledger: byAna, pullRequest: aPullRequest({ author: undefined }) });
    expect(state).toMatchObject({ state: "signed", signOffs: [{ isSelfSigned: false }] });
  });
});

describe("T11: where whoever took part in the commits may not sign", () => {
  const yes = { excludesContributors: "yes" as const };
  const strict = { excludesContributors: "strict" as const };
  it.for([
    { name: "somebody who did not", area: yes, given: contributors(carla), is: "live" },
    { name: "somebody who did", area: yes, given: contributors(ana), is: "contributor" },
    { name: "somebody who did, where nobody minds", area: {}, given: contributors(ana), is: "live" },
    {
      name: "T12: somebody whose suggestion was accepted",
      area: yes,
      given: { ...contributors(carla), suggestedIds: [ana.id] },
      is: "live",
    },
    {
      name: "T12: somebody whose suggestion was accepted, strictly",
      area: strict,
      given: { ...contributors(carla), suggestedIds: [ana.id] },
      is: "contributor",
    },
    {
      name: "anybody, beside a commit without an account",
      area: yes,
      given: { ...contributors(carla), unattributed: ["abc1234"] },
      is: "contributors-unknown",
    },
    {
      name: "T12: somebody, beside a suggestion whose author's address is nobody's",
      area: yes,
      given: { ...contributors(carla), unattributedSuggestions: ["abc1234"] },
      is: "live",
    },
    {
      name: "anybody, strictly, beside a suggestion whose author's address is nobody's",
      area: strict,
      given: { ...contributors(carla), unattributedSuggestions: ["abc1234"] },
      is: "contributors-unknown",
    },
    {
      name: "anybody, beside more commits than GitHub lists",
      area: yes,
      given: { ...contributors(carla), isComplete: false },
      is: "contributors-unknown",
    },
    { name: "anybody, while nobody looked", area: yes, given: undefined, is: "contributors-unknown" },
    {
      name: "somebody who left and whose sign-off is kept, but who did",
      area: { ...yes, keepsAfterLeave: true },
      given: contributors(dan),
      ledger: byDan,
      is: "contributor",
    },
  ] as const)("$name → $is", ({ area, given, is, ...more }) => {
    const ledger = "ledger" in more ? more.ledger : byAna;
    expect(standing({ area, ledger, ...(given === undefined ? {} : { contributors: given }) })).toBe(is);
  });
});

describe("signing again does not help who may never", () => {
  it("so a stale sign-off of the author says that it is the author's", () => {
    const files = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
    const state = anAreaState({ files, people: people(carla), ledger: [aSignOff(aStamp({ actor: carla }))] });
    expect(state.signOffs).toMatchObject([{ standing: { because: { cause: "self" } } }]);
  });
});
