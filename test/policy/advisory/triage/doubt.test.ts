import { describe, expect, it } from "vitest";
import { aRepository, one } from "./a-repository.ts";

const two = "RUSTSEC-2099-0002";
const at = (...lockfiles: readonly string[]) => ({ rows: lockfiles.map((lockfile) => ({ lockfile })) });

function opened() {
  const repository = aRepository().locks();
  repository.scan();
  return repository;
}

describe("an incomplete scan", () => {
  it("closes nothing", () => {
    const repository = opened().frees().scansInPart();
    expect(repository.scan()).toBe("held back R1");
    expect(repository.plan().changes).toMatchObject([{ isOpen: true, found: undefined, closeAs: undefined }]);
    expect(repository.issue().state.presence).toBe("present");
    expect(repository.scansInPart(false).scan()).toBe("#1 close");
  });

  it("believes no withdrawal either", () => {
    expect(opened().withdraws().scansInPart().scan()).toBe("held back R1");
  });

  it("calls nothing gone that has no issue", () => {
    const repository = aRepository().locks().ignores();
    repository.scan();
    expect(repository.frees().scansInPart().scan()).toBe("");
    expect(repository.quiet()).toMatchObject([{ state: { presence: "present" } }]);
  });

  it("opens what it finds", () => {
    expect(aRepository().locks().scansInPart().scan()).toBe("R1 open");
  });

  it("opens again what it finds", () => {
    const repository = opened().frees();
    repository.scan();
    expect(repository.locks().scansInPart().scan()).toBe("#1 reopen");
  });

  it("forgets no place that it does not meet, and leaves the text that shows it", () => {
    const repository = aRepository().locks(one, at("Cargo.lock", "web/Cargo.lock"));
    repository.scan();
    repository.locks(one, at("web/Cargo.lock")).scansInPart();
    expect(repository.plan().changes).toMatchObject([{ keepsText: true, events: [] }]);
    expect(repository.scan()).toBe("held back R1");
    expect(repository.issue().state.places.map(([lockfile]) => lockfile)).toEqual(["Cargo.lock", "web/Cargo.lock"]);
    expect(repository.scansInPart(false).scan()).toBe("#1 update");
  });

  it("tells a new place all the same, once", () => {
    const repository = aRepository().locks(one, at("Cargo.lock"));
    repository.scan();
    repository.locks(one, at("web/Cargo.lock")).scansInPart();
    expect(repository.scan()).toBe("#1 update (new in web/Cargo.lock: h2); held back R1");
    expect(repository.issue().state.places).toHaveLength(2);
    repository.locks(one, at("Cargo.lock", "web/Cargo.lock")).scansInPart(false);
    expect(repository.scan()).toBe("");
  });

  it("writes the text where it has met all that is known", () => {
    const repository = opened().locks(one, at("Cargo.lock", "web/Cargo.lock")).scansInPart();
    expect(repository.plan().changes[0]).not.toHaveProperty("keepsText");
    expect(repository.scan()).toBe("#1 update (new in web/Cargo.lock: h2)");
  });

  it("takes no rating back that it does not see", () => {
    const rows = [{ severity: { rating: "critical" as const } }, { lockfile: "web/Cargo.lock" }];
    const repository = aRepository().locks(one, { severity: { rating: "critical" }, rows });
    repository.scan();
    repository.locks(one, { severity: { rating: "low" }, rows: [{ lockfile: "web/Cargo.lock" }] }).scansInPart();
    repository.scan();
    expect(repository.issue().state.rating).toBe("critical");
  });

  it("does not say accepted while it has not met all places", () => {
    const repository = aRepository().locks(one, at("Cargo.lock", "web/Cargo.lock"));
    repository.scan();
    const osv = { file: "web/osv-scanner.toml", tool: "osv-scanner" as const, folder: "web" };
    repository.locks(one, at("web/Cargo.lock")).ignores(one, osv).scansInPart();
    expect(repository.scan()).toBe("held back R1");
    expect(repository.issue().state.accepted).toBeNull();
  });

  it("does not prove that a merged pull request has not fixed it", () => {
    const repository = opened().says({ kind: "fixed-by", pullRequest: 12 }).pullRequest(12, "merged").scansInPart();
    expect(repository.scan()).toBe("");
    expect(repository.scansInPart(false).scan()).toBe("#1 still-locked #12");
  });

  it("keeps decisions that came meanwhile", () => {
    const repository = opened().frees().scansInPart().says({ kind: "not-affected", reason: "only used in a test" });
    repository.scan();
    expect(repository.issue().state.entries).toHaveLength(1);
  });
});

