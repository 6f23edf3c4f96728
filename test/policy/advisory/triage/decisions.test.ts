import { describe, expect, it } from "vitest";
import { foldTriage } from "../../../../src/policy/advisory/triage/decision.ts";
import { aRepository, one } from "./a-repository.ts";

const accept = { kind: "accept-risk", reason: "only in the test server" } as const;

function opened() {
  const repository = aRepository().locks(one, { kind: "unsound" });
  repository.scan();
  return repository.later(1);
}

function stanceOf(repository: ReturnType<typeof aRepository>) {
  return foldTriage(repository.issue().state.entries).stance?.kind;
}

describe("a risk that somebody accepts", () => {
  it.for([accept, { kind: "not-affected", reason: "only in the test server" } as const])(
    "is proposed as an ignore once, and waits for it: $kind",
    (said) => {
      const repository = opened().says(said);
      expect(repository.scan()).toBe("#1 propose-ignore");
      expect(repository.issue().state).toMatchObject({ proposal: 100, proposedFor: "1001/0" });
      expect(repository.later(24).scan()).toBe("");
      expect(repository.pullRequest(100, "merged").ignores().scan()).toBe("#1 mark ignored");
      expect(repository.later(24 * 60).scan()).toBe("");
      expect(stanceOf(repository)).toBe(said.kind);
    },
  );

  it("needs no proposal where an ignore covers it already", () => {
    const repository = opened().ignores().says(accept);
    expect(repository.scan()).toBe("#1 mark ignored");
    expect(repository.issue().state.proposal).toBeNull();
  });

  it("is proposed anew, in the same pull request, when it is said with another reason", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.says({ ...accept, reason: "only behind the firewall" });
    expect(repository.scan()).toBe("#1 propose-ignore");
    expect(repository.issue().state).toMatchObject({ proposal: 100, proposedFor: "1002/0" });
  });

  it("is taken back when the pull request is closed without a merge", () => {
    const repository = opened().says(accept);
    repository.scan();
    expect(repository.pullRequest(100, "closed").later(1).scan()).toBe("#1 decision-undone #100");
    expect(stanceOf(repository)).toBeUndefined();
    expect(repository.issue().state).toMatchObject({ proposal: null });
    expect(repository.issue().state.entries.at(-1)).toMatchObject({ kind: "undo", id: "undo/100" });
    expect(repository.later(1).scan()).toBe("");
  });

  it("is not proposed by what somebody had said before it, once it was refused", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.says({ ...accept, reason: "only behind the firewall" }).scan();
    expect(repository.pullRequest(100, "closed").scan()).toBe("#1 decision-undone #100");
    expect(stanceOf(repository)).toBeUndefined();
  });

  it("leaves what was decided beside it when it is refused", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.says({ kind: "severity", rating: "low", reason: "never with foreign input" });
    repository.pullRequest(100, "closed").later(1).scan();
    expect(foldTriage(repository.issue().state.entries)).toMatchObject({
      stance: undefined,
      severity: { rating: "low" },
    });
  });

  it("can be said again after it was refused", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.pullRequest(100, "closed").scan();
    expect(repository.later(1).says(accept).scan()).toBe("#1 propose-ignore");
    expect(repository.issue().state.proposal).toBe(101);
    expect(repository.pullRequest(101, "closed").later(1).scan()).toBe("#1 decision-undone #101");
  });

  it("is proposed in another pull request where it was said anew before anybody saw the refusal", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.pullRequest(100, "closed").says({ ...accept, reason: "only behind the firewall" });
    expect(repository.scan()).toBe("#1 propose-ignore");
    expect(repository.issue().state.proposal).toBe(101);
  });

  it("counts no more when its pull request was merged without the ignore", () => {
    const repository = opened().says(accept);
    repository.scan();
    expect(repository.pullRequest(100, "merged").scan()).toBe("");
    expect(stanceOf(repository)).toBeUndefined();
    expect(repository.plan().changes[0]?.due.decide).toBeDefined();
  });

  it.for([
    { how: "has ended", until: "2099-03-05T00:00:00.000Z", removes: false, is: "expired" },
    { how: "was removed by hand", until: undefined, removes: true, is: "removed" },
  ])("is over with the ignore that $how, and not proposed once more", ({ until, removes, is }) => {
    const repository = opened().says(until === undefined ? accept : { ...accept, until });
    repository.scan();
    repository
      .pullRequest(100, "merged")
      .ignores(one, { until: until === undefined ? undefined : new Date(until) })
      .scan();
    if (removes) repository.unignores();
    expect(repository.later(72).scan()).toBe(`#1 uncovered (${is})`);
    expect(stanceOf(repository)).toBeUndefined();
    expect(repository.later(1).scan()).toBe("");
  });

  it("is renewed before its ignore ends, and the new word outlives the old ignore", () => {
    const until = new Date("2099-03-05T00:00:00Z");
    const repository = opened().ignores(one, { until });
    repository.scan();
    repository.says({ ...accept, until: "2099-06-01T00:00:00.000Z" });
    expect(repository.scan()).toBe("#1 propose-ignore");
    expect(repository.later(72).scan()).toBe("#1 uncovered (expired)");
    expect(stanceOf(repository)).toBe("accept-risk");
    repository.pullRequest(100, "merged").ignores(one, { until: new Date("2099-06-01T00:00:00Z") });
    expect(repository.scan()).toBe("#1 mark ignored");
  });

  it("is renewed also where no scan has seen the new word before the old ignore ended", () => {
    const repository = opened().ignores(one, { until: new Date("2099-03-05T00:00:00Z") });
    repository.scan();
    repository.says({ ...accept, until: "2099-06-01T00:00:00.000Z" }).later(72);
    expect(repository.scan()).toBe("#1 uncovered (expired), propose-ignore");
    expect(stanceOf(repository)).toBe("accept-risk");
  });

  it("is not proposed again where a reviewer has made its end earlier", () => {
    const repository = opened().says({ ...accept, until: "2099-06-01T00:00:00.000Z" });
    repository.scan();
    repository.pullRequest(100, "merged").ignores(one, { until: new Date("2099-04-01T00:00:00Z") });
    expect(repository.scan()).toBe("#1 mark ignored");
    expect(repository.later(24).scan()).toBe("");
  });

  it("is over by its own words when nobody has merged it by then", () => {
    const repository = opened().says({ ...accept, until: "2099-03-05T00:00:00.000Z" });
    repository.scan();
    expect(repository.later(72).scan()).toBe("#1 remind: decide soon");
  });

  it("is not refused by who closes its pull request because an ignore came another way", () => {
    const repository = opened().says(accept);
    repository.scan();
    repository.ignores().later(1).scan();
    expect(repository.pullRequest(100, "closed").later(1).scan()).toBe("");
    expect(stanceOf(repository)).toBe("accept-risk");
    expect(repository.later(24).scan()).toBe("");
  });

  it("is proposed also where it was said before the issue was opened", () => {
    const repository = aRepository().locks().says(accept);
    expect(repository.scan()).toBe("R1 open, propose-ignore");
  });

  it("waits for the issue where that has to wait", () => {
    const repository = aRepository().locks().breaksPolicy("deny.toml").says(accept);
    repository.scan();
    expect(repository.breaksPolicy().scan()).toBe("R1 open, propose-ignore");
  });

  it("gets its issue where an ignore that ends earlier kept it from having one", () => {
    const repository = aRepository()
      .locks()
      .ignores(one, { until: new Date("2099-03-20T00:00:00Z") });
    repository.scan();
    repository.later(1).says({ ...accept, until: "2099-06-01T00:00:00.000Z" });
    expect(repository.scan()).toBe("R1 open, propose-ignore");
    expect(repository.later(24).scan()).toBe("");
  });

  it("is never proposed for a malicious package", () => {
    const repository = aRepository().locks(one, { kind: "malicious" }).says(accept);
    expect(repository.scan()).toBe("R1 open");
  });
});

