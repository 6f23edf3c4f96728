import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { judgeLockfiles, readLockfiles } from "../../src/advisories/scan.ts";
import { groupByAdvisory } from "../../src/policy/advisory/findings/advisory.ts";
import { addIgnore, removeIgnore } from "../../src/policy/advisory/ignores/edit-ignores.ts";
import { type Ignore, parseIgnores } from "../../src/policy/advisory/ignores/ignore.ts";
import { judgeDocumentedIgnores } from "../../src/policy/advisory/ignores/judge-documented.ts";
import { AdvisoryRecord } from "../../src/policy/advisory/records/record.ts";
import { corpusPath } from "../support/corpus.ts";
import { describeCorpus } from "../support/describe-corpus.ts";
import { readZip } from "../support/zip.ts";

const corpus = corpusPath("advisories");
const zeroclaw = corpusPath("programs/zeroclaw");

describeCorpus("policy files of real projects", () => {
  const policies = readPolicies();

  it("are read, with all their ignores and the line of each", () => {
    expect(policies.length).toBe(136);
    const counts = ["deny", "audit", "osv-scanner"].map((tool) => {
      const those = policies.filter(({ path }) => toolIn(path) === tool);
      return [those.length, those.flatMap(({ path, text }) => read(path, text).ignores).length];
    });
    expect(counts).toEqual([
      [74, 839],
      [49, 977],
      [13, 14],
    ]);
    const all = policies.flatMap(({ path, text }) => read(path, text).ignores);
    expect(all.filter(({ line }) => line === undefined)).toEqual([]);
  });

  it("give a warning for what their tools refuse or we do not honour, and for nothing else", () => {
    const warnings = policies.flatMap(({ path, text }) => read(path, text).warnings);
    const counts = Map.groupBy(warnings, (warning) => warning.replaceAll(/\[\d+\]/g, "[]"));
    expect(Object.fromEntries([...counts].map(([warning, those]) => [warning, those.length]))).toEqual({
      "advisories.vulnerability is of the first generation and refused by cargo-deny today": 1,
      "advisories.notice is of the first generation and refused by cargo-deny today": 1,
      "advisories.unmaintained is of the first generation and refused by cargo-deny today": 1,
      "PackageOverrides[] hides packages from osv-scanner, and is not honoured here": 5,
      "IgnoredVulns[] names GO-2022-0274 again, and osv-scanner takes the first": 1,
      "IgnoredVulns[].ignoreUntilTime is unknown to osv-scanner, which then ignores the whole file": 1,
      "IgnoredVulns[].ignoreUntiI is unknown to osv-scanner, which then ignores the whole file": 1,
      "IgnoredVulns[].reasoning is unknown to osv-scanner, which then ignores the whole file": 1,
      "PackageOverrides[].skip is unknown to osv-scanner, which then ignores the whole file": 2,
      "PackageOverrides[].license.skip is unknown to osv-scanner, which then ignores the whole file": 1,
      "RustVersionOverride is unknown to osv-scanner, which then ignores the whole file": 2,
    });
  });

  it("take one entry more, which reads back, and all other lines stay as they are", () => {
    const wanted = { id: "RUSTSEC-2099-0001", reason: 'why "not"', until: new Date("2099-10-02"), issue: "#1" };
    const added = policies.map(({ path, text }) => {
      const edit = addIgnore(path, text, wanted);
      if (edit.state !== "edited") throw new Error(`${path}: ${JSON.stringify(edit)}`);
      const ignores = read(path, edit.text).ignores.filter(({ id }) => id === wanted.id);
      expect(ignores.map(({ until }) => until)).toEqual([wanted.until]);
      expect(edit.text.split("\n")).toEqual(
        expect.arrayContaining(text.split("\n").filter((line) => keepsItself(line))),
      );
      return edit.text.split("\n").length - text.split("\n").length;
    });
    // A line in a list, three where the list is empty and in one line, and a table where it is osv-scanner's.
    expect([1, 3, 5].map((lines) => added.filter((each) => each === lines).length)).toEqual([119, 4, 13]);
  });

  it("lose one of their ignores, and nothing else", () => {
    for (const { path, text } of policies) {
      // All of them would take seconds.
      for (const { id } of read(path, text).ignores.filter((_, index) => index % 7 === 0)) {
        const edit = removeIgnore(path, text, id);
        if (edit.state !== "edited") throw new Error(`${path}: ${id} ${JSON.stringify(edit)}`);
        expect(read(path, edit.text).ignores.map((each) => each.id)).not.toContain(id);
      }
    }
  });
});

