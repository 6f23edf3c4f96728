import { describe, expect, it } from "vitest";
import { aliasesOf, groupByIdentity } from "../../../../src/policy/advisory/records/identity.ts";
import { aRecord } from "../builders.ts";

/** `ID=alias,alias` per record. */
function stars(...lines: readonly string[]): readonly string[] {
  const records = lines.map((line) => {
    const [id = "", aliases = ""] = line.split("=");
    return aRecord({ id, aliases: aliases === "" ? [] : aliases.split(",") });
  });
  return groupByIdentity(records, "crates.io").map((star) => {
    const twins = star.twins.map(({ id }) => id).join("+");
    return `${star.hub.id}[${twins}](${aliasesOf(star, "crates.io").join(",")})`;
  });
}

describe("identity", () => {
  it.for([
    {
      why: "GitHub's record attaches to the native one that it names",
      records: ["GHSA-a=RUSTSEC-2099-0001", "RUSTSEC-2099-0001"],
      stars: ["RUSTSEC-2099-0001[GHSA-a](GHSA-a)"],
    },
    {
      why: "GitHub's record attaches to the native one that names it",
      records: ["GHSA-a", "RUSTSEC-2099-0001=GHSA-a,CVE-1"],
      stars: ["RUSTSEC-2099-0001[GHSA-a](CVE-1,GHSA-a)"],
    },
    {
      why: "one GHSA shared by three native records keeps them three problems",
      records: ["RUSTSEC-2099-0001=GHSA-a", "RUSTSEC-2099-0002=GHSA-a", "RUSTSEC-2099-0003=GHSA-a", "GHSA-a"],
      stars: [
        "RUSTSEC-2099-0001[GHSA-a](GHSA-a)",
        "RUSTSEC-2099-0002[GHSA-a](GHSA-a)",
        "RUSTSEC-2099-0003[GHSA-a](GHSA-a)",
      ],
    },
    {
      why: "a native record that names another is still a problem of its own, and not its alias",
      records: ["RUSTSEC-2099-0001=RUSTSEC-2099-0002", "RUSTSEC-2099-0002"],
      stars: ["RUSTSEC-2099-0001[]()", "RUSTSEC-2099-0002[]()"],
    },
    {
      why: "without a native record GHSA is the hub, then CVE, then the rest",
      records: ["OSV-1=CVE-1", "CVE-1", "GHSA-a=CVE-1"],
      stars: ["GHSA-a[CVE-1](CVE-1)", "OSV-1[](CVE-1)"],
    },
    {
      why: "GitHub's record attaches to the native one with which it shares a CVE",
      records: ["RUSTSEC-2099-0001=CVE-1", "CVE-1", "GHSA-a=CVE-1"],
      stars: ["RUSTSEC-2099-0001[GHSA-a+CVE-1](CVE-1,GHSA-a)"],
    },
    {
      why: "and to all native ones with which it does, which stay problems of their own",
      records: ["RUSTSEC-2099-0001=CVE-1,CVE-2", "RUSTSEC-2099-0002=CVE-2,CVE-1", "GHSA-a=CVE-1", "GHSA-b=CVE-1,CVE-2"],
      stars: [
        "RUSTSEC-2099-0001[GHSA-a+GHSA-b](CVE-1,CVE-2,GHSA-a,GHSA-b)",
        "RUSTSEC-2099-0002[GHSA-a+GHSA-b](CVE-1,CVE-2,GHSA-a,GHSA-b)",
      ],
    },
    {
      why: "the id of a third native record is nothing to share",
      records: ["RUSTSEC-2099-0001=RUSTSEC-2099-0003", "GHSA-a=RUSTSEC-2099-0003"],
      stars: ["RUSTSEC-2099-0001[]()", "GHSA-a[]()"],
    },
    {
      why: "no closure over a chain of aliases",
      records: ["RUSTSEC-2099-0001=CVE-1", "GHSA-a=CVE-1,CVE-2", "GHSA-b=CVE-2"],
      stars: ["RUSTSEC-2099-0001[GHSA-a](CVE-1,GHSA-a)", "GHSA-b[](CVE-2)"],
    },
    {
      why: "a malicious package record is always a problem of its own",
      records: ["MAL-1=GHSA-a", "GHSA-a"],
      stars: ["MAL-1[GHSA-a](GHSA-a)"],
    },
    {
      why: "a draft under number 0000 gives way to its final record",
      records: ["RUSTSEC-2099-0000=CVE-1", "RUSTSEC-2099-0065=CVE-1"],
      stars: ["RUSTSEC-2099-0065[](CVE-1)"],
    },
    {
      why: "a draft with other aliases stays",
      records: ["RUSTSEC-2099-0000=CVE-1", "RUSTSEC-2099-0065=CVE-2"],
      stars: ["RUSTSEC-2099-0000[](CVE-1)", "RUSTSEC-2099-0065[](CVE-2)"],
    },
    {
      why: "two final records of equal content stay two",
      records: ["RUSTSEC-2099-0001", "RUSTSEC-2099-0002"],
      stars: ["RUSTSEC-2099-0001[]()", "RUSTSEC-2099-0002[]()"],
    },
  ])("$why", ({ records, stars: expected }) => {
    expect(stars(...records)).toEqual(expected);
    expect(stars(...records.toReversed()), "whatever the order").toEqual(expected);
  });
});
