import { describe, expect, it } from "vitest";
import { lockfileReaders } from "../../../src/advisories/lockfiles/index.ts";
import { touchesLockfiles } from "../../../src/advisories/lockfiles/touches-lockfiles.ts";

interface Rules {
  readonly lockfiles?: readonly string[];
  readonly skip?: readonly string[];
}

function touches(path: string, { lockfiles, skip = [] }: Rules = {}): boolean {
  return touchesLockfiles(["README.md", path], { lockfiles, skip, ignores: ["deny.toml"] });
}

describe("a change of a file", () => {
  it.for<{ readonly path: string; readonly rules?: Rules; readonly counts: boolean }>([
    { path: "Cargo.lock", counts: true },
    { path: "web/yarn.lock", counts: true },
    { path: "web/package.json", counts: true },
    { path: "api/pyproject.toml", counts: true },
    { path: "deny.toml", counts: true },
    { path: "web/osv-scanner.toml", counts: true },
    { path: "src/main.rs", counts: false },
    { path: "web/deny.toml", counts: false },
    { path: "web/tsconfig.package.json", counts: false },
    { path: "Cargo.toml", counts: false },
    { path: "go.sum", counts: false },
    { path: "node_modules/a/yarn.lock", counts: false },
    { path: "node_modules/a/package.json", counts: false },
    { path: "tests/a/Cargo.lock", rules: { skip: ["tests/**"] }, counts: false },
    { path: "tests/a/package.json", rules: { skip: ["tests/**"] }, counts: false },
    { path: "web/yarn.lock", rules: { lockfiles: ["Cargo.lock"] }, counts: false },
    { path: "web/package.json", rules: { lockfiles: ["Cargo.lock"] }, counts: false },
    { path: "web/package.json", rules: { lockfiles: ["web/**"] }, counts: true },
    { path: "web/package.json", rules: { lockfiles: ["web/npm-shrinkwrap.json"] }, counts: true },
    { path: "vendor/a/Cargo.lock", rules: { lockfiles: ["vendor/a/Cargo.lock"] }, counts: true },
  ])("$path with $rules: $counts", ({ path, rules, counts }) => {
    expect(touches(path, rules)).toBe(counts);
  });

  it("is judged for every format by the name that people know it by", () => {
    for (const { name, matches } of lockfileReaders) expect(matches(`a/${name}`)).toBe(true);
  });
});
