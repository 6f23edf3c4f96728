import { describe, expect, it } from "vitest";
import { groupByAdvisory } from "../../../src/policy/advisory/advisory.ts";
import type { Advisory } from "../../../src/policy/advisory/advisory.ts";
import { findAdvisories } from "../../../src/policy/advisory/finding.ts";
import type { Inventory } from "../../../src/policy/advisory/inventory.ts";
import type { AdvisoryRecord } from "../../../src/policy/advisory/record.ts";
import type { AdvisoryContext } from "../../../src/render/advisory/advisory-issue.ts";
import { digestAdvisory, renderAdvisoryIssue } from "../../../src/render/advisory/advisory-issue.ts";
import { parseMarker } from "../../../src/render/advisory/advisory-marker.ts";
import { aRecord, aTree } from "../../policy/advisory/builders.ts";

const context: AdvisoryContext = {
  area: "security",
  policyFile: "deny.toml",
  notChecked: [{ lockfile: "Cargo.lock", package: "gauge-board", version: "0.3.0", why: "git" }],
};
const high = { severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }] };
const fixed = [{ introduced: "0" }, { fixed: "0.4.13" }];

function anAdvisory(tree: Inventory, record: AdvisoryRecord): Advisory {
  const [advisory] = groupByAdvisory(findAdvisories("Cargo.lock", tree, [record]).rows);
  if (advisory === undefined) throw new Error("the record hits nothing in the tree");
  return advisory;
}

const tree = aTree("app 0.8.0 local → http@1.2.0", "http 1.2.0 → h2@0.4.11", "h2 0.4.11");

function render(advisory: Advisory, part: Partial<AdvisoryContext> = {}) {
  return renderAdvisoryIssue(advisory, { ...context, ...part }, "5f0c");
}

describe("the advisory issue", () => {
  it("says what, where, how to fix it and how to triage it", () => {
    const record = aRecord({ events: fixed, aliases: ["CVE-2099-1"], more: { ...high, summary: "Memory grows" } });
    const { title, body } = render(anAdvisory(tree, record));
    expect(title).toBe("advisory: RUSTSEC-2099-0001 in h2 (high)");
    expect(body).toMatchInlineSnapshot(`
      "<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->

      **A locked package has a known vulnerability.** [RUSTSEC-2099-0001](https://osv.dev/vulnerability/RUSTSEC-2099-0001) (also \`CVE-2099-1\`) hits \`h2\` \`0.4.11\` in \`Cargo.lock\`. It is rated high (CVSS 7.5).

      Area \`security\` is asked to triage this.

      \`Memory grows\`

      | Locked | Where | One way in | Affected | Fixed in |
      |---|---|---|---|---|
      | \`h2\` \`0.4.11\` | \`Cargo.lock\` | transitive: \`app 0.8.0\` → \`http 1.2.0\` → \`h2 0.4.11\` | before \`0.4.13\` | \`0.4.13\` |

      ### What to do

      Pin the transitive version. Only the lockfile changes:

      \`\`\`sh
      cargo update -p h2@0.4.11 --precise 0.4.13
      \`\`\`

      ### How to triage

      If you accept the risk, say so in \`deny.toml\` on the default branch, with your reason, the day on which it ends, and the issue that tracks it:

      \`\`\`toml
      [advisories]
      ignore = [
          { id = "RUSTSEC-2099-0001", reason = "why it cannot hurt us; until 2030-01-31; #123" },
      ]
      \`\`\`

      After the last day of \`until\` (UTC) the decision no longer counts. Locked does not mean used: not every locked package is part of every build.

      <details><summary>Not checked when this was written: 1</summary>

      - 1 from git: \`gauge-board 0.3.0\`

      </details>

      <!-- gatehouse:state {"version":1,"digest":"5f0c"} -->
      "
    `);
  });

  it("is the same bytes for the same facts, and is found again", () => {
    const advisory = anAdvisory(tree, aRecord({ events: fixed }));
    expect(render(advisory)).toEqual(render(advisory));
    const { body } = render(advisory);
    expect(parseMarker(body)).toEqual({ advisory: "RUSTSEC-2099-0001", digest: "5f0c" });
    expect(parseMarker(body.replaceAll("\n", "\r\n")), "after an edit in the browser").toEqual(parseMarker(body));
  });

  const direct = aTree("app 0.8.0 local → h2@0.4.11", "h2 0.4.11");
  const unsound = { database_specific: { informational: "unsound" } };
  const malicious = { database_specific: { categories: ["malicious"] } };

  it.for([
    {
      why: "direct, fix in the line",
      tree: direct,
      record: aRecord({ events: fixed }),
      says: "cargo update -p h2@0.4.11 --precise 0.4.13",
      ignore: false,
    },
    {
      why: "direct, fix in another line",
      tree: direct,
      record: aRecord({ events: [{ introduced: "0" }, { fixed: "0.5.0" }] }),
      says: "the owner decides the date",
      ignore: true,
    },
    {
      why: "transitive, fix in the line",
      tree,
      record: aRecord({ events: fixed }),
      says: "Only the lockfile changes",
      ignore: true,
    },
    {
      why: "transitive, fix in another line",
      tree,
      record: aRecord({ events: [{ introduced: "0" }, { fixed: "1.0.0" }] }),
      says: "Wait for a release of `http 1.2.0` that accepts `h2` `1.0.0`",
      ignore: true,
    },
    { why: "no fix", tree, record: aRecord({}), says: "No version of `h2` is fixed", ignore: true },
    {
      why: "a bound that need not exist",
      tree,
      record: aRecord({ events: [{ introduced: "0" }, { fixed: "0.4.12-0" }] }),
      says: "cargo update -p h2@0.4.11\n",
      ignore: true,
    },
    {
      why: "unsound without a fix",
      tree,
      record: aRecord({ entry: unsound }),
      says: "accept it with a reason and a tracking issue",
      ignore: true,
    },
    { why: "malicious", tree, record: aRecord({ entry: malicious }), says: "Remove `h2` now", ignore: false },
  ])("$why → $says", ({ tree: at, record, says, ignore }) => {
    const { body } = render(anAdvisory(at, record));
    expect(body).toContain(says);
    expect(body.includes("### How to triage")).toBe(ignore);
  });

  it("offers no ignore where the repository has no policy file", () => {
    expect(render(anAdvisory(tree, aRecord({})), { policyFile: undefined }).body).not.toContain("### How to triage");
  });

  it("writes an audit.toml entry for repositories that use it", () => {
    const { body } = render(anAdvisory(tree, aRecord({})), { policyFile: ".cargo/audit.toml" });
    expect(body).toContain('"RUSTSEC-2099-0001", # why it cannot hurt us; until 2030-01-31; #123');
  });
});

