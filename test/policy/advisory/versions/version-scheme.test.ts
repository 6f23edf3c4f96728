import { compare as comparePython } from "@renovatebot/pep440";
import * as fc from "fast-check";
import { compare as compareSemVer } from "semver";
import { describe, expect, it } from "vitest";
import { compareVersions, isAtMost, keyOfVersion, leadsTo } from "../../../../src/policy/advisory/versions/version.ts";
import { isSameLine, versionScheme } from "../../../../src/policy/advisory/versions/version-scheme.ts";

function scheme(ecosystem: string) {
  const found = versionScheme(ecosystem);
  if (found === undefined) throw new Error(`no scheme for ${ecosystem}`);
  return found;
}

function read(ecosystem: string, text: string) {
  const version = scheme(ecosystem).parse(text);
  if (version === undefined) throw new Error(`${text} is no version of ${ecosystem}`);
  return version;
}

describe("what is a version", () => {
  it.for([
    { ecosystem: "crates.io", text: "1.2.3", is: "1.2.3" },
    { ecosystem: "crates.io", text: "300.4.1+3.4.0", is: "300.4.1" },
    { ecosystem: "crates.io", text: "0.1", is: "0.1.0" },
    { ecosystem: "npm", text: "2", is: "2.0.0" },
    { ecosystem: "npm", text: "1.2.3.4", is: undefined },
    { ecosystem: "npm", text: "latest", is: undefined },
    { ecosystem: "npm", text: "git+https://example.org/a.git#1.0.0", is: undefined },
    { ecosystem: "npm", text: "", is: undefined },
    { ecosystem: "npm", text: "99999999999999999999.0.0", is: undefined },
    { ecosystem: "npm", text: "1.0.0-99999999999999999999", is: undefined },
    { ecosystem: "Go", text: "v1.2.3", is: "1.2.3" },
    { ecosystem: "Go", text: "v2.0.0+incompatible", is: "2.0.0" },
    { ecosystem: "Go", text: "v0.0.0-20190308221718-c2843e01d9a2", is: "0.0.0-20190308221718-c2843e01d9a2" },
    { ecosystem: "PyPI", text: "1!2.0.post1", is: "1!2.0.post1" },
    { ecosystem: "PyPI", text: "v1.0", is: "1.0" },
    { ecosystem: "PyPI", text: "1.13.1+cu117", is: "1.13.1+cu117" },
    { ecosystem: "PyPI", text: "2004d", is: undefined },
    { ecosystem: "PyPI", text: "1.*", is: undefined },
    { ecosystem: "PyPI", text: "99999999999999999999", is: undefined },
    { ecosystem: "PyPI", text: "1.0rc99999999999999999999", is: undefined },
    { ecosystem: "PyPI", text: "1".repeat(16) + ".0".repeat(200), is: undefined },
  ])("$ecosystem: $text → $is", ({ ecosystem, text, is }) => {
    expect(scheme(ecosystem).parse(text)?.text).toBe(is);
  });

  it("knows no order of an ecosystem that is not listed, however it is spelled", () => {
    expect(["Maven", "Npm", "crates.IO", "pypi", "__proto__"].map(versionScheme)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});

describe("the order", () => {
  const number = fc.nat({ max: 12 });
  const semver = fc
    .tuple(
      number,
      number,
      number,
      fc.constantFrom("", "-0", "-alpha", "-alpha.2", "-alpha.10", "-rc10", "-1.a", "-a-b"),
    )
    .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
  const python = fc
    .tuple(
      fc.constantFrom("", "1!"),
      fc.array(number, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("", "a1", "b", "-beta-3", "rc10", "c2"),
      fc.constantFrom("", ".post2", "-1", ".rev"),
      fc.constantFrom("", ".dev0", ".dev11"),
      fc.constantFrom("", "+cpu", "+1", "+cpu.2", "+cpu.10", "+cpu.a"),
    )
    .map(([epoch, release, pre, post, dev, local]) => `${epoch}${release.join(".")}${pre}${post}${dev}${local}`);

  it.for([
    { ecosystem: "npm", version: semver, theirs: compareSemVer },
    { ecosystem: "PyPI", version: python, theirs: comparePython },
  ])("of $ecosystem is that of its own library", ({ ecosystem, version, theirs }) => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const ours = compareVersions(read(ecosystem, left), read(ecosystem, right));
        expect(Math.sign(ours)).toBe(Math.sign(theirs(left, right)) + 0);
        const isSameKey = keyOfVersion(read(ecosystem, left)) === keyOfVersion(read(ecosystem, right));
        expect(isSameKey).toBe(ours === 0);
      }),
      { numRuns: 3000 },
    );
  });

  it.for([
    { ecosystem: "npm", version: semver },
    { ecosystem: "PyPI", version: python },
  ])("of $ecosystem has nothing below the lowest", ({ ecosystem, version }) => {
    const { lowest } = scheme(ecosystem);
    fc.assert(
      fc.property(version, (text) => {
        expect(compareVersions(lowest, read(ecosystem, text))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it.for([
    { version: "1.13.1+cpu", bound: "1.13.1", is: true },
    { version: "1.13.1", bound: "1.13.1+cpu", is: true },
    { version: "1.13.1+cu2", bound: "1.13.1+cu1", is: false },
    { version: "1.13.2+cpu", bound: "1.13.1", is: false },
  ])("a local build is at most what it is built from: $version, $bound → $is", ({ version, bound, is }) => {
    expect(isAtMost(read("PyPI", version), read("PyPI", bound))).toBe(is);
  });

  it.for([
    { ecosystem: "npm", version: "1.2.0-beta.1", release: "1.2.0", is: true },
    { ecosystem: "npm", version: "1.2.0-beta.1", release: "1.2.0-0", is: false },
    { ecosystem: "npm", version: "1.2.0", release: "1.2.0", is: false },
    { ecosystem: "npm", version: "1.2.1-beta.1", release: "1.2.0", is: false },
    { ecosystem: "PyPI", version: "1.2rc1", release: "1.2.0", is: true },
    { ecosystem: "PyPI", version: "1.2.post1.dev1", release: "1.2", is: false },
  ])("$ecosystem: $version leads to $release → $is", ({ ecosystem, version, release, is }) => {
    expect(leadsTo(read(ecosystem, version), read(ecosystem, release))).toBe(is);
  });
});

describe("the line that an ordinary requirement accepts", () => {
  it.for([
    { ecosystem: "crates.io", from: "1.4.2", to: "1.9.0", is: true },
    { ecosystem: "crates.io", from: "1.4.2", to: "2.0.0-rc.1", is: false },
    { ecosystem: "crates.io", from: "0.3.1", to: "0.3.9", is: true },
    { ecosystem: "npm", from: "0.3.1", to: "0.4.0-0", is: false },
    { ecosystem: "npm", from: "0.0.7", to: "0.0.8", is: false },
    { ecosystem: "npm", from: "1.4.2", to: "1.4.1", is: false },
    { ecosystem: "crates.io", from: "1.0.0", to: "1.1.0-beta.1", is: false },
    { ecosystem: "npm", from: "1.0.0", to: "1.0.1-beta.1", is: false },
    { ecosystem: "npm", from: "1.1.0-alpha.1", to: "1.1.0-beta.1", is: true },
    { ecosystem: "npm", from: "1.1.0-alpha.1", to: "1.1.0", is: true },
    { ecosystem: "npm", from: "1.1.0-alpha.1", to: "1.1.1-beta.1", is: false },
    { ecosystem: "crates.io", from: "0.3.0", to: "0.3.1-0", is: true },
    { ecosystem: "Go", from: "0.28.0", to: "0.52.0", is: true },
    { ecosystem: "Go", from: "0.28.0", to: "0.28.1-0.20220314234659-1baeb1ce4c0b", is: true },
    { ecosystem: "Go", from: "0.28.0", to: "1.0.0", is: false },
    { ecosystem: "Go", from: "0.0.0-20190308221718-c2843e01d9a2", to: "0.1.0", is: true },
    { ecosystem: "PyPI", from: "7.34.0", to: "8.10.0", is: false },
    { ecosystem: "PyPI", from: "0.3", to: "0.9.post1", is: true },
    { ecosystem: "PyPI", from: "0.3", to: "1.0.dev0", is: false },
    { ecosystem: "PyPI", from: "1.0", to: "1.10rc1", is: false },
    { ecosystem: "PyPI", from: "1.0rc1", to: "1.1rc1", is: true },
    { ecosystem: "PyPI", from: "1!0.3", to: "1!0.4", is: true },
    { ecosystem: "PyPI", from: "0.3", to: "1!0.3", is: false },
  ])("$ecosystem: $from to $to → $is", ({ ecosystem, from, to, is }) => {
    expect(isSameLine(read(ecosystem, from), read(ecosystem, to), scheme(ecosystem))).toBe(is);
  });
});
