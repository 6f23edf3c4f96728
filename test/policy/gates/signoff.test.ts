import { describe, expect, it } from "vitest";
import { signoffGate } from "../../../src/policy/gates/signoff.ts";
import { sentence } from "../../../src/render/reason.ts";
import {
  aFile,
  allOf,
  anArea,
  aReview,
  aSignOff,
  bob,
  globs,
  someAreas,
  someFacts,
  unreadable,
} from "../../support/builders.ts";

const docs = anArea({ name: "docs", aliases: ["pages"], files: globs("docs/**") });
const areas = [anArea(), docs, anArea({ name: "api", files: globs("src/**") })];

function judge(given: Parameters<typeof someAreas>[0], options: object = {}) {
  const gate = signoffGate.bind({ signoff: ["runtime", "docs"], ...options });
  return gate.judge(someFacts({ areas: someAreas({ areas, ...given }) }), { name: "owners", area: undefined });
}

const runtimeSigned = aSignOff();
const docsSigned = aSignOff({ source: { kind: "comment", id: 8 } }, undefined, docs);
const docsOfBob = { ...docsSigned, actor: bob };

describe("named areas must be signed", () => {
  it.for([
    {
      name: "whether their files are changed or not",
      given: { ledger: [runtimeSigned] },
      state: "waiting",
      says: "1 of 2 areas signed; missing: `docs`.",
    },
    {
      name: "and others need not",
      given: { ledger: [runtimeSigned, docsSigned] },
      state: "pass",
      says: "2 areas signed.",
    },
    {
      name: "by what they are now: a file that enters makes a sign-off stale",
      given: { ledger: [runtimeSigned, docsSigned], files: allOf(aFile(), aFile({ path: "docs/a.md" })) },
      state: "waiting",
      says: "1 of 2 areas signed; missing: `docs`.",
    },
    {
      name: "and an owner can refuse one that is not touched",
      given: { ledger: [runtimeSigned, docsOfBob], reviews: [aReview({ state: "changes-requested" })] },
      state: "fail",
      says: "0 of 2 areas signed; missing: `runtime` and `docs`.",
    },
    {
      name: "by owners who can be read",
      given: { ledger: [runtimeSigned, docsSigned], people: unreadable("gone") },
      state: "no-data",
      says: "0 of 2 areas signed; missing: `runtime` and `docs`.",
    },
    {
      name: "and one that has no part in the pull request is no pass",
      given: { areas: [anArea()], ledger: [runtimeSigned] },
      state: "no-data",
      says: "No code owner is named for a file of this pull request in `docs`, so nobody can sign it.",
    },
  ])("$name → $state", ({ given, state, says }) => {
    const verdict = judge(given);
    expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  });

  it("by any of their names", () => {
    expect(judge({ ledger: [docsSigned] }, { signoff: ["Pages"] }).state).toBe("pass");
  });

  it("and what is missing says who can sign it", () => {
    const [missing] = judge({ ledger: [runtimeSigned] }).details ?? [];
    expect(missing).toMatchObject({ code: "area-unsigned", parameters: { command: "/signoff docs" } });
  });
});

describe("by several people", () => {
  it.for([
    { name: "one of two", ledger: [runtimeSigned, docsSigned], need: 2, state: "waiting" },
    { name: "two of two", ledger: [runtimeSigned, docsOfBob], need: 2, state: "pass" },
    { name: "one of one", ledger: [runtimeSigned, docsSigned], need: 1, state: "pass" },
    {
      name: "two of two, with an area missing",
      ledger: [runtimeSigned, { ...runtimeSigned, actor: bob }],
      need: 2,
      state: "waiting",
    },
  ])("$name → $state", ({ ledger, need, state }) => {
    expect(judge({ ledger }, { min_distinct_signers: need }).state).toBe(state);
  });

  it("says how many have", () => {
    const { reason } = judge({ ledger: [runtimeSigned, docsSigned] }, { min_distinct_signers: 2 });
    expect(sentence(reason)).toBe("1 of 2 different people have signed `runtime` and `docs`.");
  });
});
