import { expect, it } from "vitest";
import { npmReader } from "../../../src/advisories/lockfiles/npm.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import {
  brokenLockfiles,
  countsOf,
  expectedFormats,
  expectedLockfiles,
  fixturesIn,
  reachOf,
  readFixture,
  readLockfile,
} from "./corpus-lockfiles.ts";

describeCorpus("package-lock.json of the advisory corpus", () => {
  const lockfiles = expectedLockfiles("package-lock.json");
  const broken = brokenLockfiles("package-lock.json");
  const formats = expectedFormats("osv-scalibr/packagelockjson");
  const fixtures = fixturesIn("osv-scalibr/packagelockjson").filter((file) => file.includes("."));

  it("has lockfiles and fixtures to compare", () => {
    expect([lockfiles.length, broken.length, formats.length, fixtures.length]).toEqual([13, 1, 16, 27]);
  });

  it.for(lockfiles)("reads the packages of %s and how they get in", ([, expected]) => {
    const inventory = readLockfile(npmReader, expected.lockfile);
    const { packages, distinct, local, direct, unreachable } = expected;
    expect(countsOf(inventory)).toEqual({ packages, distinct, local, direct, unreachable });
    for (const row of expected.rows) {
      const reach = reachOf(inventory, row.package, row.version);
      const names = reach.path.slice(1).map((label) => label.replace(/ [^ ]+$/, ""));
      expect([reach.direct, names]).toEqual([row.direct, row.path.slice(1).map(nameOf)]);
    }
  });

  it.for(broken)("%s is cut off, and says so", (file) => {
    expect(() => readLockfile(npmReader, file)).toThrow(
      /line \d{5}, is not valid JSON: it ends too early, at column 1$/,
    );
  });

  it.for(formats)("reads %s", ([file, expected]) => {
    expect(readFixture(npmReader, file)).toEqual("error" in expected ? "problem" : expected);
  });

  it("reads every other fixture, except what is no lockfile", () => {
    const problems = fixtures.filter((file) => readFixture(npmReader, file) === "problem");
    expect(problems.map((file) => file.replace(/.*\//, ""))).toEqual(["not-json.txt", "null.v2.jsontest"]);
  });
});

/** A step is a folder there. */
function nameOf(folder: string): string {
  return folder.replace(/^(?:.*\/)?node_modules\//, "");
}
