import { describe, expect, it } from "vitest";
import type { Area, AreaPeople } from "../../../src/policy/area/area.ts";
import type { FileList, PullRequest } from "../../../src/policy/facts.ts";
import { manualGate } from "../../../src/policy/gates/manual.ts";
import type { EntryOf } from "../../../src/policy/ledger/entry.ts";
import { reasonText } from "../../../src/policy/reason.ts";
import { sentence } from "../../../src/render/reason.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  firstHead,
  people,
  secondHead,
  someAreas,
  someFacts,
  unreadable,
  withAgent,
  withBackup,
} from "../../support/builders.ts";

function aRuling(given: Partial<EntryOf<"ruled">> = {}): EntryOf<"ruled"> {
  const { headSha, baseBranch, wholeDigest } = aSignOff({ headSha: secondHead });
  return { kind: "ruled", ...aStamp(), headSha, baseBranch, wholeDigest, gate: "bench", outcome: "pass", ...given };
}

interface Given {
  readonly rulings: readonly EntryOf<"ruled" | "edited">[];
  readonly area?: Partial<Area>;
  readonly people?: AreaPeople;
  readonly files?: FileList;
  readonly pullRequest?: PullRequest;
  readonly gateArea?: string;
  readonly filled?: string;
}

function judge({ rulings, area = {}, gateArea, filled, ...given }: Given) {
  const areas = someAreas({ areas: [anArea(area)], ...given });
  const facts = someFacts({ ledger: rulings, areas, ...given });
  return manualGate.bind({ manual: "Run the benchmark" }).judge(facts, { name: "bench", area: gateArea, filled });
}

const other = allOf(aFile({ path: "src/runtime/b.ts" }));
const later = { comment: 8, at: "2026-11-20T10:00:00.000Z" };

describe("a manual gate", () => {
  it.for([
    {
      name: "waits while nobody ruled",
      given: { rulings: [] },
      state: "waiting",
      says: "Nobody has ruled yet: `Run the benchmark`.",
    },
    {
      name: "holds by an owner",
      given: { rulings: [aRuling()] },
      state: "pass",
      says: "`ana` says at `0a9ddbc` that it holds.",
    },
    {
      name: "holds with a note",
      given: { rulings: [aRuling({ note: "faster by 12%" })] },
      state: "pass",
      says: "`ana` says at `0a9ddbc` that it holds: `faster by 12%`.",
    },
    {
      name: "fails by an owner",
      given: { rulings: [aRuling({ outcome: "fail", note: "slower" })] },
      state: "fail",
      says: "`ana` says at `0a9ddbc` that it fails: `slower`.",
    },
    {
      name: "goes by the newest ruling",
      given: { rulings: [aRuling({ outcome: "fail", ...aStamp({ actor: bob, ...later }) }), aRuling()] },
      state: "fail",
      says: "`bob` says at `0a9ddbc` that it fails.",
    },
    {
      name: "does not go by the ruling of another gate",
      given: { rulings: [aRuling({ gate: "docs" })] },
      state: "waiting",
      says: "Nobody has ruled yet: `Run the benchmark`.",
    },
    {
      name: "waits after a push",
      given: { rulings: [aRuling({ headSha: firstHead })], files: other },
      state: "waiting",
      says: "`ana` ruled on `a413cfc`, and the code is another now: `Run the benchmark`.",
    },
    {
      name: "waits after a push, also where it failed",
      given: { rulings: [aRuling({ headSha: firstHead, outcome: "fail" })], files: other },
      state: "waiting",
      says: "`ana` ruled on `a413cfc`, and the code is another now: `Run the benchmark`.",
    },
    {
      name: "holds after a rebase",
      given: { rulings: [aRuling({ headSha: firstHead })] },
      state: "pass",
      says: "`ana` says at `a413cfc` that it holds.",
    },
    {
      name: "holds for what the title asked for",
      given: { rulings: [aRuling({ filled: "tier=1" })], filled: "tier=1" },
      state: "pass",
      says: "`ana` says at `0a9ddbc` that it holds.",
    },
    {
      name: "waits when the title asks for something else",
      given: { rulings: [aRuling({ filled: "tier=1" })], filled: "tier=2" },
      state: "waiting",
      says: "`ana` ruled on `0a9ddbc` under another title, which asked for something else: `Run the benchmark`.",
    },
    {
      name: "waits when nobody knows what the title asked for",
      given: { rulings: [aRuling()], filled: "tier=2" },
      state: "waiting",
      says: "`ana` ruled on `0a9ddbc` under another title, which asked for something else: `Run the benchmark`.",
    },
    {
      name: "T18: waits after another base was chosen",
      given: { rulings: [aRuling({ baseBranch: "scratch" })] },
      state: "waiting",
      says: "`ana` ruled on `0a9ddbc`, and the code is another now: `Run the benchmark`.",
    },
    {
      name: "T49: waits when who ruled has left",
      given: { rulings: [aRuling()], people: people(bob) },
      state: "waiting",
      says: "`ana` ruled on `0a9ddbc`, but may not rule on this gate: `Run the benchmark`.",
    },
  ] satisfies readonly { name: string; given: Given; state: string; says: string }[])(
    "$name → $state",
    ({ given, state, says }) => {
      const verdict = judge(given);
      expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
    },
  );

  it("does not go back to an earlier ruling because the newest does not count", () => {
    const rulings = [aRuling(), aRuling({ outcome: "fail", ...aStamp({ actor: dan, ...later }) })];
    expect(judge({ rulings }).state).toBe("waiting");
  });

  it.for([
    { how: "edited" as const, isByAuthor: true },
    { how: "deleted" as const, isByAuthor: false },
    { how: "dismissed" as const, isByAuthor: false },
  ])("T1: waits once the text that says so was $how, and no earlier ruling comes back", ({ how, isByAuthor }) => {
    const newest = aRuling(aStamp({ actor: bob, ...later }));
    const edited = {
      kind: "edited" as const,
      source: newest.source,
      at: later.at,
      how,
      actor: null,
      isByAuthor,
      kept: [],
    };
    const verdict = judge({ rulings: [aRuling(), newest, edited] });
    expect(verdict.state).toBe("waiting");
    expect(sentence(verdict.reason)).toBe(
      `\`bob\` ruled on \`0a9ddbc\`, and what they wrote was ${how} since: \`Run the benchmark\`.`,
    );
    expect(judge({ rulings: [aRuling(), { ...newest, outcome: "fail" }, edited] }).state).toBe("fail");
  });

  it("says which command helps", () => {
    expect(judge({ rulings: [] }).reason.parameters["command"]).toBe("/pass bench -- NOTE");
  });

  it("asks for action once somebody has to look again", () => {
    const { reason } = judge({ rulings: [aRuling({ headSha: firstHead })], files: other });
    expect(reasonText(reason.code).needsAction).toBe(true);
  });
});

