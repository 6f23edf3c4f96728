import { describe, expect, it } from "vitest";
import type { AreaPeople } from "../../../src/policy/area/area.ts";
import type { PullRequest, Review } from "../../../src/policy/facts.ts";
import type { Heads } from "../../../src/policy/heads.ts";
import type { LedgerEntry, SignOff } from "../../../src/policy/ledger/entry.ts";
import {
  aFile,
  aHead,
  allOf,
  ana,
  anArea,
  anAreaState,
  aPullRequest,
  aReview,
  aSignOff,
  aStamp,
  bob,
  firstHead,
  globs,
  people,
  someAreas,
  someHeads,
  withAgent,
} from "../../support/builders.ts";

const early = new Date("2026-11-20T09:10:00Z");
const late = new Date("2026-11-20T10:10:00Z");
const sameSecond = new Date("2026-11-20T09:30:00.700Z");
const other = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const implicit = anArea({ reviews: "implicit" });

const inReview = (given: Partial<SignOff> = {}) =>
  aSignOff({ source: { kind: "review", id: 70 }, at: "2026-11-20T09:30:00.000Z", ...given });
const objected = (at = "2026-11-20T09:30:00.000Z", actor = ana): LedgerEntry => {
  return { kind: "objected", actor, source: { kind: "review", id: 70 }, at };
};
const withdrawn = (at: string, source: SignOff["source"] = { kind: "comment", id: 9 }): LedgerEntry => {
  return { kind: "unsigned", actor: ana, source, at, area: "runtime", signerId: ana.id };
};

interface Given {
  readonly reviews: readonly Review[];
  readonly ledger?: readonly LedgerEntry[];
  readonly people?: AreaPeople;
  readonly heads?: Heads;
  readonly pullRequest?: PullRequest;
}

