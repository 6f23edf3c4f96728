import { describe, expect, it } from "vitest";
import { chooseLockfiles } from "../../../src/advisories/lockfiles/choose-lockfiles.ts";

const paths = ["Cargo.lock", "crates/one/Cargo.lock", "crates/one/README.md", "web/yarn.lock"];

describe("a glob of the configuration that no lockfile matches", () => {
  it.for<{ lockfiles: readonly string[]; skip?: readonly string[]; unmatched: readonly string[] }>([
    { lockfiles: ["crates/*/Cargo.lock"], unmatched: [] },
    { lockfiles: ["crate/*/Cargo.lock"], unmatched: ["crate/*/Cargo.lock"] },
    { lockfiles: ["Cargo.lock", "crate/**"], unmatched: ["crate/**"] },
    { lockfiles: ["crates/*/README.md"], unmatched: ["crates/*/README.md"] },
    { lockfiles: ["{web,app}/yarn.lock"], unmatched: [] },
    // Somebody has written that these are no concern.
    { lockfiles: ["crates/*/Cargo.lock"], skip: ["crates/**"], unmatched: [] },
    { lockfiles: ["app/Cargo.lock"], unmatched: [] },
  ])("$lockfiles without $skip: $unmatched", ({ lockfiles, skip = [], unmatched }) => {
    expect(chooseLockfiles(paths, { lockfiles, skip }).unmatched).toEqual(unmatched);
  });

  it("is none where the configuration names no lockfiles", () => {
    expect(chooseLockfiles([], { lockfiles: undefined, skip: [] }).unmatched).toEqual([]);
  });
});
