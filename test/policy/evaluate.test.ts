import { describe, expect, it } from "vitest";
import type { EntryOf, LedgerEntry } from "../../src/policy/ledger/entry.ts";
import type { Snapshot } from "../../src/policy/facts.ts";
import { evaluate, neededFacts, type UsedGate } from "../../src/policy/evaluate.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import { evidenceGate } from "../../src/policy/gates/evidence.ts";
import { manualGate } from "../../src/policy/gates/manual.ts";
import { signoffGate } from "../../src/policy/gates/signoff.ts";
import { titleGate } from "../../src/policy/gates/title.ts";
import { touchedGate } from "../../src/policy/gates/touched.ts";
import { reason } from "../../src/policy/reason.ts";
import { defaultTitlePolicy } from "../../src/policy/title/rules.ts";
import {
  aCheck,
  aFile,
  allOf,
  ana,
  anArea,
  aPullRequest,
  aReview,
  aSignOff,
  aStamp,
  bob,
  carla,
  dan,
  firstHead,
  people,
  secondHead,
  someFacts,
  someSigning,
  someSnapshot,
  unreadable,
  withBackup,
} from "../support/builders.ts";

const title: UsedGate = {
  name: "title",
  use: "require",
  gate: titleGate.bind({ policy: defaultTitlePolicy }),
  area: undefined,
};
const touched: UsedGate = { name: "touched", use: "require", gate: touchedGate.bind({}), area: undefined };
const ci: UsedGate = {
  name: "ci",
  use: "advise",
  gate: checksGate.bind({ checks: ["ci", "lint"] }),
  area: "runtime",
};
const size: UsedGate = {
  name: "size",
  use: "require",
  gate: evidenceGate.bind({ evidence: { file: "size.json" }, rows: [{ name: "size", value: "a", expect: "< 5" }] }),
  area: undefined,
};
const failing = { checks: [aCheck({ conclusion: "failure" }), aCheck({ id: 2, name: "lint" })] };
const passing = { checks: [aCheck(), aCheck({ id: 2, name: "lint" })] };
const now = new Date("2026-11-20T12:00:00Z");
const required = { ...ci, use: "require" as const };
const mallory = { id: 9, login: "mallory" };

function judge(used: readonly UsedGate[], given: Partial<Snapshot> = {}, draftsWait = false) {
  return evaluate(someSnapshot(given), used, { draftsWait, now });
}

