import { expect, it } from "vitest";
import { updateCommands } from "../../../src/cli/advisories/update-commands.ts";
import { findAdvisories, type FindingRow } from "../../../src/policy/advisory/findings/finding.ts";
import { indexRecords } from "../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTree } from "../../policy/advisory/builders.ts";

/** What h2 0.4.0 meets where advisories on it end in these versions. */
function rowsOf(lockfile: string, ...ends: readonly string[]): readonly FindingRow[] {
  const records = ends.map((fixed, at) =>
    aRecord({ id: `RUSTSEC-2099-000${at + 1}`, events: [{ introduced: "0" }, { fixed }] }),
  );
  return findAdvisories(lockfile, aTree("app 1.0.0 local → h2@0.4.0", "h2 0.4.0"), indexRecords(records)).rows;
}

it("one command takes a package to where all its advisories of the same line end", () => {
  const commands = updateCommands(rowsOf("Cargo.lock", "0.4.3", "0.4.13", "0.4.9", "0.5.0"));
  expect([...commands]).toEqual([["", ["cargo update -p h2@0.4.0 --precise 0.4.13"]]]);
});

it("there is none into another line, and none where nothing ends it", () => {
  expect([...updateCommands([...rowsOf("Cargo.lock", "0.5.0"), ...rowsOf("b/Cargo.lock")])]).toEqual([]);
});

it("each is for the folder of its lockfile", () => {
  const commands = updateCommands([...rowsOf("a/Cargo.lock", "0.4.1"), ...rowsOf("b/c/Cargo.lock", "0.4.1")]);
  expect([...commands.keys()]).toEqual(["a", "b/c"]);
});

it("a name that no package has is in none, so that no line is endless", () => {
  const rows = rowsOf("Cargo.lock", "0.4.1").map((row) => ({ ...row, package: "x".repeat(300) }));
  expect([...updateCommands(rows)]).toEqual([]);
});
