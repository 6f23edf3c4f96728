import { existsSync, globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { chosenGates } from "../support/chosen-gates.ts";
import { describeCorpus } from "../support/describe-corpus.ts";

function told(text: string): readonly string[] {
  const loaded = loadConfig(text);
  return loaded.ok ? [] : loaded.problems.map(({ says, fix }) => `${says}. ${fix}`);
}

/** The keys that the notes name, each once. */
function inactiveKeys(text: string): readonly string[] {
  const loaded = loadConfig(text);
  return loaded.ok ? loaded.notes.map(({ path }) => path.join(".")) : ["it does not load"];
}

describe("the examples of the documentation", () => {
  const files = globSync("docs/examples/*.yml").toSorted((a, b) => (a < b ? -1 : 1));
  const releases = (...keys: readonly string[]) => keys.map((key) => `releases.${key}`);
  const advisories = (...keys: readonly string[]) => keys.map((key) => `advisories.${key}`);
  const notify = (...keys: readonly string[]) => keys.map((key) => `notify.${key}`);
  const inactive = new Map<string, readonly string[]>([
    ["audit-program", ["programs.tier-audit.decisions", "releases.branch"]],
    [
      "extension-platform",
      [
        ...releases("version_file", "branch", "patch", "minor", "major", "notes", "assets"),
        "rollouts",
        "exceptions",
        "cadence",
        "incidents",
        "catalog",
        ...advisories("ecosystem"),
        ...notify("incidents", "overdue"),
      ],
    ],
    ["plugin-runtime", ["rollouts", ...releases("branch", "any", "assets", "announce.at_most"), ...notify("rollouts")]],
    [
      "rust-workspace",
      [
        ...advisories("ecosystem", "sla.yanked", "licences"),
        "cadence",
        ...releases("ignore_tags", "version_file", "branch", "stable", "graph", "provenance", "notes"),
        ...releases("announce.after", "announce.mention"),
        ...notify("overdue", "release_stuck"),
      ],
    ],
  ]);

  it("there are four of them", () =>
    expect(files.map((file) => basename(file, ".gatehouse.yml"))).toEqual([...inactive.keys()]));

  it.for(files)("%s loads, and says what has no effect yet", (file) => {
    const text = readFileSync(file, "utf8");
    expect(told(text)).toEqual([]);
    expect(inactiveKeys(text)).toEqual(inactive.get(basename(file, ".gatehouse.yml")));
  });

  it.for(files)("%s has gates for its pull requests", (file) => {
    const loaded = loadConfig(readFileSync(file, "utf8"));
    if (!loaded.ok) throw new Error(told(readFileSync(file, "utf8")).join("\n"));
    const [branch = "main"] = loaded.config.pull_request.base ?? [];
    const used = chosenGates(loaded.config, { baseBranch: branch });
    expect(used.filter(({ use }) => use === "require").length).toBeGreaterThan(0);
    const elsewhere = chosenGates(loaded.config, { baseBranch: "elsewhere" });
    expect(elsewhere).toHaveLength(loaded.config.pull_request.base === undefined ? used.length : 0);
  });

  it("the audit of a tier has the gates of its program, with the tier before filled in", () => {
    const loaded = loadConfig(readFileSync("docs/examples/audit-program.gatehouse.yml", "utf8"));
    if (!loaded.ok) throw new Error("it does not load");
    const title = "docs(repo): resolve Tier-5 plan-readiness audit findings";
    const used = chosenGates(loaded.config, { title, baseBranch: "develop" });
    const names = used.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["title", "bands", "g6-tier-before", "tier-audit"]));
    expect(used.find(({ name }) => name === "g6-tier-before")?.gate.wants.tags).toEqual([
      { name: "plan-readiness-audit-tier-4-complete", branch: "develop" },
    ]);
  });
});

const folder = fileURLToPath(new URL("../../../shared/examples/", import.meta.url));

describeCorpus("the files that these examples come from", () => {
  const files = existsSync(folder)
    ? globSync("*.gatehouse.yml", { cwd: folder }).toSorted((a, b) => (a < b ? -1 : 1))
    : [];

  // Where they and the reference disagree, the fix leads to what the examples say.
  it("have these problems, and no other", () => {
    const lockfiles = "unknown key `lockfile` in `advisories`. Did you mean `lockfiles`?";
    expect(files.map((file) => told(readFileSync(`${folder}${file}`, "utf8")))).toEqual([
      [lockfiles],
      [expect.stringMatching(/^unknown key `level` in `title`\./)],
      [lockfiles],
      [],
    ]);
  });
});
