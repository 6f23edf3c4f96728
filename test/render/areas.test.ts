import { describe, expect, it } from "vitest";
import type { AreaState, SignOffState } from "../../src/policy/area/area.ts";
import { renderAreas, shownAreas } from "../../src/render/areas.ts";
import { ana, anArea, anAreaState, aPullRequest, aStamp, bob, dan, globs, secondHead } from "../support/builders.ts";
import { aSignOff, aFile, allOf, someSigning, unreadable } from "../support/builders.ts";
import { signoffGate } from "../../src/policy/gates/signoff.ts";
import { aGate, reportOf, title, touched } from "../support/reports.ts";

function aSigner(given: Partial<SignOffState> = {}): SignOffState {
  return {
    by: ana,
    capacity: "owner",
    isSelfSigned: false,
    via: "comment",
    headSha: secondHead,
    at: aStamp().at,
    note: undefined,
    standing: { state: "live", carriedOver: false },
    ...given,
  };
}

/** The cells of the one row. */
function rowOf(state: AreaState): readonly string[] {
  const table = renderAreas([state], aPullRequest(), 20_000) ?? "";
  return (table.split("\n")[2] ?? "").split(" | ").map((cell) => cell.replace(/^\| | \|$/g, ""));
}

function who(given: Partial<SignOffState>, area = anArea()): string {
  return rowOf({ ...anAreaState(), area, signOffs: [aSigner(given)] })[2] ?? "";
}

describe("who signed", () => {
  it.for<[name: string, given: Partial<SignOffState>, shown: string]>([
    ["an owner", {}, "Signed by `ana` at `0a9ddbc`"],
    ["the author", { isSelfSigned: true }, "Signed by `ana` (self-signed) at `0a9ddbc`"],
    ["a backup", { capacity: "backup" }, "Signed by `ana` (backup) at `0a9ddbc`"],
    ["an agent", { capacity: "agent" }, "Signed by `ana` (agent) at `0a9ddbc`"],
    ["a reviewer", { via: "approval" }, "Signed by `ana` (by approving) at `0a9ddbc`"],
    [
      "an author who is a backup",
      { capacity: "backup", isSelfSigned: true },
      "Signed by `ana` (self-signed, backup) at `0a9ddbc`",
    ],
    [
      "somebody before a rebase",
      { standing: { state: "live", carriedOver: true } },
      "Signed by `ana` at `0a9ddbc`, carried over with the same diff",
    ],
    ["somebody with a note", { note: "read | twice" }, "Signed by `ana` at `0a9ddbc`: `read \\| twice`"],
    [
      "somebody whose commit is lost",
      { headSha: "", standing: { state: "stale", because: { cause: "unknown" } } },
      "`ana` at an unknown commit, stale",
    ],
    ["somebody who withdrew", { standing: { state: "withdrawn" } }, "`ana` at `0a9ddbc`, withdrawn"],
    ["somebody who is no owner any more", { standing: { state: "lapsed" } }, "`ana` at `0a9ddbc`, lapsed"],
    [
      "the author where that is not enough",
      { isSelfSigned: true, standing: { state: "not-counted", because: { cause: "self" } } },
      "`ana` (self-signed) at `0a9ddbc`, does not count",
    ],
  ])("%s", ([, given, shown]) => {
    expect(who(given)).toBe(shown);
  });

  it("names whom a backup stood in for, where that is one person", () => {
    expect(who({ by: bob, capacity: "backup" }, anArea({ shownOwners: ["ana"] }))).toBe(
      "Signed by `bob` (backup for `ana`) at `0a9ddbc`",
    );
  });

  it("may be a gate that stands in for a person", () => {
    expect(rowOf({ ...anAreaState(), gateBackups: ["ci"] })[2]).toBe("gate `ci` (backup)");
  });
});

describe("the state of an area", () => {
  it.for([
    { have: 1, need: 2, shown: "⏳ partly signed, 1 of 2" },
    { have: 0, need: 1, shown: "⏳ partly signed" },
    { have: 0, need: undefined, shown: "⏳ partly signed" },
  ])("$have of $need: $shown", ({ have, need, shown }) => {
    expect(rowOf({ ...anAreaState(), state: "partly", votes: { have, need } })[1]).toBe(shown);
  });

  it("stands beside its title and, for code owners, their files", () => {
    const paths = new Set(["a", "b"]);
    const area = anArea({ name: "code", title: "All code", files: { kind: "paths", paths } });
    expect(rowOf({ ...anAreaState(), area, touchedPaths: [...paths] })[0]).toBe("`code` (`All code`): `a` and 1 more");
  });
});

describe("areas in the summary", () => {
  const docs = anArea({ name: "docs", files: globs("docs/**") });

  it("are those that somebody must sign or has signed", () => {
    const signing = someSigning({ areas: [anArea(), docs] });
    const shown = (ledger: readonly ReturnType<typeof aSignOff>[]) =>
      shownAreas(reportOf({ signing, ledger })).map(({ area, state }) => `${area.name} ${state}`);
    expect(shown([])).toEqual(["runtime unsigned"]);
    expect(shown([aSignOff({}, allOf(aFile({ path: "docs/a" })), docs)])).toEqual([
      "runtime unsigned",
      "docs not-required",
    ]);
  });

  it("are also those that a gate asks for although nothing touches them", () => {
    const report = reportOf({ signing: someSigning({ areas: [docs] }) }, [
      aGate("release", signoffGate.bind({ signoff: ["docs"] })),
    ]);
    expect(shownAreas(report).map(({ area, state }) => `${area.name} ${state}`)).toEqual(["docs unsigned"]);
  });
});

describe("owners that the configuration hides", () => {
  const hidden = anArea({ owners: ["ana", "@acme/secret"], shownOwners: [] });

  it.for([
    { name: "an area that waits", state: {} },
    { name: "a stale one", state: { ledger: [aSignOff({ ...aStamp({ actor: dan }), areaDigest: "other" })] } },
    { name: "one whose owners cannot be read", state: { people: unreadable("the team @acme/secret cannot be read") } },
  ])("T50: are not named for $name", ({ state }) => {
    const { ledger = [], ...rest } = state;
    const report = reportOf({ ledger, signing: someSigning({ areas: [hidden], ...rest }) }, [title, touched]);
    const table = renderAreas(report.areas, aPullRequest(), 20_000) ?? "";
    expect(table).toContain("`runtime`");
    expect(table).not.toMatch(/ana|secret/);
  });
});
