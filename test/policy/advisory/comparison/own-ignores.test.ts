import { describe, expect, it } from "vitest";
import type { Area } from "../../../../src/policy/area/area.ts";
import type { SignOff } from "../../../../src/policy/ledger/entry.ts";
import { advisoriesGate } from "../../../../src/policy/gates/advisories.ts";
import { changesGate } from "../../../../src/policy/gates/changes.ts";
import { signoffGate } from "../../../../src/policy/gates/signoff.ts";
import type { Report } from "../../../../src/policy/evaluate.ts";
import { fix, sentence } from "../../../../src/render/reason.ts";
import {
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  firstHead,
  globs,
  people,
  secondHead,
  someSigning,
} from "../../../support/builders.ts";
import { aGate, reportOf, touched } from "../../../support/reports.ts";
import { clean, compare, direct, id } from "./builders.ts";

const policy = aFile({ path: "deny.toml" });
const files = allOf(policy, aFile({ path: "Cargo.lock" }));
const owner = anArea({ name: "security", files: globs("deny.toml") });
const elsewhere = anArea({ name: "security", files: globs("src/auth/**") });
const own = { head: direct, ignored: [id] };

interface Scene {
  /** Who signed, and where. */
  readonly signed?: readonly Partial<SignOff>[];
  readonly area?: Area;
  readonly gateArea?: string;
  readonly triage?: string;
  readonly changed?: readonly string[];
  readonly sides?: Parameters<typeof compare>[0];
  readonly owners?: ReturnType<typeof people>;
  readonly also?: Parameters<typeof reportOf>[1];
}

function report(scene: Scene): Report {
  const { signed = [], area = owner, gateArea, triage = "security", changed = ["deny.toml"], sides = own } = scene;
  const gate = advisoriesGate.bind({ advisories: "introduced" });
  return reportOf(
    {
      pullRequest: aPullRequest(),
      files,
      advisories: compare({ ...sides, more: { triage, changedPolicies: changed } }),
      signing: someSigning({ areas: [area], people: scene.owners ?? people(ana, bob) }),
      ledger: signed.map((each) => aSignOff({ headSha: secondHead, ...each }, files, area)),
    },
    [aGate("deps", gate, { area: gateArea }), ...(scene.also ?? [])],
  );
}

function verdictOf(scene: Scene) {
  const [found] = report(scene).gates;
  if (found === undefined) throw new Error("one gate is judged");
  return found.verdict;
}

const areaGate = aGate("held", changesGate.bind({ changes: { if: ["src/**"], then: ["docs/**"] } }), {
  area: "security",
});
const withGateBackup: Area = { ...owner, backups: [{ kind: "gate", who: ["held"], after: "immediately" }] };
const byAna = {};
const byDan = aStamp({ actor: dan });
const byCarla = aStamp({ actor: carla });

