import { describe, expect, it } from "vitest";
import { npmReader } from "../../../src/advisories/lockfiles/npm.ts";
import { createReach } from "../../../src/policy/advisory/findings/inventory.ts";
import { showReading } from "./show-reading.ts";

/** A lockfile of version 3: packages by folder. */
function lock(packages: Readonly<Record<string, unknown>>, head: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name: "harbor", lockfileVersion: 3, ...head, packages }, undefined, 2);
}

describe("package-lock.json by folders", () => {
  it.for([
    {
      why: "a project, its dependencies of every kind, and what they depend on",
      text: lock({
        "": {
          name: "harbor",
          version: "1.0.0",
          dependencies: { crane: "^2.0.0" },
          devDependencies: { gauge: "^1.0.0" },
          optionalDependencies: { winch: "^1.0.0" },
          peerDependencies: { quay: "*" },
        },
        "node_modules/crane": {
          version: "2.1.0",
          dependencies: { rope: "^1.0.0" },
          optionalDependencies: { hook: "1" },
        },
        "node_modules/gauge": { version: "1.0.0", dev: true, peerDependencies: { rope: "*" } },
        "node_modules/hook": { version: "1.0.0", optional: true },
        "node_modules/quay": { version: "3.0.0", peer: true },
        "node_modules/rope": { version: "1.4.0" },
        "node_modules/winch": { version: "1.0.0", devOptional: true },
      }),
      is: [
        "harbor 1.0.0 local → crane 2.1.0, winch 1.0.0, quay 3.0.0, gauge 1.0.0",
        "crane 2.1.0 registry → rope 1.4.0, hook 1.0.0",
        "gauge 1.0.0 registry dev → rope 1.4.0",
        "hook 1.0.0 registry",
        "quay 3.0.0 registry",
        "rope 1.4.0 registry",
        "winch 1.0.0 registry",
      ],
    },
    {
      why: "the nearest folder wins, and the search goes upwards",
      text: lock({
        "": { dependencies: { crane: "*", rope: "*" } },
        "node_modules/crane": { version: "2.0.0", dependencies: { "@dock/rope": "*", rope: "*" } },
        "node_modules/crane/node_modules/@dock/rope": { version: "9.0.0", dependencies: { rope: "*", hook: "*" } },
        "node_modules/crane/node_modules/rope": { version: "0.9.0", dependencies: { hook: "*" } },
        "node_modules/hook": { version: "1.0.0", dependencies: { rope: "*" } },
        "node_modules/rope": { version: "1.4.0", dependencies: { rope: "*" } },
      }),
      is: [
        "harbor local → crane 2.0.0, rope 1.4.0",
        "crane 2.0.0 registry → @dock/rope 9.0.0, rope 0.9.0",
        "@dock/rope 9.0.0 registry → rope 0.9.0, hook 1.0.0",
        "rope 0.9.0 registry → hook 1.0.0",
        "hook 1.0.0 registry → rope 1.4.0",
        "rope 1.4.0 registry → rope 1.4.0",
      ],
    },
    {
      why: "an alias is looked up by the name it hides",
      text: lock({
        "": { dependencies: { "old-rope": "npm:rope@^0.9.0" } },
        "node_modules/old-rope": {
          name: "rope",
          version: "0.9.0",
          resolved: "https://registry.npmjs.org/rope/-/rope-0.9.0.tgz",
        },
      }),
      is: ["harbor local → rope 0.9.0", "rope 0.9.0 registry"],
    },
    {
      why: "workspaces and linked folders are the repository's own, with folders and dependencies of their own",
      text: lock({
        "": { workspaces: ["packages/*"] },
        "node_modules/@harbor/pier": { resolved: "packages/pier", link: true },
        "node_modules/buoy": { resolved: "../buoy", link: true },
        "node_modules/rope": { version: "1.4.0" },
        "packages/pier": {
          name: "@harbor/pier",
          version: "0.1.0",
          dependencies: { buoy: "*" },
          devDependencies: { rope: "*" },
        },
        "packages/pier/inner": { version: "0.0.1", dependencies: { rope: "*", "@harbor/pier": "*" } },
        "packages/pier/node_modules/rope": { version: "2.0.0" },
        "../buoy": { version: "5.0.0", dependencies: { rope: "*" } },
      }),
      is: [
        "harbor local",
        "rope 1.4.0 registry",
        "@harbor/pier 0.1.0 local → buoy 5.0.0, rope 2.0.0",
        "inner 0.0.1 local → rope 2.0.0, @harbor/pier 0.1.0",
        "rope 2.0.0 registry",
        "buoy 5.0.0 local → rope 1.4.0",
      ],
    },
    {
      why: "a link that leads nowhere, to a link or to itself is listed, because nothing is known of it",
      text: lock({
        "node_modules/a": { resolved: "gone", link: true },
        "node_modules/b": { resolved: "node_modules/a", link: true },
        "node_modules/c": { resolved: "node_modules/c", link: true },
        "node_modules/d": { link: true },
        "": { dependencies: { a: "*", b: "*", c: "*", d: "*" } },
      }),
      is: ["d path", "harbor local → a, c, d", "a path", "c path"],
    },
    {
      why: "packages in a store are reached through links",
      text: lock({
        "": { dependencies: { crane: "*" } },
        "node_modules/.store/crane@2.0.0/node_modules/crane": { version: "2.0.0", dependencies: { rope: "*" } },
        "node_modules/.store/crane@2.0.0/node_modules/rope": {
          resolved: "node_modules/.store/rope@1.0.0/node_modules/rope",
          link: true,
        },
        "node_modules/.store/rope@1.0.0/node_modules/rope": { version: "1.0.0" },
        "node_modules/crane": { resolved: "node_modules/.store/crane@2.0.0/node_modules/crane", link: true },
      }),
      is: ["harbor local → crane 2.0.0", "crane 2.0.0 registry → rope 1.0.0", "rope 1.0.0 registry"],
    },
    {
      why: "a bundled package and one without an address are of the registry",
      text: lock({
        "node_modules/a": { version: "1.0.0", inBundle: true },
        "node_modules/b": { version: "1.0.0", resolved: "https://mirror.example/b/-/b-1.0.0.tgz" },
      }),
      is: ["a 1.0.0 registry", "b 1.0.0 registry"],
    },
    {
      why: "git, folders and tarballs are told from the registry",
      text: lock({
        "node_modules/a": { version: "1.0.0", resolved: "git+ssh://git@github.com/o/a.git#0a2d" },
        "node_modules/b": { resolved: "git+https://git.example/o/b.git#0a2d" },
        "node_modules/c": { version: "1.0.0", resolved: "file:c-1.0.0.tgz" },
        "node_modules/d": { version: "1.0.0", resolved: "https://files.example/d.tgz" },
        "node_modules/e": { version: "1.0.1", resolved: "https://registry.npmjs.org/e/-/e-1.0.0.tgz" },
      }),
      is: ["a 1.0.0 git", "b git", "c 1.0.0 path", "d 1.0.0 other-registry", "e 1.0.1 other-registry"],
    },
    {
      why: "what has no readable version is listed, and does not harm the rest",
      text: lock({
        "node_modules/a": { resolved: "" },
        "node_modules/b": { version: 7 },
        "node_modules/c": 7,
        "node_modules/d": null,
        "node_modules/e": ["1.0.0"],
        "node_modules/f": { name: {}, version: "1.0.0", resolved: 1, dependencies: ["a"], peerDependencies: "a" },
        "node_modules/": { version: "1.0.0" },
      }),
      is: ["a registry", "b registry", "c registry", "d registry", "e registry", "f 1.0.0 registry", "1.0.0 registry"],
    },
    {
      why: "a name that every object has is a package like all others",
      text: `{"lockfileVersion": 3, "packages": {"": {"dependencies": {"__proto__": "1", "constructor": "1", "toString": "1"}},
        "node_modules/__proto__": {"version": "1.0.0"}, "node_modules/constructor": {"version": "2.0.0"}, "__proto__": {"version": "3.0.0"}}}`,
      is: [
        ". local → __proto__ 1.0.0, constructor 2.0.0",
        "__proto__ 1.0.0 registry",
        "constructor 2.0.0 registry",
        "__proto__ 3.0.0 local",
      ],
    },
    {
      why: "version 2 says everything twice, and the folders count",
      text: lock(
        { "node_modules/a": { version: "1.0.0" } },
        { lockfileVersion: 2, dependencies: { b: { version: "1.0.0" } } },
      ),
      is: ["a 1.0.0 registry"],
    },
    {
      why: "a byte order mark and Windows line endings",
      text: `\uFEFF${lock({ "": {} }).replaceAll("\n", "\r\n")}`,
      is: ["harbor local"],
    },
  ])("$why", ({ text, is }) => {
    expect(showReading(npmReader, text)).toEqual(is);
  });

  it("what a workspace depends on is direct, with the way to it", () => {
    const text = lock({
      "": { workspaces: ["pier"] },
      "node_modules/crane": { version: "2.0.0", dependencies: { rope: "*" } },
      "node_modules/pier": { resolved: "pier", link: true },
      "node_modules/rope": { version: "1.0.0", dependencies: { crane: "*" } },
      pier: { dependencies: { crane: "*" } },
    });
    const reading = npmReader.parse(text, new Map());
    if (reading.state === "problem") throw new Error(reading.message);
    const reach = createReach(reading.inventory);
    const of = (name: string) => reach(reading.inventory.packages.findIndex((each) => each.name === name));
    expect(of("crane")).toEqual({ direct: true, path: ["pier", "crane 2.0.0"] });
    expect(of("rope")).toEqual({ direct: false, path: ["pier", "crane 2.0.0", "rope 1.0.0"] });
  });
});

