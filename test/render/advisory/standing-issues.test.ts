import { describe, expect, it } from "vitest";
import { parseAdvisoryNote } from "../../../src/render/advisory/advisory-note.ts";
import { type AdvisoryReport, renderReport } from "../../../src/render/advisory/report.ts";
import { renderRollUp } from "../../../src/render/advisory/roll-up.ts";
import { renderUnreadable } from "../../../src/render/advisory/unreadable-lockfiles.ts";
import { reason } from "../../../src/policy/reason.ts";
import { testSeal } from "../../support/test-seal.ts";
import { aContext, anAdvisory, aRow } from "./builders.ts";

const context = aContext();

describe("the issue of what one run may not open", () => {
  it("lists all of them", () => {
    const unsound = anAdvisory({ rows: [aRow({ advisory: "RUSTSEC-2099-0002", kind: "unsound", package: "old" })] });
    expect(renderRollUp([anAdvisory({}, aRow()), unsound], context)).toMatchInlineSnapshot(`
      {
        "body": "<!-- gatehouse:advisory v1 roll-up -->

      ⏳ **2 more advisories** without an issue yet. Area \`security\` is asked to triage them.

      One scan opens at most 25 issues, the most urgent first, and none while the lockfiles meet advisories in more than 1000 places. The scans after it open these, and this issue closes when none is left.

      | Advisory | Locked | Where | Kind and rating |
      |---|---|---|---|
      | \`RUSTSEC-2099-0001\` | \`slate-codec 0.4.11\` and 1 more | \`Cargo.lock\` | vulnerability, high |
      | \`RUSTSEC-2099-0002\` | \`old 0.4.11\` | \`Cargo.lock\` | unsound, high |",
        "title": "advisories: 2 more without an issue of their own",
      }
    `);
  });

  it("counts what it has no room for", () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      anAdvisory({ rows: [aRow({ advisory: `RUSTSEC-2099-${index}`, package: "|`".repeat(50) })] }),
    );
    const { title, body } = renderRollUp(many, context);
    const [, left = "0"] = /\| and (\d+) more \|/.exec(body) ?? [];
    expect(title).toBe("advisories: 3000 more without an issue of their own");
    expect(body.match(/RUSTSEC-2099-/g)?.length).toBe(3_000 - Number(left));
    expect(body.length).toBeLessThanOrEqual(65_536);
  });
});