describe("who may say that it holds", () => {
  const byDan = [aRuling({ actor: dan })];
  const byAuthor = [aRuling({ actor: carla })];
  it.for([
    { name: "a backup", given: { rulings: byDan, people: withBackup(people(ana), dan) }, state: "pass" },
    {
      name: "not a backup before their time",
      given: { rulings: byDan, people: withBackup(people(ana), dan, { after: 48 * 3600 * 1000 }) },
      state: "waiting",
    },
    {
      name: "not a backup of the author, where the author is no owner",
      given: { rulings: byDan, people: withBackup(people(ana), dan, { after: "when_author" }) },
      state: "waiting",
    },
    { name: "T13: an agent", given: { rulings: byDan, people: withAgent(people(ana), dan) }, state: "waiting" },
    {
      name: "nobody, while the owners cannot be read",
      given: { rulings: [aRuling()], people: unreadable("gone") },
      state: "waiting",
    },
    { name: "an owner of the gate's area", given: { rulings: [aRuling()], gateArea: "Runtime" }, state: "pass" },
    { name: "not an owner of another area", given: { rulings: [aRuling()], gateArea: "docs" }, state: "waiting" },
    { name: "not the author", given: { rulings: byAuthor, people: people(carla) }, state: "waiting" },
    {
      name: "the author, where the area allows it",
      given: { rulings: byAuthor, people: people(carla), area: { selfSignoff: "allow" as const } },
      state: "pass",
    },
    {
      name: "not the author with evidence: rulings are not weighed with it",
      given: { rulings: byAuthor, people: people(carla), area: { selfSignoff: "with_evidence" as const } },
      state: "waiting",
    },
  ] satisfies readonly { name: string; given: Given; state: string }[])("$name → $state", ({ given, state }) => {
    expect(judge(given).state).toBe(state);
  });

  it("the author may say that it fails, and it is told that it was the author", () => {
    const verdict = judge({ rulings: [aRuling({ actor: carla, outcome: "fail" })], people: people(carla) });
    expect(verdict).toMatchObject({ state: "fail", caveats: [{ code: "ruled-by-author" }] });
  });

  it("T49: a deleted author is nobody", () => {
    const pullRequest = aPullRequest({ author: undefined });
    expect(judge({ rulings: byAuthor, people: people(carla), pullRequest }).state).toBe("pass");
  });
});
