import { expect, it } from "vitest";
import { goReader } from "../../../src/advisories/lockfiles/go.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import {
  countsOf,
  expectedFormats,
  expectedLockfiles,
  fixturesIn,
  reachOf,
  readFixture,
  readLockfile,
} from "./corpus-lockfiles.ts";

describeCorpus("go.mod of the advisory corpus", () => {
  const lockfiles = expectedLockfiles("go.mod");
  const formats = expectedFormats("osv-scalibr/gomod");

  it("has lockfiles and fixtures to compare", () => {
    expect(lockfiles.length).toBe(5);
    expect(formats.length).toBe(7);
    expect(fixturesIn("osv-scalibr/gomod").filter((file) => file.endsWith(".mod")).length).toBe(15);
  });

  it.for(lockfiles)("reads the modules of %s and which are direct", ([, expected]) => {
    const inventory = readLockfile(goReader, expected.lockfile);
    const { packages, distinct, local, direct, unreachable } = expected;
    expect(countsOf(inventory)).toEqual({ packages, distinct, local, direct, unreachable });
    const [main] = inventory.packages.filter(({ source }) => source === "local");
    for (const row of expected.rows) {
      const path = row.path.map((step) => (step === "main" ? (main?.name ?? "") : `${step} ${row.version}`));
      expect(reachOf(inventory, row.package, row.version)).toEqual({ direct: row.direct, path });
    }
  });

  it.for(formats)("reads %s", ([file, expected]) => {
    const read = readFixture(goReader, file);
    // A module that is replaced by a folder is passed over there; we list it as not checked.
    const lookedUp = read === "problem" ? read : read.filter(([, , source]) => source === "registry");
    expect(lookedUp).toEqual("error" in expected ? "problem" : expected);
  });

  it("reads every other fixture, except what is no go.mod", () => {
    const files = fixturesIn("osv-scalibr/gomod").filter((file) => file.endsWith(".mod"));
    expect(files.filter((file) => readFixture(goReader, file) === "problem")).toEqual([
      "osv-scalibr/gomod/empty.mod",
      "osv-scalibr/gomod/not-go-mod.mod",
    ]);
  });
});
