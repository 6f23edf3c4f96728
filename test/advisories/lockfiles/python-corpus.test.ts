import { expect, it } from "vitest";
import { poetryReader } from "../../../src/advisories/lockfiles/poetry.ts";
import { uvReader } from "../../../src/advisories/lockfiles/uv.ts";
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

describeCorpus("uv.lock of the advisory corpus", () => {
  const lockfiles = expectedLockfiles("uv.lock");
  const formats = expectedFormats("osv-scalibr/uvlock");

  it("has lockfiles and fixtures to compare", () => {
    expect(lockfiles.length).toBe(2);
    expect(formats.length).toBe(4);
    expect(fixturesIn("osv-scalibr/uvlock").length).toBe(9);
  });

  it.for(lockfiles)("reads the packages of %s and how they get in", ([, expected]) => {
    const inventory = readLockfile(uvReader, expected.lockfile);
    const { packages, distinct, local, direct, unreachable } = expected;
    expect(countsOf(inventory)).toEqual({ packages, distinct, local, direct, unreachable });
    for (const row of expected.rows) {
      const path = row.path.map((step) => step.replace("==", " "));
      expect(reachOf(inventory, row.package, row.version)).toEqual({ direct: row.direct, path });
    }
  });

  it.for(formats)("reads %s", ([file, expected]) => {
    expect(readFixture(uvReader, file)).toEqual("error" in expected ? "problem" : expected);
  });

  it("reads every other fixture, except what is no lockfile", () => {
    const problems = fixturesIn("osv-scalibr/uvlock").filter((file) => readFixture(uvReader, file) === "problem");
    expect(problems).toEqual(["osv-scalibr/uvlock/empty.lock", "osv-scalibr/uvlock/not-toml.txt"]);
  });
});

// Nothing is expected of these yet but that they can be read.
describeCorpus("poetry.lock of the advisory corpus", () => {
  const read = (file: string) => readFixture(poetryReader, `osv-scalibr/poetrylock/${file}`);

  it.for([
    { file: "empty.lock", is: [] },
    { file: "one-package.lock", is: [["numpy", "1.23.3", "registry"]] },
    { file: "optional-package.lock", is: [["numpy", "1.23.3", "registry"]] },
    { file: "source-git.lock", is: [["ike", "0.2.0", "git"]] },
    { file: "source-legacy.lock", is: [["appdirs", "1.4.4", "other"]] },
    {
      file: "names-outside-package-block.lock",
      is: [
        ["first-pkg", "1.0.0", "registry"],
        ["second-pkg", "2.0.0", "registry"],
      ],
    },
    {
      file: "two-packages.lock",
      is: [
        ["proto-plus", "1.22.0", "registry"],
        ["protobuf", "4.21.5", "registry"],
      ],
    },
  ])("reads $file", ({ file, is }) => {
    expect(read(file)).toEqual(is);
  });

  it("reads every other fixture, except what is no lockfile", () => {
    const files = fixturesIn("osv-scalibr/poetrylock");
    expect(files.length).toBe(11);
    expect(files.filter((file) => readFixture(poetryReader, file) === "problem")).toEqual([
      "osv-scalibr/poetrylock/empty-file.lock",
      "osv-scalibr/poetrylock/not-toml.txt",
    ]);
  });
});
