import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { expect, it } from "vitest";
import { z } from "zod";
import { runCommandLine } from "../../support/cli.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

const Fixed = z.object({ nearest: z.string().nullable(), suggested: z.string().nullable() });
const Row = z.object({
  package: z.string(),
  version: z.string(),
  advisory: z.string(),
  direct: z.boolean(),
  fixed: Fixed,
});
const Told = z.object({ rows: z.array(Row.extend({ lockfile: z.string() })) });
const Expected = z.object({ lockfile: z.string(), rows: z.array(Row) });

describeCorpus("real lockfiles of Rust", () => {
  const cwd = corpusPath("advisories/lockfiles");
  const scan = (...args: readonly string[]) =>
    runCommandLine(["advisories", "--dump", corpusPath("advisories/osv"), ...args], {
      cwd,
      env: { PATH: process.env["PATH"] },
    });
  const keyOf = ({ package: name, version, advisory, direct, fixed }: z.infer<typeof Row>) =>
    JSON.stringify([name, version, advisory, direct, fixed.nearest, fixed.suggested]);

  it("give exactly the rows that two other matchers found, all of them in one run", async () => {
    const expected = globSync(corpusPath("advisories/expected/*Cargo.lock.json"))
      .map((path) => Expected.parse(JSON.parse(readFileSync(path, "utf8"))))
      .toSorted((left, right) => (left.lockfile < right.lockfile ? -1 : 1));
    expect(expected.length).toBeGreaterThan(30);
    const { out, problems } = await scan("--json", ...expected.flatMap(({ lockfile }) => ["--lockfile", lockfile]));
    expect(problems).toBe("");
    const rows = Map.groupBy(Told.parse(JSON.parse(out)).rows, ({ lockfile }) => join(lockfile));
    const wrong = expected.filter(({ lockfile, rows: wanted }) => {
      const told = (rows.get(lockfile) ?? []).map(keyOf).toSorted();
      return JSON.stringify(told) !== JSON.stringify(wanted.map(keyOf).toSorted());
    });
    expect(wrong.map(({ lockfile }) => lockfile)).toEqual([]);
    expect(rows.size).toBeGreaterThan(30);
  });

  it("fit into 100 columns, also the largest one", async () => {
    const { code, out } = await scan("--lockfile", "zeroclaw-labs__zeroclaw/bdbc7d3029/Cargo.lock");
    const lines = out.split("\n");
    expect(lines.length).toBeGreaterThan(70);
    expect(lines.filter((line) => stringWidth(line) > 100)).toEqual([]);
    expect(out).toContain("10 from git: ");
    expect(code).toBe(1);
  });
});