describe("a pull request", () => {
  const signed = { ledger: [aSignOff()] };
  it.for([
    { name: "without gates", used: [], given: {}, state: "success" },
    { name: "whose required gates hold", used: [title, touched], given: signed, state: "success" },
    { name: "that waits for a signature", used: [title, touched], given: {}, state: "in_progress" },
    {
      name: "whose signer left",
      used: [touched],
      given: { ...signed, signing: someSigning({ people: people(carla) }) },
      state: "action_required",
    },
    {
      name: "whose signature is stale",
      used: [touched],
      given: { ...signed, files: allOf(aFile({ path: "src/runtime/b.ts" })) },
      state: "action_required",
    },
    {
      name: "whose owner asks for changes",
      used: [touched],
      given: { ...signed, signing: someSigning({ reviews: [aReview({ author: bob, state: "changes-requested" })] }) },
      state: "failure",
    },
    {
      name: "with a bad title",
      used: [title, touched],
      given: { pullRequest: aPullRequest({ title: "Fix" }) },
      state: "failure",
    },
    { name: "whose advisory check fails", used: [title, ci], given: { checks: failing }, state: "success" },
    { name: "without its evidence", used: [size], given: {}, state: "action_required" },
    { name: "that touches no area", used: [touched], given: { files: allOf(aFile({ path: "x" })) }, state: "success" },
    {
      name: "with owners that cannot be read",
      used: [touched],
      given: { ...signed, signing: someSigning({ people: unreadable("gone") }) },
      state: "action_required",
    },
    {
      name: "T20: with more files than GitHub lists",
      used: [touched],
      given: { ...signed, files: { files: [], isComplete: false } },
      state: "action_required",
    },
    {
      name: "T31: that is a draft, where drafts count",
      used: [title],
      given: { pullRequest: aPullRequest({ isDraft: true }) },
      state: "success",
    },
  ] satisfies readonly { name: string; used: readonly UsedGate[]; given: Partial<Snapshot>; state: string }[])(
    "$name → $state",
    ({ used, given, state }) => {
      expect(judge(used, given).state).toBe(state);
    },
  );

  it("that is a draft waits, where drafts do, and signatures given meanwhile count after", () => {
    const draft = { ...signed, pullRequest: aPullRequest({ isDraft: true }) };
    expect(judge([title, touched], draft, true)).toMatchObject({ state: "in_progress", isWaitingDraft: true });
    expect(judge([title, touched], signed, true).state).toBe("success");
  });

  it("T31: that was closed and opened again keeps what was signed", () => {
    const closed = judge([touched], { ...signed, pullRequest: aPullRequest({ isOpen: false }) });
    expect([closed.state, judge([touched], signed).state]).toEqual(["success", "success"]);
  });

  it("T2: that is on hold, or about which somebody has a concern, is not green", () => {
    const held: LedgerEntry = { kind: "held", ...aStamp({ actor: bob }), reason: "bench" };
    const concern: LedgerEntry = { kind: "concern", ...aStamp({ comment: 8 }), name: "perf" };
    expect(judge([title], { ledger: [held] })).toMatchObject({
      state: "action_required",
      holds: [{ reason: "bench" }],
    });
    expect(judge([title], { ledger: [concern] })).toMatchObject({
      state: "action_required",
      concerns: [{ name: "perf" }],
    });
  });

  it("a passing title names its type, a failing one offers the command that mends it", () => {
    const judged = (text: string) =>
      title.gate.judge(someFacts({ pullRequest: aPullRequest({ title: text }) }), { name: "title", area: undefined });
    expect(judged("feat: x")).toMatchObject({ state: "pass", reason: { parameters: { type: "feat" } } });
    expect(judged("Feature: x")).toMatchObject({
      state: "fail",
      reason: { parameters: { command: "/retitle feat: x" } },
    });
  });

  it("a gate that breaks is no verdict", () => {
    const breaks = () => {
      throw new Error("a bug");
    };
    const gate = { kind: "b", needs: [], wants: {}, judge: breaks };
    expect(() => judge([{ name: "b", use: "advise", gate, area: undefined }])).toThrow("a bug");
  });
});

describe("what GitHub refuses to tell", () => {
  const why = reason("facts-refused", {
    safeWhat: "files",
    status: "403",
    permission: "contents: read",
    command: "/recheck",
  });
  const unread = new Map([["documents", why]] as const);
  const documents = new Map([["size.json", { state: "found" as const, text: '{"a":1}' }]]);
  it.for([
    {
      name: "is no data where the gate is required",
      used: [title, size],
      states: ["pass", "no-data"],
      state: "action_required",
    },
    {
      name: "stops nothing where it is advised",
      used: [title, { ...size, use: "advise" as const }],
      states: ["pass", "no-data"],
      state: "success",
    },
    { name: "concerns no gate that does without", used: [title, required], states: ["pass", "pass"], state: "success" },
    {
      name: "is not asked for where the gate does not apply",
      used: [{ ...size, when: [{ labels: ["x"] }] }],
      states: ["not-applicable"],
      state: "success",
    },
  ])("$name", ({ used, states, state }) => {
    const report = judge(used, { unread, documents, checks: passing });
    expect([report.gates.map(({ verdict }) => verdict.state), report.state]).toEqual([states, state]);
    const unknown = report.gates.filter(({ verdict }) => verdict.state === "no-data");
    expect(unknown.every(({ verdict }) => verdict.reason === why)).toBe(true);
  });

  it("lets nobody sign on the strength of it", () => {
    const signing = someSigning({ areas: [anArea({ selfSignoff: "with_evidence" })], people: people(carla) });
    const given = { signing, documents, ledger: [aSignOff({ actor: carla })] };
    const used = [touched, { ...size, area: "runtime" }];
    const states = [{}, { unread }].map((more) => judge(used, { ...given, ...more }).areas[0]?.state);
    expect(states).toEqual(["signed", "unsigned"]);
  });

  it("can be waived like anything else that blocks", () => {
    const ledger = [aWaiver({ gate: size.name })];
    const report = judge([{ ...size, area: "runtime" }], { unread, documents, ledger });
    expect(report.gates.map(({ verdict }) => verdict.state)).toEqual(["waived"]);
  });
});

