import * as fc from "fast-check";
import { compare, gt, parse, valid } from "semver";
import { describe, expect, it } from "vitest";
import type { Impact } from "../../../src/policy/title/rules.ts";
import { nextVersion } from "../../../src/policy/version/next-version.ts";

describe("the next version", () => {
  it.for<{ current: string; after: readonly [patch: string, minor: string, major: string] }>([
    { current: "0.7.3", after: ["0.7.4", "0.8.0", "1.0.0"] },
    { current: "0.0.9", after: ["0.0.10", "0.1.0", "1.0.0"] },
    { current: "1.2.3", after: ["1.2.4", "1.3.0", "2.0.0"] },
    { current: "v1.2.3", after: ["1.2.4", "1.3.0", "2.0.0"] },
    { current: "1.2.3+linux.5", after: ["1.2.4", "1.3.0", "2.0.0"] },
    // A prerelease goes on while it leads high enough.
    { current: "0.8.1-rc.2", after: ["0.8.1-rc.3", "0.9.0-rc.1", "1.0.0-rc.1"] },
    { current: "0.8.0-rc.2", after: ["0.8.0-rc.3", "0.8.0-rc.3", "1.0.0-rc.1"] },
    { current: "2.0.0-rc.9", after: ["2.0.0-rc.10", "2.0.0-rc.10", "2.0.0-rc.10"] },
    { current: "2.0.0-rc.9+5", after: ["2.0.0-rc.10", "2.0.0-rc.10", "2.0.0-rc.10"] },
    { current: "0.0.0-beta.1", after: ["0.0.0-beta.2", "0.0.0-beta.2", "0.0.0-beta.2"] },
    { current: "1.2.3-alpha", after: ["1.2.3-alpha.1", "1.3.0-alpha.1", "2.0.0-alpha.1"] },
    { current: "1.2.3-alpha.beta.4", after: ["1.2.3-alpha.beta.5", "1.3.0-alpha.1", "2.0.0-alpha.1"] },
    { current: "1.2.3-rc.4.linux", after: ["1.2.3-rc.5.linux", "1.3.0-rc.1", "2.0.0-rc.1"] },
    { current: "1.2.3-0", after: ["1.2.3-1", "1.3.0-1", "2.0.0-1"] },
    // What sorts wrongly is counted on behind itself, and begins again with a number that sorts.
    { current: "0.8.1-beta-1", after: ["0.8.1-beta-1.1", "0.9.0-beta.1", "1.0.0-beta.1"] },
    { current: "1.2.3-rc10", after: ["1.2.3-rc10.1", "1.3.0-rc.1", "2.0.0-rc.1"] },
  ])("after $current: $after", ({ current, after: [patch, minor, major] }) => {
    expect(nextVersion(current, "patch")).toBe(patch);
    expect(nextVersion(current, "minor")).toBe(minor);
    expect(nextVersion(current, "major")).toBe(major);
  });

  it.for([
    { current: "1.2.3", same: "1.2.3" },
    { current: "v1.2.3+5", same: "1.2.3" },
    { current: "0.8.0-beta-1", same: "0.8.0-beta-1" },
  ])("after $current without a release: $same", ({ current, same }) => {
    expect(nextVersion(current, "none")).toBe(same);
  });

  it.for(["", "1.2", "latest", "1.2.3.4", "01.2.3", "9007199254740992.0.0"])("of %j cannot be told", (current) => {
    expect(nextVersion(current, "patch")).toBeUndefined();
    expect(nextVersion(current, "none")).toBeUndefined();
  });

  it("cannot be told where its numbers grow too large", () => {
    const largest = Number.MAX_SAFE_INTEGER;
    expect(nextVersion(`${largest}.0.0`, "major")).toBeUndefined();
    expect(nextVersion(`${largest}.0.0`, "minor")).toBe(`${largest}.1.0`);
    expect(nextVersion(`1.0.${largest}`, "patch")).toBeUndefined();
    expect(nextVersion(`1.0.${largest}-rc.1`, "patch")).toBe(`1.0.${largest}-rc.2`);
    expect(nextVersion(`1.0.0-rc.${largest}`, "patch")).toBe(`1.0.0-rc.${largest}.1`);
    expect(nextVersion(`1.0.1-${largest}`, "minor")).toBe("1.1.0-1");
  });
});

const part = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: Number.MAX_SAFE_INTEGER - 2, max: Number.MAX_SAFE_INTEGER }),
);
const word = fc.oneof(
  fc.constantFrom("rc", "beta", "beta-1", "rc10", "alpha", "-", "--", "x-y", "-1"),
  fc.stringMatching(/^[0-9A-Za-z-]{1,8}$/),
);
const prerelease = fc.array(fc.oneof(part.map(String), word), { maxLength: 4 }).map((parts) => parts.join("."));
const anyVersion = fc
  .tuple(part, part, part, prerelease, fc.option(word, { nil: undefined }))
  .map(([major, minor, patch, pre, build]) => {
    const ending = build === undefined ? "" : `+${build}`;
    return `${major}.${minor}.${patch}${pre === "" ? "" : `-${pre}`}${ending}`;
  })
  .filter((version) => valid(version) !== null);

const smallestFirst: readonly Impact[] = ["none", "patch", "minor", "major"];

describe("of any version", () => {
  it("the next one is higher and has no build metadata, or cannot be told", () => {
    fc.assert(
      fc.property(anyVersion, fc.constantFrom("patch", "minor", "major"), (current, impact) => {
        const next = nextVersion(current, impact);
        if (next === undefined) return;
        expect(valid(next)).toBe(next);
        expect(gt(next, current)).toBe(true);
      }),
    );
  });

  it("the next one is the same for no release", () => {
    fc.assert(
      fc.property(anyVersion, (current) => {
        expect(nextVersion(current, "none")).toBe(parse(current)?.version);
      }),
    );
  });

  it("the next one is never lower for a larger change", () => {
    fc.assert(
      fc.property(anyVersion, (current) => {
        const told = smallestFirst.flatMap((impact) => nextVersion(current, impact) ?? []);
        expect(told).toEqual(told.toSorted(compare));
      }),
    );
  });

  it("a small number is always told", () => {
    const small = anyVersion.filter((version) => !/\d{5}/.test(version));
    fc.assert(
      fc.property(small, fc.constantFrom(...smallestFirst), (current, impact) => {
        expect(nextVersion(current, impact)).toBeDefined();
      }),
    );
  });

  it("and of any text something is told without throwing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.constantFrom(...smallestFirst),
        (text, impact) => {
          for (const current of [text, `1.0.0-${text}`]) {
            expect(nextVersion(current, impact) === undefined || valid(current) !== null).toBe(true);
          }
        },
      ),
    );
  });
});