describe("hostile text", () => {
  const evil = "x`` @acme/all <img src=x> --> | \u202E#1 [a](https://evil.example) $(rm -rf ~)";
  const inventory: Inventory = {
    ecosystem: "crates.io",
    packages: [
      { name: "app\n## Approved", version: "1.0.0", source: "local", dependencies: [1] },
      { name: evil, version: "1.0.0", source: "registry", dependencies: [] },
    ],
  };
  const record = aRecord({ name: evil, events: [{ introduced: "0" }, { fixed: "1.0.1" }], more: { summary: evil } });
  const { title, body } = render(anAdvisory(inventory, record), { area: evil, notChecked: [] });

  it("stays text", () => {
    expect(body).not.toContain("@acme");
    expect(body).not.toContain("\u202E");
    expect(body).not.toContain("\n## Approved");
    expect(title.replace(/ \(severity unknown\)$/, "")).not.toMatch(/[<>`@[\]()|$]/);
    // Outside code spans nothing of it is left.
    const bare = body.replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, "CODE");
    for (const part of ["<img", "evil.example", "#1 "]) expect(bare).not.toContain(part);
  });

  it("never becomes a command that somebody might copy", () => {
    expect(body).not.toContain("cargo update -p x");
  });

  it("does not break out of the markers", () => {
    expect(body.split("\n").filter((line) => line.includes("<!--")).length).toBe(2);
    expect(parseMarker(body)?.advisory).toBe("RUSTSEC-2099-0001");
  });

  it("is cut to what GitHub accepts, however long", () => {
    const long = "`@|".repeat(2000);
    const names = Array.from({ length: 60 }, (_, index) => ({ name: `${long}${index}`, version: "1.0.0" }));
    const hit = Array.from({ length: 60 }, (_, index) => ({ name: long, version: `1.0.${index}-${"a".repeat(200)}` }));
    const wide: Inventory = {
      ecosystem: "crates.io",
      packages: [...names, ...hit].map((one, index) => ({
        ...one,
        source: index === 0 ? "local" : "registry",
        dependencies: index < 59 ? [index + 1] : hit.map((_, at) => 60 + at),
      })),
    };
    const wordy = aRecord({ name: long, more: { summary: long }, aliases: names.map(({ name }) => name) });
    const issue = render(anAdvisory(wide, wordy), {
      area: long,
      notChecked: names.map((one) => ({ lockfile: long, package: one.name, version: "1", why: "git" })),
    });
    expect(issue.body.length).toBeLessThan(65_536);
    expect(issue.title.length).toBeLessThan(256);
  });

  it.for([
    { body: "", is: undefined },
    { body: "hello", is: undefined },
    { body: "text\n<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->", is: undefined },
    {
      body: "<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->",
      is: { advisory: "RUSTSEC-2099-0001", digest: undefined },
    },
    {
      body: "<!-- gatehouse:advisory v1 A -->\n<!-- gatehouse:state {broken -->",
      is: { advisory: "A", digest: undefined },
    },
  ])("the marker of $body", ({ body: text, is }) => {
    expect(parseMarker(text)).toEqual(is);
  });
});

describe("the digest", () => {
  const base = anAdvisory(tree, aRecord({ events: fixed }));
  const digest = digestAdvisory(base, context);

  it.for([
    {
      why: "another way in",
      advisory: anAdvisory(
        aTree("app 0.9.0 local → http@1.3.0", "http 1.3.0 → h2@0.4.11", "h2 0.4.11"),
        aRecord({ events: fixed }),
      ),
      same: true,
    },
    {
      why: "another version",
      advisory: anAdvisory(
        aTree("app 0.8.0 local → http@1.2.0", "http 1.2.0 → h2@0.4.12", "h2 0.4.12"),
        aRecord({ events: fixed }),
      ),
      same: false,
    },
    {
      why: "a direct dependency now",
      advisory: anAdvisory(aTree("app 0.8.0 local → h2@0.4.11", "h2 0.4.11"), aRecord({ events: fixed })),
      same: false,
    },
    {
      why: "a first fix",
      advisory: anAdvisory(tree, aRecord({ events: [{ introduced: "0" }, { fixed: "0.4.12" }] })),
      same: false,
    },
    { why: "a rating", advisory: anAdvisory(tree, aRecord({ events: fixed, more: high })), same: false },
    { why: "another alias", advisory: anAdvisory(tree, aRecord({ events: fixed, aliases: ["CVE-1"] })), same: false },
  ])("with $why is the same: $same", ({ advisory, same }) => {
    expect(digestAdvisory(advisory, context) === digest).toBe(same);
  });

  it("does not change with the packages that were not checked", () => {
    expect(digestAdvisory(base, { ...context, notChecked: [] })).toBe(digest);
  });
});
