import fc from "fast-check";
import type { Repository } from "./a-repository.ts";

/** Something that happens to a repository between two scans. */
export type Step = (repository: Repository) => unknown;

const names = ["RUSTSEC-2099-0001", "RUSTSEC-2099-0002", "GHSA-aaaa-bbbb-cccc", "CVE-2099-1"];
const name = fc.constantFrom(...names);
const issue = fc.integer({ min: 1, max: 5 });
const until = fc.integer({ min: 1, max: 60 }).map((days) => new Date(Date.UTC(2099, 2, 2 + days)));
// Those that a decision names, and those that our own proposals have.
const pullRequest = fc.constantFrom(11, 12, 100, 101, 102);

const told = fc.record({
  kind: fc.constantFrom("malicious", "vulnerability", "unsound", "notice" as const),
  severity: fc.record({ rating: fc.constantFrom("critical", "high", "medium", "unknown" as const) }),
  aliases: fc.subarray(names.slice(2)),
  rows: fc.array(
    fc.record({
      lockfile: fc.constantFrom("Cargo.lock", "web/Cargo.lock"),
      package: fc.constantFrom("h2", "h3", "toString", "x".repeat(300), "\ud83d"),
      version: fc.constantFrom("0.1.0", "0.2.0"),
      fix: fc.constantFrom(undefined, "0.3.0").map((version) => ({ all: [], nearest: version, suggested: version })),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const reason = "only in the test server";
const said = fc.oneof(
  fc.constant({ kind: "accept-risk" as const, reason }),
  until.map((end) => ({ kind: "accept-risk" as const, reason, until: end.toISOString() })),
  fc.constant({ kind: "accept-risk" as const, reason, needsSecond: true as const }),
  fc.constant({ kind: "not-affected" as const, reason }),
  until.map((end) => ({ kind: "defer" as const, reason, until: end.toISOString() })),
  pullRequest.map((number) => ({ kind: "fixed-by" as const, pullRequest: number })),
  fc.constant({ kind: "severity" as const, rating: "low" as const, reason }),
  fc.constant({ kind: "reopen" as const }),
  fc.constant({ kind: "undo" as const }),
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  often(act(fc.tuple(name, told), (repository, [id, what]) => repository.locks(id, what))),
  often(act(name, (repository, id) => repository.frees(id))),
  act(name, (repository, id) => repository.withdraws(id)),
  often(act(fc.tuple(name, until), (repository, [id, end]) => repository.ignores(id, { until: end }))),
  act(name, (repository, id) => repository.ignores(id)),
  act(name, (repository, id) => repository.ignores(id, { tool: "osv-scanner", file: "osv-scanner.toml", folder: "" })),
  act(name, (repository, id) => repository.unignores(id)),
  act(fc.boolean(), (repository, isBroken) => repository.breaksPolicy(...(isBroken ? ["deny.toml"] : []))),
  act(fc.boolean(), (repository, isPart) => repository.scansInPart(isPart)),
  often(act(fc.integer({ min: 1, max: 800 }), (repository, hours) => repository.later(hours))),
  often(
    act(fc.tuple(said, name, fc.constantFrom("ana", "berta")), (repository, [what, id, login]) =>
      repository.says(what, { id, login }),
    ),
  ),
  often(
    act(fc.tuple(pullRequest, fc.constantFrom("open", "merged", "closed")), (repository, [number, state]) =>
      repository.pullRequest(number, state),
    ),
  ),
  often(
    act(fc.tuple(issue, fc.boolean()), (repository, [number, isTimeKnown]) =>
      repository.closes(number, { isTimeKnown }),
    ),
  ),
  act(issue, (repository, number) => repository.reopens(number)),
  act(issue, (repository, number) => repository.losesNote(number)),
  act(fc.constantFrom("git", "unreadable-version", undefined), (repository, why) =>
    repository.doesNotCheck(why === undefined ? undefined : { why }),
  ),
  act(fc.boolean(), (repository, isLeftOut) => repository.leavesOut(...(isLeftOut ? ["Cargo.lock"] : []))),
);

function often(arbitrary: fc.Arbitrary<Step>): fc.WeightedArbitrary<Step> {
  return { weight: 3, arbitrary };
}

function act<Value>(
  value: fc.Arbitrary<Value>,
  take: (repository: Repository, value: Value) => unknown,
): fc.Arbitrary<Step> {
  return value.map((given) => (repository) => take(repository, given));
}
