import { describe, expect, it } from "vitest";
import { areaReason, signOffReasons } from "../../../src/policy/area/area-reason.ts";
import { reasonText } from "../../../src/policy/reason.ts";
import { sentence, sentenceWithFix } from "../../../src/render/reason.ts";
import {
  aFile,
  allOf,
  aMeasuredGate,
  ana,
  anArea,
  anAreaState,
  aPullRequest,
  aReview,
  aSignOff,
  aStamp,
  bob,
  carla,
  contributors,
  dan,
  firstHead,
  people,
  unreadable,
  withAgent,
  withBackup,
} from "../../support/builders.ts";

const other = allOf(aFile({ patch: "@@ -1 +1 @@\n-old\n+other" }));
const docsOnly = allOf(aFile({ path: "docs/a.md" }));
const compare = `([compare](https://github.com/acme/app/compare/${firstHead}...${aPullRequest().headSha}))`;
const edited = (how: "edited" | "deleted" | "dismissed", actor: typeof bob | null) => ({
  kind: "edited" as const,
  source: aSignOff().source,
  at: "2026-11-20T09:30:00.000Z",
  how,
  actor,
  isByAuthor: false,
  kept: [],
});
const both = "`ana` or `bob` can comment `/signoff runtime`.";

describe("the reason says who, what, where and what helps", () => {
  it.for([
    { name: "not signed", given: {}, says: `Nobody has signed yet. ${both}` },
    {
      name: "not signed, and the owners are hidden",
      given: { areas: [anArea({ shownOwners: [] })] },
      says: "Nobody has signed yet. Its owners can comment `/signoff runtime`.",
    },
    { name: "not required", given: { files: docsOnly }, says: "No file of this pull request belongs to it." },
    {
      name: "signed here",
      given: { ledger: [aSignOff()], pullRequest: aPullRequest({ headSha: firstHead }) },
      says: "Signed by `ana` at `a413cfc`.",
    },
    {
      name: "carried over",
      given: { ledger: [aSignOff()] },
      says: "Signed by `ana` at `a413cfc`, carried over to `0a9ddbc`: same diff.",
    },
    {
      name: "signed by a backup",
      given: {
        ledger: [aSignOff({ actor: dan, headSha: aPullRequest().headSha })],
        people: withBackup(people(ana), dan),
      },
      says: "Signed by `dan` (backup) at `0a9ddbc`.",
    },
    {
      name: "signed by an agent",
      given: {
        areas: [anArea({ isAgentSufficient: true })],
        ledger: [aSignOff({ actor: { id: 4, login: "x[bot]" }, headSha: aPullRequest().headSha })],
        people: withAgent(people(ana), dan),
      },
      says: "Signed by `x[bot]` (agent) at `0a9ddbc`.",
    },
    {
      name: "self-signed",
      given: {
        areas: [anArea({ selfSignoff: "allow" })],
        ledger: [aSignOff({ actor: carla, headSha: aPullRequest().headSha })],
        people: people(carla),
      },
      says: "Signed by `carla` (self-signed) at `0a9ddbc`.",
    },
    {
      name: "signed by a gate",
      given: {
        areas: [anArea({ backups: [{ kind: "gate", who: ["e2e"], after: "immediately" }] })],
        measured: [aMeasuredGate({ name: "e2e" })],
      },
      says: "Signed by the gate `e2e` (backup).",
    },
    {
      name: "partly signed",
      given: {
        areas: [anArea({ quorum: { need: 2, maxOutstanding: undefined } })],
        ledger: [aSignOff({ headSha: aPullRequest().headSha })],
      },
      says: `1 of 2 have signed: \`ana\` at \`0a9ddbc\`. ${both}`,
    },
    {
      name: "signed by enough, and too many owners missing",
      given: {
        areas: [anArea({ quorum: { need: 1, maxOutstanding: 0 } })],
        ledger: [aSignOff({ headSha: aPullRequest().headSha })],
      },
      says: `Signed by \`ana\` at \`0a9ddbc\`; at most 0 of the owners may be missing. ${both}`,
    },
    {
      name: "a file changed",
      given: { ledger: [aSignOff()], files: other },
      says: `\`ana\` signed \`a413cfc\`; \`src/runtime/host.ts\` changed in \`0a9ddbc\` ${compare}. \`ana\` or \`bob\` can look at the change and comment \`/signoff runtime\`.`,
    },
    {
      name: "the base changed",
      given: { ledger: [aSignOff()], pullRequest: aPullRequest({ baseBranch: "release" }) },
      says: "`ana` signed against `main`; the pull request now targets `release`. `ana` or `bob` can look again and comment `/signoff runtime`.",
    },
    {
      name: "the area changed",
      given: { ledger: [aSignOff({}, docsOnly)], pullRequest: aPullRequest({ headSha: firstHead }) },
      says: "`ana` signed `a413cfc`; the configuration or `main` has changed since what belongs to this area. `ana` or `bob` can look again and comment `/signoff runtime`.",
    },
    {
      name: "any push",
      given: {
        areas: [anArea({ staleOn: "any_push" })],
        ledger: [aSignOff()],
        files: allOf(aFile(), aFile({ path: "docs/a.md" })),
      },
      says: `\`ana\` signed \`a413cfc\`; this area asks again after every change, and \`0a9ddbc\` is one ${compare}. \`ana\` or \`bob\` can look again and comment \`/signoff runtime\`.`,
    },
    {
      name: "not comparable",
      given: { ledger: [aSignOff({ areaDigest: null })] },
      says: `\`ana\` signed \`a413cfc\`; what changed since cannot be told, so it does not count for \`0a9ddbc\` ${compare}. \`ana\` or \`bob\` can look again and comment \`/signoff runtime\`.`,
    },
    {
      name: "restored without its head",
      given: { ledger: [aSignOff({ areaDigest: null, wholeDigest: null, headSha: "" })] },
      says: "`ana` signed, but it is not known any more at which commit, so it does not count for `0a9ddbc`. `ana` or `bob` can look again and comment `/signoff runtime`.",
    },
    {
      name: "lapsed",
      given: { ledger: [aSignOff()], people: people(bob) },
      says: `\`ana\` signed, but may not sign off this area any more. ${both}`,
    },
    {
      name: "edited by somebody else",
      given: { ledger: [aSignOff(), edited("edited", { id: 9, login: "mallory" })] },
      says: `The comment in which \`ana\` signed was edited by \`mallory\`. ${both}`,
    },
    {
      name: "deleted, and nobody saw by whom",
      given: { ledger: [aSignOff(), edited("deleted", null)] },
      says: `The comment in which \`ana\` signed was deleted, and nobody saw by whom. ${both}`,
    },
    {
      name: "dismissed",
      given: {
        ledger: [
          aSignOff({ source: { kind: "review", id: 70 } }),
          { ...edited("dismissed", bob), source: { kind: "review" as const, id: 70 } },
        ],
      },
      says: `The review in which \`ana\` signed was dismissed by \`bob\`. ${both}`,
    },
    {
      name: "objected",
      given: { reviews: [aReview({ state: "changes-requested" })] },
      says: "`ana` asked for changes. Once that is settled, `ana` can approve or comment `/signoff runtime`, or the review is dismissed.",
    },
    {
      name: "a quorum out of reach",
      given: { areas: [anArea({ quorum: { need: 5, maxOutstanding: undefined } })] },
      says: "It takes 5 people, and fewer than that may sign this pull request. Name more owners or backups in .github/gatehouse.yml, or lower the quorum.",
    },
    {
      name: "nobody but the author",
      given: { people: people(carla) },
      says: "It takes 1 person, and fewer than that may sign this pull request. Name more owners or backups in .github/gatehouse.yml, or lower the quorum.",
    },
    {
      name: "unreadable",
      given: { people: unreadable("@acme/runtime may not be read") },
      says: "Gatehouse cannot tell who owns this area: `@\u200Bacme/runtime may not be read`. Correct the owners in .github/gatehouse.yml, or give the App access to the team.",
    },
    {
      name: "too many files",
      given: { files: { files: [], isComplete: false }, pullRequest: aPullRequest({ changedFiles: 4000 }) },
      says: "GitHub does not list all 4000 changed files, so it cannot be told which areas they touch. Split the pull request.",
    },
  ])("$name", ({ given, says }) => {
    const pullRequest = "pullRequest" in given ? given.pullRequest : aPullRequest();
    expect(sentenceWithFix(areaReason(anAreaState(given), pullRequest))).toBe(says);
  });
});

