import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { judgeLockfiles, readLockfiles } from "../../src/advisories/scan.ts";
import { type ComparedAdvisories, type StandingAdvisory } from "../../src/policy/advisory/comparison.ts";
import { compareSides } from "../../src/policy/advisory/compare.ts";
import { AdvisoryRecord } from "../../src/policy/advisory/record.ts";
import { advisoriesGate } from "../../src/policy/gates/advisories.ts";
import { ignoresGate } from "../../src/policy/gates/ignores.ts";
import { sentence } from "../../src/render/reason.ts";
import { aFile, allOf, someFacts } from "../support/builders.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";
import { readZip } from "../support/zip.ts";

const corpus = corpusPath("advisories");
const zeroclaw = corpusPath("programs/zeroclaw");

const Found = z.tuple([z.string(), z.string(), z.array(z.tuple([z.string(), z.string()]))]);
const Delta = z.object({
  base: z.string(),
  head: z.string(),
  subject: z.string(),
  full: z.object({
    introduced: z.array(Found),
    carried_moved: z.array(z.tuple([z.string()], z.unknown())),
    carried: z.number(),
    resolved: z.array(z.unknown()),
  }),
});

describeCorpus("what real pull requests bring", () => {
  const records = readRecords();
  const deltas = z.array(Delta).parse(JSON.parse(readFileSync(join(corpus, "expected/deltas.json"), "utf8")));

  it.for(deltas)("$head: $subject", ({ base, head, full }) => {
    const { standing, resolved } = compare(
      readFileSync(lockfileOf(base), "utf8"),
      readFileSync(lockfileOf(head), "utf8"),
    );
    const changed = (wanted: StandingAdvisory["change"]) => standing.filter(({ change }) => change === wanted);
    expect(
      changed("introduced")
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(full.introduced.map(([id]) => id).toSorted());
    expect(resolved).toHaveLength(full.resolved.length);
    expect(standing.length - changed("introduced").length).toBe(full.carried);
    const moved = full.carried_moved.map(([id]) => id);
    const others = [...changed("moved"), ...changed("widened")].map(({ id }) => id);
    expect(others).toEqual(expect.arrayContaining(moved));
    expect(moved).toEqual(expect.arrayContaining(changed("moved").map(({ id }) => id)));
  });

  it("pull request 5559 clears eleven advisories and is blamed for none of those that it keeps", () => {
    const Expected = z.object({ resolved: z.array(z.tuple([z.string(), z.string()])) });
    const expected = Expected.parse(JSON.parse(readFileSync(join(zeroclaw, "pr5559/expected.json"), "utf8")));
    const text = (side: string) => readFileSync(join(zeroclaw, `pr5559/Cargo.lock.${side}.trimmed`), "utf8");
    const compared = compare(text("base"), text("head"));
    expect(compared.resolved).toEqual(expect.arrayContaining(expected.resolved.map(([id]) => id)));
    expect(compared.standing.filter(({ change }) => change === "introduced")).toEqual([]);
    const gate = advisoriesGate.bind({ advisories: "introduced" });
    const verdict = gate.judge(someFacts({ advisories: compared }), { name: "advisories", area: undefined });
    expect(verdict.state).toBe("pass");
  });

  function compare(base: string, head: string): ComparedAdvisories {
    const found = [base, head].map((text) => {
      const lockfiles = readLockfiles([{ path: "Cargo.lock", text }]);
      expect(lockfiles.problems).toEqual([]);
      return judgeLockfiles(lockfiles, [], { records, named: [], unanswered: [] });
    });
    const [before, after] = found;
    if (after === undefined) throw new Error("two sides were read");
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
    const ignoreFiles = new Map([[path, { state: "found" as const, text, lineTimes: undefined }]]);
    const facts = someFacts({ ignoreFiles, files: allOf(aFile({ path })) });
    const { reason: why, details = [] } = gate.judge(facts, { name: "documented", area: undefined });
    expect([why, ...details].map(sentence)).toEqual(says);
  });
});

function lockfileOf(commit: string): string {
  const path = join(corpus, "lockfiles/zeroclaw-labs__zeroclaw", commit.slice(0, 10), "Cargo.lock");
  if (!existsSync(path)) throw new Error(`the corpus has no ${path}`);
  return path;
}

function readRecords(): readonly AdvisoryRecord[] {
  const files = readZip(readFileSync(join(corpus, "osv/crates.io/all.zip")));
  return [...files.values()].map((text) => AdvisoryRecord.parse(JSON.parse(text.toString("utf8"))));
}