describe("the issue of lockfiles that cannot be read", () => {
  it("names each with its problem, and what follows from it", () => {
    const troubles = [
      { path: "web/package-lock.json", problem: "line 3: is cut off" },
      { path: "tools/Cargo.lock", problem: "holds marks of a merge conflict", line: 12 },
    ];
    expect(renderUnreadable(troubles, context)).toMatchInlineSnapshot(`
      {
        "body": "<!-- gatehouse:advisory v1 lockfile-unreadable -->

      ❌ **2 lockfiles cannot be read.** Area \`security\` is asked to look at it.

      - \`web/package-lock.json\`: \`line 3: is cut off\`
      - \`tools/Cargo.lock\`, line 12: \`holds marks of a merge conflict\`

      What they lock is not known, so it is not checked. The other lockfiles are scanned as ever, and what is found in them gets its issues. But nothing is called gone: no advisory issue is closed until all of these can be read again.

      Let the package manager write the file anew, or leave it out by \`advisories.skip\` where it is no lockfile of this repository. This issue closes by itself with the next scan that can read them all.",
        "title": "lockfile-unreadable: web/package-lock.json and 1 more",
      }
    `);
  });

  it("is about policy files too, with what waits for them", () => {
    const policy = { path: "deny.toml", problem: "line 1 is not valid TOML", isPolicy: true };
    const { title, body } = renderUnreadable([policy], context, ["RUSTSEC-2099-0001"]);
    expect(title).toBe("policy-unreadable: deny.toml");
    expect(body).toMatchInlineSnapshot(`
      "<!-- gatehouse:advisory v1 lockfile-unreadable -->

      ❌ **1 policy file cannot be read.** Area \`security\` is asked to look at it.

      - \`deny.toml\`: \`line 1 is not valid TOML\`

      What a policy file ignores is not known while it cannot be read. So no issue is opened for an advisory that it may cover, and none is called accepted, or not accepted any more. Malicious packages are told all the same, and the clocks of issues that nothing covered run on.

      Held back until then: \`RUSTSEC-2099-0001\`.

      Put the policy file right. This issue closes by itself with the next scan that can read them all."
    `);
    const both = renderUnreadable([{ path: "Cargo.lock", problem: "is empty" }, policy], context);
    expect(both.title).toBe("file-unreadable: Cargo.lock and 1 more");
    expect(both.body).toContain("❌ **1 lockfile and 1 policy file cannot be read.**");
    expect(both.body).toContain("nothing is called gone");
  });

  it("counts what waits for it, and has room for the rest", () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `RUSTSEC-2099-${index}`);
    const { body } = renderUnreadable([{ path: "Cargo.lock", problem: "is empty" }], context, ids);
    expect(body).toContain("`RUSTSEC-2099-49` and 2950 more.");
  });

  it("does not change with the commit", () => {
    const troubles = [{ path: "Cargo.lock", problem: "is empty" }];
    const later = aContext({ commit: { sha: "0".repeat(40), pullRequest: undefined } });
    expect(renderUnreadable(troubles, later)).toEqual(renderUnreadable(troubles, context));
  });

  it("counts what it has no room for", () => {
    const troubles = Array.from({ length: 3_000 }, (_, index) => ({
      path: `${index}/Cargo.lock`,
      problem: "`".repeat(400),
    }));
    const { title, body } = renderUnreadable(troubles, context);
    expect(body).toMatch(/\n- and \d+ more\n/);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(title).toBe("lockfile-unreadable: 0/Cargo.lock and 2999 more");
  });
});