describe("package-lock.json nested, version 1", () => {
  const nested = {
    crane: {
      version: "2.0.0",
      resolved: "https://registry.npmjs.org/crane/-/crane-2.0.0.tgz",
      requires: { rope: "^0.9.0", hook: "*" },
      dependencies: { rope: { version: "0.9.0", requires: { hook: "*", rope: "*" } } },
    },
    hook: { version: "1.0.0", dev: true, requires: { rope: "*", ghost: "*" } },
    rope: { version: "1.4.0", bundled: true },
  };
  const text = JSON.stringify({ name: "harbor", lockfileVersion: 1, requires: true, dependencies: nested });
  const manifest = {
    name: "@o/harbor",
    version: "3.0.0",
    dependencies: { crane: "^2.0.0" },
    devDependencies: { hook: "1" },
  };

  it("resolves as Node does, and takes what is direct from package.json", () => {
    expect(showReading(npmReader, text, { "package.json": JSON.stringify(manifest) })).toEqual([
      "@o/harbor 3.0.0 local → crane 2.0.0, hook 1.0.0",
      "crane 2.0.0 registry → rope 0.9.0, hook 1.0.0",
      "hook 1.0.0 registry dev → rope 1.4.0",
      "rope 1.4.0 registry",
      "rope 0.9.0 registry → hook 1.0.0, rope 0.9.0",
    ]);
  });

  it("knows no direct package without package.json", () => {
    const reading = npmReader.parse(text, new Map());
    if (reading.state === "problem") throw new Error(reading.message);
    const { inventory } = reading;
    expect(inventory.packages).toHaveLength(4);
    const reach = createReach(inventory);
    for (const index of inventory.packages.keys()) expect(reach(index)).toEqual({ direct: false, path: [] });
  });

  it("an unreadable package.json is a problem, because it would hide what is direct", () => {
    expect(showReading(npmReader, text, { "package.json": '{"name": "harbor",\n}' })).toBe(
      "line 1: cannot be read without its package.json, which is not valid JSON: it goes wrong at column 1, in line 2",
    );
  });

  it.for([
    { why: "an alias", entry: { version: "npm:@o/rope@1.0.0" }, is: "@o/rope 1.0.0 registry" },
    {
      why: "a repository in the place of the version",
      entry: { version: "git+ssh://git@git.example/o/a.git#0a2d" },
      is: "a git",
    },
    { why: "a repository in short", entry: { version: "github:o/a#0a2d", from: "github:o/a" }, is: "a git" },
    {
      why: "a plain version fetched from a repository",
      entry: { version: "1.0.0", resolved: "git+https://git.example/o/a.git#0a2d" },
      is: "a 1.0.0 git",
    },
    {
      why: "an address of another version",
      entry: { version: "1.0.1", resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz" },
      is: "a 1.0.1 other-registry",
    },
    { why: "a folder", entry: { version: "file:deps/a" }, is: "a path" },
    { why: "a tarball", entry: { version: "https://files.example/a.tgz" }, is: "a other-registry" },
    { why: "no version", entry: { resolved: "https://registry.npmjs.org/a/-/a-1.0.0.tgz" }, is: "a registry" },
    { why: "no object", entry: "1.0.0", is: "a registry" },
    {
      why: "odd fields",
      entry: { version: "1.0.0", requires: true, dependencies: [], dev: "yes" },
      is: "a 1.0.0 registry",
    },
  ])("$why → $is", ({ entry, is }) => {
    const lockfile = JSON.stringify({ lockfileVersion: 1, dependencies: { a: entry } });
    expect(showReading(npmReader, lockfile)).toEqual([is]);
  });

  it.for([
    { why: "no version number at all", head: {}, is: ["a 1.0.0 registry"] },
    {
      why: "version 1 with folders that hold nothing",
      head: { lockfileVersion: 1, packages: {} },
      is: ["a 1.0.0 registry"],
    },
    { why: "version 2 without folders", head: { lockfileVersion: 2 }, is: ["a 1.0.0 registry"] },
  ])("$why", ({ head, is }) => {
    const lockfile = JSON.stringify({ ...head, dependencies: { a: { version: "1.0.0" } } });
    expect(showReading(npmReader, lockfile)).toEqual(is);
  });

  it("a project without dependencies has none", () => {
    expect(showReading(npmReader, '{"lockfileVersion": 1}')).toEqual([]);
    expect(showReading(npmReader, '{"lockfileVersion": 1, "dependencies": {}}')).toEqual([]);
  });
});

describe("a package-lock.json that cannot be read", () => {
  it.for([
    { why: "an empty file", text: "", is: "line 1: is empty" },
    { why: "nothing but blanks", text: " \n", is: "line 1: is empty" },
    { why: "an empty object", text: "{}", is: "line 1: is not a package-lock.json: neither packages nor dependencies" },
    { why: "null", text: "null", is: "line 1: is not a JSON object" },
    { why: "a list", text: "[]", is: "line 1: is not a JSON object" },
    { why: "no JSON", text: "hello", is: "line 1: is not valid JSON: it goes wrong at column 1" },
    { why: "a merge conflict", text: '{\n<<<<<<< HEAD\n  "a": 1,\n', is: "line 2: holds merge conflict markers" },
    {
      why: "a file that was cut off",
      text: lock({ "node_modules/a": { version: "1.0.0" } }).slice(0, -3),
      is: "line 8: is not valid JSON: it ends too early, at column 3",
    },
    {
      why: "a comma too many",
      text: '{\n  "packages": {},\n}',
      is: "line 3: is not valid JSON: it goes wrong at column 1",
    },
    {
      why: "a version from the future",
      text: lock({}, { lockfileVersion: 4 }),
      is: "line 1: has lockfile version 4, which is not known yet",
    },
    {
      why: "a version that is none",
      text: lock({}, { lockfileVersion: "3" }),
      is: "line 1: has a lockfile version that is no number",
    },
    {
      why: "folders without packages beside dependencies",
      text: lock({ "": {} }, { lockfileVersion: 2, dependencies: { a: { version: "1.0.0" } } }),
      is: "line 1: is not a package-lock.json: packages has nothing of what dependencies lists",
    },
    {
      why: "version 3 with dependencies and without packages",
      text: lock({}, { dependencies: { a: { version: "1.0.0" } } }),
      is: "line 1: is not a package-lock.json: packages has nothing of what dependencies lists",
    },
    {
      why: "version 1 with folders of version 2",
      text: lock(
        { "node_modules/a": { version: "1.0.0" } },
        { lockfileVersion: 1, dependencies: { b: { version: "1.0.0" } } },
      ),
      is: "line 1: is not a package-lock.json: version 1 with packages, which only some versions of npm read",
    },
    {
      why: "packages in a list",
      text: '{"lockfileVersion": 3, "packages": []}',
      is: "line 1: is not a package-lock.json: packages is no object",
    },
    {
      why: "dependencies in a list",
      text: '{"dependencies": []}',
      is: "line 1: is not a package-lock.json: dependencies is no object",
    },
    {
      why: "version 3 without packages",
      text: '{"lockfileVersion": 3, "dependencies": {}}',
      is: "line 1: is not a package-lock.json: version 3 without packages",
    },
    {
      why: "version 2 with nothing",
      text: '{"lockfileVersion": 2}',
      is: "line 1: is not a package-lock.json: neither packages nor dependencies",
    },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(showReading(npmReader, text)).toBe(is);
  });
});

it.for([
  { path: "package-lock.json", is: true },
  { path: "web/npm-shrinkwrap.json", is: true },
  { path: "package.json", is: false },
  { path: "my-package-lock.json", is: false },
  { path: "node_modules/.package-lock.json", is: false },
  { path: "package-lock.json/readme", is: false },
])("$path is a lockfile of npm: $is", ({ path, is }) => {
  expect(npmReader.matches(path)).toBe(is);
});
