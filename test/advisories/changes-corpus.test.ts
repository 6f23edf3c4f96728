import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { type AdvisoryScan, judgeLockfiles, readLockfiles } from "../../src/advisories/scan.ts";
import { groupByAdvisory } from "../../src/policy/advisory/findings/advisory.ts";
import type { FindingRow } from "../../src/policy/advisory/findings/finding.ts";
import { type ComparedAdvisories, type StandingAdvisory } from "../../src/policy/advisory/comparison/comparison.ts";
import { compareSides } from "../../src/policy/advisory/comparison/compare.ts";
import { compareText } from "../../src/policy/text/compare-text.ts";
import { advisoriesGate } from "../../src/policy/gates/advisories.ts";
import { ignoresGate } from "../../src/policy/gates/ignores.ts";
import { sentence } from "../../src/render/reason.ts";
import { aFile, allOf, someFacts } from "../support/builders.ts";
import { readCorpusRecords } from "../support/corpus-records.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

const corpus = corpusPath("advisories");
const zeroclaw = corpusPath("programs/zeroclaw");
const from = { source: "corpus", asOf: undefined, isStale: false };

const Packages = z.array(z.tuple([z.string(), z.string()]));
const Found = z.tuple([z.string(), z.string(), Packages]);
const Delta = z.object({
  base: z.string(),
  head: z.string(),
  subject: z.string(),
  full: z.object({
    introduced: z.array(Found),
    carried_moved: z.array(z.tuple([z.string(), z.string(), Packages, Packages])),
    carried: z.number(),
    resolved: z.array(z.string()),
  }),
});

describeCorpus("what real pull requests bring", () => {
  const records = readCorpusRecords("crates.io");
  const deltas = z.array(Delta).parse(JSON.parse(readFileSync(join(corpus, "expected/deltas.json"), "utf8")));

  it.for(deltas)("$head: $subject", ({ base, head, full }) => {
    const [before, after] = [base, head].map((commit) => scan(readFileSync(lockfileOf(commit), "utf8")));
    if (before === undefined || after === undefined) throw new Error("two sides were read");
    const { standing, resolved } = compare(before, after);
    const changed = (wanted: StandingAdvisory["change"]) => standing.filter(({ change }) => change === wanted);
    const introduced = changed("introduced").map(({ id, kind, rows }) => [id, kind, packagesOf(rows)]);
    expect(introduced.toSorted(byId)).toEqual(full.introduced.toSorted(byId));
    expect(resolved.toSorted()).toEqual(full.resolved.toSorted());
    expect(standing.length - introduced.length).toBe(full.carried);

    const sides = [before, after].map(({ rows }) => new Map(groupByAdvisory(rows).map((one) => [one.id, one])));
    const carried = standing.filter(({ id }) => sides[0]?.has(id));
    const moved = carried
      .map(({ id, kind }) => [id, kind, ...sides.map((side) => packagesOf(side.get(id)?.rows ?? []))] as const)
      .filter(([, , old, now]) => JSON.stringify(old) !== JSON.stringify(now));
    expect(moved.toSorted(byId)).toEqual(full.carried_moved.toSorted(byId));
    const told = [...changed("moved"), ...changed("widened")].map(({ id }) => id);
    expect(told).toEqual(expect.arrayContaining(moved.map(([id]) => id)));
  });

  it("pull request 5559 clears eleven advisories and is blamed for none of those that it keeps", () => {
    const Expected = z.object({
      advisory_db_date: z.string(),
      resolved: z.array(z.tuple([z.string(), z.string()])),
      pre_existing: z.array(z.tuple([z.string(), z.string()])),
    });
    const expected = Expected.parse(JSON.parse(readFileSync(join(zeroclaw, "pr5559/expected.json"), "utf8")));
    const text = (side: string) => readFileSync(join(zeroclaw, `pr5559/Cargo.lock.${side}.trimmed`), "utf8");
    const known = readCorpusRecords("crates.io", expected.advisory_db_date);
    const then = compare(scan(text("base"), known), scan(text("head"), known));
    expect(then.resolved.toSorted()).toEqual(expected.resolved.map(([id]) => id).toSorted());
    expect(then.standing.map(({ id }) => id).toSorted()).toEqual(expected.pre_existing.map(([id]) => id).toSorted());
    // What was published since changes nothing of the blame.
    const compared = compare(scan(text("base")), scan(text("head")));
    expect(compared.resolved).toEqual(expect.arrayContaining(expected.resolved.map(([id]) => id)));
    expect([...then.standing, ...compared.standing].filter(({ change }) => change === "introduced")).toEqual([]);
    const gate = advisoriesGate.bind({ advisories: "introduced" });
    const verdict = gate.judge(someFacts({ advisories: then }), { name: "advisories", area: undefined });
    expect(verdict.state).toBe("pass");
    expect(sentence(verdict.reason)).toContain("introduced 0, resolved 11");
    expect(gate.judge(someFacts({ advisories: compared }), { name: "advisories", area: undefined }).state).toBe("pass");
  });

  function scan(text: string, known = records): AdvisoryScan {
    const lockfiles = readLockfiles([{ path: "Cargo.lock", text, companions: new Map() }]);
    expect(lockfiles.problems).toEqual([]);
    return judgeLockfiles(lockfiles, [], { records: known, named: [], unanswered: [], from });
  }

  function compare(before: AdvisoryScan, after: AdvisoryScan): ComparedAdvisories {
    const now = new Date("2026-08-23T00:00:00Z");
    return {
      state: "compared",
      base: { state: "read", sha: "b".repeat(40) },
      checked: after.checked,
      unlisted: [],
      unreadIgnores: [],
      ...compareSides(before, after, { before: [], atHead: [], now }),
    };
  }
});