describe("a pull request that is said to fix it", () => {
  const fix = { kind: "fixed-by", pullRequest: 12 } as const;

  it.for(["open", undefined] as const)("is waited for while it is %s", (state) => {
    const repository = opened().says(fix);
    if (state !== undefined) repository.pullRequest(12, state);
    expect(repository.scan()).toBe("");
    expect(stanceOf(repository)).toBe("fixed-by");
  });

  it("closes the issue when it is merged and the lockfiles are free of it", () => {
    expect(opened().says(fix).pullRequest(12, "merged").frees().scan()).toBe("#1 close");
  });

  it("is told once when it is merged and a copy is still locked", () => {
    const repository = opened().says(fix).pullRequest(12, "merged");
    expect(repository.scan()).toBe("#1 still-locked #12");
    expect(stanceOf(repository)).toBeUndefined();
    expect(repository.later(1).scan()).toBe("");
  });

  it("takes the decision along when it is closed without a merge", () => {
    const repository = opened().says(fix).pullRequest(12, "closed");
    expect(repository.scan()).toBe("#1 decision-undone #12");
    expect(repository.later(1).scan()).toBe("");
  });

  it("lets the decision before it speak again, and no other pull request suffers", () => {
    const repository = opened()
      .says({ ...fix, pullRequest: 11 })
      .pullRequest(11, "open")
      .later(1)
      .says(fix);
    expect(repository.pullRequest(12, "closed").scan()).toBe("#1 decision-undone #12");
    const { entries } = repository.issue().state;
    expect(foldTriage(entries).stance).toMatchObject({ pullRequest: 11 });
    expect(entries.map(({ kind }) => kind)).toEqual(["fixed-by", "fixed-by", "undo"]);
  });

  it("is undone with the one before it in one go", () => {
    const repository = opened()
      .says({ ...fix, pullRequest: 11 })
      .pullRequest(11, "closed")
      .later(1)
      .says(fix);
    expect(repository.pullRequest(12, "closed").scan()).toBe("#1 decision-undone #12, decision-undone #11");
  });

  it("can be named again after it was opened again", () => {
    const repository = opened().says(fix).pullRequest(12, "closed");
    repository.scan();
    repository.later(1).says(fix).pullRequest(12, "open");
    expect(repository.scan()).toBe("");
    expect(repository.pullRequest(12, "closed").later(1).scan()).toBe("#1 decision-undone #12");
  });

  it("of an earlier time says nothing when the advisory comes back", () => {
    const repository = opened().says(fix).pullRequest(12, "merged").frees();
    repository.scan();
    expect(repository.locks(one, { kind: "unsound" }).later(24).scan()).toBe("#1 reopen");
    expect(stanceOf(repository)).toBeUndefined();
  });
});

