import { describe, expect, it } from "vitest";
import type { AdvisoryKind, Rating } from "../../../../src/policy/advisory/records/rating.ts";
import { windowOf } from "../../../../src/policy/advisory/triage/sla.ts";
import { aRepository, one } from "./a-repository.ts";

const hourMs = 3_600_000;
const soon = "2099-03-12T00:00:00.000Z";

describe("how long an advisory may wait", () => {
  it.for<{ kind: AdvisoryKind; rating: Rating; decide: number; fix: number | undefined }>([
    { kind: "malicious", rating: "critical", decide: 4, fix: 24 },
    { kind: "vulnerability", rating: "critical", decide: 48, fix: 48 },
    { kind: "vulnerability", rating: "high", decide: 48, fix: 48 },
    { kind: "vulnerability", rating: "unknown", decide: 48, fix: 48 },
    { kind: "vulnerability", rating: "medium", decide: 48, fix: undefined },
    { kind: "vulnerability", rating: "low", decide: 48, fix: undefined },
    { kind: "vulnerability", rating: "none", decide: 48, fix: undefined },
    { kind: "unsound", rating: "high", decide: 168, fix: undefined },
    { kind: "unmaintained", rating: "unknown", decide: 168, fix: undefined },
    { kind: "notice", rating: "unknown", decide: 168, fix: undefined },
  ])("$kind, $rating: decided within $decide h, ended within $fix h", ({ kind, rating, decide, fix }) => {
    const { decideMs, fixMs } = windowOf(kind, rating, new Map());
    expect([decideMs, fixMs]).toEqual([decide * hourMs, fix === undefined ? undefined : fix * hourMs]);
  });

  it("is what the configuration says, where it says something", () => {
    const sla = new Map([["unsound", { fixMs: hourMs }]] as const);
    expect(windowOf("unsound", "high", sla)).toEqual({ decideMs: 168 * hourMs, fixMs: hourMs });
    expect(windowOf("notice", "unknown", sla).fixMs).toBeUndefined();
  });
});

/** What scans at these hours since the first one say. */
function scans(repository: ReturnType<typeof aRepository>, ...hours: readonly number[]): readonly string[] {
  let at = 0;
  return hours.map((hour) => {
    repository.later(hour - at);
    at = hour;
    return repository.scan();
  });
}

function opened(kind: AdvisoryKind, rating: Rating = "medium") {
  const repository = aRepository().locks(one, { kind, severity: { rating } });
  repository.scan();
  return repository;
}

describe("reminders", () => {
  it("come at three quarters of the window, at its end, and then weekly, once each", () => {
    const hours = [125, 126, 127, 167, 168, 169, 335, 336, 337, 503, 504];
    expect(scans(opened("unsound"), ...hours)).toEqual([
      "",
      "#1 remind: decide soon",
      "",
      "",
      "#1 remind: decide due",
      "",
      "",
      "#1 remind: decide weekly",
      "",
      "",
      "#1 remind: decide weekly",
    ]);
  });

  it("keep their day of the week when a scan comes late", () => {
    const said = scans(opened("unsound"), 168, 336 + 20, 504, 504 + 1);
    expect(said).toEqual(["#1 remind: decide due", "#1 remind: decide weekly", "#1 remind: decide weekly", ""]);
  });

  it.for([
    { hours: 170, is: "#1 remind: decide due" },
    { hours: 1000, is: "#1 remind: decide weekly" },
  ])("that were missed are not made up for: after $hours h only the latest is given", ({ hours, is }) => {
    const repository = opened("unsound").later(hours);
    expect(repository.scan()).toBe(is);
    expect(repository.later(1).scan()).toBe("");
  });

  it("are given one at a time, the most urgent one", () => {
    const hours = [2.9, 3, 4, 17, 18, 23, 24, 4 + 168, 24 + 168, 4 + 336];
    expect(scans(opened("malicious", "critical"), ...hours)).toEqual([
      "",
      "#1 remind: decide soon",
      "#1 remind: decide due",
      "",
      // That something else ends soon is no news while one is overdue.
      "",
      "",
      "#1 remind: fix due",
      "#1 remind: decide weekly",
      "",
      "#1 remind: decide weekly",
    ]);
  });

  it("name the clock that ended first where a late scan finds both over", () => {
    expect(scans(opened("malicious", "critical"), 30, 31)).toEqual(["#1 remind: decide due", ""]);
  });

  it("say nothing twice where both windows end at once", () => {
    const said = scans(opened("vulnerability", "high"), 48, 49, 48 + 168);
    expect(said).toEqual(["#1 remind: decide due", "", "#1 remind: decide weekly"]);
  });

  it("name what is due, and when", () => {
    const repository = opened("vulnerability", "high").later(48);
    expect(repository.plan().changes[0]).toMatchObject({
      events: [{ kind: "remind", of: "decide", what: "due", dueAt: new Date("2099-03-04T09:00:00Z") }],
      next: { reminded: { of: "decide", what: "due", at: "2099-03-04T09:00:00.000Z" } },
      due: { decide: new Date("2099-03-04T09:00:00Z"), fix: new Date("2099-03-04T09:00:00Z") },
    });
  });

  it("go on with the fix when the decision is there", () => {
    const repository = opened("vulnerability", "high").later(48);
    repository.scan();
    repository.says({ kind: "fixed-by", pullRequest: 12 }).pullRequest(12, "open").later(1);
    expect(repository.scan()).toBe("");
    expect(repository.issue().state.reminded).toMatchObject({ of: "fix", what: "due" });
    expect(repository.later(167).scan()).toBe("#1 remind: fix weekly");
  });

  it("begin again with the clocks when it comes back", () => {
    const repository = opened("unsound").later(168);
    repository.scan();
    repository.frees().scan();
    repository.locks(one, { kind: "unsound" }).scan();
    expect(repository.issue().state.reminded).toBeNull();
    expect(repository.later(125).scan()).toBe("");
    expect(repository.later(1).scan()).toBe("#1 remind: decide soon");
  });

  it("are not given by an issue that is opened late: it says itself what is due", () => {
    const repository = opened("unsound").breaksPolicy("deny.toml");
    repository.locks("RUSTSEC-2099-0002", { kind: "unsound", severity: { rating: "low" } });
    repository.scan();
    expect(repository.later(169).breaksPolicy().scan()).toBe("#1 remind: decide due; R2 open");
    expect(repository.issue(2).state.reminded).toMatchObject({ what: "due" });
    expect(repository.later(167).scan()).toBe("#1 remind: decide weekly; #2 remind: decide weekly");
  });

  it("are taken back where the configuration gives more time", () => {
    const repository = opened("unsound").later(168);
    repository.scan();
    repository.hasSla(new Map([["unsound", { decideMs: 1000 * hourMs }]]));
    expect(repository.later(1).scan()).toBe("");
    expect(repository.issue().state.reminded).toBeNull();
    expect(repository.later(1000 - 169).scan()).toBe("#1 remind: decide due");
  });

  it("are not given while a person's second closing is respected", () => {
    const repository = opened("unsound").closes();
    repository.later(1).scan();
    repository.closes();
    expect(scans(repository, 168, 336)).toEqual(["", ""]);
  });
});