describe("the weekly report", () => {
  const day = (date: string) => new Date(`${date}T09:00:00Z`);
  const one = { advisory: "RUSTSEC-2099-0001", package: "slate-codec", kind: "vulnerability", rating: "high" } as const;
  const report: AdvisoryReport = {
    at: day("2026-11-16"),
    open: [
      { ...one, number: 41, firstSeenAt: day("2026-11-14"), dueAt: day("2026-11-18") },
      { ...one, number: 42, firstSeenAt: day("2026-11-02"), dueAt: undefined },
      { ...one, number: 43, firstSeenAt: day("2026-11-10"), dueAt: day("2026-11-16") },
      { ...one, number: 44, firstSeenAt: day("2026-11-08"), dueAt: day("2026-11-10") },
    ],
    accepted: [
      { ...one, number: 7, file: ".cargo/audit.toml", until: undefined },
      { ...one, number: 9, file: "deny.toml", until: new Date("2026-12-01T00:00:00Z") },
    ],
    ignores: [reason("on-hold-unexplained", { who: "ana", since: "2026-11-10 09:00 UTC", command: "/unhold" })],
    notChecked: [
      { lockfile: "Cargo.lock", package: "gauge-board", version: "0.3.0", why: "git" },
      { lockfile: "Cargo.lock", package: "gauge-dial", version: "0.3.0", why: "git" },
      { lockfile: "Cargo.lock", package: "odd", version: "x", why: "unreadable-version" },
    ],
    unreadable: [],
    heldBack: [],
    isComplete: true,
    source: { name: "osv-api", asOf: undefined, isStale: false },
  };

  it("has what is overdue first, then what is open for longest", () => {
    expect(renderReport(report, context)).toMatchInlineSnapshot(`
      {
        "body": "<!-- gatehouse:advisory v1 report -->

      ❌ **4 open, 2 overdue; 2 accepted.** At \`abc1234\` (#12), 2026-11-16 09:00 UTC.

      ### Open

      | Issue | Advisory | Package | Kind and rating | First seen | Due |
      |---|---|---|---|---|---|
      | #44 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | vulnerability, high | 2026-11-08 09:00 UTC | ❌ was due 2026-11-10 09:00 UTC |
      | #43 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | vulnerability, high | 2026-11-10 09:00 UTC | ❌ was due 2026-11-16 09:00 UTC |
      | #42 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | vulnerability, high | 2026-11-02 09:00 UTC | no date |
      | #41 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | vulnerability, high | 2026-11-14 09:00 UTC | 2026-11-18 09:00 UTC |

      ### Accepted

      | Issue | Advisory | Package | By | Last day (UTC) |
      |---|---|---|---|---|
      | #9 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | \`deny.toml\` | 2026-11-30 |
      | #7 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | \`.cargo/audit.toml\` | without an end |

      ### Documented ignores

      - On hold by \`ana\` since \`2026-11-10 09:00 UTC\`. \`ana\`, an owner of an area or a maintainer can comment \`/unhold\`.

      ### Not checked: 3

      - 2 from git
      - 1 with a version that cannot be read

      Advisories come from \`osv-api\`, as of 2026-11-16 09:00 UTC.",
        "title": "advisories: report of 2026-11-16",
      }
    `);
    expect(renderReport(report, context).body.match(/^\| #\d+/gm)).toEqual([
      "| #44",
      "| #43",
      "| #42",
      "| #41",
      "| #9",
      "| #7",
    ]);
  });

  it("says calmly that there is nothing", () => {
    const empty = { ...report, open: [], accepted: [], ignores: [], notChecked: [] };
    expect(renderReport(empty, context)).toMatchInlineSnapshot(`
      {
        "body": "<!-- gatehouse:advisory v1 report -->

      ✅ **0 open; 0 accepted.** At \`abc1234\` (#12), 2026-11-16 09:00 UTC.

      Advisories come from \`osv-api\`, as of 2026-11-16 09:00 UTC.",
        "title": "advisories: report of 2026-11-16",
      }
    `);
  });

  it("does not say calmly that there is nothing where a file cannot be read", () => {
    const unreadable = [{ path: "deny.toml", problem: "line 1 is not valid TOML" }];
    const empty = { ...report, open: [], accepted: [], ignores: [], notChecked: [], unreadable };
    const { body } = renderReport({ ...empty, heldBack: ["RUSTSEC-2099-0001"] }, context);
    expect(body).toContain("⏳ **0 open; 0 accepted; 1 held back.** At");
    expect(body).toContain(
      "### Cannot be read\n\n- `deny.toml`: `line 1 is not valid TOML`\n\n### Held back: 1\n\n- `RUSTSEC-2099-0001`\n\nNobody can say whether",
    );
    expect(renderReport(empty, context).body).toContain("⏳ **0 open; 0 accepted.** At");
  });

  it("says what it could not know", () => {
    const source = { name: "osv-dump", asOf: day("2026-11-13"), isStale: true };
    expect(renderReport({ ...report, isComplete: false, source }, context).body).toContain(
      "Advisories come from `osv-dump`, as of 2026-11-13 09:00 UTC. That is too old to prove that something is gone. The last scan was incomplete: a lockfile or an answer was missing. So no issue was closed.",
    );
  });

  it("fits, however much there is", () => {
    const many = <Item>(items: readonly Item[]) => Array.from({ length: 2_000 }, () => items).flat();
    const large = {
      ...report,
      open: many(report.open).map((each) => ({ ...each, package: "|`".repeat(90) })),
      accepted: many(report.accepted),
      ignores: many(report.ignores),
      notChecked: many(report.notChecked),
      unreadable: many([{ path: "`".repeat(90), problem: "|`".repeat(90) }]),
      heldBack: many(["`".repeat(90)]),
    };
    const { body } = renderReport(large, context);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.match(/and \d+ more/g)?.length).toBe(5);
  });
});

it("all of them are found again by their first line", () => {
  const texts = [
    renderRollUp([anAdvisory()], context),
    renderUnreadable([{ path: "Cargo.lock", problem: "is empty" }], context),
  ];
  expect(texts.map(({ title, body }) => parseAdvisoryNote(title, body, testSeal))).toEqual([
    { advisory: "roll-up", state: undefined, isOurText: false },
    { advisory: "lockfile-unreadable", state: undefined, isOurText: false },
  ]);
});