describe("sign-offs that rest on gates", () => {
  const byAuthor = { ledger: [aSignOff({ actor: carla })] };
  const signing = someSigning({ areas: [anArea({ selfSignoff: "with_evidence" })], people: people(carla) });
  it.for([
    { name: "hold with them", checks: passing, state: "success" },
    { name: "fall with them", checks: failing, state: "failure" },
  ])("$name", ({ checks, state }) => {
    // The gate that needs sign-offs is named first and judged last.
    const report = judge([touched, required], { ...byAuthor, signing, checks });
    expect([report.state, report.gates.map(({ gate }) => gate)]).toEqual([state, ["touched", "ci"]]);
    expect(report.areas[0]?.state).toBe(state === "success" ? "signed" : "unsigned");
  });

  it("do not rest on a gate that was waived", () => {
    const report = judge([touched, required], {
      ledger: [...byAuthor.ledger, aWaiver({ actor: carla })],
      signing,
      checks: failing,
    });
    expect(report.gates.map(({ verdict }) => verdict.state)).toEqual(["waiting", "waived"]);
  });

  it("do not rest on a gate with a caveat: the author wrote that evidence", () => {
    const used = [{ ...touched }, { ...size, area: "runtime" }];
    const documents = new Map([["size.json", { state: "found" as const, text: '{"a":1}' }]]);
    const stateWith = (...paths: readonly string[]) => {
      const files = allOf(aFile(), ...paths.map((path) => aFile({ path })));
      return judge(used, { ...byAuthor, signing, documents, files }).areas[0]?.state;
    };
    expect([stateWith(), stateWith("size.json")]).toEqual(["signed", "unsigned"]);
  });

  it("do not rest on gates that rest on sign-offs", () => {
    const report = judge([touched], { ...byAuthor, signing });
    expect(report.areas[0]?.state).toBe("unsigned");
  });
});

function aWaiver(given: Partial<EntryOf<"waived">> = {}): EntryOf<"waived"> {
  const { headSha, baseBranch, wholeDigest } = aSignOff({ headSha: secondHead });
  const until = "2026-11-20T13:00:00.000Z";
  const code = { headSha, baseBranch, wholeDigest };
  return { kind: "waived", ...aStamp({ comment: 8 }), ...code, gate: "ci", until, reason: "flaky", ...given };
}

