import { describe, expect, it } from "vitest";
import { type Case, changes } from "../../support/changed-config.ts";

/** The section with these keys besides those that no row is about. */
function section(keys: string): { readonly rest: string } {
  return { rest: `advisories: { ${keys} }` };
}

describe("a change of what is said of advisories", () => {
  it.for<Case>([
    {
      before: section(""),
      after: section("lockfiles: [Cargo.lock]"),
      says: ["May ask less than before: advisories.lockfiles is Cargo.lock; it was not set."],
    },
    {
      before: section("lockfiles: [vendor/a/Cargo.lock]"),
      after: section(""),
      says: ["May ask less than before: advisories.lockfiles is not set any more; it was vendor/a/Cargo.lock."],
    },
    {
      before: section("lockfiles: [Cargo.lock]"),
      after: section("lockfiles: [Cargo.lock, web/yarn.lock]"),
      says: ["May ask less than before: advisories.lockfiles gains web/yarn.lock."],
    },
    {
      before: section("lockfiles: [Cargo.lock, web/yarn.lock]"),
      after: section("lockfiles: [Cargo.lock]"),
      says: ["May ask less than before: advisories.lockfiles loses web/yarn.lock."],
    },
    {
      before: section("lockfiles: [Cargo.lock, web/yarn.lock]"),
      after: section("lockfiles: [web/yarn.lock, Cargo.lock]"),
      says: ["After the merge: advisories.lockfiles lists the same in another way."],
    },
    {
      before: section(""),
      after: section("skip: [tests/**]"),
      says: ["May ask less than before: advisories.skip gains tests/**."],
    },
    {
      before: section("skip: [tests/**]"),
      after: section(""),
      says: ["May ask less than before: advisories.skip loses tests/**."],
    },
    {
      before: section("ignores: [deny.toml]"),
      after: section("ignores: [deny.toml, .cargo/audit.toml]"),
      says: ["May ask less than before: advisories.ignores gains .cargo/audit.toml."],
    },
    {
      before: section("ignores: [deny.toml, .cargo/audit.toml]"),
      after: section("ignores: [deny.toml]"),
      says: ["After the merge: advisories.ignores loses .cargo/audit.toml."],
    },
    {
      before: section(""),
      after: section("triage: docs"),
      says: ["May ask less than before: advisories.triage is docs; it was not set."],
    },
    {
      before: section("triage: runtime"),
      after: section("triage: docs"),
      says: ["May ask less than before: advisories.triage is docs instead of runtime."],
    },
    {
      before: section("triage: runtime"),
      after: section(""),
      says: ["After the merge: advisories.triage is not set any more; it was runtime."],
    },
    {
      before: section("source_down: fail"),
      after: section(""),
      says: ["Asks less than before: advisories.source_down is wait instead of fail."],
    },
    {
      before: section(""),
      after: section("source_down: fail"),
      says: ["After the merge: advisories.source_down is fail instead of wait."],
    },
    {
      before: section(""),
      after: section('branch: next, scan: "0 6 * * *", labels: [security]'),
      says: [
        "After the merge: advisories.scan is 0 6 * * * instead of 0 9 * * *.",
        "After the merge: advisories.labels gains security.",
        "After the merge: advisories.branch is next; it was not set.",
      ],
    },
    {
      before: section("sla: { vulnerability: 24h }"),
      after: section("sla: { vulnerability: { decide: 24h, fix: 7d } }"),
      says: ['After the merge: advisories.sla.vulnerability is {"decide":"24h","fix":"7d"} instead of 24h.'],
    },
    {
      before: section("sla: { vulnerability: { decide: 24h } }"),
      after: section("sla: { vulnerability: { decide: 90d } }"),
      says: ["After the merge: advisories.sla.vulnerability.decide is 90d instead of 24h."],
    },
    {
      before: section(""),
      after: section("issue: { one_per: advisory }"),
      says: ["After the merge: advisories.issue says something else, and is not active yet."],
    },
    {
      after: { rest: "notify: { advisories: alerts }" },
      says: ["After the merge: notify.advisories is alerts; it was not set."],
    },
    {
      before: { rest: "notify: { advisories: alerts }" },
      after: { rest: "notify: { advisories: news, overdue: alerts }" },
      says: [
        "After the merge: notify.advisories is news instead of alerts.",
        "After the merge: notify.overdue says something else, and is not active yet.",
      ],
    },
  ])("$says.0", ({ before, after, says }) => expect(changes(after, before)).toEqual(says));

  it("a section with nothing but defaults asks for what its gate asks without it", () => {
    const [there, gone] = [changes(section("")), changes({}, section(""))];
    expect(there.length).toBeGreaterThan(3);
    expect([...there, ...gone].filter((line) => !line.startsWith("After the merge"))).toEqual([]);
  });

  it("a section that goes takes along what it asked", () => {
    const all = changes({}, section("ignores: [deny.toml], source_down: fail"));
    expect(all[0]).toBe("Asks less than before: advisories.source_down is not set any more; it was fail.");
    expect(all[1]).toBe("May ask less than before: advisories.ignores is not set any more; it was deny.toml.");
  });
});
