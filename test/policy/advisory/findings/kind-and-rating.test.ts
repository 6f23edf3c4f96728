import { describe, expect, it } from "vitest";
import { findAdvisories } from "../../../../src/policy/advisory/findings/finding.ts";
import type { Inventory } from "../../../../src/policy/advisory/findings/inventory.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { indexRecords } from "../../../../src/policy/advisory/records/record-index.ts";
import { aRecord, aTree } from "../builders.ts";

function meet(inventory: Inventory, records: readonly AdvisoryRecord[]) {
  return findAdvisories("Cargo.lock", inventory, indexRecords(records));
}

const high = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const marked = (informational: string | null, categories: readonly string[] = []) => ({
  database_specific: { informational, categories },
});

describe("kind and rating", () => {
  const cvss = (score: string, type = "CVSS_V3") => [{ type, score }];
  const v4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:N/SC:H/SI:H/SA:N";

  it.for([
    { why: "a vector", more: { severity: cvss(high) }, entry: {}, is: "vulnerability high 7.5" },
    {
      why: "the highest CVSS version",
      more: { severity: [...cvss(high), ...cvss(v4, "CVSS_V4")] },
      entry: {},
      is: "vulnerability critical 9.3",
    },
    {
      why: "the entry before the record",
      more: { severity: cvss(high) },
      entry: { severity: cvss(v4, "CVSS_V4") },
      is: "vulnerability critical 9.3",
    },
    {
      why: "the database's word",
      more: { database_specific: { severity: "MODERATE" } },
      entry: {},
      is: "vulnerability medium -",
    },
    { why: "nothing at all", more: {}, entry: {}, is: "vulnerability unknown -" },
    {
      why: "a vector with a part missing",
      more: { severity: cvss("CVSS:3.1/AV:N/AC:L") },
      entry: {},
      is: "vulnerability unknown -",
    },
    {
      why: "text that is no vector",
      more: { severity: cvss("CVSS:3.1/nonsense") },
      entry: {},
      is: "vulnerability unknown -",
    },
    {
      why: "no impact",
      more: { severity: cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N") },
      entry: {},
      is: "vulnerability none 0",
    },
    { why: "unmaintained", more: {}, entry: marked("unmaintained"), is: "unmaintained unknown -" },
    { why: "unsound with a vector", more: { severity: cvss(high) }, entry: marked("unsound"), is: "unsound high 7.5" },
    { why: "a word nobody knows yet", more: {}, entry: marked("haunted"), is: "vulnerability unknown -" },
    { why: "malicious", more: {}, entry: marked(null, ["malicious"]), is: "malicious critical -" },
  ])("$why → $is", ({ more, entry, is }) => {
    const { rows } = meet(aTree("app 1.0.0 local → h2@0.4.0", "h2 0.4.0"), [aRecord({ more, entry })]);
    expect(rows.map(({ kind, severity }) => `${kind} ${severity.rating} ${severity.score ?? "-"}`)).toEqual([is]);
  });

  it("takes the rating of a twin when the native record has none", () => {
    const records = [aRecord({ aliases: ["GHSA-a"] }), aRecord({ id: "GHSA-a", more: { severity: cvss(high) } })];
    const { rows } = meet(aTree("h2 0.4.0"), records);
    expect(rows.map(({ advisory, severity }) => [advisory, severity.rating])).toEqual([["RUSTSEC-2099-0001", "high"]]);
  });
});
