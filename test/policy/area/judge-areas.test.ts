import { describe, expect, it } from "vitest";
import type { FileList } from "../../../src/policy/facts.ts";
import { areaReason } from "../../../src/policy/area/area-reason.ts";
import { sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aFile,
  allOf,
  anArea,
  anAreaState,
  aPullRequest,
  aSignOff,
  ana,
  bob,
  carla,
  firstHead,
  people,
} from "../../support/builders.ts";

const changed = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const moved = allOf(aFile({ patch: "@@ -8,2 +9,2 @@ elsewhere\n context\n-old\n+new" }));
const docsOnly = allOf(aFile({ path: "docs/a.md" }));
const incomplete: FileList = { files: [aFile()], isComplete: false };
const team = { entitledIds: [], problem: "@acme/runtime may not be read" };

describe("an area stands", () => {
  it.for([
    { name: "unsigned when nobody signed", given: {}, state: "unsigned" },
    { name: "untouched when no file belongs to it", given: { files: docsOnly }, state: "not-touched" },
    {
      name: "touched by where a file was before its rename",
      given: { files: allOf(aFile({ path: "lib/host.ts", previousPath: "src/runtime/host.ts" })) },
      state: "unsigned",
    },
    { name: "signed by one of its owners", given: { ledger: [aSignOff()] }, state: "signed" },
    {
      name: "signed although a rebase moved the lines",
      given: { ledger: [aSignOff()], files: moved },
      state: "signed",
    },
    {
      name: "signed although another area changed",
      given: { ledger: [aSignOff()], files: allOf(aFile(), aFile({ path: "docs/a.md" })) },
      state: "signed",
    },
    {
      name: "stale after a push that changes its files",
      given: { ledger: [aSignOff()], files: changed },
      state: "stale",
    },
    {
      name: "stale when a file enters it",
      given: { ledger: [aSignOff()], files: allOf(aFile(), aFile({ path: "src/runtime/b.ts" })) },
      state: "stale",
    },
    {
      name: "stale when the base branch changed",
      given: { ledger: [aSignOff()], pullRequest: aPullRequest({ baseBranch: "release" }) },
      state: "stale",
    },
    {
      name: "stale when it was signed on an incomplete list",
      given: { ledger: [aSignOff({ areaDigest: null })] },
      state: "stale",
    },
    {
      name: "signed again after the push",
      given: { ledger: [aSignOff(), aSignOff({ at: "2026-11-20T10:00:00.000Z" }, changed)], files: changed },
      state: "signed",
    },
    {
      name: "signed when one signature is stale and another is not",
      given: { ledger: [aSignOff({ actor: bob }), aSignOff({}, changed)], files: changed },
      state: "signed",
    },
    {
      name: "signed once more after a push back to what was signed",
      given: { ledger: [aSignOff(), aSignOff({ actor: bob }, changed)] },
      state: "signed",
    },
    {
      name: "lapsed when the signer is no owner any more",
      given: { ledger: [aSignOff()], people: people(bob) },
      state: "lapsed",
    },
    {
      name: "unsigned when somebody signed for another area",
      given: { ledger: [aSignOff({ area: "api" })] },
      state: "unsigned",
    },
    {
      name: "unreadable when its team cannot be read, signed or not",
      given: { ledger: [aSignOff()], people: team },
      state: "unreadable",
    },
    {
      name: "unknown when GitHub does not list all files",
      given: { ledger: [aSignOff()], files: incomplete },
      state: "files-unknown",
    },
    {
      name: "untouched, its signature dormant, once its change is reverted",
      given: { ledger: [aSignOff()], files: docsOnly },
      state: "not-touched",
    },
  ])("$name", ({ given, state }) => {
    expect(anAreaState(given).state).toBe(state);
  });

  it("nobody may sign an area whose owners were not looked up", () => {
    expect(anAreaState({ people: { entitledIds: [], problem: "its owners were not looked up" } }).state).toBe(
      "unreadable",
    );
  });

  it("an area without paths is never touched", () => {
    expect(anAreaState({ areas: [anArea({ paths: [] })] }).state).toBe("not-touched");
  });
});