describeCorpus("documented ignores held against real lockfiles", () => {
  const files = readZip(readFileSync(join(corpus, "osv/crates.io/all.zip")));
  const records = [...files.values()].map((text) => AdvisoryRecord.parse(JSON.parse(text.toString("utf8"))));

  describe("at commit 6219695b87", () => {
    const folder = join(corpus, "policies/zeroclaw-labs__zeroclaw/6219695b87");
    const { ignores } = read("deny.toml", readFileSync(join(folder, "deny.toml"), "utf8"));
    const lockfile = join(corpus, "lockfiles/zeroclaw-labs__zeroclaw/6219695b87/Cargo.lock");
    const found = judge(readFileSync(lockfile, "utf8"), ignores, "2026-04-22T09:00:00Z");

    it("24 of 25 have a reason, 3 an issue, and 4 cover nothing, of which three were just added", () => {
      expect(ignores.length).toBe(25);
      expect(found["missing-reason"]).toEqual(["RUSTSEC-2025-0141"]);
      expect(found["missing-tracking"]).toHaveLength(25 - 3);
      expect(found["stale"]).toEqual([
        "RUSTSEC-2025-0119",
        "RUSTSEC-2026-0006",
        "RUSTSEC-2026-0020",
        "RUSTSEC-2026-0021",
      ]);
    });

    it("one waits for a patch that is there meanwhile, and none is unknown, withdrawn or an alias", () => {
      expect(found["fix-available"]).toEqual(["RUSTSEC-2026-0097"]);
      expect(Object.keys(found).toSorted()).toEqual(["fix-available", "missing-reason", "missing-tracking", "stale"]);
    });
  });

  it("at pull request 5559 four cover nothing, before and after it", () => {
    const Expected = z.object({ stale_ignores_at_head: z.array(z.string()) });
    const expected = Expected.parse(JSON.parse(readFileSync(join(zeroclaw, "pr5559/expected.json"), "utf8")));
    const { ignores } = read("deny.toml", readFileSync(join(zeroclaw, "deny/deny.v0.6.9-2026-04-08.toml"), "utf8"));
    expect(expected.stale_ignores_at_head).toHaveLength(4);
    for (const side of ["base", "head"]) {
      const text = readFileSync(join(zeroclaw, `pr5559/Cargo.lock.${side}.trimmed`), "utf8");
      expect(judge(text, ignores, "2026-04-11T00:00:00Z")["stale"]).toEqual(expected.stale_ignores_at_head);
    }
  });

  /** Ids by finding. */
  function judge(text: string, ignores: readonly Ignore[], at: string): Readonly<Record<string, readonly string[]>> {
    const lockfiles = readLockfiles([{ path: "Cargo.lock", text, companions: new Map() }]);
    const from = { source: "export", asOf: undefined, isStale: false };
    const { rows, problems } = judgeLockfiles(lockfiles, [], { records, named: [], unanswered: [], from });
    expect(problems).toEqual([]);
    const known = new Map(records.map((record) => [record.id, record]));
    const findings = judgeDocumentedIgnores({
      ignores,
      advisories: groupByAdvisory(rows),
      records: new Map(ignores.map(({ id }) => [id, known.get(id) ?? "unknown"])),
      isComplete: true,
      now: new Date(at),
    });
    const byFinding = Map.groupBy(findings, ({ finding }) => finding);
    return Object.fromEntries(
      [...byFinding].map(([finding, those]) => [finding, those.map(({ ignore }) => ignore.id)]),
    );
  }
});

interface Policy {
  readonly path: string;
  readonly text: string;
}

/** osv-scanner's own fixtures have other names, and are read by its tests as if they had the right one. */
function readPolicies(): readonly Policy[] {
  const Index = z.array(z.object({ file: z.string() }));
  const index = Index.parse(JSON.parse(readFileSync(join(corpus, "policies/index.json"), "utf8")));
  return index.map(({ file }) => {
    const path = file.startsWith("google__osv-scanner/") ? "web/osv-scanner.toml" : file;
    return { path, text: readFileSync(join(corpus, "policies", file), "utf8") };
  });
}

function toolIn(path: string): string {
  if (path.endsWith("osv-scanner.toml")) return "osv-scanner";
  return path.endsWith("audit.toml") ? "audit" : "deny";
}

/** The last item of a list may get a comma, and an empty list is opened. */
function keepsItself(line: string): boolean {
  return !/^\s*(?:"[^"]*"|\{.*\})(?:\s*#.*)?$|= \[\]/.test(line);
}

function read(path: string, text: string) {
  const reading = parseIgnores(path, text);
  if (reading.state === "problem") throw new Error(`${path}: line ${reading.line} ${reading.message}`);
  return reading;
}
