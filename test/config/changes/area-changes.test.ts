import { describe, expect, it } from "vitest";
import { type Case, changes } from "../../support/changed-config.ts";

describe("a change of an area", () => {
  it.for<Case>([
    {
      after: { runtime: "{ owners: [ana], paths: [src/**] }" },
      says: ["May ask less than before: area runtime loses the owner bea."],
    },
    {
      before: { runtime: "{ owners: [ana, bea, cid], paths: [src/**] }" },
      after: {},
      says: ["After the merge: area runtime loses the owner cid."],
    },
    {
      before: { runtime: "{ owners: [ana, bea], paths: [src/**], self_signoff: deny }" },
      after: { runtime: "{ owners: [ana], paths: [src/**], self_signoff: deny }" },
      says: ["After the merge: area runtime loses the owner bea."],
    },
    {
      before: { signoffs: "{ quorum: 1, self: deny }" },
      after: { signoffs: "{ quorum: 1, self: deny }", runtime: "{ owners: [ana], paths: [src/**] }" },
      says: ["After the merge: area runtime loses the owner bea."],
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
      after: { area: "cli: { owners: [dan], paths: [cli/**], self_signoff: allow }" },
      says: [
        "After the merge: area cli exists; dan can sign for it.",
        "After the merge: areas.cli.paths is cli/**; it was not set.",
        "After the merge: areas.cli.self_signoff is allow; it was not set.",
      ],
    },
    {
      after: { area: "core: { codeowners: true }" },
      says: ["After the merge: area core exists; the code owners of its files can sign for it."],
    },
  ])("$says.0", ({ before, after, says }) => {
    expect(changes(after, before)).toEqual(says);
  });
});