describe("an ignore that comes with what it is for", () => {
  it.for<Scene & { readonly title: string; readonly state: string }>([
    { title: "waits for the area that triages", state: "waiting" },
    { title: "is accepted by its owner", signed: [byAna], state: "pass" },
    { title: "is not by a bystander", signed: [byDan], state: "waiting" },
    { title: "is not by whoever brought it", signed: [byCarla], owners: people(ana, carla), state: "waiting" },
    {
      title: "is by whoever brought it where the area lets them",
      signed: [byCarla],
      owners: people(ana, carla),
      area: { ...owner, selfSignoff: "allow" },
      state: "pass",
    },
    {
      title: "is not by evidence: the gate itself is what does not hold",
      signed: [byCarla],
      owners: people(carla),
      area: { ...owner, selfSignoff: "with_evidence" },
      state: "waiting",
    },
    {
      title: "is not by whoever brought it with the evidence of another gate",
      signed: [byCarla],
      owners: people(carla),
      area: { ...owner, selfSignoff: "with_evidence" },
      also: [areaGate],
      state: "waiting",
    },
    {
      title: "is not by that and somebody else, where two must accept it",
      signed: [byCarla, byAna],
      owners: people(ana, carla),
      area: { ...withQuorum(2), selfSignoff: "with_evidence" },
      also: [areaGate],
      state: "waiting",
    },
    {
      title: "is by somebody else beside it",
      signed: [byCarla, byAna],
      owners: people(ana, carla),
      area: { ...owner, selfSignoff: "with_evidence" },
      also: [areaGate],
      state: "pass",
    },
    {
      title: "is by whoever brought it beside somebody else, where the area lets them",
      signed: [byCarla, byAna],
      owners: people(ana, carla),
      area: { ...withQuorum(2), selfSignoff: "with_backup" },
      state: "pass",
    },
    {
      title: "is not by whoever brought it beside somebody who signed before it came",
      signed: [byCarla, { headSha: firstHead }],
      owners: people(ana, carla),
      area: { ...elsewhere, selfSignoff: "with_backup" },
      state: "waiting",
    },
    { title: "is not by a gate that stands in for a person", area: withGateBackup, also: [areaGate], state: "waiting" },
    {
      title: "is not by that and one person, where two must accept it",
      signed: [byAna],
      area: { ...withQuorum(2), backups: withGateBackup.backups },
      also: [areaGate],
      state: "waiting",
    },
    {
      title: "is by a person beside it",
      signed: [byAna],
      area: withGateBackup,
      also: [areaGate],
      state: "pass",
    },
    {
      title: "is by an owner of the gate's own area",
      signed: [byAna],
      gateArea: "security",
      triage: "gone",
      state: "pass",
    },
    { title: "needs an area that is there", triage: "gone", state: "no-data" },
    { title: "needs all votes of the area", signed: [byAna], area: withQuorum(2), state: "waiting" },
    { title: "gets all of them", signed: [byAna, aStamp({ actor: bob })], area: withQuorum(2), state: "pass" },
    { title: "is accepted although no file of the area is touched", signed: [byAna], area: elsewhere, state: "pass" },
    {
      title: "is not by a sign-off that was there before, and that no ignore makes stale",
      signed: [{ headSha: firstHead }],
      area: elsewhere,
      state: "waiting",
    },
    {
      title: "is not by that and by a bystander who signs now",
      signed: [{ headSha: firstHead }, byDan],
      area: elsewhere,
      state: "waiting",
    },
    {
      title: "is not by one that never becomes stale",
      signed: [{ headSha: firstHead }],
      area: { ...owner, staleOn: "never" },
      state: "waiting",
    },
    {
      title: "is not by one for another head where not all changes are known",
      signed: [{ headSha: firstHead }],
      changed: [],
      state: "waiting",
    },
    { title: "is by one for the same ignores at another head", signed: [{ headSha: firstHead }], state: "pass" },
    { title: "fails where something comes in besides", sides: { head: direct }, signed: [byAna], state: "fail" },
  ])("$title: $state", ({ state, ...scene }) => {
    expect(verdictOf(scene).state).toBe(state);
  });

  it("asks for action, by the command that lets it in", () => {
    const { state, gates, areas } = report({});
    expect(state).toBe("action_required");
    const { details = [] } = gates[0]?.verdict ?? {};
    expect(details.map(sentence)).toEqual([
      "Nobody has signed yet.",
      expect.stringContaining("comes in together with its own ignore"),
    ]);
    expect(details.map(fix).join(" ")).toContain("`/signoff security`");
    expect(areas.map(({ area }) => area.name)).toEqual(["security"]);
  });

  it("says who let it in", () => {
    const { notes = [], details } = verdictOf({ signed: [byAna] });
    expect(details).toBeUndefined();
    expect(notes.map(sentence)).toContain(
      "Comes in together with its own ignore, which `security` signed: `RUSTSEC-2099-0001`.",
    );
  });

  it("says why evidence for the author is not enough", () => {
    const area = { ...owner, selfSignoff: "with_evidence" as const };
    const { details = [] } = verdictOf({ signed: [byCarla], owners: people(carla), area, also: [areaGate] });
    expect(details.map(sentence)[0]).toBe(
      "`security` is signed, but not by enough people who may accept this: a gate does not stand in for one, and evidence does not let the author.",
    );
    expect(details.map(fix)[0]).toBe(
      "Somebody else who may sign `security` can look at the ignores and comment `/signoff security`.",
    );
  });

  it("says why a sign-off for another commit is not enough", () => {
    const { details = [] } = verdictOf({ signed: [{ headSha: firstHead }], area: elsewhere });
    expect(details.map(sentence)[0]).toBe(
      "`security` signed another commit, and would not have been asked again when the ignores in `deny.toml` changed.",
    );
    expect(details.map(fix)[0]).toContain("`/signoff security`");
  });
});

describe("where nothing is to be accepted", () => {
  it.for([{ sides: { head: direct } }, { sides: { head: clean } }, { sides: { ...own, ignoredBefore: [id] } }])(
    "nobody is asked: $sides",
    ({ sides }) => {
      const { gates, areas } = report({ sides });
      expect(areas).toEqual([]);
      expect(gates[0]?.verdict.details?.map(fix).join() ?? "").not.toContain("/signoff");
    },
  );

  it("a sign-off may rest on the gate", () => {
    const area = { ...owner, selfSignoff: "with_evidence" as const };
    const scene = { area, owners: people(carla), signed: [byCarla], also: [touched] };
    const state = (sides: Scene["sides"]) => report({ ...scene, ...(sides && { sides }) }).state;
    expect(state({ head: clean })).toBe("success");
    expect(state({ head: direct })).toBe("failure");
  });

  it("other gates that ask for the area are not concerned", () => {
    const also = [aGate("signed", signoffGate.bind({ signoff: ["security"] }))];
    expect(report({ sides: { head: clean }, also }).gates.map(({ verdict }) => verdict.state)).toEqual([
      "pass",
      "waiting",
    ]);
  });
});

function withQuorum(need: number): Area {
  return { ...owner, quorum: { need, maxOutstanding: undefined } };
}