describe("the clocks", () => {
  const due = (repository: ReturnType<typeof aRepository>) => repository.plan().changes[0]?.due;
  const start = Date.parse("2099-03-02T09:00:00Z");
  const after = (hours: number) => new Date(start + hours * hourMs);

  it("of what was deferred stand still until its day, and go on with a reminder", () => {
    const repository = opened("vulnerability", "high").later(24);
    repository.says({ kind: "defer", reason: "after the release", until: soon });
    expect(due(repository)).toEqual({ decide: undefined, fix: undefined });
    repository.scan();
    expect(repository.later(150).scan()).toBe("");
    expect(repository.later(100).scan()).toBe("#1 remind: decide due");
    // 24 of the 48 hours were left.
    expect(due(repository)).toEqual({
      decide: new Date("2099-03-13T00:00:00Z"),
      fix: new Date("2099-03-13T00:00:00Z"),
    });
  });

  it("remind at once when a deferral is over, also where there is time left", () => {
    const repository = opened("unsound").says({ kind: "defer", reason: "after the release", until: soon });
    repository.scan();
    expect(repository.later(230).scan()).toBe("");
    expect(repository.later(1).scan()).toBe("#1 remind: decide soon");
    expect(repository.later(167).scan()).toBe("");
    expect(repository.later(1).scan()).toBe("#1 remind: decide due");
  });

  it.for([
    { said: { kind: "accept-risk", reason: "only in the test server" }, decide: undefined, fix: 48 },
    { said: { kind: "fixed-by", pullRequest: 12 }, decide: undefined, fix: 48 },
    { said: { kind: "not-affected", reason: "only in the test server" }, decide: undefined, fix: undefined },
    { said: { kind: "severity", rating: "critical", reason: "we use it in front" }, decide: 48, fix: 48 },
    { said: { kind: "severity", rating: "low", reason: "never with foreign input" }, decide: 48, fix: undefined },
    { said: { kind: "assign", login: "bo" }, decide: 48, fix: 48 },
  ] as const)("after $said.kind: $decide h to decide, $fix h to fix", ({ said, decide, fix }) => {
    const repository = opened("vulnerability", "high").later(1).says(said);
    repository.scan();
    const at = (hours: number | undefined) => (hours === undefined ? undefined : after(hours));
    expect(due(repository)).toEqual({ decide: at(decide), fix: at(fix) });
  });

  it("go on where a decision is taken back, with the time that it stood added", () => {
    const repository = opened("vulnerability", "high").later(1).says({ kind: "fixed-by", pullRequest: 12 }).later(10);
    repository.says({ kind: "undo" });
    expect(due(repository)).toEqual({ decide: after(58), fix: after(48) });
  });

  it("do not stop for a second who is still asked for", () => {
    const repository = opened("vulnerability", "high").later(1);
    repository.says({ kind: "accept-risk", reason: "only in the test server", needsSecond: true });
    expect(repository.scan()).toBe("");
    expect(due(repository)).toEqual({ decide: after(48), fix: after(48) });
    repository.says({ kind: "accept-risk", reason: "indeed", needsSecond: true }, { login: "berta" });
    expect(repository.scan()).toBe("#1 propose-ignore");
  });

  it("of a malicious package run, whatever was said", () => {
    const repository = opened("malicious", "critical").later(1);
    repository.says({ kind: "defer", reason: "after the release", until: soon });
    repository.says({ kind: "accept-risk", reason: "only in the test server" });
    repository.says({ kind: "not-affected", reason: "only in the test server" });
    expect(repository.scan()).toBe("");
    expect(due(repository)).toEqual({ decide: after(4), fix: after(24) });
    repository.says({ kind: "fixed-by", pullRequest: 12 });
    expect(due(repository)).toEqual({ decide: undefined, fix: after(24) });
  });
});
