import { describe, expect, it } from "vitest";
import { uvReader } from "../../../src/advisories/lockfiles/uv.ts";
import { showReach, showReading } from "./show-reading.ts";

const pypi = 'source = { registry = "https://pypi.org/simple" }';
const read = (text: string) => showReading(uvReader, text);

/** One package a block: name, version, then lines as they are written. */
function aPackage(name: string, version: string, ...lines: readonly string[]): string {
  return ["[[package]]", `name = "${name}"`, `version = "${version}"`, ...lines].join("\n");
}

function lock(...packages: readonly string[]): string {
  return ["version = 1\nrevision = 3", ...packages].join("\n\n");
}

describe("uv.lock", () => {
  it.for([
    {
      why: "dependencies, extras and groups of the project",
      text: lock(
        aPackage("a", "1.0.0", pypi),
        aPackage(
          "app",
          "0.1.0",
          'source = { editable = "." }',
          'dependencies = [{ name = "a" }]',
          '[package.optional-dependencies]\nweb = [{ name = "b", marker = "sys_platform == \'win32\'" }]',
          '[package.dev-dependencies]\ndev = [{ name = "c" }]\ndocs = [{ name = "a" }]',
        ),
        aPackage("b", "1.0.0", pypi),
        aPackage("c", "1.0.0", pypi, 'dependencies = [{ name = "d" }, { name = "b" }]'),
        aPackage("d", "1.0.0", pypi),
      ),
      is: [
        "a 1.0.0 registry",
        "app 0.1.0 local → a 1.0.0, b 1.0.0, c 1.0.0",
        "b 1.0.0 registry",
        "c 1.0.0 registry dev → d 1.0.0, b 1.0.0",
        "d 1.0.0 registry dev",
      ],
    },
    {
      why: "a version and a source tell several packages of one name apart",
      text: lock(
        aPackage(
          "app",
          "0",
          'source = { virtual = "." }',
          `dependencies = [{ name = "a", version = "2.0", ${pypi} }, { name = "b", source = { git = "https://h/b#1" } }]`,
        ),
        aPackage("a", "1.0", pypi),
        aPackage("a", "2.0", pypi),
        aPackage("b", "1.0", pypi),
        aPackage("b", "1.0", 'source = { git = "https://h/b#1" }'),
      ),
      is: ["app 0 local → a 2.0, b 1.0", "a 1.0 registry", "a 2.0 registry", "b 1.0 registry", "b 1.0 git"],
    },
    {
      why: "a dependency that fits two packages, or none, leads nowhere",
      text: lock(
        aPackage("app", "0", 'source = { virtual = "." }', 'dependencies = [{ name = "a" }, { name = "ghost" }]'),
        aPackage("a", "1.0", pypi),
        aPackage("a", "2.0", pypi),
      ),
      is: ["app 0 local", "a 1.0 registry", "a 2.0 registry"],
    },
    {
      why: "every kind of source",
      text: lock(
        aPackage("a", "1", 'source = { registry = "https://pypi.org/simple/" }'),
        aPackage("b", "1", 'source = { registry = "https://pypi.corp.example/simple" }'),
        aPackage("c", "1", 'source = { registry = "../wheels" }'),
        aPackage("d", "1", 'source = { git = "https://github.com/x/d?rev=1#ab" }'),
        aPackage("e", "1", 'source = { url = "https://h/e.whl" }'),
        aPackage("f", "1", 'source = { path = "f.whl" }'),
        aPackage("g", "1", 'source = { directory = "../g" }'),
        aPackage("h", "1", 'source = { editable = "packages/h" }'),
        aPackage("i", "1", 'source = { virtual = "." }'),
        aPackage("j", "1", 'source = "registry+https://pypi.org/simple"'),
        aPackage("k", "1", "source = 7"),
        aPackage("l", "1"),
      ),
      is: [
        "a 1 registry",
        "b 1 other-registry",
        "c 1 other-registry",
        "d 1 git",
        "e 1 other-registry",
        "f 1 path",
        "g 1 path",
        "h 1 local",
        "i 1 local",
        "j 1 registry",
        "k 1 other-registry",
        "l 1 registry",
      ],
    },
    {
      why: "names are written in one way",
      text: lock(
        aPackage("app", "0", 'source = { virtual = "." }', 'dependencies = [{ name = "Typing_Extensions" }]'),
        aPackage("typing.-extensions", "4.0", pypi),
      ),
      is: ["app 0 local → typing-extensions 4.0", "typing-extensions 4.0 registry"],
    },
    {
      why: "a package without a version is listed, so that it is not taken for checked",
      text: lock(`[[package]]\nname = "a"\n${pypi}`, `[[package]]\nname = "b"\nversion = 7\n${pypi}`),
      is: ["a registry", "b registry"],
    },
    {
      why: "what cannot be read in a dependency costs that dependency only",
      text: lock(
        aPackage("app", "0", 'source = { virtual = "." }', 'dependencies = [7, {}, { name = "a" }]'),
        aPackage("a", "1", pypi, 'dependencies = "b"', 'dev-dependencies = [{ name = "a" }]'),
      ),
      is: ["app 0 local → a 1", "a 1 registry"],
    },
    {
      why: "packages that depend on each other, and one that is called __proto__",
      text: lock(
        aPackage("a", "1", pypi, 'dependencies = [{ name = "__proto__" }]'),
        aPackage("__proto__", "1", pypi, 'dependencies = [{ name = "a" }]'),
      ),
      is: ["a 1 registry → -proto- 1", "-proto- 1 registry → a 1"],
    },
    {
      why: "a script and a workspace that is no package ask in the manifest",
      text: lock(
        '[manifest]\nmembers = ["x"]\nrequirements = [{ name = "a", specifier = ">=1" }]\n[manifest.dependency-groups]\ndev = [{ name = "b" }]',
        aPackage("a", "1", pypi),
        aPackage("b", "1", pypi),
      ),
      is: ["a 1 registry", "b 1 registry dev", ". local → a 1, b 1"],
    },
    { why: "no packages", text: "version = 1\n", is: [] },
    {
      why: "Windows line endings",
      text: lock(aPackage("a", "1", pypi)).replaceAll("\n", "\r\n"),
      is: ["a 1 registry"],
    },
  ])("$why", ({ text, is }) => {
    expect(read(text)).toEqual(is);
  });

  it.for([
    { why: "an empty file", text: "", is: /^line 1: is empty$/ },
    {
      why: "merge conflict markers",
      text: "version = 1\n>>>>>>> theirs\n",
      is: /^line 2: holds merge conflict markers$/,
    },
    { why: "a text cut off", text: 'version = 1\n[[package]]\nname = "a', is: /^line 3: is not valid TOML: / },
    {
      why: "a package without a name",
      text: lock(aPackage("a", "1"), '[[package]]\nversion = "1"'),
      is: /^line 8: is not a uv.lock: package\.1\.name: /,
    },
    {
      why: "a version from the future",
      text: "version = 2\n",
      is: /^line 1: has lockfile version 2, which is not known yet$/,
    },
    { why: "another kind of file", text: 'package = "a"\n', is: /^line 1: is not a uv.lock: package: / },
    {
      why: "more packages than anybody has",
      text: lock(...Array.from({ length: 20_001 }, () => aPackage("a", "1"))),
      is: /^line 1: is too large to read: 20001 packages and 0 dependencies, of 20000 and 200000 at most$/,
    },
    {
      why: "more dependencies than anybody has",
      text: lock(aPackage("a", "1", `dependencies = [${'{name="a"},'.repeat(200_001)}]`)),
      is: /^line 1: is too large to read: 1 packages and 200001 dependencies, /,
    },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(read(text)).toMatch(is);
  });

  it("says how a package gets into the tree", () => {
    const text = lock(
      aPackage("app", "0.1.0", 'source = { editable = "." }', 'dependencies = [{ name = "a" }]'),
      aPackage("a", "1", pypi, 'dependencies = [{ name = "b" }]'),
      aPackage("b", "2", pypi),
    );
    expect(showReach(uvReader, text)).toEqual({ a: "direct: app 0.1.0 → a 1", b: "transitive: app 0.1.0 → a 1 → b 2" });
  });

  it.for([
    { path: "uv.lock", is: true },
    { path: "api/uv.lock", is: true },
    { path: "luv.lock", is: false },
  ])("$path is a uv.lock: $is", ({ path, is }) => {
    expect(uvReader.matches(path)).toBe(is);
  });
});

describe("a source in a uv.lock that uv would not write", () => {
  const deep = `{ ${"a.".repeat(900)}a = 1 }`;

  it.for([
    { why: "one that is nested deeply", source: deep },
    { why: "a number", source: "7" },
    { why: "a table with a list", source: '{ registry = ["https://pypi.org/simple"] }' },
    { why: "an empty table", source: "{}" },
  ])("$why is none that is known, and the others are read", ({ source }) => {
    const text = `version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = ${source}\ndependencies = [{ name = "b", source = ${source} }]\n[[package]]\nname = "b"\nversion = "2"\nsource = { registry = "https://pypi.org/simple" }\n`;
    expect(read(text)).toEqual(["a 1 other-registry", "b 2 registry"]);
  });

  it("thousands of sources one inside the other throw nothing", () => {
    const inside = Array.from({ length: 20 }, () => `{ ${"a.".repeat(900)}a = [\n`).join("");
    const lines = `version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = ${inside}${"]}".repeat(20)}\n`;
    expect(read(lines)).toEqual(["a 1 other-registry"]);
  });
});
