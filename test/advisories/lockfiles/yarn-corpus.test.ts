import { readFileSync } from "node:fs";
import { parseSyml } from "@yarnpkg/parsers";
import { expect, it } from "vitest";
import { yarnReader } from "../../../src/advisories/lockfiles/yarn.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import {
  countsOf,
  type ExpectedFormat,
  type ExpectedLockfile,
  expectedFormats,
  expectedLockfiles,
  fixturesIn,
  reachOf,
  readFixture,
  readLockfile,
} from "./corpus-lockfiles.ts";

/** Where we read more than the expectation was written with: Yarn takes fields in quotes, and an archive of GitLab is git. */
const readFurther: Readonly<Record<string, (expected: ExpectedFormat) => unknown>> = {
  "osv-scalibr/yarnlock/with-quotes.v1.lock": () => [
    ["concat-map", "0.0.1", "registry"],
    ["concat-stream", "1.6.2", "registry"],
  ],
  "osv-scalibr/yarnlock/commits.v1.lock": (expected) =>
    "error" in expected
      ? expected
      : expected.map(([name, version, source]) => [name, version, name === "babel-preset-php" ? "git" : source]),
};

describeCorpus("yarn.lock of the advisory corpus", () => {
  const lockfiles = expectedLockfiles("yarn.lock");
  const formats = expectedFormats("osv-scalibr/yarnlock");
  const fixtures = fixturesIn("osv-scalibr/yarnlock");

  it("has lockfiles and fixtures to compare", () => {
    expect([lockfiles.length, formats.length, fixtures.length]).toEqual([4, 13, 26]);
  });

  it.for(lockfiles)("reads the packages of %s", ([, expected]) => {
    const counts = countsOf(readLockfile(yarnReader, expected.lockfile));
    const { packages, distinct, local, direct, unreachable } = expected;
    const isClassic = !readText(expected).includes("__metadata:");
    // Version 1 does not hold the project, and the corpus not its package.json.
    const told = isClassic ? { local: 0, direct: 0, unreachable: packages } : { local, direct, unreachable };
    expect(counts).toEqual({ packages, distinct, ...told });
  });

  it.for(lockfiles.filter(([, { rows }]) => rows.length > 0))("says how packages get into %s", ([, expected]) => {
    const inventory = readLockfile(yarnReader, expected.lockfile, { "package.json": manifestOf(expected) });
    for (const row of expected.rows) {
      // Of several ways of one length the expectation names another: there `webpack-dev-server@3` comes before `webpack@4`.
      const { direct, path } = reachOf(inventory, row.package, row.version);
      expect([direct, path.length, path.at(-1)]).toEqual([
        row.direct,
        row.path.length,
        `${row.package} ${row.version}`,
      ]);
    }
  });

  it.for(formats)("reads %s", ([file, expected]) => {
    const further = readFurther[file]?.(expected) ?? expected;
    expect(readFixture(yarnReader, file)).toEqual("error" in expected ? "problem" : further);
  });

  it("reads every other fixture, except what holds nothing but a comment", () => {
    const problems = fixtures.filter((file) => readFixture(yarnReader, file) === "problem");
    expect(problems).toEqual(["osv-scalibr/yarnlock/empty.v2.lock"]);
  });
});

/** A package.json that wants what the expected paths begin with, by the ranges of the lockfile. */
function manifestOf(expected: ExpectedLockfile): string {
  const wanted = new Set(expected.rows.flatMap(({ path }) => path.slice(1, 2)));
  const locked: Readonly<Record<string, { readonly version: string }>> = parseSyml(readText(expected));
  const dependencies = Object.entries(locked).flatMap(([pattern, { version }]) => {
    const [, name = "", range = ""] = /^(.[^@]*)@(.*)$/.exec(pattern) ?? [];
    return wanted.has(`${name}@${version}`) ? [[name, range]] : [];
  });
  return JSON.stringify({ name: "root", dependencies: Object.fromEntries(dependencies) });
}

function readText({ lockfile }: ExpectedLockfile): string {
  return readFileSync(corpusPath(`advisories/lockfiles/${lockfile}`), "utf8");
}
