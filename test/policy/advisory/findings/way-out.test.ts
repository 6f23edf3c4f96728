import { describe, expect, it } from "vitest";
import type { FindingRow } from "../../../../src/policy/advisory/findings/finding.ts";
import { describeFix, updateCommand, wayOut } from "../../../../src/policy/advisory/findings/way-out.ts";

const ecosystems: Readonly<Record<string, string>> = {
  "Cargo.lock": "crates.io",
  "uv.lock": "PyPI",
  "poetry.lock": "PyPI",
  "go.mod": "Go",
};

/** `name from → to`, where it is locked and how it gets in. */
function aRow(text: string, lockfile: string, direct = true) {
  const [name = "", version = "", , to] = text.split(" ");
  return {
    ecosystem: ecosystems[lockfile.split("/").at(-1) ?? ""] ?? "npm",
    lockfile,
    package: name,
    version,
    fix: { all: [], nearest: to, suggested: to },
    reach: { direct, path: [] },
  } satisfies Partial<FindingRow>;
}

describe("the command that gets there", () => {
  it.for([
    { row: "h2 0.4.0 → 0.4.13", file: "Cargo.lock", command: "cargo update -p h2@0.4.0 --precise 0.4.13" },
    { row: "h2 0.3.0 → 0.3.1-0", file: "a/Cargo.lock", command: "cargo update -p h2@0.3.0" },
    { row: "ws 7.0.0 → 7.5.10", file: "package-lock.json", command: "npm update ws" },
    { row: "ws 7.0.0 → 8.0.0", file: "package-lock.json", command: undefined },
    { row: "ws 7.0.0 → 7.6.0-beta.1", file: "package-lock.json", command: undefined },
    { row: "ws 7.0.0 → 7.0.1-0", file: "package-lock.json", command: "npm update ws" },
    { row: "@a/b 1.0.0 → 1.0.1", file: "web/npm-shrinkwrap.json", command: "npm update @a/b" },
    { row: "ws 7.0.0 → 7.5.10", file: "pnpm-lock.yaml", command: undefined },
    { row: "ws 7.0.0 → 7.5.10", file: "yarn.lock", command: undefined },
    { row: "idna 3.6 → 3.7", file: "uv.lock", command: "uv lock --upgrade-package idna==3.7" },
    { row: "idna 2.6 → 3.7", file: "uv.lock", command: "uv lock --upgrade-package idna==3.7" },
    { row: "idna 3.6 → 3.7", file: "poetry.lock", command: "poetry update idna" },
    { row: "idna 2.6 → 3.7", file: "poetry.lock", command: undefined },
    { row: "golang.org/x/net 0.30.0 → 0.33.0", file: "go.mod", command: "go get golang.org/x/net@v0.33.0" },
    { row: "git.sr.ht/~a/b v1.0.0 → 1.0.1", file: "go.mod", command: "go get git.sr.ht/~a/b@v1.0.1" },
    { row: "example.org/a 1.9.0 → 2.0.0", file: "go.mod", command: undefined },
    { row: "ws 7.0.0 → 7.5.10", file: "bun.lock", command: undefined },
    { row: "ws 7.0.0", file: "package-lock.json", command: undefined },
  ])("$row in $file: $command", ({ row, file, command }) => {
    expect(updateCommand(aRow(row, file))).toBe(command);
    expect(updateCommand(aRow(row, file, false)), "however it gets in").toBe(command);
  });

  it.for([
    { row: "h2;id 0.4.0 → 0.4.13", file: "Cargo.lock" },
    { row: "-p 0.4.0 → 0.4.13", file: "Cargo.lock" },
    { row: "$(id) 1.0.0 → 1.0.1", file: "package-lock.json" },
    { row: "a/b 1.0.0 → 1.0.1", file: "package-lock.json" },
    { row: "../a 1.0.0 → 1.0.1", file: "package-lock.json" },
    { row: "@a/../b 1.0.0 → 1.0.1", file: "package-lock.json" },
    { row: "--global 1.0.0 → 1.0.1", file: "package-lock.json" },
    { row: "a`id` 1.0 → 1.1", file: "uv.lock" },
    { row: "idna 1!3.6 → 1!3.7", file: "uv.lock" },
    { row: "example.org/a@v1;id 1.0.0 → 1.0.1", file: "go.mod" },
    { row: "example.org//a 1.0.0 → 1.0.1", file: "go.mod" },
    { row: "cmd 1.0.0 → 1.0.1", file: "go.mod" },
    { row: "h2\nid 0.4.0 → 0.4.13", file: "Cargo.lock" },
    { row: "h2 0.4.0;id → 0.4.13", file: "Cargo.lock" },
  ])("is not given where it could do something else: $row", ({ row, file }) => {
    expect(updateCommand(aRow(row, file))).toBeUndefined();
  });
});

describe("the way out", () => {
  it.for([
    { row: "h2 0.4.0 → 0.4.13", file: "Cargo.lock", way: "same-line", words: "0.4.13" },
    { row: "h2 0.3.0 → 0.4.2", file: "Cargo.lock", way: "other-line", words: "0.4.2" },
    { row: "h2 0.3.0 → 0.3.1-0", file: "Cargo.lock", way: "same-line", words: "> 0.3.0" },
    { row: "h2 0.3.0 → 0.4.0-0", file: "Cargo.lock", way: "other-line", words: ">= 0.4.0" },
    { row: "h2 0.3.0", file: "Cargo.lock", way: "no-fix", words: undefined },
    { row: "golang.org/x/net 0.30.0 → 0.33.0", file: "go.mod", way: "same-line", words: "0.33.0" },
    { row: "ipython 7.34.0 → 8.10.0", file: "uv.lock", way: "other-line", words: "8.10.0" },
    { row: "pytz 2023.3 → 2023.4.post1", file: "uv.lock", way: "same-line", words: "2023.4.post1" },
    { row: "app 1.0.dev1 → 1.1.dev0", file: "uv.lock", way: "same-line", words: "1.1.dev0" },
  ])("$row in $file: $way, to $words", ({ row, file, way, words }) => {
    expect([wayOut(aRow(row, file)), describeFix(aRow(row, file))]).toEqual([way, words]);
  });

  it("is not known where the order of versions is not", () => {
    expect(wayOut({ ...aRow("a 1.0.0 → 1.0.1", "pom.xml"), ecosystem: "Maven" })).toBe("no-fix");
  });
});
