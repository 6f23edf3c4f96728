import { compare } from "semver";
import { describe, expect, it } from "vitest";
import { findAttachedNumber } from "../../../src/policy/version/prerelease-number.ts";

describe("a prerelease whose number has no dot of its own", () => {
  it.for([
    { version: "0.8.0-beta-1", found: "beta-1", wanted: "beta.1" },
    { version: "1.0.0-rc10", found: "rc10", wanted: "rc.10" },
    { version: "1.0.0-RC0", found: "RC0", wanted: "RC.0" },
    { version: "1.0.0-pre-release-3", found: "pre-release-3", wanted: "pre-release.3" },
    { version: "1.0.0-beta--2", found: "beta--2", wanted: "beta.2" },
    { version: "1.0.0-beta2.7", found: "beta2", wanted: "beta.2" },
  ])("$version: $found ought to be $wanted", ({ version, found, wanted }) => {
    expect(findAttachedNumber(version)).toEqual({ found, wanted });
  });

  it("really sorts wrongly, and what is wanted does not", () => {
    expect(compare("0.8.0-beta-10", "0.8.0-beta-2")).toBe(-1);
    expect(compare("0.8.0-rc10", "0.8.0-rc2")).toBe(-1);
    expect(compare("0.8.0-beta.10", "0.8.0-beta.2")).toBe(1);
  });

  it.for([
    { version: "1.2.3", because: "it is none" },
    { version: "1.2.3-rc.1", because: "it has its dot" },
    { version: "1.2.3-rc", because: "there is no number" },
    { version: "1.2.3-7", because: "there is nothing but a number" },
    { version: "1.2.3-beta-01", because: "it is padded" },
    { version: "1.2.3-nightly-20260401", because: "it is a date" },
    { version: "1.2.3-alpha.g12ab34", because: "that is the id of a commit" },
    { version: "1.2.3-0a1", because: "there is no name" },
    { version: "beta-1", because: "that is no version" },
  ])("is not $version: $because", ({ version }) => {
    expect(findAttachedNumber(version)).toBeUndefined();
  });
});