describe("a sign-off that does not count says why", () => {
  const withdrawal = { kind: "unsigned" as const, area: "runtime", signerId: ana.id };
  const since = { comment: 9, at: "2026-11-20T09:30:00.000Z" };
  const owner = people(carla);
  const byCarla = [aSignOff({ actor: carla })];
  const byDan = [aSignOff({ actor: dan })];
  const excluding = [anArea({ excludesContributors: "yes" })];
  it.for([
    { given: { ledger: [aSignOff(), { ...withdrawal, ...aStamp(since) }] }, says: "`ana` took the sign-off back." },
    {
      given: { ledger: [aSignOff(), { ...withdrawal, ...aStamp({ actor: bob, ...since }), note: "wrong head" }] },
      says: "`bob` revoked the sign-off of `ana`: `wrong head`.",
    },
    {
      given: { ledger: byDan, people: withAgent(people(ana), dan) },
      says: "`dan` (agent) signed; an agent's sign-off does not count here.",
    },
    {
      given: { ledger: byCarla, people: people(carla, ana) },
      says: "`carla` (self-signed) signed; the author's own sign-off does not count here.",
    },
    {
      given: {
        areas: [anArea({ selfSignoff: "with_evidence" })],
        ledger: byCarla,
        people: owner,
        measured: [aMeasuredGate({ holds: false })],
      },
      says: "`carla` (self-signed) signed; that counts once these gates hold: `ci`.",
    },
    {
      given: { areas: [anArea({ selfSignoff: "with_evidence" })], ledger: byCarla, people: owner, measured: [] },
      says: "`carla` (self-signed) signed; that would count beside evidence, and no required gate gives any.",
    },
    {
      given: { areas: [anArea({ selfSignoff: "with_backup" })], ledger: byCarla, people: owner },
      says: "`carla` (self-signed) signed; that counts once another owner or a backup has signed.",
    },
    {
      given: { ledger: byDan, people: withBackup(people(ana), dan, { after: 3 * 3600_000 }) },
      says: "`dan` (backup) signed before `2026-11-20 10:00 UTC`, from when on a backup may.",
    },
    {
      given: { ledger: byDan, people: withBackup(people(ana), dan, { after: "when_author" }) },
      says: "`dan` (backup) signed; a backup may only where an owner is the author.",
    },
    {
      given: { areas: excluding, ledger: [aSignOff()], contributors: contributors(ana) },
      says: "`ana` signed; whoever took part in the commits may not.",
    },
    {
      given: { areas: excluding, ledger: [aSignOff()], contributors: { ...contributors(), unattributed: ["abc1234"] } },
      says: "Commit `abc1234` names somebody without a GitHub account, so it cannot be told who took part, and nobody's sign-off counts.",
    },
    {
      given: { areas: excluding, ledger: [aSignOff()], contributors: { ...contributors(), isComplete: false } },
      says: "It cannot be told who took part in the commits, so nobody's sign-off counts.",
    },
  ])("$says", ({ given, says }) => {
    const state = anAreaState(given);
    expect(signOffReasons(state, aPullRequest()).map(sentence)).toEqual([says]);
    // Nothing worse is known of the area, so it says the same.
    expect(sentence(areaReason(state, aPullRequest()))).toBe(says);
  });

  it("and one that counts says nothing", () => {
    expect(signOffReasons(anAreaState({ ledger: [aSignOff()] }), aPullRequest())).toEqual([]);
  });

  it("nobody is told to have left while the owners cannot be read", () => {
    const state = anAreaState({ ledger: [aSignOff()], people: unreadable("gone") });
    expect(signOffReasons(state, aPullRequest())).toEqual([]);
  });
});

describe("waiting does not help", () => {
  it.for([
    { name: "stale", given: { ledger: [aSignOff()], files: other }, needsAction: true },
    { name: "lapsed", given: { ledger: [aSignOff()], people: people(bob) }, needsAction: true },
    { name: "voided", given: { ledger: [aSignOff(), edited("deleted", null)] }, needsAction: true },
    { name: "unreadable", given: { people: unreadable("gone") }, needsAction: true },
    { name: "not signed", given: {}, needsAction: undefined },
    {
      name: "withdrawn by its signer",
      given: { ledger: [aSignOff(), { ...edited("deleted", ana), isByAuthor: true }] },
    },
  ])("where it is $name: $needsAction", ({ given, needsAction }) => {
    expect(reasonText(areaReason(anAreaState(given), aPullRequest()).code).needsAction).toBe(needsAction);
  });

  it("no link is made of a head that is no commit", () => {
    const state = anAreaState({ ledger: [aSignOff({ headSha: "../../evil" })], files: other });
    expect(sentence(areaReason(state, aPullRequest()))).not.toContain("compare");
  });
});