describe("with a policy file that cannot be read", () => {
  it("nothing is opened, and the first sight is remembered", () => {
    const repository = aRepository().locks().breaksPolicy("deny.toml");
    expect(repository.scan()).toBe("held back R1");
    expect(repository.later(24).breaksPolicy().scan()).toBe("R1 open");
    expect(repository.issue().state.firstSeenAt).toBe("2099-03-02T09:00:00.000Z");
  });

  it("what it covers when it can be read again gets no issue", () => {
    const repository = aRepository().locks().breaksPolicy("deny.toml");
    repository.scan();
    expect(repository.breaksPolicy().ignores().scan()).toBe("quiet R1 ignored");
  });

  it("a malicious package is told all the same: nothing could cover it", () => {
    const repository = aRepository().locks(one, { kind: "malicious" }).breaksPolicy("deny.toml");
    expect(repository.scan()).toBe("R1 open");
  });

  it("what is gone is closed: that stands in the lockfile", () => {
    expect(opened().frees().breaksPolicy("deny.toml").scan()).toBe("#1 close");
  });

  it("what is withdrawn is closed", () => {
    expect(opened().withdraws().breaksPolicy("deny.toml").scan()).toBe("#1 withdrawn");
  });

  it("an open issue goes on showing where it is", () => {
    const repository = opened().locks(one, at("Cargo.lock", "web/Cargo.lock")).breaksPolicy("deny.toml");
    expect(repository.scan()).toBe("#1 update (new in web/Cargo.lock: h2); held back R1");
  });

  it("an ignore in another file counts, as it certainly covers", () => {
    const repository = opened().ignores(one, { file: ".cargo/audit.toml", tool: "audit" }).breaksPolicy("deny.toml");
    expect(repository.scan()).toBe("#1 mark ignored");
  });

  it("what was accepted stays so, whichever of its files is read", () => {
    const repository = opened().ignores(one, { file: "deny.toml" });
    repository.scan();
    const { accepted } = repository.issue().state;
    repository.unignores().breaksPolicy("deny.toml");
    expect(repository.scan()).toBe("held back R1");
    expect(repository.issue().state.accepted).toEqual(accepted);
    repository.ignores(one, { file: ".cargo/audit.toml", tool: "audit", until: new Date("2099-03-20T00:00:00Z") });
    expect(repository.scan()).toBe("");
    expect(repository.issue().state.accepted).toEqual(accepted);
  });

  it("nothing comes back, and is told when it can be read again", () => {
    const repository = opened().frees();
    repository.scan();
    expect(repository.locks().breaksPolicy("deny.toml").scan()).toBe("held back R1");
    expect(repository.issue()).toMatchObject({ isOpen: false, state: { presence: "gone" } });
    expect(repository.breaksPolicy().scan()).toBe("#1 reopen");
  });

  it("nobody is contradicted who closed an issue, and nobody reminded", () => {
    const repository = opened()
      .locks(two)
      .breaksPolicy("deny.toml")
      .closes()
      .later(24 * 9);
    expect(repository.scan()).toBe("held back R1; held back R2");
    expect(repository.breaksPolicy().scan()).toBe("#1 still-affected; R2 open");
  });

  it("the clocks of an issue that nothing covered run on, and its reminders are given", () => {
    const repository = opened().breaksPolicy("deny.toml").later(48);
    expect(repository.scan()).toBe("#1 remind: decide due; held back R1");
    expect(repository.later(24 * 7).scan()).toBe("#1 remind: decide weekly; held back R1");
    expect(repository.breaksPolicy().scan()).toBe("");
  });

  it("nobody is reminded of what an ignore covered before", () => {
    const repository = opened().ignores(one, { file: "deny.toml" });
    repository.scan();
    repository
      .unignores()
      .breaksPolicy("deny.toml")
      .later(24 * 9);
    expect(repository.scan()).toBe("held back R1");
  });

  it("nobody is reminded of what an ignore that can be read may cover wholly", () => {
    const repository = aRepository().locks(one, at("Cargo.lock", "web/Cargo.lock"));
    repository.scan();
    const osv = { file: "web/osv-scanner.toml", tool: "osv-scanner" as const, folder: "web" };
    repository.locks(one, at("web/Cargo.lock")).ignores(one, osv).scansInPart().breaksPolicy("deny.toml");
    expect(repository.later(24 * 9).scan()).toBe("held back R1");
  });

  it("no ignore is proposed, as nobody could write it", () => {
    const repository = opened().says({ kind: "accept-risk", reason: "only in the test server" });
    expect(repository.breaksPolicy("deny.toml").scan()).toBe("held back R1");
    expect(repository.breaksPolicy().scan()).toBe("#1 propose-ignore");
  });
});
