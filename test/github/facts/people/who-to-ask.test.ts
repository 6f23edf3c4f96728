import { expect, it } from "vitest";
import { whoToAsk } from "../../../../src/github/facts/people/who-to-ask.ts";
import type { Area } from "../../../../src/policy/area/area.ts";
import type { Person, Review } from "../../../../src/policy/facts.ts";
import type { LedgerEntry } from "../../../../src/policy/ledger/entry.ts";
import { ana, anArea, aReview, aSignOff, aStamp, bob, firstHead } from "../../../support/builders.ts";

const code = { headSha: firstHead, baseBranch: "main", wholeDigest: null };
const ruling = { kind: "ruled", ...aStamp(), ...code, gate: "canary", outcome: "pass" } as const;
const waiver = {
  kind: "waived",
  ...aStamp(),
  ...code,
  gate: "canary",
  until: "2026-11-21T00:00:00.000Z",
  reason: "x",
} as const;
const hold = { kind: "held", ...aStamp() } as const;
const asked = aReview({ state: "changes-requested" });
const ghost = aSignOff({ actor: { id: 0, login: "ghost" } });

it.for<{
  name: string;
  area?: Partial<Area>;
  ledger?: readonly LedgerEntry[];
  reviews?: readonly Review[];
  canary?: string;
  people: readonly Person[];
}>([
  { name: "nobody, when nobody has spoken", people: [] },
  { name: "whoever signed the area", ledger: [aSignOff()], people: [ana] },
  { name: "each person once", ledger: [aSignOff(), aSignOff({ headSha: "b" })], reviews: [asked], people: [ana] },
  { name: "T49: not a deleted account", ledger: [ghost], people: [] },
  { name: "not whoever signed another area", ledger: [aSignOff({ area: "api" })], people: [] },
  { name: "not whoever put it on hold", ledger: [hold], people: [] },
  { name: "whoever ruled on a gate of the area", ledger: [ruling], canary: "runtime", people: [ana] },
  { name: "whoever ruled on a gate of no area", ledger: [ruling], people: [ana] },
  { name: "not whoever ruled on a gate of another area", ledger: [ruling], canary: "api", people: [] },
  { name: "not whoever ruled on a gate that is not used", ledger: [{ ...ruling, gate: "old" }], people: [] },
  { name: "whoever waived a gate of the area", ledger: [waiver], canary: "RT", people: [ana] },
  { name: "whoever waived anything, in governance", area: { name: "governance" }, ledger: [waiver], people: [ana] },
  { name: "not whoever waived a gate of another area", ledger: [waiver], canary: "api", people: [] },
  { name: "whoever asks for changes", reviews: [asked], people: [ana] },
  { name: "not whoever approves, where a command signs", reviews: [aReview()], people: [] },
  { name: "whoever approves, where that signs", area: { reviews: "implicit" }, reviews: [aReview()], people: [ana] },
  { name: "not whoever asked for changes and approved since", reviews: [asked, aReview({ id: 71 })], people: [] },
  {
    name: "whoever asked for changes and commented since",
    reviews: [asked, aReview({ id: 71, state: "commented" })],
    people: [ana],
  },
  {
    name: "not whoever's review was dismissed",
    reviews: [{ ...asked, author: bob }, aReview({ id: 71, author: bob, state: "dismissed" })],
    people: [],
  },
  { name: "T13: not a bot that reviews", reviews: [{ ...asked, isMachine: true }], people: [] },
  {
    name: "a bot where the area has agents",
    area: { agents: ["ana[bot]"] },
    reviews: [{ ...asked, isMachine: true }],
    people: [ana],
  },
])("asks about $name", ({ area, ledger = [], reviews = [], canary, people }) => {
  const gateAreas = new Map([["canary", canary]]);
  expect(whoToAsk(anArea(area), { ledger, reviews, gateAreas })).toEqual(people);
});