describe("where an approving review signs", () => {
  it.for([
    { name: "an owner's approval", given: { reviews: [aReview()] }, state: "signed" },
    {
      name: "an approval before a comment",
      given: { reviews: [aReview(), aReview({ id: 71, state: "commented", at: late })] },
      state: "signed",
    },
    {
      name: "an approval before a change request",
      given: { reviews: [aReview(), aReview({ id: 71, state: "changes-requested", at: late })] },
      state: "objected",
    },
    {
      name: "an approval after a change request",
      given: { reviews: [aReview({ id: 69, state: "changes-requested", at: early }), aReview()] },
      state: "signed",
    },
    { name: "a dismissed approval", given: { reviews: [aReview({ state: "dismissed" })] }, state: "unsigned" },
    {
      name: "a dismissed approval after another one, which does not come back",
      given: { reviews: [aReview({ id: 69, at: early }), aReview({ state: "dismissed" })] },
      state: "unsigned",
    },
    { name: "a stranger's approval", given: { reviews: [aReview()], people: people(bob) }, state: "unsigned" },
    {
      name: "T49: a deleted account's approval",
      given: { reviews: [aReview({ author: undefined })] },
      state: "unsigned",
    },
    {
      name: "T13: a bot's approval, although somebody lists it as an owner",
      given: { reviews: [aReview({ isMachine: true })] },
      state: "unsigned",
    },
    {
      name: "T23: an approval of an earlier head with another change",
      given: {
        reviews: [aReview({ headSha: firstHead })],
        heads: someHeads({ earlier: [aHead({ sha: firstHead }, other)] }),
      },
      state: "stale",
    },
    {
      name: "an approval of an earlier head with the same change",
      given: { reviews: [aReview({ headSha: firstHead })] },
      state: "signed",
    },
    {
      name: "T23: an approval of an earlier head that nobody looked at",
      given: {
        reviews: [aReview({ headSha: firstHead })],
        heads: someHeads({ earlier: [aHead({ sha: firstHead, diff: undefined })] }),
      },
      state: "stale",
    },
    {
      name: "an approval of a commit that is gone",
      given: { reviews: [aReview({ headSha: undefined })] },
      state: "stale",
    },
    {
      name: "an approval of an unknown head",
      given: { reviews: [aReview({ headSha: "f00f00f000000000000000000000000000000000" })] },
      state: "stale",
    },
    {
      name: "T18: an approval before the base was changed, at the very same head",
      given: {
        reviews: [aReview()],
        pullRequest: aPullRequest({ baseBranch: "release" }),
        heads: {
          present: aHead({ baseBranch: "release", since: late }),
          earlier: [aHead({ since: early })],
        },
      },
      state: "stale",
    },
    {
      name: "an approval after the base was changed",
      given: {
        reviews: [aReview()],
        pullRequest: aPullRequest({ baseBranch: "release" }),
        heads: { present: aHead({ baseBranch: "release", since: early }), earlier: [aHead()] },
      },
      state: "signed",
    },
    {
      name: "an approval in the second in which the pull request was opened",
      given: { reviews: [aReview()], heads: { present: aHead({ since: sameSecond }), earlier: [] } },
      state: "signed",
    },
    {
      name: "T18: an approval in the second in which the base was changed",
      given: {
        reviews: [aReview()],
        pullRequest: aPullRequest({ baseBranch: "release" }),
        heads: { present: aHead({ baseBranch: "release", since: sameSecond }), earlier: [aHead({ since: early })] },
      },
      state: "stale",
    },
    {
      name: "T18: an approval within the grace after the base was changed, which its author cannot have seen",
      given: {
        reviews: [aReview()],
        pullRequest: aPullRequest({ baseBranch: "release" }),
        heads: {
          present: aHead({ baseBranch: "release", since: new Date("2026-11-20T09:29:53Z") }),
          earlier: [aHead({ since: early })],
        },
      },
      state: "stale",
    },
    {
      name: "T18: an approval when the head and then its base came within the grace",
      given: {
        reviews: [aReview()],
        pullRequest: aPullRequest({ baseBranch: "release" }),
        heads: {
          present: aHead({ baseBranch: "release", since: new Date("2026-11-20T09:29:57Z") }),
          earlier: [aHead({ since: new Date("2026-11-20T09:29:53Z") })],
        },
      },
      state: "stale",
    },
    {
      name: "an approval within the grace after a push, of which GitHub says that it was read",
      given: {
        reviews: [aReview()],
        heads: {
          present: aHead({ since: new Date("2026-11-20T09:29:53Z") }),
          earlier: [aHead({ sha: firstHead, since: early }, other)],
        },
      },
      state: "signed",
    },
    {
      name: "an approval before anything is known of the pull request",
      given: { reviews: [aReview()], heads: { present: aHead({ since: late }), earlier: [] } },
      state: "stale",
    },
    {
      name: "an approval that a later command took back",
      given: { reviews: [aReview()], ledger: [withdrawn("2026-11-20T09:40:00.000Z")] },
      state: "unsigned",
    },
    {
      name: "an approval that takes the area back in its own text",
      given: { reviews: [aReview()], ledger: [withdrawn("2026-11-20T09:30:00.000Z", { kind: "review", id: 70 })] },
      state: "unsigned",
    },
    {
      name: "an approval after a command that took the area back",
      given: { reviews: [aReview()], ledger: [withdrawn("2026-11-20T09:20:00.000Z")] },
      state: "signed",
    },
    {
      name: "T3: an approval before a sign-off whose comment somebody deleted",
      given: {
        reviews: [aReview()],
        ledger: [
          aSignOff(aStamp({ comment: 8, at: "2026-11-20T09:40:00.000Z" })),
          {
            kind: "edited",
            source: { kind: "comment", id: 8 },
            at: "2026-11-20T09:50:00.000Z",
            how: "deleted",
            actor: null,
            isByAuthor: false,
            kept: [],
          },
        ],
      },
      state: "voided",
    },
  ] satisfies readonly { name: string; given: Given; state: string }[])("$name → $state", ({ given, state }) => {
    expect(anAreaState({ areas: [implicit], ...given }).state).toBe(state);
  });

  it("an agent's approval is an agent's vote", () => {
    const agent = { id: 9, login: "reviewer[bot]" };
    const given = { reviews: [aReview({ author: agent, isMachine: true })], people: withAgent(people(ana), agent) };
    expect(anAreaState({ areas: [implicit], ...given }).state).toBe("unsigned");
    expect(anAreaState({ areas: [{ ...implicit, isAgentSufficient: true }], ...given }).state).toBe("signed");
  });

  it("signs what the pull request touches, and nothing else", () => {
    const areas = [
      implicit,
      anArea({ name: "docs", reviews: "implicit", files: globs("docs/**"), required: "always" }),
    ];
    expect(someAreas({ areas, reviews: [aReview()] }).map(({ state }) => state)).toEqual(["signed", "unsigned"]);
  });

  it("a person who approves and comments is one vote", () => {
    const state = anAreaState({ areas: [implicit], reviews: [aReview()], ledger: [aSignOff()] });
    expect([state.signOffs.length, state.votes.have]).toEqual([1, 1]);
  });

  it("says that it was an approval", () => {
    const [signOff] = anAreaState({ areas: [implicit], reviews: [aReview()] }).signOffs;
    expect(signOff).toMatchObject({ via: "approval", by: ana, headSha: aPullRequest().headSha });
  });
});

