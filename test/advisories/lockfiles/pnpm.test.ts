import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pnpmReader } from "../../../src/advisories/lockfiles/pnpm.ts";
import { showReach, showReading } from "./show-reading.ts";

const read = (text: string) => showReading(pnpmReader, text);

const nine = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      web:
        specifier: workspace:^
        version: link:packages/web
      renamed:
        specifier: npm:@scope/a@^1.0.0
        version: '@scope/a@1.0.0(peer@3.0.0)'
    devDependencies:
      dev:
        specifier: ^2.0.0
        version: 2.0.0
  packages/web:
    dependencies:
      peer:
        specifier: ^3.0.0
        version: 3.0.0
      beside:
        specifier: link:../../../beside
        version: link:../../../beside

packages:

  '@scope/a@1.0.0':
    resolution: {integrity: sha512-aa}
    peerDependencies:
      peer: '*'

  deep@1.10.0:
    resolution: {integrity: sha512-bb}
    deprecated: |-
      Two lines
      of text

  dev@2.0.0:
    resolution: {integrity: sha512-cc}

  peer@3.0.0:
    resolution: {integrity: sha512-dd}

snapshots:

  '@scope/a@1.0.0(peer@3.0.0)':
    dependencies:
      peer: 3.0.0
    optionalDependencies:
      deep: 1.10.0

  deep@1.10.0: {}

  dev@2.0.0:
    dependencies:
      deep: 1.10.0

  peer@3.0.0: {}