describe("what was decided", () => {
  it("is kept in the note when the ledger is lost", () => {
    const repository = opened().says({ kind: "defer", reason: "after the release", until: "2099-06-01T00:00:00.000Z" });
    repository.scan();
    const { entries } = repository.issue().state;
    const restored = aRepository().locks(one, { kind: "unsound" }).hasIssue({ state: repository.issue().state });
    restored.later(24 * 20).scan();
    expect(restored.issue().state.entries).toEqual(entries);
    expect(restored.plan().changes[0]?.due.decide).toBeUndefined();
  });

  it("never hides that the record's own rating goes up", () => {
    const repository = opened().says({ kind: "severity", rating: "low", reason: "never with foreign input" });
    repository.scan();
    repository.locks(one, { kind: "unsound", severity: { rating: "critical" } });
    expect(repository.scan()).toBe("#1 update (high to critical)");
  });

  it("is looked at anew when somebody asks for it", () => {
    const repository = opened().says({ kind: "defer", reason: "after the release", until: "2099-06-01T00:00:00.000Z" });
    repository.scan();
    repository.later(1).says({ kind: "reopen" });
    expect(repository.scan()).toBe("");
    expect(repository.plan().changes[0]?.due.decide).toEqual(new Date("2099-03-09T10:00:00Z"));
  });
});
