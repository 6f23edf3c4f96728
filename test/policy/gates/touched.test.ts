import { describe, expect, it } from "vitest";
import { touchedGate } from "../../../src/policy/gates/touched.ts";
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

function judge(given: Parameters<typeof someAreas>[0]) {
  return touchedGate.bind({}).judge(someFacts({ areas: someAreas(given) }), { name: "touched", area: undefined });
}

const api = anArea({ name: "api", files: globs("src/**") });
const docs = anArea({ name: "docs", files: globs("docs/**") });
const areas = [anArea(), api, docs];

describe("every area that must sign", () => {
  it.for([
    {
      name: "has not",
      given: { areas, ledger: [aSignOff()] },
      state: "waiting",
      says: "1 of 2 areas signed; missing: `api`.",
    },
    {
      name: "has",
      given: { areas, ledger: [aSignOff(), aSignOff({}, undefined, api)] },
      state: "pass",
      says: "2 areas signed.",
    },
    {
      name: "is none",
      given: { areas, files: allOf(aFile({ path: "x" })) },
      state: "pass",
      says: "No file of this pull request belongs to an area.",
    },
    {
      name: "is one that always must",
      given: { areas: [{ ...docs, required: "always" as const }] },
      state: "waiting",
      says: "0 of 1 area signed; missing: `docs`.",
    },
    {
      name: "is refused by an owner",
      given: {
        areas,
        reviews: [aReview({ author: bob, state: "changes-requested" })],
        ledger: [aSignOff(), aSignOff({}, undefined, api)],
      },
      state: "fail",
      says: "0 of 2 areas signed; missing: `runtime` and `api`.",
    },
    {
      name: "has owners that cannot be read",
      given: { areas: [anArea()], people: unreadable("gone"), ledger: [aSignOff()] },
      state: "no-data",
      says: "0 of 1 area signed; missing: `runtime`.",
    },
    {
      name: "is several of code owners, named once",
      given: {
        areas: [["ana"], ["bob"]].map((owners) =>
          anArea({ owners, files: { kind: "paths", paths: new Set(["src/runtime/host.ts"]) } }),
        ),
      },
      state: "waiting",
      says: "0 of 2 areas signed; missing: `runtime`.",
    },
  ])("$name → $state", ({ given, state, says }) => {
    const verdict = judge(given);
    expect([verdict.state, sentence(verdict.reason)]).toEqual([state, says]);
  });

  it("tells of each what is missing", () => {
    expect(judge({ areas }).details?.map(({ code }) => code)).toEqual(["area-unsigned", "area-unsigned"]);
  });
});
