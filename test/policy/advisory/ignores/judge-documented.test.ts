import { describe, expect, it } from "vitest";
import type { Ignore } from "../../../../src/policy/advisory/ignores/ignore.ts";
import { judgeDocumentedIgnores } from "../../../../src/policy/advisory/ignores/judge-documented.ts";
import type { AdvisoryRecord } from "../../../../src/policy/advisory/records/record.ts";
import { sentenceWithFix } from "../../../../src/render/reason.ts";
import { aRecord } from "../builders.ts";
import { anAdvisory, anIgnore } from "./builders.ts";

type Asked = Parameters<typeof judgeDocumentedIgnores>[0];

const now = new Date("2099-10-01T12:00:00Z");

function judge(part: Partial<Asked>) {
  const scene = { ignores: [anIgnore()], advisories: [anAdvisory()], records: new Map(), isComplete: true, now };
  return judgeDocumentedIgnores({ ...scene, ...part });
}

function findings(part: Partial<Asked>): readonly string[] {
  return judge(part).map(({ finding, ignore: { file, id } }) => `${finding} ${file} ${id}`);
}

const audit = (part: Partial<Ignore> = {}) => anIgnore({ file: ".cargo/audit.toml", tool: "audit", ...part });
const osv = (part: Partial<Ignore> = {}) =>
  anIgnore({ file: "web/osv-scanner.toml", tool: "osv-scanner", folder: "web", ...part });
const fixed = (to: string) => ({ fix: { all: [to], nearest: to, suggested: to } });

describe("an ignore", () => {
  it.for<{ why: string; part: Partial<Asked>; is: readonly string[] }>([
    { why: "has all it needs", part: {}, is: [] },
    { why: "has no reason", part: { ignores: [anIgnore({ reason: "#123" })] }, is: ["missing-reason"] },
    { why: "has no issue", part: { ignores: [anIgnore({ reason: "unused" })] }, is: ["missing-tracking"] },
    { why: "is over", part: { ignores: [anIgnore({ until: now })] }, is: ["expired"] },
    {
      why: "has an end that cannot be read",
      part: { ignores: [anIgnore({ until: new Date(0), isEndUnreadable: true })] },
      is: ["end-unreadable"],
    },
    { why: "covers nothing", part: { advisories: [] }, is: ["stale"] },
    { why: "covers nothing that an incomplete scan found", part: { advisories: [], isComplete: false }, is: [] },
    {
      why: "covers what another folder has",
      part: { ignores: [osv()], advisories: [anAdvisory({ rows: [{ lockfile: "web/deep/package-lock.json" }] })] },
      is: ["stale"],
    },
    {
      why: "covers what its folder has",
      part: { ignores: [osv()], advisories: [anAdvisory({ rows: [{ lockfile: "web/package-lock.json" }] })] },
      is: [],
    },
    {
      why: "names what no database has",
      part: { advisories: [], records: new Map([["RUSTSEC-2099-0001", "unknown"]]) },
      is: ["unknown-id"],
    },
    {
      why: "names what no database has, in an incomplete scan",
      part: { advisories: [], isComplete: false, records: new Map([["RUSTSEC-2099-0001", "unknown"]]) },
      is: ["unknown-id"],
    },
    {
      why: "names a CVE without a record of its own",
      part: { ignores: [anIgnore({ id: "CVE-2099-1" })], records: new Map([["CVE-2099-1", "unknown"]]) },
      is: ["stale"],
    },
    {
      why: "names what the source has, and the lockfile not",
      part: { advisories: [], records: new Map([["RUSTSEC-2099-0001", aRecord({})]]) },
      is: ["stale"],
    },
    {
      why: "names what was withdrawn",
      part: {
        advisories: [],
        isComplete: false,
        records: new Map([["RUSTSEC-2099-0001", aRecord({ more: { withdrawn: "2099-02-01T00:00:00Z" } })]]),
      },
      is: ["withdrawn"],
    },
    {
      why: "names a malicious package by its id",
      part: {
        ignores: [anIgnore({ id: "MAL-2099-1" })],
        advisories: [anAdvisory({ id: "MAL-2099-1", kind: "malicious" })],
      },
      is: ["hides-malicious"],
    },
    {
      why: "names a malicious package by an id that does not say so",
      part: { advisories: [anAdvisory({ kind: "malicious" })] },
      is: ["hides-malicious"],
    },
    {
      why: "names an alias, which cargo-deny does not take",
      part: { ignores: [anIgnore({ id: "CVE-2099-1" })], advisories: [anAdvisory({ aliases: ["CVE-2099-1"] })] },
      is: ["alias-not-honoured"],
    },
    {
      why: "names an alias, which osv-scanner takes",
      part: {
        ignores: [osv({ id: "CVE-2099-1" })],
        advisories: [anAdvisory({ aliases: ["CVE-2099-1"], rows: [{ lockfile: "web/Cargo.lock" }] })],
      },
      is: [],
    },
  ])("that $why: $is", ({ part, is }) => {
    expect(judge(part).map(({ finding }) => finding)).toEqual(is);
    for (const { finding, isError } of judge(part)) expect(isError).toBe(finding === "hides-malicious");
  });
});

