import { expect, it } from "vitest";
import { pnpmReader } from "../../../src/advisories/lockfiles/pnpm.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import {
  countsOf,
  type ExpectedFormat,
  expectedFormats,
  expectedLockfiles,
  fixturesIn,
  reachOf,
  readFixture,
  readLockfile,
} from "./corpus-lockfiles.ts";

/**
 * Where we read more than the expectation was written with: a package from git or from a registry that a key names is none
 * of the npm registry, and pnpm itself takes name and version out of such a key.
 */
const readFurther: Readonly<Record<string, ExpectedFormat>> = {
  "osv-scalibr/pnpmlock/commits.yaml": [
    ["@my-scope/my-other-package", "1.0.0", "git"],
    ["@my-scope/my-package", "1.0.0", "git"],
    ["faker-parser", "0.0.1", "git"],
    ["mocks", "20.0.1", "git"],
    ["my-bitbucket-package", "1.0.0", "git"],
  ],
  "osv-scalibr/pnpmlock/exotic.yaml": [
    ["@foo/bar", "1.0.0", "registry"],
    ["@foo/bar", "1.1.0", "other"],
    ["foo", "1.0.0", "registry"],
    ["foo", "1.1.0", "other"],
    ["foo", "1.2.0", "other"],
    ["foo", "1.3.0", "other"],
    ["foo", "1.4.0", "registry"],
    ["foo", "bar", "other"],
    ["github.com/kevva/is-positive", "", "git"],
  ],
};

describeCorpus("pnpm-lock.yaml of the advisory corpus", () => {
  const lockfiles = expectedLockfiles("pnpm-lock.yaml");
  const formats = expectedFormats("osv-scalibr/pnpmlock");

  it("has lockfiles and fixtures to compare", () => {
    expect(lockfiles.length).toBe(3);
    expect(formats.length).toBe(17);
    expect(fixturesIn("osv-scalibr/pnpmlock").length).toBe(34);
  });

  it.for(lockfiles)("reads the packages of %s and how they get in", ([, expected]) => {
    const inventory = readLockfile(pnpmReader, expected.lockfile);
    const { packages, distinct, local, direct, unreachable } = expected;
    expect(countsOf(inventory)).toEqual({ packages, distinct, local, direct, unreachable });
    expect(inventory.packages.filter(({ source }) => source !== "local" && source !== "registry")).toEqual([]);
    for (const row of expected.rows) {
      expect(reachOf(inventory, row.package, row.version)).toEqual({ direct: row.direct, path: row.path.map(labelOf) });
    }
  });

  it.for(formats)("reads %s", ([file, expected]) => {
    const further = readFurther[file] ?? expected;
    expect(readFixture(pnpmReader, file)).toEqual("error" in further ? "problem" : further);
  });

  it("reads every other fixture, except what is no lockfile", () => {
    const problems = fixturesIn("osv-scalibr/pnpmlock").filter((file) => readFixture(pnpmReader, file) === "problem");
    expect(problems).toEqual(["osv-scalibr/pnpmlock/empty.yaml", "osv-scalibr/pnpmlock/not-yaml.txt"]);
  });
});

/** `importer:.` is the folder, `name@1.0.0(peer@2.0.0)` the package. */
function labelOf(step: string): string {
  if (step.startsWith("importer:")) return step.slice("importer:".length);
  return step.replace(/\(.*$/, "").replace(/(?<=.)@/, " ");
}