describe("whose signature counts", () => {
  it("a person's newest sign-off counts, whatever the order of the ledger", () => {
    const older = aSignOff({ note: "older" });
    const newer = aSignOff({ note: "newer", at: "2026-11-20T11:00:00.000Z" });
    for (const ledger of [
      [older, newer],
      [newer, older],
    ]) {
      expect(anAreaState({ ledger }).signOffs.map(({ signOff }) => signOff.note)).toEqual(["newer"]);
    }
  });

  it("of two in the same second the one recorded later counts", () => {
    const ledger = [aSignOff({ note: "first" }), aSignOff({ note: "second" })];
    expect(anAreaState({ ledger }).signOffs.map(({ signOff }) => signOff.note)).toEqual(["second"]);
  });

  it("two people are listed newest first, and their order in the ledger does not matter", () => {
    const ledger = [aSignOff({ actor: bob, at: "2026-11-20T11:00:00.000Z" }), aSignOff()];
    for (const each of [ledger, ledger.toReversed()]) {
      expect(anAreaState({ ledger: each }).signOffs.map(({ signOff }) => signOff.actor.login)).toEqual(["bob", "ana"]);
    }
  });

  it("a renamed account is the same person", () => {
    const ledger = [
      aSignOff(),
      aSignOff({ actor: { id: ana.id, login: "ana-maria" }, at: "2026-11-20T11:00:00.000Z" }),
    ];
    expect(anAreaState({ ledger }).signOffs).toHaveLength(1);
  });

  it("somebody else under a known login is somebody else", () => {
    const ledger = [aSignOff({ actor: { id: 77, login: "ana" } })];
    expect(anAreaState({ ledger }).state).toBe("lapsed");
  });

  it("the author's own signature is marked", () => {
    const ledger = [aSignOff({ actor: carla })];
    expect(anAreaState({ ledger, people: people(carla) }).signOffs).toMatchObject([
      { isSelfSigned: true, state: "live" },
    ]);
  });

  it("a deleted author marks nobody", () => {
    const ledger = [aSignOff()];
    const pullRequest = aPullRequest({ author: undefined });
    expect(anAreaState({ ledger, pullRequest }).signOffs).toMatchObject([{ isSelfSigned: false }]);
  });
});

describe("the reason says who, what and where", () => {
  it.for([
    { name: "not signed", given: {}, says: "Nobody has signed yet. `ana` or `bob` can comment `/signoff runtime`." },
    { name: "signed", given: { ledger: [aSignOff()] }, says: "Signed by `ana`." },
    {
      name: "self-signed",
      given: { ledger: [aSignOff({ actor: carla })], people: people(carla) },
      says: "Signed by `carla (self-signed)`.",
    },
    {
      name: "a file changed",
      given: { ledger: [aSignOff()], files: changed },
      says: "`ana` signed `a413cfc`; `src/runtime/host.ts` changed in `0a9ddbc`. `ana` or `bob` can look at the change and comment `/signoff runtime`.",
    },
    {
      name: "the base changed",
      given: { ledger: [aSignOff()], pullRequest: aPullRequest({ baseBranch: "release" }) },
      says: "`ana` signed against `main`; the pull request now targets `release`. `ana` or `bob` can look again and comment `/signoff runtime`.",
    },
    {
      name: "the area changed",
      given: { ledger: [aSignOff({}, docsOnly)], pullRequest: aPullRequest({ headSha: firstHead }) },
      says: "`ana` signed `a413cfc`; the configuration has given this area other files since. `ana` or `bob` can look again and comment `/signoff runtime`.",
    },
    {
      name: "not comparable",
      given: { ledger: [aSignOff({ areaDigest: null })] },
      says: "`ana` signed `a413cfc`; the changes since cannot be compared, so the sign-off does not count for `0a9ddbc`. `ana` or `bob` can comment `/signoff runtime`.",
    },
    {
      name: "lapsed",
      given: { ledger: [aSignOff()], people: people(bob) },
      says: "`ana` signed, but may not sign off this area any more. `ana` or `bob` can comment `/signoff runtime`.",
    },
    {
      name: "unreadable",
      given: { people: team },
      says: "Gatehouse cannot tell who owns this area: `@\u200Bacme/runtime may not be read`. Correct the owners in .github/gatehouse.yml, or give the App access to the team.",
    },
    {
      name: "too many files",
      given: { files: incomplete, pullRequest: aPullRequest({ changedFiles: 4000 }) },
      says: "GitHub does not list all 4000 changed files, so it cannot be told which areas they touch. Split the pull request.",
    },
  ])("$name", ({ given, says }) => {
    const pullRequest = "pullRequest" in given ? given.pullRequest : aPullRequest();
    expect(sentenceWithFix(areaReason(anAreaState(given), pullRequest))).toBe(says);
  });
});