describeCorpus("what real documented ignores have", () => {
  it.for([
    {
      file: "deny.head-2026-08-22.trimmed.toml",
      path: "deny.toml",
      says: [
        "Documented ignores in `deny.toml`: 4, of which 1 fall short.",
        "Without an issue: `RUSTSEC-2025-0134 (deny.toml:14)`.",
      ],
    },
    {
      file: "audit.head-2026-08-22.toml",
      path: ".cargo/audit.toml",
      says: [
        "Documented ignores in `.cargo/audit.toml`: 27, of which 6 fall short.",
        "Without an issue: `RUSTSEC-2025-0134 (.cargo/audit.toml:10)`, `RUSTSEC-2026-0049 (.cargo/audit.toml:18)`, `RUSTSEC-2026-0098 (.cargo/audit.toml:19)`, `RUSTSEC-2026-0099 (.cargo/audit.toml:20)`, `RUSTSEC-2026-0104 (.cargo/audit.toml:21)` and `RUSTSEC-2024-0429 (.cargo/audit.toml:26)`.",
      ],
    },
    {
      file: "deny.v0.6.9-2026-04-08.toml",
      path: "deny.toml",
      says: [
        "Documented ignores in `deny.toml`: 8, of which 8 fall short.",
        "Without a reason: `RUSTSEC-2025-0141 (deny.toml:13)`.",
        "Without an issue: `RUSTSEC-2025-0141 (deny.toml:13)`, `RUSTSEC-2024-0384 (deny.toml:14)`, `RUSTSEC-2024-0388 (deny.toml:15)`, `RUSTSEC-2025-0057 (deny.toml:16)`, `RUSTSEC-2025-0119 (deny.toml:17)`, `RUSTSEC-2026-0006 (deny.toml:19)`, `RUSTSEC-2026-0020 (deny.toml:20)` and `RUSTSEC-2026-0021 (deny.toml:21)`.",
      ],
    },
    {
      file: "deny.initial-2026-02-13-v1schema.toml",
      path: "deny.toml",
      says: ["No ignores are documented in `deny.toml`."],
    },
  ])("$file", ({ file, path, says }) => {
    const text = readFileSync(join(zeroclaw, "deny", file), "utf8");
    const gate = ignoresGate.bind({ ignores: { need: ["reason", "issue"] } });
    const files = new Map([[path, { state: "found" as const, text, lineTimes: undefined }]]);
    const facts = someFacts({ ignoreFiles: { files, isComplete: true }, files: allOf(aFile({ path })) });
    const { reason: why, details = [] } = gate.judge(facts, { name: "documented", area: undefined });
    expect([why, ...details].map(sentence)).toEqual(says);
  });
});

function packagesOf(rows: readonly FindingRow[]): readonly (readonly string[])[] {
  return rows.map((row) => [row.package, row.version]);
}

function byId([left]: readonly unknown[], [right]: readonly unknown[]): number {
  return compareText(String(left), String(right));
}

function lockfileOf(commit: string): string {
  const path = join(corpus, "lockfiles/zeroclaw-labs__zeroclaw", commit.slice(0, 10), "Cargo.lock");
  if (!existsSync(path)) throw new Error(`the corpus has no ${path}`);
  return path;
}