`;

const inNine = [
  ". local → packages/web, @scope/a 1.0.0, dev 2.0.0",
  "packages/web local → peer 3.0.0, beside",
  "@scope/a 1.0.0 registry → peer 3.0.0, deep 1.10.0",
  "deep 1.10.0 registry",
  "dev 2.0.0 registry dev → deep 1.10.0",
  "peer 3.0.0 registry",
  "beside path",
];

/** Lockfile 9 with these packages, each line `key: entry`. */
function packagesOf(...lines: readonly string[]): string {
  const keys = lines.map((line) => `  ${line}\n`).join("");
  return `lockfileVersion: '9.0'\npackages:\n${keys}snapshots:\n  x@1.0.0: {}\n`;
}

describe("pnpm-lock.yaml", () => {
  it.for([
    { why: "lockfile 9: a workspace, an alias, peers, a folder beside the repository", text: nine, is: inNine },
    {
      why: "lockfile 5: references without names",
      text: "lockfileVersion: 5.3\nspecifiers:\n  a: ^1.0.0\ndependencies:\n  a: 1.0.0_peer@3.0.0\n  renamed: /@scope/b/2.0.0\ndevDependencies:\n  peer: 3.0.0\npackages:\n  /a/1.0.0_peer@3.0.0:\n    dependencies:\n      peer: 3.0.0\n    dev: false\n  /@scope/b/2.0.0:\n    dev: false\n  /peer/3.0.0:\n    dev: true\n",
      is: [
        ". local → a 1.0.0, @scope/b 2.0.0, peer 3.0.0",
        "a 1.0.0 registry → peer 3.0.0",
        "@scope/b 2.0.0 registry",
        "peer 3.0.0 registry",
      ],
    },
    {
      why: "lockfile 6: peers in brackets",
      text: "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: ^1.0.0\n    version: 1.0.0(@x/peer@3.0.0)\npackages:\n  /a@1.0.0(@x/peer@3.0.0):\n    dependencies:\n      '@x/peer': 3.0.0\n  /@x/peer@3.0.0: {}\n",
      is: [". local → a 1.0.0", "a 1.0.0 registry → @x/peer 3.0.0", "@x/peer 3.0.0 registry"],
    },
    {
      why: "one version with two sets of peers stands there twice",
      text: "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  p@1.0.0: {}\n  p@2.0.0: {}\nsnapshots:\n  a@1.0.0(p@1.0.0):\n    dependencies:\n      p: 1.0.0\n  a@1.0.0(p@2.0.0):\n    dependencies:\n      p: 2.0.0\n  p@1.0.0: {}\n  p@2.0.0: {}\n",
      is: [
        ". local",
        "a 1.0.0 registry → p 1.0.0",
        "a 1.0.0 registry → p 2.0.0",
        "p 1.0.0 registry",
        "p 2.0.0 registry",
      ],
    },
    {
      why: "a first document of what pnpm itself needs is read too",
      text: `---\nlockfileVersion: '9.0'\nimporters:\n  .:\n    configDependencies:\n      conf:\n        specifier: 1.0.0\n        version: 1.0.0\n    packageManagerDependencies:\n      pnpm:\n        specifier: 12.0.0\n        version: 12.0.0\npackages:\n  conf@1.0.0: {}\n  pnpm@12.0.0: {}\nsnapshots:\n  conf@1.0.0: {}\n  pnpm@12.0.0: {}\n---\nlockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0\npackages:\n  a@1.0.0: {}\nsnapshots:\n  a@1.0.0: {}\n`,
      is: [
        ". local → a 1.0.0, conf 1.0.0, pnpm 12.0.0",
        "conf 1.0.0 registry dev",
        "pnpm 12.0.0 registry dev",
        "a 1.0.0 registry",
      ],
    },
    {
      why: "git, tarballs and folders of lockfile 9",
      text: packagesOf(
        "a@https://codeload.github.com/o/a/tar.gz/ab: {resolution: {tarball: https://codeload.github.com/o/a/tar.gz/ab}, version: 6.0.1}",
        "b@git+ssh://git@host.example/b.git#ab: {resolution: {commit: ab, repo: x, type: git}, version: 1.0.0}",
        "c@file:../c: {resolution: {directory: ../c, type: directory}}",
        "d@file:d.tgz: {resolution: {tarball: file:d.tgz}, version: 1.0.0}",
        "e@https://host.example/e.tgz: {resolution: {tarball: https://host.example/e.tgz}, version: 1.0.0}",
        "f@1.0.0: {resolution: {tarball: https://npm.pkg.github.com/download/f/1.0.0/ab}}",
        "g@1.0.0: {resolution: {tarball: https://registry.npmjs.org/g/-/g-1.0.0.tgz}}",
        "h@runtime:22.0.0: {resolution: {type: variations}, version: 22.0.0}",
        "i@1.0.1: {resolution: {tarball: https://registry.npmjs.org/i/-/i-1.0.0.tgz}}",
      ),
      is: [
        ". local",
        "x 1.0.0 registry",
        "a 6.0.1 git",
        "b 1.0.0 git",
        "c path",
        "d 1.0.0 path",
        "e 1.0.0 other-registry",
        "f 1.0.0 other-registry",
        "g 1.0.0 registry",
        "h 22.0.0 other-registry",
        "i 1.0.1 other-registry",
      ],
    },
    {
      why: "git, tarballs, folders and hosts of lockfile 5",
      text: "lockfileVersion: 5.4\ndependencies:\n  a: github.com/o/a/ab\npackages:\n  github.com/o/a/ab:\n    resolution: {tarball: https://codeload.github.com/o/a/tar.gz/ab}\n    name: a\n    version: 1.0.0\n  git@host.example+o/b/ab:\n    resolution: {commit: ab, repo: git@host.example:o/b.git, type: git}\n    name: b\n    version: 1.0.0\n  file:../c:\n    resolution: {directory: ../c, type: directory}\n    name: c\n    version: 1.0.0\n  registry.example/@s/d/1.0.0_peer@2.0.0: {}\n  registry.example/x: {}\n  gitlab.com/o/e: {}\n",
      is: [
        ". local → a 1.0.0",
        "a 1.0.0 git",
        "b 1.0.0 git",
        "c 1.0.0 path",
        "@s/d 1.0.0 other-registry",
        "registry.example/x other-registry",
        "gitlab.com/o/e git",
      ],
    },
    {
      why: "what has no version or is no key is listed, and the rest is read",
      text: packagesOf("nothing: {}", "a@latest: 7", "__proto__@1.0.0:", "'@': {}", "b@2.0.0: [1]"),
      is: [
        ". local",
        "x 1.0.0 registry",
        "nothing registry",
        "a latest registry",
        "__proto__ 1.0.0 registry",
        "@ registry",
        "b 2.0.0 registry",
      ],
    },
    {
      why: "a dependency called __proto__, one that leads nowhere, and packages that depend on each other",
      text: "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      __proto__: {version: 1.0.0}\n      ghost: {version: 1.0.0}\n      odd: [1]\npackages:\n  __proto__@1.0.0: {}\n  b@1.0.0: {}\nsnapshots:\n  __proto__@1.0.0:\n    dependencies: {b: 1.0.0}\n  b@1.0.0:\n    dependencies: {__proto__: 1.0.0}\n",
      is: [". local → __proto__ 1.0.0", "__proto__ 1.0.0 registry → b 1.0.0", "b 1.0.0 registry → __proto__ 1.0.0"],
    },
    {
      why: "versions stay text",
      text: packagesOf("a@1.10: {version: 1.10}"),
      is: [". local", "x 1.0.0 registry", "a 1.10 registry"],
    },
    {
      why: "an entry that calls itself another package than its key, which is what is installed",
      text: packagesOf("evil@1.0.0: {name: left-pad, version: 1.3.0, resolution: {integrity: x}}"),
      is: [". local", "x 1.0.0 registry", "evil 1.0.0 registry"],
    },
    {
      why: "the same in lockfile 5",
      text: "lockfileVersion: 5.4\npackages:\n  /evil/1.0.0:\n    name: left-pad\n    version: 1.3.0\n    resolution: {integrity: x}\n",
      is: [". local", "evil 1.0.0 registry"],
    },
    { why: "nothing locked", text: "lockfileVersion: 5.3\nspecifiers:\ndependencies:\npackages:\n", is: [". local"] },
    {
      why: "links only",
      text: "lockfileVersion: '6.0'\nimporters:\n  a:\n    dependencies:\n      b: {version: link:../b}\n  b: {}\n",
      is: ["a local → b", "b local"],
    },
    { why: "Windows line endings", text: nine.replaceAll("\n", "\r\n"), is: inNine },
  ])("$why", ({ text, is }) => {
    expect(read(text)).toEqual(is);
  });

  it.for([
    { why: "an empty file", text: "", is: /^line 1: is empty$/ },
    { why: "comments only", text: "# nothing\n---\n", is: /^line 1: is empty$/ },
    { why: "merge conflict markers", text: `${nine}<<<<<<< HEAD\n`, is: /^line 60: holds merge conflict markers$/ },
    { why: "a text", text: "this is no lockfile", is: /^line 1: is not a pnpm-lock.yaml: it is no map of keys$/ },
    { why: "another YAML file", text: "a: 1\n", is: /^line 1: is not a pnpm-lock.yaml: it has no lockfileVersion$/ },
    {
      why: "a list of packages",
      text: "lockfileVersion: '9.0'\npackages: [a]\n",
      is: /^line 1: is not a pnpm-lock.yaml: packages is no map of keys$/,
    },
    {
      why: "a version from the future",
      text: "lockfileVersion: '10.0'\n",
      is: /^line 1: has lockfile version 10\.0, which is not known yet$/,
    },
    {
      why: "a second document from the future",
      text: `${nine}---\nlockfileVersion: '7.0'\n`,
      is: /has lockfile version 7\.0/,
    },
    { why: "no YAML", text: "lockfileVersion: '9.0'\na: {b\nc: d\n", is: /^line 3: is not valid YAML: / },
    {
      why: "a key that stands twice",
      text: `${nine}packages:\n  b@1.0.0: {}\n`,
      is: /^line 60: holds the key packages twice$/,
    },
    {
      why: "an alias",
      text: "lockfileVersion: '9.0'\na: &x [1]\nb: *x\n",
      is: /^line 2: uses YAML anchors or aliases$/,
    },
    { why: "a tag", text: "lockfileVersion: '9.0'\na: !!binary aa\n", is: /^line 2: uses YAML tags or directives$/ },
    {
      why: "a directive",
      text: "%YAML 1.1\n---\nlockfileVersion: '9.0'\n",
      is: /^line 1: uses YAML tags or directives$/,
    },
    { why: "a hundred documents", text: "---\n".repeat(100), is: /^line 11: holds too many YAML documents$/ },
    { why: "brackets without end", text: `a: ${"[".repeat(100)}`, is: /^line 1: is nested too deeply$/ },
    { why: "dashes without end", text: "- ".repeat(100), is: /^line 1: is nested too deeply$/ },
    {
      why: "keys in keys without end",
      text: Array.from({ length: 5_000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
      is: /^line \d+: is nested too deeply$/,
    },
    {
      why: "more YAML than any lockfile has",
      text: "#\n".repeat(500_001),
      is: /^line 500001: is too large to read: more than 1000000 parts of YAML$/,
    },
    {
      why: "more packages than anybody has",
      text: packagesOf(...Array.from({ length: 20_000 }, (_, index) => `a@1.0.${index}:`)),
      is: /^line 1: is too large to read: 20002 packages and 0 dependencies, of 20000 and 200000 at most$/,
    },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(read(text)).toMatch(is);
  });

  it.for([
    { why: "nothing that is asked for is locked", end: "packages:" },
    { why: "the packages end too early", end: "  dev@2.0.0:\n    resolution" },
    { why: "what packages need is missing", end: "snapshots:" },
  ])("a file that is cut off is a problem: $why", ({ end }) => {
    expect(read(nine.slice(0, nine.indexOf(end)))).toMatch(/^line \d+: is cut off: what it asks for is not locked$/);
  });

  it("wherever it is cut off behind its first dependency, no package goes missing in silence", () => {
    const names = (lines: readonly string[]) => new Set(lines.map((line) => line.split(" → ")[0]?.replace(" dev", "")));
    const whole = [...names(inNine)].filter((name) => name?.endsWith("registry"));
    fc.assert(
      fc.property(fc.integer({ min: nine.indexOf("      renamed:") + 60, max: nine.length }), (end) => {
        const reading = read(nine.slice(0, end));
        if (typeof reading === "string") return;
        expect([...names(reading)]).toEqual(expect.arrayContaining(whole));
      }),
      { numRuns: 100 },
    );
  });

  it("says how a package gets into the tree, from the folder of the repository that is nearest", () => {
    expect(showReach(pnpmReader, nine)).toEqual({
      "@scope/a": "direct: . → @scope/a 1.0.0",
      deep: "transitive: . → @scope/a 1.0.0 → deep 1.10.0",
      dev: "direct: . → dev 2.0.0",
      peer: "direct: packages/web → peer 3.0.0",
      beside: "direct: packages/web → beside",
    });
  });

  it.for([
    { path: "pnpm-lock.yaml", is: true },
    { path: "web/pnpm-lock.yaml", is: true },
    { path: "pnpm-lock.yml", is: false },
    { path: "pnpm-workspace.yaml", is: false },
  ])("$path is a pnpm-lock.yaml: $is", ({ path, is }) => {
    expect(pnpmReader.matches(path)).toBe(is);
  });
});
