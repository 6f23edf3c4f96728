import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cargoReader } from "../../../src/advisories/lockfiles/cargo.ts";

const registry = 'source = "registry+https://github.com/rust-lang/crates.io-index"';

/** One package a line: `name version` or `name version source`, then what it depends on. */
function lock(version: string, ...packages: readonly string[]): string {
  return [version, ...packages.map((one) => `[[package]]\n${one}`)].join("\n\n");
}

function aPackage(name: string, version: string, ...lines: readonly string[]): string {
  return [`name = "${name}"`, `version = "${version}"`, ...lines].join("\n");
}

function read(text: string): readonly string[] | string {
  const reading = cargoReader.parse(text, new Map());
  if (reading.state === "problem") return `line ${reading.line}: ${reading.message}`;
  const { packages } = reading.inventory;
  return packages.map(({ name, version, source, dependencies }) => {
    const wants = dependencies.map((index) => `${packages[index]?.version} ${packages[index]?.source}`);
    return `${name} ${version} ${source}${wants.length > 0 ? ` → ${wants.join(", ")}` : ""}`;
  });
}

describe("Cargo.lock", () => {
  it("reads the fixture with a transitive path and a git dependency", () => {
    const text = readFileSync(join(import.meta.dirname, "../../fixtures/Cargo.lock"), "utf8");
    expect(read(text)).toEqual([
      "clockwork 0.2.0 registry",
      "ember-http 1.2.0 registry → 0.4.11 registry",
      "gauge-board 0.3.0 git → 0.1.45 registry",
      "oldtime 0.1.45 registry",
      "roadrunner 0.8.0 local → 0.2.0 registry, 1.2.0 registry, 0.3.0 git, 0.8.0 local, 45.0.3 registry",
      "roadrunner-core 0.8.0 local → 0.5.1 registry",
      "slate-codec 0.4.11 registry",
      "slate-codec 0.5.1 registry",
      "turbine 45.0.3 registry",
    ]);
  });

  it.for([
    {
      why: "version 1 names the source in every dependency and the workspace's own package as root",
      text: `[root]\n${aPackage("app", "0.1.0", 'dependencies = ["memchr 2.2.1 (registry+https://github.com/rust-lang/crates.io-index)"]')}\n\n[[package]]\n${aPackage("memchr", "2.2.1", registry)}\n\n[metadata]\n"checksum memchr 2.2.1" = "aa"`,
      is: ["app 0.1.0 local → 2.2.1 registry", "memchr 2.2.1 registry"],
    },
    {
      why: "a bare name means the path package when a registry has the same name and version",
      text: lock(
        "version = 3",
        aPackage("app", "1.0.0", 'dependencies = ["plz 0.3.0"]'),
        aPackage("plz", "0.3.0"),
        aPackage("plz", "0.3.0", registry),
      ),
      is: ["app 1.0.0 local → 0.3.0 local", "plz 0.3.0 local", "plz 0.3.0 registry"],
    },
    {
      why: "a source tells two packages of one name and version apart",
      text: lock(
        "version = 3",
        aPackage("app", "1.0.0", 'dependencies = ["bytes 1.2.1 (git+https://github.com/x/y)"]'),
        aPackage("bytes", "1.2.1", registry),
        aPackage("bytes", "1.2.1", 'source = "git+https://github.com/x/y#191525"'),
      ),
      is: ["app 1.0.0 local → 1.2.1 git", "bytes 1.2.1 registry", "bytes 1.2.1 git"],
    },
    {
      why: "version 4 encodes branch names, and the dependency may not",
      text: lock(
        "version = 4",
        aPackage("app", "1.0.0", 'dependencies = ["a 1.0.0 (git+https://h/x?branch=f/b)"]'),
        aPackage("a", "1.0.0", 'source = "git+https://h/x?branch=f%2Fb#aa"'),
        aPackage("a", "1.0.0", 'source = "git+https://h/x?branch=main#bb"'),
      ),
      is: ["app 1.0.0 local → 1.0.0 git", "a 1.0.0 git", "a 1.0.0 git"],
    },
    {
      why: "a branch with a lone percent sign",
      text: lock("version = 3", aPackage("a", "1.0.0", 'source = "git+https://h/x?branch=50%#aa"')),
      is: ["a 1.0.0 git"],
    },
    {
      why: "a dependency that leads nowhere is passed over",
      text: lock(
        "version = 4",
        aPackage("app", "1.0.0", 'dependencies = ["ghost", "memchr"]'),
        aPackage("memchr", "2.2.1", registry),
      ),
      is: ["app 1.0.0 local → 2.2.1 registry", "memchr 2.2.1 registry"],
    },
    {
      why: "a dependency that fits two packages is not known, as Cargo does not know it",
      text: lock(
        "version = 4",
        aPackage("app", "1.0.0", 'dependencies = ["memchr", "bytes 1.2.1"]'),
        aPackage("bytes", "1.2.1", registry),
        aPackage("bytes", "1.2.1", 'source = "git+https://github.com/x/y#191525"'),
        aPackage("memchr", "2.2.1", registry),
        aPackage("memchr", "2.3.0", registry),
      ),
      is: [
        "app 1.0.0 local",
        "bytes 1.2.1 registry",
        "bytes 1.2.1 git",
        "memchr 2.2.1 registry",
        "memchr 2.3.0 registry",
      ],
    },
    {
      why: "other registries are not crates.io",
      text: lock(
        "version = 4",
        aPackage("a", "1.0.0", 'source = "registry+https://crates.corp.example/index"'),
        aPackage("b", "1.0.0", 'source = "sparse+https://index.crates.io/"'),
      ),
      is: ["a 1.0.0 other-registry", "b 1.0.0 registry"],
    },
    {
      why: "a version that is none",
      text: lock("version = 4", aPackage("a", "one", registry)),
      is: ["a one registry"],
    },
    { why: "no packages yet", text: "version = 4", is: [] },
    {
      why: "an unused patch is not locked",
      text: lock("version = 4", aPackage("a", "1.0.0", registry)).concat(
        '\n\n[[patch.unused]]\nname = "b"\nversion = "1.0.0"\n',
      ),
      is: ["a 1.0.0 registry"],
    },
    {
      why: "Windows line endings",
      text: lock("version = 4", aPackage("a", "1.0.0", registry)).replaceAll("\n", "\r\n"),
      is: ["a 1.0.0 registry"],
    },
  ])("$why", ({ text, is }) => {
    expect(read(text)).toEqual(is);
  });

  it.for([
    { why: "an empty file", text: "", is: /^line 1: is empty$/ },
    { why: "comments only", text: "# This file is automatically @generated by Cargo.\n", is: /^line 1: is empty$/ },
    {
      why: "merge conflict markers",
      text: "version = 4\n\n<<<<<<< HEAD\n[[package]]\n",
      is: /^line 3: holds merge conflict markers$/,
    },
    {
      why: "the second half of a conflict",
      text: "version = 4\n=======\n",
      is: /^line 2: holds merge conflict markers$/,
    },
    {
      why: "a file cut off in a string",
      text: `version = 4\n\n[[package]]\nname = "a"\nversion = "1.0`,
      is: /^line 5: is not valid TOML: /,
    },
    {
      why: "a file cut off between the lines of a package",
      text: lock("version = 4", aPackage("a", "1.0.0", registry), 'name = "b"'),
      is: /^line 8: is not a Cargo.lock: package\.1\.version: /,
    },
    {
      why: "a version from the future",
      text: "version = 5\n",
      is: /^line 1: has lockfile version 5, which is not known yet$/,
    },
    {
      why: "more packages than anybody has",
      text: lock("version = 4", ...Array.from({ length: 20_001 }, () => aPackage("a", "1.0.0"))),
      is: /^line 1: is too large to read: 20001 packages and 0 dependencies, of 20000 and 200000 at most$/,
    },
    {
      why: "more dependencies than anybody has",
      text: lock("version = 4", aPackage("a", "1.0.0", `dependencies = [${'"b",'.repeat(200_001)}]`)),
      is: /^line 1: is too large to read: 1 packages and 200001 dependencies, /,
    },
    { why: "another kind of file", text: 'package = "x"', is: /^line 1: is not a Cargo.lock: package: / },
    { why: "not TOML at all", text: "{}", is: /^line 1: is not valid TOML: / },
  ])("$why is a problem, with its line", ({ text, is }) => {
    expect(read(text)).toMatch(is);
  });

  it.for([
    { path: "Cargo.lock", is: true },
    { path: "server/Cargo.lock", is: true },
    { path: "NotCargo.lock", is: false },
    { path: "Cargo.lock/readme", is: false },
  ])("$path is a Cargo.lock: $is", ({ path, is }) => {
    expect(cargoReader.matches(path)).toBe(is);
  });

  it("thousands of packages of one name, each asking for that name, make no dependency", () => {
    const text = lock(
      "version = 4",
      ...Array.from({ length: 5_000 }, (_, index) => aPackage("a", `1.0.${index}`, 'dependencies = ["a"]')),
    );
    const reading = cargoReader.parse(text, new Map());
    const { packages } = reading.state === "read" ? reading.inventory : { packages: [] };
    expect(packages).toHaveLength(5_000);
    expect(packages.filter(({ dependencies }) => dependencies.length > 0)).toEqual([]);
  });
});