describe("a fix that is there now", () => {
  it.for([
    { why: "in the same line", to: "0.4.13", reason: "unused; #1", is: true },
    { why: "in another line, which people may wait with", to: "0.5.0", reason: "breaking; #1", is: false },
    {
      why: "in another line, although there is said to be none",
      to: "0.5.0",
      reason: "no fix available; #1",
      is: true,
    },
    { why: "in another line, and none in this one", to: "0.5.0", reason: "no fix in 0.4.x; #1", is: false },
  ])("$why, is told: $is", ({ to, reason, is }) => {
    const part = { ignores: [anIgnore({ reason })], advisories: [anAdvisory({ rows: [fixed(to)] })] };
    expect(findings(part)).toEqual(is ? ["fix-available deny.toml RUSTSEC-2099-0001"] : []);
  });

  it("is not told of what an ignore does not cover any more, nor of other folders", () => {
    const advisories = [anAdvisory({ rows: [{ lockfile: "web/Cargo.lock" }, { ...fixed("0.4.13") }] })];
    expect(findings({ ignores: [osv()], advisories })).toEqual([]);
    const over = anIgnore({ until: now });
    expect(findings({ ignores: [over], advisories })).toEqual(["expired deny.toml RUSTSEC-2099-0001"]);
  });
});

describe("several ignores", () => {
  it("of one id in one file: the later ones are told", () => {
    const [first, second] = [anIgnore(), anIgnore({ line: 9 })];
    const found = judge({ ignores: [first, second] });
    expect(found.map(({ finding, ignore }) => [finding, ignore.line])).toEqual([["duplicate", 9]]);
  });

  it.for<{ why: string; ignores: readonly Ignore[]; tools?: Asked["tools"]; is: readonly string[] }>([
    { why: "both tools name it", ignores: [anIgnore(), audit()], is: [] },
    {
      why: "both name it, one by its alias",
      ignores: [anIgnore({ reason: "unused; #1" }), audit({ id: "CVE-2099-1" })],
      is: ["alias-not-honoured .cargo/audit.toml CVE-2099-1"],
    },
    {
      why: "only deny.toml does",
      ignores: [anIgnore(), audit({ id: "RUSTSEC-2099-0002" })],
      is: ["drift deny.toml RUSTSEC-2099-0001", "stale .cargo/audit.toml RUSTSEC-2099-0002"],
    },
    { why: "there is no audit.toml", ignores: [anIgnore()], is: [] },
    {
      why: "there is an audit.toml without ignores",
      ignores: [anIgnore()],
      tools: new Set(["deny", "audit"]),
      is: ["drift deny.toml RUSTSEC-2099-0001"],
    },
    {
      why: "an osv-scanner.toml has nothing to do with it",
      ignores: [anIgnore(), osv({ id: "X-1" })],
      is: ["stale web/osv-scanner.toml X-1"],
    },
    {
      why: "two files of cargo-deny",
      ignores: [anIgnore(), anIgnore({ file: ".deny.toml", id: "RUSTSEC-2099-0002" })],
      is: ["stale .deny.toml RUSTSEC-2099-0002"],
    },
  ])("drift where only one Rust tool lives with what is met: $why", ({ ignores, tools, is }) => {
    const advisories = [anAdvisory({ aliases: ["CVE-2099-1"] })];
    expect(findings({ ignores, advisories, ...(tools === undefined ? {} : { tools }) })).toEqual(is);
  });
});

it("each finding is said in a sentence with a fix", () => {
  const malicious = anAdvisory({ id: "MAL-2099-1", kind: "malicious" });
  const aliased = anAdvisory({ id: "RUSTSEC-2099-0004", aliases: ["CVE-2099-4"], rows: [fixed("0.4.13")] });
  const withdrawn = aRecord({ id: "RUSTSEC-2099-0006", more: { withdrawn: "2099-02-01T00:00:00Z" } });
  const found = judge({
    ignores: [
      anIgnore({ id: "MAL-2099-1" }),
      anIgnore({ reason: "" }),
      anIgnore({ until: now }),
      anIgnore({ id: "RUSTSEC-2099-0002", until: new Date(0), isEndUnreadable: true }),
      audit({ id: "CVE-2099-4" }),
      audit({ id: "RUSTSEC-2099-0005" }),
      audit({ id: "RUSTSEC-2099-0006" }),
    ],
    advisories: [malicious, anAdvisory(), aliased],
    records: new Map<string, AdvisoryRecord | "unknown">([
      ["RUSTSEC-2099-0005", "unknown"],
      ["RUSTSEC-2099-0006", withdrawn],
    ]),
  });
  const said = new Map(found.map(({ finding, words }) => [finding, sentenceWithFix(words)]));
  const all = [
    "alias-not-honoured drift duplicate end-unreadable expired fix-available hides-malicious",
    "missing-reason missing-tracking stale unknown-id withdrawn",
  ];
  expect([...said.keys()].toSorted()).toEqual(all.flatMap((names) => names.split(" ")));
  expect([said.get("alias-not-honoured"), said.get("fix-available"), said.get("stale")]).toMatchInlineSnapshot(`
    [
      "Named by an alias, which cargo-audit will not honour: \`CVE-2099-4 (.cargo/audit.toml:3)\`. Name \`RUSTSEC-2099-0004\` instead.",
      "Accepted, and there is a fix now: \`CVE-2099-4 (.cargo/audit.toml:3)\`. Update \`h2 0.4.0 → 0.4.13\`, and remove the ignores.",
      "Cover nothing in any lockfile: \`RUSTSEC-2099-0002 (deny.toml:3)\`. Remove them.",
    ]
  `);
});
