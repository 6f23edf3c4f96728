import { describe, expect, it } from "vitest";
import { aRepository, one } from "./a-repository.ts";

const ghsa = "GHSA-aaaa-bbbb-cccc";
const at = (...lockfiles: readonly string[]) => ({ rows: lockfiles.map((lockfile) => ({ lockfile })) });

function opened(...lockfiles: readonly string[]) {
  const repository = aRepository().locks(one, at(...(lockfiles.length === 0 ? ["Cargo.lock"] : lockfiles)));
  repository.scan();
  return repository;
}

describe("an advisory whose package is still locked, and looked up nowhere", () => {
  it.for(["git", "path", "other-registry", "unreadable-version", "no-scheme"] as const)(
    "is not called gone, and its issue says why once: %s",
    (why) => {
      const repository = opened().frees().doesNotCheck({ why });
      expect(repository.scan()).toBe(`#1 unproved (h2 0.1.0: ${why}); held back R1`);
      expect(repository.issue()).toMatchObject({ isOpen: true, state: { presence: "present" } });
      expect(repository.later(24).scan()).toBe("held back R1");
    },
  );

  it("is closed when it is locked no more", () => {
    const repository = opened().frees().doesNotCheck({});
    repository.scan();
    expect(repository.doesNotCheck().scan()).toBe("#1 close");
    expect(repository.issue().state.unproved).toBeUndefined();
  });

  it("goes on where it is met again, and says so anew the next time", () => {
    const repository = opened().frees().doesNotCheck({});
    repository.scan();
    expect(repository.locks().scan()).toBe("");
    expect(repository.frees().scan()).toBe("#1 unproved (h2 0.1.0: git); held back R1");
  });

  it.for([
    { what: "in another lockfile", part: { lockfile: "web/Cargo.lock" } },
    { what: "under another name", part: { package: "h3" } },
  ])("is gone where that is $what", ({ part }) => {
    expect(opened().frees().doesNotCheck(part).scan()).toBe("#1 close");
  });

  it("is withdrawn all the same: there is nothing left to prove", () => {
    expect(opened().withdraws().doesNotCheck({}).scan()).toBe("#1 withdrawn");
  });

  it("is told by the advisory that names it now", () => {
    const repository = aRepository().locks(ghsa).locks(one);
    repository.scan();
    repository.frees(ghsa).locks(one, { aliases: [ghsa] });
    expect(repository.doesNotCheck({}).scan()).toContain("close (told by R1)");
  });

  it("stays closed where a person has closed it", () => {
    const repository = opened().frees().doesNotCheck({});
    repository.scan();
    expect(repository.closes().later(24).scan()).toBe("");
    expect(repository.issue().isOpen).toBe(false);
  });

  it("is remembered where it never had an issue", () => {
    const repository = aRepository().locks().ignores();
    repository.scan();
    expect(repository.frees().doesNotCheck({}).scan()).toBe("");
    expect(repository.quiet()).toMatchObject([{ state: { presence: "present" } }]);
  });

  it("is found by names that are longer than what is noted of them", () => {
    const name = "x".repeat(300);
    const repository = aRepository().locks(one, { rows: [{ package: name }] });
    repository.scan();
    expect(repository.frees().doesNotCheck({ package: name }).scan()).toContain("unproved");
  });
});

describe("an advisory whose lockfile is no longer scanned", () => {
  it("is closed as not planned, and nobody says that it is gone", () => {
    const repository = opened().frees().leavesOut("Cargo.lock");
    expect(repository.plan().changes).toMatchObject([{ closeAs: "not_planned", isOpen: false }]);
    expect(repository.scan()).toBe("#1 close (not scanned: Cargo.lock)");
    expect(repository.later(24).scan()).toBe("");
  });

  it("says which of its lockfiles it is, although another one is free of it", () => {
    const repository = opened("Cargo.lock", "web/Cargo.lock").frees().leavesOut("web/Cargo.lock", "sub/Cargo.lock");
    expect(repository.scan()).toBe("#1 close (not scanned: web/Cargo.lock)");
  });

  it("is gone where a lockfile is left out that never had it", () => {
    const repository = opened().frees().leavesOut("web/Cargo.lock");
    expect(repository.plan().changes).toMatchObject([{ closeAs: "completed" }]);
    expect(repository.scan()).toBe("#1 close");
  });

  it("is opened again when it is scanned again", () => {
    const repository = opened().frees().leavesOut("Cargo.lock");
    repository.scan();
    expect(repository.leavesOut().locks().scan()).toBe("#1 reopen");
  });

  it("stays open while what else it was locked by is looked up nowhere", () => {
    const repository = opened("Cargo.lock", "web/Cargo.lock").frees().leavesOut("web/Cargo.lock").doesNotCheck({});
    expect(repository.scan()).toBe("#1 unproved (h2 0.1.0: git); held back R1");
  });
});