describe("T32: a waiver", () => {
  const other = allOf(aFile({ path: "src/runtime/b.ts" }));
  it.for([
    { name: "lets a failing gate be", waiver: {}, given: {}, state: "waived" },
    { name: "is over at its time", waiver: { until: now.toISOString() }, given: {}, state: "fail" },
    { name: "is of one gate", waiver: { gate: "lint" }, given: {}, state: "fail" },
    { name: "is of this code", waiver: { headSha: firstHead, wholeDigest: "other" }, given: {}, state: "fail" },
    { name: "outlives a rebase", waiver: { headSha: firstHead }, given: {}, state: "waived" },
    { name: "falls with a push", waiver: { headSha: firstHead }, given: { files: other }, state: "fail" },
    { name: "falls with another base", waiver: { baseBranch: "release" }, given: {}, state: "fail" },
    { name: "is of what the title makes of the gate", waiver: { filled: "tier=1" }, given: {}, state: "fail" },
    { name: "falls with its owner", waiver: { actor: mallory }, given: {}, state: "fail" },
    {
      name: "falls with its owner's area being unreadable",
      waiver: {},
      given: { signing: someSigning({ people: { ...people(ana), problem: "gone" } }) },
      state: "fail",
    },
    {
      name: "is given by owners, not by backups",
      waiver: { actor: dan },
      given: { signing: someSigning({ people: withBackup(people(ana), dan) }) },
      state: "fail",
    },
    {
      name: "counts by governance too",
      waiver: {},
      given: { signing: someSigning({ areas: [anArea({ name: "governance" })] }) },
      state: "waived",
    },
    {
      name: "does not count by another area",
      waiver: {},
      given: { signing: someSigning({ areas: [anArea({ name: "docs" })] }) },
      state: "fail",
    },
    {
      name: "is nobody's to give where there is no area",
      waiver: {},
      given: { signing: someSigning({ areas: [] }) },
      state: "fail",
    },
    {
      name: "falls with the review in which it was given, also when no delivery told of the dismissal",
      waiver: { source: { kind: "review" as const, id: 70 } },
      given: { signing: someSigning({ reviews: [aReview({ state: "dismissed" })] }) },
      state: "fail",
    },
  ])("$name → $state", ({ waiver, given, state }) => {
    const report = judge([required], { checks: failing, ledger: [aWaiver(waiver)], ...given });
    expect(report.gates[0]?.verdict.state).toBe(state);
    expect(report.state).toBe(state === "waived" ? "success" : "failure");
  });

  it.for([
    { given: "tier=2", now: "tier=2", state: "waived" },
    { given: "tier=2", now: "tier=9", state: "fail" },
    { given: undefined, now: "tier=9", state: "fail" },
  ])("of a gate with $given is $state where it has $now", ({ given, now: filled, state }) => {
    const waiver = aWaiver(given === undefined ? {} : { filled: given });
    const [gate] = judge([{ ...required, filled }], { checks: failing, ledger: [waiver] }).gates;
    expect(gate?.verdict.state).toBe(state);
  });

  it("says who, until when and why, beside what was found", () => {
    const [gate] = judge([required], { checks: failing, ledger: [aWaiver()] }).gates;
    expect(gate?.verdict.reason.code).toBe("check-failed");
    expect(gate?.verdict.caveats).toEqual([
      reason("waived", { who: "ana", until: "2026-11-20 13:00 UTC", why: "flaky" }),
    ]);
  });

  it("still says that the evidence which it waives is the author's own", () => {
    const documents = new Map([["size.json", { state: "found" as const, text: '{"a":7}' }]]);
    const files = allOf(aFile(), aFile({ path: "size.json" }));
    const used = [{ ...size, area: "runtime" }];
    const [gate] = judge(used, { documents, files, ledger: [aWaiver({ gate: size.name })] }).gates;
    expect(gate?.verdict.state).toBe("waived");
    expect(gate?.verdict.details?.map(({ code }) => code)).toContain("self-reported");
  });

  it("has its areas looked up, and nobody asked to sign where no gate asks for them", () => {
    expect(judge([required], { checks: failing, ledger: [aWaiver()] }).areas).toEqual([]);
  });

  it("T1: falls when the comment that gave it is changed", () => {
    const edited = {
      kind: "edited" as const,
      source: aWaiver().source,
      at: "2026-11-20T11:00:00.000Z",
      how: "edited" as const,
      actor: mallory,
      isByAuthor: false,
      kept: [],
    };
    expect(judge([required], { checks: failing, ledger: [aWaiver(), edited] }).state).toBe("failure");
  });

  it("changes nothing of a gate that holds", () => {
    expect(judge([required], { checks: passing, ledger: [aWaiver()] }).gates[0]?.verdict.state).toBe("pass");
  });
});

describe("what is fetched", () => {
  it.for([
    { name: "two for the title", used: [title], slices: ["landing", "latestVersion"], documents: [], checks: [] },
    { name: "the files too where areas count", used: [touched], slices: ["areas", "files"], documents: [], checks: [] },
    {
      name: "the named checks, once",
      used: [ci, { ...ci, name: "again" }],
      slices: ["checks"],
      documents: [],
      checks: ["ci", "lint"],
    },
    {
      name: "the areas that a gate names",
      used: [{ ...touched, name: "owners", gate: signoffGate.bind({ signoff: ["runtime"] }) }],
      slices: ["areas", "files"],
      documents: [],
      checks: [],
      areas: ["runtime"],
    },
    {
      name: "for a manual gate the areas, and the files that tell what it was ruled on",
      used: [{ ...touched, name: "look", gate: manualGate.bind({ manual: "Look." }) }],
      slices: ["areas", "files", "ledger", "wholeDigest"],
      documents: [],
      checks: [],
    },
    { name: "the named document", used: [size], slices: ["documents", "files"], documents: ["size.json"], checks: [] },
  ])("$name", ({ used, slices, documents, checks, ...more }) => {
    const needed = neededFacts(used);
    expect([[...needed.slices].toSorted(), needed.documents, needed.checks]).toEqual([slices, documents, checks]);
    expect(needed.areas).toEqual("areas" in more ? more.areas : []);
  });
});
