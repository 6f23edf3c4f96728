import { describe, expect, it } from "vitest";
import { maxOpenedPerRun, maxRows } from "../../../../src/policy/advisory/triage/triage-plan.ts";
import { aRepository, one } from "./a-repository.ts";

const idOf = (number: number) => `RUSTSEC-2099-${String(number).padStart(4, "0")}`;

function aBurst(count: number) {
  const repository = aRepository();
  for (let number = 1; number <= count; number += 1) repository.locks(idOf(number), { kind: "unsound" });
  return repository;
}

describe("a triage plan", () => {
  it("is empty where nothing was found and nothing is there", () => {
    expect(aRepository().plan()).toEqual({ changes: [], quiet: [], quietEvents: [], postponed: [], heldBack: [] });
  });

  it("opens at most 25 issues in a run and loses none over the runs", () => {
    const repository = aBurst(60);
    const runs = [1, 2, 3, 4].map(() => {
      const { changes, postponed } = repository.plan();
      repository.scan();
      return [changes.filter(({ number }) => number === undefined).length, postponed.length];
    });
    expect(runs).toEqual([
      [maxOpenedPerRun, 35],
      [maxOpenedPerRun, 10],
      [10, 0],
      [0, 0],
    ]);
    expect(new Set(repository.plan().changes.map(({ advisory }) => advisory)).size).toBe(60);
    expect(repository.quiet()).toEqual([]);
  });

  it("opens the most urgent first", () => {
    const repository = aBurst(30).locks(idOf(90), { kind: "malicious" }).locks(idOf(91));
    const { changes, postponed } = repository.plan();
    expect(changes.slice(0, 2).map(({ advisory }) => advisory)).toEqual([idOf(90), idOf(91)]);
    expect(postponed.map(({ id }) => id)).toEqual([24, 25, 26, 27, 28, 29, 30].map(idOf));
  });

  it("counts the time of those that wait from our first sight", () => {
    const repository = aBurst(26);
    repository.scan();
    repository.later(24).scan();
    expect(repository.issue(26).state.firstSeenAt).toBe("2099-03-02T09:00:00.000Z");
    expect(repository.plan().changes.at(-1)?.due.decide).toEqual(new Date("2099-03-09T09:00:00Z"));
  });

  it("closes and opens again as many as it must", () => {
    const repository = aBurst(maxOpenedPerRun + 5);
    repository.scan();
    repository.scan();
    for (let number = 1; number <= 30; number += 1) repository.frees(idOf(number));
    expect(repository.scan().split("; ")).toHaveLength(30);
    for (let number = 1; number <= 30; number += 1) repository.locks(idOf(number));
    expect(
      repository
        .scan()
        .split("; ")
        .filter((each) => each.endsWith("reopen")),
    ).toHaveLength(30);
  });

  it("opens none one by one when more places are hit than anybody could read", () => {
    const rows = Array.from({ length: maxRows + 1 }, (_, index) => ({ package: `p${index}` }));
    const repository = aRepository().locks(one, { rows: rows.slice(1) });
    repository.scan();
    repository.locks(idOf(2)).locks(one, { rows: rows.slice(1) });
    expect(repository.plan().changes).toMatchObject([{ number: 1 }]);
    expect(repository.scan()).toBe("1 postponed");
    // What has an issue is followed all the same.
    expect(repository.frees(idOf(2)).frees(one).scan()).toBe("#1 close; quiet R2 close");
  });

  it("opens all of a thousand places of one advisory in one issue", () => {
    const rows = Array.from({ length: maxRows }, (_, index) => ({ package: `p${index}` }));
    const repository = aRepository().locks(one, { rows });
    expect(repository.scan()).toBe("R1 open");
    expect(repository.issue().state.places).toHaveLength(50);
    // Which of them are new cannot be told from a list that is full.
    expect(repository.locks(one, { rows: rows.slice(10) }).scan()).toBe("#1 update");
  });

  it("lets the oldest of two issues for one advisory count, and leaves the other alone", () => {
    const repository = aRepository().locks().hasIssue({ number: 9 }).hasIssue({ number: 3 });
    expect(repository.plan().changes.map(({ number }) => number)).toEqual([3]);
    repository.scan();
    expect(repository.frees().scan()).toBe("#3 close");
  });

  it("does not depend on the order in which issues are listed", () => {
    const numbers = [1, 2, 3, 4, 5];
    const changesOf = (order: readonly number[]) => {
      const repository = aRepository();
      for (const number of numbers) repository.locks(idOf(number));
      for (const number of order) repository.hasIssue({ number, advisory: idOf(number) });
      return repository.plan().changes.map(({ advisory, number }) => [advisory, number]);
    };
    expect(changesOf(numbers.toReversed())).toEqual(changesOf(numbers));
  });

  it("tells an advisory that is not met among those that are, and nothing of it twice", () => {
    const repository = aBurst(3);
    repository.scan();
    repository.frees(idOf(2)).locks(idOf(4), { kind: "unsound" });
    expect(repository.scan()).toBe("R4 open; #2 close");
  });
});
