import { describe, expect, it } from "vitest";
import { poetryReader } from "../../../src/advisories/lockfiles/poetry.ts";
import { showReach, showReading } from "./show-reading.ts";

const read = (text: string, pyproject?: string) =>
  showReading(poetryReader, text, pyproject === undefined ? {} : { "pyproject.toml": pyproject });

function aPackage(name: string, version: string, ...lines: readonly string[]): string {
  return ["[[package]]", `name = "${name}"`, `version = "${version}"`, "optional = false", ...lines].join("\n");
}

function lock(...packages: readonly string[]): string {
  return [...packages, '[metadata]\nlock-version = "2.1"\ncontent-hash = "ab"'].join("\n\n");
}

const four = lock(
  aPackage("a", "1.0", '[package.dependencies]\nB = ">=1"'),
  aPackage("b", "1.0"),
  aPackage("c", "1.0", '[package.dependencies]\nd = {version = "*", markers = "x"}'),
  aPackage("d", "1.0"),
);

describe("poetry.lock", () => {
  it.for([
    {
      why: "alone it does not tell what is direct",
      text: four,
      pyproject: undefined,
      is: ["a 1.0 registry → b 1.0", "b 1.0 registry", "c 1.0 registry → d 1.0", "d 1.0 registry"],
    },
    {
      why: "a project in Poetry's own words",
      text: four,
      pyproject:
        '[tool.poetry]\nname = "app"\nversion = "0.3"\n[tool.poetry.dependencies]\npython = "^3.10"\nA = "^1"\n[tool.poetry.group.test.dependencies]\nc = { version = "*" }\n',
      is: [
        "a 1.0 registry → b 1.0",
        "b 1.0 registry",
        "c 1.0 registry dev → d 1.0",
        "d 1.0 registry dev",
        "app 0.3 local → a 1.0, c 1.0",
      ],
    },
    {
      why: "a project before there were groups",
      text: four,
      pyproject: '[tool.poetry]\nname = "app"\n[tool.poetry.dev-dependencies]\na = "*"\n',
      is: [
        "a 1.0 registry dev → b 1.0",
        "b 1.0 registry dev",
        "c 1.0 registry → d 1.0",
        "d 1.0 registry",
        "app local → a 1.0",
      ],
    },
    {
      why: "a project as all tools write it",
      text: four,
      pyproject:
        '[project]\nname = "app"\nversion = "1"\ndependencies = ["a[x] (>=1,<2) ; python_version > \'3\'"]\n[project.optional-dependencies]\nweb = ["d"]\n[dependency-groups]\ndev = ["c~=1.0", {include-group = "web"}]\n',
      is: [
        "a 1.0 registry → b 1.0",
        "b 1.0 registry",
        "c 1.0 registry dev → d 1.0",
        "d 1.0 registry",
        "app 1 local → a 1.0, d 1.0, c 1.0",
      ],
    },
    {
      why: "the main group is no group for work on the project",
      text: lock(aPackage("a", "1")),
      pyproject: '[tool.poetry.group.main.dependencies]\na = "*"\n',
      is: ["a 1 registry", ". local → a 1"],
    },
    {
      why: "a project that is no TOML is as good as none",
      text: lock(aPackage("a", "1")),
      pyproject: "<<<<<<< HEAD",
      is: ["a 1 registry"],
    },
    {
      why: "a project of which parts have the wrong shape",
      text: lock(aPackage("a", "1")),
      pyproject: 'project = 7\n[tool.poetry]\nname = 1\nversion = []\ndependencies = { a = 7 }\ngroup = "x"\n',
      is: ["a 1 registry", ". local → a 1"],
    },
    {
      why: "the lockfile says what is for work on the project only, in old words and in new",
      text: lock(
        aPackage("a", "1", 'category = "dev"'),
        aPackage("b", "1", 'category = "main"'),
        aPackage("c", "1", 'groups = ["dev", "docs"]'),
        aPackage("d", "1", 'groups = ["main", "dev"]'),
      ),
      pyproject: undefined,
      is: ["a 1 registry dev", "b 1 registry", "c 1 registry dev", "d 1 registry"],
    },
    {
      why: "of several versions each is the right one somewhere",
      text: lock(aPackage("a", "1"), aPackage("a", "2"), aPackage("b", "1", '[package.dependencies]\na = "*"')),
      pyproject: '[project]\nname = "app"\ndependencies = ["a"]\n',
      is: ["a 1 registry", "a 2 registry", "b 1 registry → a 1, a 2", "app local → a 1, a 2"],
    },
    {
      why: "every kind of source",
      text: lock(
        aPackage("a", "1", '[package.source]\ntype = "git"\nurl = "https://h/a"\nreference = "main"'),
        aPackage("b", "1", '[package.source]\ntype = "directory"\nurl = "../b"'),
        aPackage("c", "1", '[package.source]\ntype = "file"\nurl = "c.whl"'),
        aPackage("d", "1", '[package.source]\ntype = "url"\nurl = "https://h/d.whl"'),
        aPackage("e", "1", '[package.source]\ntype = "legacy"\nurl = "https://pypi.corp.example/simple"'),
        aPackage("f", "1", '[package.source]\ntype = "legacy"\nurl = "https://pypi.org/simple/"'),
        aPackage("g", "1", "source = 7"),
      ),
      pyproject: undefined,
      is: [
        "a 1 git",
        "b 1 path",
        "c 1 path",
        "d 1 other-registry",
        "e 1 other-registry",
        "f 1 registry",
        "g 1 other-registry",
      ],
    },
    {
      why: "a package without a version is listed, and names are written in one way",
      text: lock('[[package]]\nname = "Typing_Extensions"', aPackage("zope.interface", "5")),
      pyproject: undefined,
      is: ["typing-extensions registry", "zope-interface 5 registry"],
    },
    {
      why: "a lockfile before versions, and one with names in other places",
      text: `${aPackage("a", "1", 'description = """\nname = "b"\n"""', '[package.tool.poetry]\nname = "c"')}\n`,
      pyproject: undefined,
      is: ["a 1 registry"],
    },
    { why: "no packages", text: 'package = []\n[metadata]\nlock-version = "1.1"\n', pyproject: undefined, is: [] },
  ])("$why", ({ text, pyproject, is }) => {
    expect(read(text, pyproject)).toEqual(is);
  });

  it.for([
    { why: "an empty file", text: "\n", is: /^line 1: is empty$/ },
    { why: "merge conflict markers", text: `${four}\n=======\n`, is: /^line \d+: holds merge conflict markers$/ },
    { why: "a text cut off", text: '[[package]]\nname = "a', is: /^line 2: is not valid TOML: / },
    {
      why: "a package without a name",
      text: lock(aPackage("a", "1"), "[[package]]"),
      is: /^line 6: is not a poetry.lock: package\.1\.name: /,
    },
    {
      why: "a version from the future",
      text: '[metadata]\nlock-version = "3.0"\n',
      is: /^line 1: has lock-version 3\.0, which is not known yet$/,
    },
    {
      why: "more packages than anybody has",
      text: lock(...Array.from({ length: 20_001 }, () => aPackage("a", "1"))),
      is: /^line 1: is too large to read: 20001 packages and 0 dependencies, of 20000 and 200000 at most$/,
    },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(read(text)).toMatch(is);
  });

  it("says how a package gets into the tree", () => {
    const pyproject = '[project]\nname = "app"\nversion = "2"\ndependencies = ["a"]\n';
    expect(showReach(poetryReader, four, { "pyproject.toml": pyproject })).toEqual({
      a: "direct: app 2 → a 1.0",
      b: "transitive: app 2 → a 1.0 → b 1.0",
      c: "transitive: ",
      d: "transitive: ",
    });
  });

  it("thousands of versions of one name, each asking for that name, make no dependency", () => {
    const each = (_: unknown, index: number) => aPackage("a", `1.${index}`, '[package.dependencies]\na = "*"');
    const reading = read(lock(...Array.from({ length: 5_000 }, each)));
    expect(reading).toHaveLength(5_000);
    expect(Array.from(reading).filter((line) => line.includes("→"))).toEqual([]);
  });

  it.for([
    { path: "poetry.lock", is: true },
    { path: "api/poetry.lock", is: true },
    { path: "poetry.toml", is: false },
  ])("$path is a poetry.lock: $is", ({ path, is }) => {
    expect(poetryReader.matches(path)).toBe(is);
  });
});