describe("where only commands sign", () => {
  it.for([
    { name: "an approval signs nothing", given: { reviews: [aReview()] }, state: "unsigned" },
    { name: "a command in a review does", given: { reviews: [aReview()], ledger: [inReview()] }, state: "signed" },
    {
      name: "a dismissed review takes along what was signed in it, also when no delivery told of it",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [inReview()] },
      state: "voided",
    },
    {
      name: "and what its author had signed before",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [aSignOff(), inReview()] },
      state: "voided",
    },
    {
      name: "a dismissed approval takes back nothing that its author had signed by a command",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [aSignOff()] },
      state: "signed",
    },
    {
      name: "a dismissed review says nothing of what its author signs after it",
      given: {
        reviews: [aReview({ state: "dismissed" })],
        ledger: [aSignOff(aStamp({ comment: 8, at: "2026-11-20T10:00:00.000Z" }))],
      },
      state: "signed",
    },
  ] satisfies readonly { name: string; given: Given; state: string }[])("$name", ({ given, state }) => {
    expect(anAreaState(given).state).toBe(state);
  });
});

describe("an owner who asks for changes", () => {
  const refusal = aReview({ state: "changes-requested" });
  it.for([
    { name: "stops an area that nobody signed", given: { reviews: [refusal] }, state: "objected" },
    {
      name: "stops an area that another owner signed",
      given: { reviews: [refusal], ledger: [aSignOff({ actor: bob })] },
      state: "objected",
    },
    {
      name: "is content once they approve, and does not sign with it",
      given: { reviews: [refusal, aReview({ id: 71, at: late })] },
      state: "unsigned",
    },
    {
      name: "takes back what they signed before, also once they approve",
      given: { reviews: [refusal, aReview({ id: 71, at: late })], ledger: [aSignOff()] },
      state: "unsigned",
    },
    {
      name: "is content once they sign",
      given: { reviews: [refusal], ledger: [aSignOff(aStamp({ comment: 8, at: "2026-11-20T10:00:00.000Z" }))] },
      state: "signed",
    },
    {
      name: "is not content with what they signed within the same second",
      given: { reviews: [refusal], ledger: [aSignOff(aStamp({ comment: 8, at: "2026-11-20T09:30:00.000Z" }))] },
      state: "objected",
    },
    { name: "may sign in the same review", given: { reviews: [refusal], ledger: [inReview()] }, state: "signed" },
    {
      name: "T2: stops again when somebody deletes the comment in which they signed",
      given: {
        reviews: [refusal],
        ledger: [
          aSignOff(aStamp({ comment: 8, at: "2026-11-20T10:00:00.000Z" })),
          {
            kind: "edited",
            source: { kind: "comment", id: 8 },
            at: "2026-11-20T10:30:00.000Z",
            how: "deleted",
            actor: bob,
            isByAuthor: false,
            kept: [],
          },
        ],
      },
      state: "objected",
    },
    {
      name: "stops nothing once the review is dismissed",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [aSignOff({ actor: bob })] },
      state: "signed",
    },
    {
      name: "T2: has not signed again when somebody dismisses the review in which they took it back",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [aSignOff(), objected()] },
      state: "unsigned",
    },
    {
      name: "T2: nor when they approve in a later review",
      given: {
        reviews: [aReview({ state: "dismissed" }), aReview({ id: 71, at: late })],
        ledger: [aSignOff(), objected()],
      },
      state: "unsigned",
    },
    {
      name: "has signed again when they did so after the review that was dismissed",
      given: {
        reviews: [aReview({ state: "dismissed" })],
        ledger: [aSignOff(aStamp({ comment: 8, at: "2026-11-20T10:00:00.000Z" })), objected()],
      },
      state: "signed",
    },
    {
      name: "takes back nothing that others signed",
      given: { reviews: [aReview({ state: "dismissed" })], ledger: [aSignOff(), objected(undefined, bob)] },
      state: "signed",
    },
    {
      name: "stops nothing once they own nothing",
      given: { reviews: [refusal], people: people(bob) },
      state: "unsigned",
    },
    {
      name: "stops nothing as a bot",
      given: { reviews: [aReview({ ...refusal, isMachine: true })] },
      state: "unsigned",
    },
  ] satisfies readonly { name: string; given: Given; state: string }[])("$name", ({ given, state }) => {
    expect(anAreaState(given).state).toBe(state);
  });

  it("in a review that signs docs stops their other areas only", () => {
    const docs = anArea({ name: "docs", files: globs("**") });
    const ledger = [inReview({ ...aSignOff({}, allOf(aFile()), docs), source: { kind: "review", id: 70 } })];
    const states = someAreas({ areas: [anArea(), docs], reviews: [refusal], ledger });
    expect(states.map(({ state }) => state)).toEqual(["objected", "signed"]);
  });

  it("stops no area that the pull request does not touch", () => {
    expect(anAreaState({ reviews: [refusal], files: allOf(aFile({ path: "docs/a.md" })) }).state).toBe("not-required");
  });
});
