import { describe, expect, it } from "vitest";
import { one } from "./a-repository.ts";
import { aRepository } from "./a-repository.ts";

const fixed = (version: string) => ({ all: [version], nearest: version, suggested: version });
const at = (...lockfiles: readonly string[]) => ({ rows: lockfiles.map((lockfile) => ({ lockfile })) });

describe("the issue of an advisory", () => {
  it("is opened when it is met first, and then nothing at all is said of it", () => {
    const repository = aRepository().locks();
    expect(repository.scan()).toBe("R1 open");
    expect(repository.later(24).scan()).toBe("");
    expect(repository.issue()).toMatchObject({ advisory: one, isOpen: true, state: { presence: "present" } });
  });

  it("is not opened where an ignore covers it from the start", () => {
    const repository = aRepository().locks().ignores();
    expect(repository.scan()).toBe("quiet R1 ignored");
    expect(repository.plan().changes).toEqual([]);
    expect(repository.quiet()).toMatchObject([
      { advisory: one, state: { accepted: { file: "deny.toml", until: null } } },
    ]);
  });

  it("is opened when that ignore ends, with clocks that begin then", () => {
    const repository = aRepository()
      .locks()
      .ignores(one, { until: new Date("2099-03-05T00:00:00Z") });
    repository.scan();
    expect(repository.later(48).scan()).toBe("");
    expect(repository.later(24).scan()).toBe("R1 open; quiet R1 uncovered (expired)");
    expect(repository.issue().state.firstSeenAt).toBe("2099-03-05T09:00:00.000Z");
    expect(repository.quiet()).toEqual([]);
  });

  it.for([
    { what: "another version of the same package", becomes: { rows: [{ version: "0.4.1" }] }, is: "#1 update" },
    { what: "a place less", becomes: at("Cargo.lock"), is: "#1 update" },
    {
      what: "a new lockfile",
      becomes: at("Cargo.lock", "web/Cargo.lock", "x/Cargo.lock"),
      is: "#1 update (new in x/Cargo.lock: h2)",
    },
    {
      what: "a new package",
      becomes: { rows: [{}, { lockfile: "web/Cargo.lock" }, { package: "h3" }] },
      is: "#1 update (new in Cargo.lock: h3)",
    },
    {
      what: "a dependency that becomes transitive",
      becomes: { rows: [{ reach: { direct: false, path: [] } }, { lockfile: "web/Cargo.lock" }] },
      is: "#1 update",
    },
    {
      what: "another way in",
      becomes: { rows: [{ reach: { direct: true, path: ["b 1.0.0"] } }, { lockfile: "web/Cargo.lock" }] },
      is: "",
    },
    {
      what: "the first fix",
      becomes: { rows: [{ fix: fixed("0.4.13") }, { lockfile: "web/Cargo.lock" }] },
      is: "#1 update (fix 0.4.13)",
    },
    {
      what: "a higher rating",
      becomes: { ...at("Cargo.lock", "web/Cargo.lock"), severity: { rating: "critical" as const } },
      is: "#1 update (high to critical)",
    },
    {
      what: "a lower rating",
      becomes: { ...at("Cargo.lock", "web/Cargo.lock"), severity: { rating: "low" as const } },
      is: "#1 update",
    },
    {
      what: "a rating that the record has lost",
      becomes: { ...at("Cargo.lock", "web/Cargo.lock"), severity: { rating: "unknown" as const } },
      is: "#1 update",
    },
    {
      what: "another alias",
      becomes: { ...at("Cargo.lock", "web/Cargo.lock"), aliases: ["CVE-2099-1"] },
      is: "#1 update",
    },
  ])("is told of $what as: $is", ({ becomes, is }) => {
    const repository = aRepository().locks(one, at("Cargo.lock", "web/Cargo.lock"));
    repository.scan();
    expect(repository.locks(one, becomes).later(1).scan()).toBe(is);
  });

  it.for([
    { from: "medium", to: "unknown", is: "#1 update" },
    { from: "unknown", to: "medium", is: "#1 update" },
    { from: "unknown", to: "critical", is: "#1 update (unknown to critical)" },
    { from: "none", to: "low", is: "#1 update (none to low)" },
  ] as const)("is told of a rating that was $from and is $to as: $is", ({ from, to, is }) => {
    const repository = aRepository().locks(one, { severity: { rating: from } });
    repository.scan();
    expect(repository.locks(one, { severity: { rating: to } }).scan()).toBe(is);
  });

  it("says nothing of another fix than the first, when it is the way out that is another", () => {
    const repository = aRepository().locks(one, { rows: [{ fix: fixed("0.4.13") }] });
    repository.scan();
    expect(repository.locks(one, { rows: [{ fix: fixed("0.4.14") }] }).scan()).toBe("#1 update");
    const nearer = { all: [], nearest: "0.4.2", suggested: "0.4.14" };
    expect(repository.locks(one, { rows: [{ fix: nearer }] }).scan()).toBe("");
  });

  it("is closed as completed when a complete scan does not meet it", () => {
    const repository = aRepository().locks();
    repository.scan();
    expect(repository.frees().plan().changes).toMatchObject([
      { closeAs: "completed", isOpen: false, found: undefined },
    ]);
    expect(repository.scan()).toBe("#1 close");
    expect(repository.issue()).toMatchObject({ isOpen: false, state: { presence: "gone" } });
    expect(repository.later(24).scan()).toBe("");
  });

  it("is not closed while a second copy of the package stays locked", () => {
    const repository = aRepository().locks(one, { rows: [{ version: "0.102.8" }, { version: "0.103.10" }] });
    repository.scan();
    expect(repository.locks(one, { rows: [{ version: "0.102.8" }] }).scan()).toBe("#1 update");
    expect(repository.issue().isOpen).toBe(true);
  });

  it("is closed as not planned when its record is withdrawn", () => {
    const repository = aRepository().locks();
    repository.scan();
    expect(repository.withdraws().plan().changes).toMatchObject([{ closeAs: "not_planned" }]);
    expect(repository.scan()).toBe("#1 withdrawn");
    expect(repository.issue().state.presence).toBe("withdrawn");
  });

  it("is opened again when it comes back, with clocks that begin again", () => {
    const repository = aRepository().locks();
    repository.scan();
    repository.frees().later(24).scan();
    expect(repository.locks().later(24).scan()).toBe("#1 reopen");
    expect(repository.issue()).toMatchObject({ isOpen: true, state: { firstSeenAt: "2099-03-04T09:00:00.000Z" } });
    // Not a second one for the same advisory.
    expect(repository.plan().changes).toHaveLength(1);
  });

  it("stays closed when it comes back ignored, until that ignore is removed", () => {
    const repository = aRepository().locks();
    repository.scan();
    repository.frees().scan();
    expect(repository.locks().ignores().scan()).toBe("quiet R1 ignored, back");
    expect(repository.issue()).toMatchObject({ isOpen: false, state: { presence: "present" } });
    expect(repository.later(24 * 40).scan()).toBe("");
    expect(repository.unignores().scan()).toBe("#1 uncovered (removed)");
    expect(repository.issue().isOpen).toBe(true);
  });

  it("says nothing when it goes again without having been opened", () => {
    const repository = aRepository().locks();
    repository.scan();
    repository.frees().scan();
    repository.locks().ignores().scan();
    expect(repository.frees().scan()).toBe("quiet R1 close");
    expect(repository.issue()).toMatchObject({ isOpen: false, state: { presence: "gone" } });
  });

  it("stays open as the reminder when an ignore is merged, and its clocks stop", () => {
    const repository = aRepository().locks();
    repository.scan();
    expect(repository.ignores().plan().changes[0]?.due).toEqual({ decide: undefined, fix: undefined });
    expect(repository.scan()).toBe("#1 mark ignored");
    expect(repository.issue().isOpen).toBe(true);
    expect(repository.later(24 * 100).scan()).toBe("");
  });

  it.for([
    { how: "has ended", until: new Date("2099-03-05T00:00:00Z"), removes: false, is: "expired" },
    { how: "is removed", until: undefined, removes: true, is: "removed" },
  ])("calls for a decision anew when the ignore $how", ({ until, removes, is }) => {
    const repository = aRepository().locks();
    repository.scan();
    repository.ignores(one, { until }).scan();
    if (removes) repository.unignores();
    expect(repository.later(72).scan()).toBe(`#1 uncovered (${is})`);
    expect(repository.issue().state).toMatchObject({ accepted: null, firstSeenAt: "2099-03-05T09:00:00.000Z" });
    expect(repository.later(49).scan()).toBe("#1 remind: decide due");
  });

  it("counts again when an ignore leaves a new place uncovered", () => {
    const osv = { file: "osv-scanner.toml", tool: "osv-scanner" as const, folder: "" };
    const repository = aRepository().locks().ignores(one, osv);
    repository.scan();
    expect(repository.locks(one, at("Cargo.lock", "web/Cargo.lock")).scan()).toBe(
      "R1 open; quiet R1 uncovered (not-enough)",
    );
  });

  it("shows another end of the ignore, and tells nobody", () => {
    const repository = aRepository()
      .locks()
      .ignores(one, { until: new Date("2099-04-01T00:00:00Z") });
    repository.hasIssue();
    repository.scan();
    repository.unignores().ignores(one, { until: new Date("2099-05-01T00:00:00Z") });
    expect(repository.scan()).toBe("");
    expect(repository.issue().state.accepted?.until).toBe("2099-05-01T00:00:00.000Z");
  });

  it("is opened for a malicious package, whatever the ignores say", () => {
    const repository = aRepository().locks(one, { kind: "malicious" }).ignores();
    expect(repository.scan()).toBe("R1 open");
    expect(repository.issue().state.accepted).toBeNull();
  });

  it("forgets its ignore when the advisory turns out to be malicious", () => {
    const repository = aRepository().locks().ignores();
    repository.hasIssue().scan();
    expect(repository.issue().state.accepted).not.toBeNull();
    const becomes = { kind: "malicious" as const, severity: { rating: "critical" as const } };
    expect(repository.locks(one, becomes).scan()).toBe("#1 update (high to critical), uncovered (not-enough)");
  });
});
