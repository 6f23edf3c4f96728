import { describe, expect, it } from "vitest";
import type { FileList } from "../../../src/policy/facts.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  anAreaState,
  aPullRequest,
  aSignOff,
  aStamp,
  bob,
  globs,
  people,
  someAreas,
  someSigning,
  unreadable,
} from "../../support/builders.ts";
import { judgeAreas } from "../../../src/policy/area/judge-areas.ts";

const changed = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const docsOnly = allOf(aFile({ path: "docs/a.md" }));
const incomplete: FileList = { files: [aFile()], isComplete: false };
const later = "2026-11-20T10:00:00.000Z";

describe("an area stands", () => {
  it.for([
    { name: "unsigned when nobody signed", given: {}, state: "unsigned" },
    { name: "not required when no file belongs to it", given: { files: docsOnly }, state: "not-required" },
    {
      name: "required when it always is, whatever is changed",
      given: { files: docsOnly, areas: [anArea({ required: "always" })] },
      state: "unsigned",
    },
    {
      name: "required when it is about everything",
      given: { files: docsOnly, areas: [anArea({ required: "always", files: { kind: "all" } })] },
      state: "unsigned",
    },
    {
      name: "required where code owners are named for a changed file",
      given: { files: docsOnly, areas: [anArea({ files: { kind: "paths", paths: new Set(["docs/a.md"]) } })] },
      state: "unsigned",
    },
    {
      name: "T21: required by where a file was before it was moved out of it",
      given: { files: allOf(aFile({ path: "lib/host.ts", previousPath: "src/runtime/host.ts" })) },
      state: "unsigned",
    },
    { name: "not required without paths", given: { areas: [anArea({ files: globs() })] }, state: "not-required" },
    { name: "signed by one of its owners", given: { ledger: [aSignOff()] }, state: "signed" },
    { name: "stale after a push to its files", given: { ledger: [aSignOff()], files: changed }, state: "stale" },
    {
      name: "signed again after the push",
      given: { ledger: [aSignOff(), aSignOff(aStamp({ comment: 8, at: later }), changed)], files: changed },
      state: "signed",
    },
    {
      name: "signed when one signature is stale and another is not",
      given: { ledger: [aSignOff({ actor: bob }), aSignOff({}, changed)], files: changed },
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
      name: "T10: unreadable when its team cannot be read, signed or not",
      given: { ledger: [aSignOff()], people: unreadable("@acme/runtime may not be read") },
      state: "unreadable",
    },
    {
      name: "unreadable when the configuration cannot name its owners",
      given: { ledger: [aSignOff()], areas: [anArea({ problem: "there is no CODEOWNERS" })] },
      state: "unreadable",
    },
    {
      name: "T20: unknown when GitHub does not list all files, signed or not",
      given: { ledger: [aSignOff()], files: incomplete },
      state: "files-unknown",
    },
    {
      name: "T20: unknown when GitHub does not list all files, although none of those listed belongs to it",
      given: { files: { files: docsOnly.files, isComplete: false } },
      state: "files-unknown",
    },
    {
      name: "not required, its signature dormant, once its change is reverted",
      given: { ledger: [aSignOff()], files: docsOnly },
      state: "not-required",
    },
  ] as const)("$name", ({ given, state }) => {
    expect(anAreaState(given).state).toBe(state);
  });

  it("unreadable when nobody looked up its owners", () => {
    const signing = { ...someSigning(), people: new Map() };
    const given = { signing, pullRequest: aPullRequest(), files: allOf(aFile()), ledger: [aSignOff()], measured: [] };
    expect(judgeAreas(given)).toMatchObject([{ state: "unreadable" }]);
  });

  it("by itself: a signature of one area is none of another", () => {
    const areas = [anArea(), anArea({ name: "api", files: globs("src/**") })];
    expect(someAreas({ areas, ledger: [aSignOff()] }).map(({ state }) => state)).toEqual(["signed", "unsigned"]);
  });

  it("apart from code owners of the same name", () => {
    const paths = new Set(["src/runtime/host.ts"]);
    const areas = [["ana"], ["bob"]].map((owners) => anArea({ owners, files: { kind: "paths", paths } }));
    const ledger = [aSignOff({}, allOf(aFile()), areas[0])];
    expect(someAreas({ areas, ledger }).map(({ state }) => state)).toEqual(["signed", "unsigned"]);
  });

  it.for([
    { name: "unsigned", ledger: [], asRequired: "unsigned" },
    { name: "signed as long as nothing of it is changed", ledger: [aSignOff({}, docsOnly)], asRequired: "signed" },
    { name: "stale when a file of it was signed", ledger: [aSignOff()], asRequired: "stale" },
  ])("and, where it need not sign, tells how it would: $name", ({ ledger, asRequired }) => {
    expect(anAreaState({ ledger, files: docsOnly })).toMatchObject({ state: "not-required", asRequired });
  });

  it("with its signatures shown although it need not sign", () => {
    expect(anAreaState({ ledger: [aSignOff()], files: docsOnly }).signOffs).toMatchObject([{ by: ana }]);
  });
});

describe("of each person one sign-off is looked at", () => {
  it("the newest, whatever the order of the ledger", () => {
    const older = aSignOff({ note: "older" });
    const newer = aSignOff({ note: "newer", ...aStamp({ comment: 8, at: later }) });
    for (const ledger of [
      [older, newer],
      [newer, older],
    ]) {
      expect(anAreaState({ ledger }).signOffs.map(({ note }) => note)).toEqual(["newer"]);
    }
  });

  it("an older one that fits again, after a force push back to what was signed", () => {
    const ledger = [aSignOff(), aSignOff(aStamp({ comment: 8, at: later }), changed)];
    expect(anAreaState({ ledger })).toMatchObject({ state: "signed", signOffs: [{ at: "2026-11-20T09:00:00.000Z" }] });
  });

  it("of two in the same second the one of the later comment", () => {
    const ledger = [aSignOff({ note: "second", ...aStamp({ comment: 8 }) }), aSignOff({ note: "first" })];
    expect(anAreaState({ ledger }).signOffs.map(({ note }) => note)).toEqual(["second"]);
  });

  it("people are listed newest first", () => {
    const ledger = [aSignOff(aStamp({ actor: bob, comment: 8, at: later })), aSignOff()];
    for (const each of [ledger, ledger.toReversed()]) {
      expect(anAreaState({ ledger: each }).signOffs.map(({ by }) => by.login)).toEqual(["bob", "ana"]);
    }
  });

  it("T8: a renamed account is the same person", () => {
    const renamed = aSignOff(aStamp({ actor: { id: ana.id, login: "ana-maria" }, comment: 8, at: later }));
    expect(anAreaState({ ledger: [aSignOff(), renamed] }).signOffs).toHaveLength(1);
  });

  it("T8: somebody else under a known login is somebody else", () => {
    expect(anAreaState({ ledger: [aSignOff({ actor: { id: 77, login: "ana" } })] }).state).toBe("lapsed");
  });
});
