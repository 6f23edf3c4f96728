import { describe, expect, it } from "vitest";
import { aRepository, one } from "./a-repository.ts";

const hours = (count: number) => new Date(Date.parse("2099-03-02T09:00:00Z") + count * 3_600_000);
const due = (repository: ReturnType<typeof aRepository>) => repository.plan().changes[0]?.due;

/** A vulnerability of medium rating, decided long ago by a pull request that is still open. */
function old() {
  const repository = aRepository().locks(one, { severity: { rating: "medium" } });
  repository.scan();
  repository.says({ kind: "fixed-by", pullRequest: 12 }).pullRequest(12, "open").later(1000).scan();
  return repository;
}

describe("an advisory that turns out to be graver", () => {
  it("is to be fixed within the shorter time from then on, and nobody is late at once", () => {
    const repository = old().locks(one, { severity: { rating: "critical" } });
    expect(repository.scan()).toBe("#1 update (medium to critical)");
    expect(due(repository)).toEqual({ decide: undefined, fix: hours(1048) });
    expect(repository.later(48).scan()).toBe("#1 remind: fix due");
  });

  it("by a person's word, too", () => {
    const repository = old().says({ kind: "severity", rating: "high", reason: "we use it in front" });
    expect(repository.scan()).toBe("");
    expect(due(repository)?.fix).toEqual(hours(1048));
  });

  it("gets no more time for what had the same time before", () => {
    const repository = aRepository().locks(one, { severity: { rating: "medium" } });
    repository.scan();
    repository
      .later(40)
      .locks(one, { severity: { rating: "critical" } })
      .scan();
    expect(due(repository)).toEqual({ decide: hours(48), fix: hours(88) });
  });

  it("stops its clock for a deferral as any other", () => {
    const repository = old().locks(one, { severity: { rating: "critical" } });
    repository.scan();
    repository.says({ kind: "defer", reason: "after the release", until: hours(1100).toISOString() }).scan();
    repository.later(101).scan();
    expect(due(repository)?.fix).toEqual(hours(1148));
  });

  it("begins anew when it was gone in between", () => {
    const repository = old().locks(one, { severity: { rating: "critical" } });
    repository.scan();
    repository.frees().later(1).scan();
    repository
      .locks(one, { severity: { rating: "critical" } })
      .later(1)
      .scan();
    expect(due(repository)).toEqual({ decide: hours(1050), fix: hours(1050) });
  });
});
