import { describe, expect, it } from "vitest";
import { type Case, changes } from "../../support/changed-config.ts";

/** Ana's alone, but for the owners of the other area. */
const ofRuntimeToo = "{ owners: [ana], paths: [docs/**], quorum: 1, backups: [{ who: [runtime], kind: area }] }";
const nothingToRule = { look: "-", advise: "[]" };

describe("a change of an area", () => {
  it.for<Case>([
    {
      after: { runtime: "{ owners: [ana], paths: [src/**] }" },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      before: { runtime: "{ owners: [ana, bea, cid], paths: [src/**] }" },
      after: {},
      says: ["May ask less than before: area runtime loses the owner cid."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], self_signoff: deny }" },
      after: { runtime: "{ owners: [ana], paths: [src/**], self_signoff: deny }" },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      before: { signoffs: "{ quorum: 1, self: deny }" },
      after: { signoffs: "{ quorum: 1, self: deny }", runtime: "{ owners: [ana], paths: [src/**] }" },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      before: { runtime: "{ owners: [ana], paths: [src/**], backups: [dan] }" },
      after: { runtime: "{ owners: [ana], paths: [src/**] }" },
      says: ["May ask less than before: areas.runtime.backups is not set any more; it was dan."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], backups: [dan] }" },
      after: {},
      says: ["After the merge: areas.runtime.backups is not set any more; it was dan."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], aliases: [rt, governance] }" },
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], aliases: [engine] }" },
      says: [
        "Asks less than before: areas.runtime.aliases loses governance.",
        "After the merge: areas.runtime.aliases loses rt.",
        "After the merge: areas.runtime.aliases gains engine.",
      ],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], aliases: [Governance] }" },
      says: ["May ask less than before: areas.runtime.aliases gains Governance."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], aliases: [rt, engine] }" },
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], aliases: [engine, rt] }" },
      says: ["After the merge: areas.runtime.aliases lists the same in another way."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: all }" },
      after: { runtime: "{ owners: [ana], paths: [src/**], quorum: all }" },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      after: { runtime: "{ owners: [ana, bea, mallory], paths: [src/**] }" },
      says: ["May ask less than before: area runtime gains the owner mallory."],
    },
    {
      after: { runtime: "{ owners: [bea, ana], paths: [src/**] }" },
      says: ["After the merge: areas.runtime.owners lists the same in another way."],
    },
    {
      after: { runtime: "{ codeowners: true }" },
      says: [
        "May ask less than before: areas.runtime.owners is not set any more; it was ana and bea.",
        "May ask less than before: areas.runtime.paths is not set any more; it was src/**.",
        "May ask less than before: areas.runtime.codeowners is true; it was not set.",
      ],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/core/**] }" },
      says: [
        "May ask less than before: areas.runtime.paths loses src/**.",
        "After the merge: areas.runtime.paths gains src/core/**.",
      ],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: 2 }" },
      after: {},
      says: ["Asks less than before: areas.runtime.quorum is not set any more; it was 2."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: 2 }" },
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: 1 }" },
      says: ["Asks less than before: areas.runtime.quorum is 1 instead of 2."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: 1 }" },
      says: ["After the merge: areas.runtime.quorum is 1; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], quorum: all }" },
      says: ["May ask less than before: areas.runtime.quorum is all; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], self_signoff: allow }" },
      says: ["Asks less than before: areas.runtime.self_signoff is allow; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], self_signoff: deny }" },
      says: ["After the merge: areas.runtime.self_signoff is deny; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], stale_on: never }" },
      says: ["Asks less than before: areas.runtime.stale_on is never; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], stale_on: any_push }" },
      says: ["After the merge: areas.runtime.stale_on is any_push; it was not set."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], backups: [dan] }" },
      says: ["May ask less than before: areas.runtime.backups is dan; it was not set."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], required: always }" },
      after: {},
      says: ["Asks less than before: areas.runtime.required is not set any more; it was always."],
    },
    {
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], title: Engine }" },
      says: ["After the merge: areas.runtime.title is Engine; it was not set."],
    },
    {
      after: { docs: "-" },
      says: ["Asks less than before: area docs does not exist any more, and nobody signs for it."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], required: always }" },
      after: { runtime: "{ owners: [ana, bea], paths: [src/**, lib/**], required: always }" },
      says: ["After the merge: areas.runtime.paths gains lib/**."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], required: always }" },
      after: { runtime: "{ owners: [ana, bea], paths: [src/**], required: always }" },
      says: ["May ask less than before: areas.runtime.paths is src/**; it was not set."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], self_signoff: deny }", docs: ofRuntimeToo },
      after: { runtime: "{ owners: [ana], paths: [src/**], self_signoff: deny }", docs: ofRuntimeToo },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      before: { runtime: "{ owners: [ana, bea, cid], paths: [src/**] }", docs: ofRuntimeToo },
      after: { docs: ofRuntimeToo },
      says: ["May ask less than before: area runtime loses the owner cid."],
    },
    {
      before: { runtime: "{ codeowners: true, backups: [dan] }" },
      after: { runtime: "{ codeowners: true }" },
      says: ["May ask less than before: areas.runtime.backups is not set any more; it was dan."],
    },
    {
      before: { runtime: "{ codeowners: true, backups: [dan, eva, finn] }" },
      after: { runtime: "{ codeowners: true, backups: [dan, eva] }" },
      says: ["After the merge: areas.runtime.backups loses finn."],
    },
  ])("$says.0", ({ before, after, says }) => {
    expect(changes(after, before)).toEqual(says);
  });
});

describe("where all owners must sign", () => {
  const all = (self: string) => `{ owners: [ana, bea], paths: [src/**], quorum: all${self} }`;

  it.for<Case>([
    {
      before: { runtime: all(", self_signoff: with_evidence") },
      after: { runtime: all(", self_signoff: deny") },
      says: ["May ask less than before: areas.runtime.self_signoff is deny instead of with_evidence."],
    },
    {
      before: { runtime: all(", self_signoff: allow") },
      after: { runtime: all("") },
      says: ["May ask less than before: areas.runtime.self_signoff is not set any more; it was allow."],
    },
    {
      before: { runtime: all("") },
      after: { runtime: all(", self_signoff: deny") },
      says: ["After the merge: areas.runtime.self_signoff is deny; it was not set."],
    },
    {
      before: { runtime: all(""), signoffs: "{ quorum: 1, self: allow }" },
      after: { runtime: all(""), signoffs: "{ quorum: 1, self: deny }" },
      says: ["May ask less than before: signoffs.self is deny instead of allow."],
    },
    {
      before: { runtime: all(", self_signoff: allow"), signoffs: "{ quorum: 1, self: allow }" },
      after: { runtime: all(", self_signoff: allow"), signoffs: "{ quorum: 1, self: deny }" },
      says: ["After the merge: signoffs.self is deny instead of allow."],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));
});

describe("where approvals sign", () => {
  const implicit = { signoffs: "{ quorum: 1, reviews: implicit }" };
  const more = { runtime: "{ owners: [ana, bea], paths: [src/**, lib/**] }" };
  const always = { runtime: "{ owners: [ana, bea], paths: [src/**], required: always }" };
  const asked = { gate: "both: { signoff: [runtime] }" };

  it.for<Case>([
    { before: implicit, after: { ...implicit, ...more }, says: ["After the merge: areas.runtime.paths gains lib/**."] },
    { before: asked, after: { ...asked, ...more }, says: ["After the merge: areas.runtime.paths gains lib/**."] },
    {
      before: { ...implicit, ...asked },
      after: { ...implicit, ...asked, ...more },
      says: ["May ask less than before: areas.runtime.paths gains lib/**."],
    },
    {
      before: { ...implicit, ...asked },
      after: { ...implicit, ...asked, ...always },
      says: ["May ask less than before: areas.runtime.required is always; it was not set."],
    },
    { after: always, says: ["After the merge: areas.runtime.required is always; it was not set."] },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));
});

describe("where code owners are asked about what no area has", () => {
  const codeowned = { runtime: "{ codeowners: true }" };

  it.for<Case>([
    {
      before: codeowned,
      after: { ...codeowned, docs: '{ owners: [carla], paths: [docs/**, "**"], quorum: 1 }' },
      says: ["May ask less than before: areas.docs.paths gains **."],
    },
    {
      before: codeowned,
      after: { runtime: "{ codeowners: true, paths: [src/**] }" },
      says: ["May ask less than before: areas.runtime.paths is src/**; it was not set."],
    },
    {
      before: { ...codeowned, ...nothingToRule },
      after: { ...codeowned, ...nothingToRule, area: "whole: { owners: [carla], paths: ['**'] }" },
      says: [
        "May ask less than before: areas.whole.paths is **; it was not set.",
        "After the merge: area whole exists; carla can sign for it.",
      ],
    },
    {
      before: { runtime: "{ codeowners: true, paths: [src/**] }" },
      after: {
        runtime: "{ codeowners: true, paths: [src/**] }",
        docs: '{ owners: [carla], paths: [docs/**, "**"], quorum: 1 }',
      },
      says: ["After the merge: areas.docs.paths gains **."],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));
});

describe("a new area", () => {
  it.for<Case>([
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "cli: { owners: [Carla], paths: [cli/**], self_signoff: allow, agents: [x] }" },
      says: [
        "After the merge: area cli exists; Carla can sign for it.",
        "After the merge: areas.cli.agents is x; it was not set.",
        "After the merge: areas.cli.paths is cli/**; it was not set.",
        "After the merge: areas.cli.self_signoff is allow; it was not set.",
      ],
    },
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "cli: { owners: [carla, dan] }" },
      says: ["May ask less than before: area cli exists; carla or dan can sign for it."],
    },
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "cli: { owners: [carla], backups: [dan] }" },
      says: [
        "May ask less than before: area cli exists; carla can sign for it.",
        "After the merge: areas.cli.backups is dan; it was not set.",
      ],
    },
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "core: { codeowners: true }" },
      says: ["May ask less than before: area core exists; the code owners of its files can sign for it."],
    },
    {
      after: { area: "cli: { owners: [carla] }" },
      says: ["May ask less than before: area cli exists; carla can sign for it."],
    },
    {
      before: { look: '{ manual: "Looked at", area: runtime }' },
      after: { look: '{ manual: "Looked at", area: runtime }', area: "cli: { owners: [carla] }" },
      says: ["After the merge: area cli exists; carla can sign for it."],
    },
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "Governance: { owners: [carla] }" },
      says: ["May ask less than before: area Governance exists; carla can sign for it."],
    },
    {
      before: nothingToRule,
      after: { ...nothingToRule, area: "rules: { owners: [carla], aliases: [governance] }" },
      says: [
        "May ask less than before: area rules exists; carla can sign for it.",
        "May ask less than before: areas.rules.aliases is governance; it was not set.",
      ],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));
});
