import { describe, expect, it } from "vitest";
import { foldTriage } from "../../../../src/policy/advisory/triage/decision.ts";
import { aRepository, one } from "./a-repository.ts";

const accept = { kind: "accept-risk", reason: "only in the test server" } as const;

/** Accepted by an ignore on the default branch, which a scan has seen. */
function accepted(told: Parameters<ReturnType<typeof aRepository>["locks"]>[1] = { kind: "unsound" }) {
  const repository = aRepository().locks(one, told);
  repository.scan();
  repository.ignores().scan();
  return repository.later(24);
}

/** Its removal is proposed by #100. */
function asked() {
  const repository = accepted().says({ kind: "reopen" });
  expect(repository.scan()).toBe("#1 propose-removal");
  return repository.later(1);
}

describe("an accepted risk that somebody wants looked at again", () => {
  it("gets one pull request that removes the ignore, and stays accepted until that is merged", () => {
    const repository = asked();
    expect(repository.issue().state).toMatchObject({ proposal: 100, proposedFor: "1001/0" });
    expect(repository.issue().state.accepted).not.toBeNull();
    expect(repository.later(24 * 30).scan()).toBe("");
  });

  it("counts again when the removal is merged, and nothing is proposed a second time", () => {
    const repository = asked().pullRequest(100, "merged").unignores();
    expect(repository.scan()).toBe("#1 uncovered (removed)");
    expect(repository.plan().changes[0]?.due.decide).toBeDefined();
    expect(repository.later(24).scan()).toBe("");
  });

  it("keeps what was said beside it when the removal is merged", () => {
    const repository = asked().says({ kind: "severity", rating: "critical", reason: "we use it in front" });
    repository.pullRequest(100, "merged").unignores().scan();
    expect(foldTriage(repository.issue().state.entries).severity?.rating).toBe("critical");
  });

  it("is not asked for again when the pull request is closed without a merge", () => {
    const repository = asked().pullRequest(100, "closed");
    expect(repository.scan()).toBe("");
    expect(repository.later(24).scan()).toBe("");
    expect(repository.issue().state.accepted).not.toBeNull();
  });

  it("gets another pull request when somebody asks once more after a refusal", () => {
    const repository = asked().pullRequest(100, "closed");
    repository.scan();
    expect(repository.later(1).says({ kind: "reopen" }).scan()).toBe("#1 propose-removal");
    expect(repository.issue().state.proposal).toBe(101);
  });

  it("goes also against a decision by which it was accepted", () => {
    const repository = aRepository().locks(one, { kind: "unsound" }).says(accept);
    repository.hasIssue().scan();
    repository.pullRequest(100, "merged").ignores().later(1).scan();
    expect(repository.later(1).says({ kind: "reopen" }).scan()).toBe("#1 propose-removal");
    expect(repository.pullRequest(101, "merged").unignores().scan()).toBe("#1 uncovered (removed)");
    expect(repository.later(1).scan()).toBe("");
  });

  it.for([
    { what: "accepted anew", then: accept, is: "" },
    { what: "said not to concern us", then: { kind: "not-affected", reason: "never called here" } as const, is: "" },
    { what: "taken back", then: { kind: "undo" } as const, is: "" },
    { what: "given to somebody", then: { kind: "assign", login: "bo" } as const, is: "#1 propose-removal" },
    { what: "to be fixed", then: { kind: "fixed-by", pullRequest: 12 } as const, is: "#1 propose-removal" },
  ])("and that was then $what: $is", ({ then, is }) => {
    const repository = accepted().says({ kind: "reopen" }).later(1).says(then);
    expect(repository.scan()).toBe(is);
    expect(repository.later(1).scan()).toBe("");
  });

  it("does not count an ignore that came after the question: whoever merged it has answered", () => {
    const repository = aRepository().locks(one, { kind: "unsound" });
    repository.scan();
    repository.later(1).says({ kind: "reopen" }).scan();
    expect(repository.later(1).ignores().scan()).toBe("#1 mark ignored");
    expect(repository.later(24).scan()).toBe("");
  });

  it("is asked for though GitHub's clock is behind ours: the word is about what it was said of", () => {
    const repository = aRepository().locks(one, { kind: "unsound" });
    repository.scan();
    repository.ignores().scan();
    const acceptedSince = repository.issue().state.accepted?.since;
    repository.later(-0.01).says({ kind: "reopen", acceptedSince }).later(0.02);
    expect(repository.scan()).toBe("#1 propose-removal");
    expect(repository.later(1).scan()).toBe("");
  });

  it("is not asked for by a word about an earlier time that it was accepted", () => {
    const repository = accepted();
    const acceptedSince = repository.issue().state.accepted?.since;
    repository.says({ kind: "reopen", acceptedSince }).frees().scan();
    repository.unignores().later(24).locks(one, { kind: "unsound" }).scan();
    expect(repository.later(24).ignores().scan()).toBe("#1 mark ignored");
  });

  it("is not proposed where the note is lost: nobody knows which came first", () => {
    const repository = accepted().says({ kind: "reopen" }).losesNote().later(1);
    expect(repository.scan()).toBe("");
  });

  it("waits until every policy file can be read, and is not forgotten", () => {
    const repository = accepted().unignores().breaksPolicy("deny.toml").says({ kind: "reopen" });
    expect(repository.scan()).toBe("held back R1");
    expect(repository.later(1).ignores().breaksPolicy().scan()).toBe("#1 propose-removal");
  });

  it("is proposed for an issue that is closed by the time of the scan", () => {
    const repository = accepted().says({ kind: "reopen" }).later(1).closes();
    expect(repository.scan()).toBe("#1 propose-removal");
    expect(repository.issue().isOpen).toBe(false);
    expect(repository.later(1).scan()).toBe("");
  });

  it("gets the issue that it never had", () => {
    const repository = aRepository().locks().ignores();
    repository.scan();
    expect(repository.later(1).says({ kind: "reopen" }).scan()).toBe("R1 open, propose-removal");
    expect(repository.issue()).toMatchObject({ isOpen: true, state: { accepted: { file: "deny.toml" } } });
    expect(repository.later(24).scan()).toBe("");
  });

  it("is not proposed while another policy file cannot be read, though it is covered", () => {
    const repository = accepted().breaksPolicy(".cargo/audit.toml").says({ kind: "reopen" });
    expect(repository.scan()).toBe("");
    expect(repository.later(1).breaksPolicy().scan()).toBe("#1 propose-removal");
  });

  it("lets go of the pull request when it is accepted until a later day instead", () => {
    const until = new Date("2099-03-20T00:00:00Z");
    const repository = aRepository().locks(one, { kind: "unsound" }).ignores(one, { until }).hasIssue();
    repository.scan();
    repository.later(1).says({ kind: "reopen" }).scan();
    repository.later(1).says({ ...accept, until: "2099-06-01T00:00:00.000Z" });
    expect(repository.plan().changes[0]).toMatchObject({
      events: [{ kind: "propose-ignore" }],
      next: { proposal: null },
    });
    repository.scan();
    // The removal is #100, the ignore #101.
    expect(repository.pullRequest(100, "closed").later(1).scan()).toBe("");
    expect(foldTriage(repository.issue().state.entries).stance?.kind).toBe("accept-risk");
  });

  it("is nothing of a malicious package, which no ignore covers", () => {
    const repository = aRepository().locks(one, { kind: "malicious" }).ignores();
    repository.scan();
    expect(repository.later(1).says({ kind: "reopen" }).scan()).toBe("");
  });
});

describe("what was decided before an advisory turned out to be malicious", () => {
  it("neither counts nor stands in for what is taken back after it", () => {
    const repository = aRepository().locks(one, { kind: "malicious" });
    repository.says({ kind: "fixed-by", pullRequest: 12 }).says(accept).later(1).says({ kind: "undo" });
    repository.pullRequest(12, "open").scan();
    // What was taken back is the acceptance, so the fix still stands.
    expect(repository.plan().changes[0]?.due.decide).toBeUndefined();
  });

  it("does not keep the pull request that was said to end it from being given up", () => {
    const repository = aRepository().locks();
    repository.scan();
    repository.says({ kind: "fixed-by", pullRequest: 12 }).later(1).says(accept).pullRequest(12, "open").scan();
    repository.locks(one, { kind: "malicious" }).pullRequest(12, "closed");
    expect(repository.scan()).toBe("#1 update, decision-undone #12");
    expect(repository.later(0.1).scan()).toBe("");
  });
});
