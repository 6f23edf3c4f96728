import { describe, expect, it } from "vitest";
import { lookAgain } from "../../../src/policy/advisory/triage/own-entry.ts";
import { readTriage, runTriage } from "../../../src/policy/advisory/triage/commands/run-triage.ts";
import type { TriageCommandContext } from "../../../src/policy/advisory/triage/commands/triage-command.ts";
import { parseAdvisoryNote } from "../../../src/render/advisory/advisory-note.ts";
import { renderCommands } from "../../../src/render/advisory/how-to-decide.ts";
import type { TriageContext } from "../../../src/render/advisory/triage-context.ts";
import { renderTriageIssue } from "../../../src/render/advisory/triage-issue.ts";
import {
  aBound,
  aChange,
  aContext,
  aFix,
  anAdvisory,
  anEntry,
  aRow,
  aState,
  dueAt,
  type FoundChange,
} from "./builders.ts";
import { testSeal } from "../../support/test-seal.ts";

const until = "2026-12-31T23:59:59.999Z";
const reason = "the codec reads our own files only";

function issue(part: Partial<FoundChange> = {}, context: Partial<TriageContext> = {}) {
  return renderTriageIssue(aChange(part), aContext(context));
}

/** The second paragraph: what a person reads first. */
function status(part: Partial<FoundChange>): string {
  return issue(part).body.split("\n\n")[1] ?? "";
}

describe("the issue of an advisory", () => {
  it("says where it stands, what it is, where it is, what to do and how to decide", () => {
    const notChecked = [{ lockfile: "Cargo.lock", package: "gauge-board", version: "0.3.0", why: "git" as const }];
    const { title, body } = issue({}, { notChecked, alerts: new Map([["CVE-2099-1", 7]]) });
    expect(title).toBe("advisory: RUSTSEC-2099-0001 in slate-codec (high)");
    expect(body).toMatchInlineSnapshot(`
      "<!-- gatehouse:advisory v1 RUSTSEC-2099-0001 -->

      ⏳ **Open.** Nobody has decided about it yet.

      Decide, and be free of it, by **2026-11-22 09:00 UTC**. First seen 2026-11-20 09:00 UTC.

      **A locked package has a known vulnerability.** [RUSTSEC-2099-0001](https://osv.dev/vulnerability/RUSTSEC-2099-0001) (also \`CVE-2099-1\`) hits \`slate-codec 0.4.11\` in \`Cargo.lock\`. It is rated high (CVSS 7.5). It is Dependabot alert 7.

      Area \`security\` is asked to triage this.

      \`Memory grows with each frame\`

      | Locked | Where | One way in | Affected | Fixed in |
      |---|---|---|---|---|
      | \`slate-codec\` \`0.4.11\` | \`Cargo.lock\` | transitive: \`roadrunner 0.8.0\` → \`ember-http 1.2.0\` → \`slate-codec 0.4.11\` | before \`0.4.13\` | \`0.4.13\` |

      Locked does not mean used: not every locked package is part of every build.

      ### What to do

      Move the transitive \`slate-codec\` to \`0.4.13\`. It is in the same line, so only the lockfile changes:

      \`\`\`sh
      cargo update -p slate-codec@0.4.11 --precise 0.4.13
      \`\`\`

      ### How to decide

      Comment one of these lines, with your own words in place of the brackets. Those who can write to this repository or own the area \`security\` may; \`/triage help\` says more.

      \`\`\`text
      /triage fixed-by #<pull request>
      /triage accept-risk <why> until <day>
      /triage defer <why> until <day>
      /triage not-affected <why>
      \`\`\`

      <details><summary>What accepting it changes</summary>

      It adds this entry to \`deny.toml\` by a pull request. Whoever merges it accepts the risk; after the day of \`until\` (UTC) it no longer counts. You may write it yourself as well.

      \`\`\`toml
      [advisories]
      ignore = [
          { id = "RUSTSEC-2099-0001", reason = "why it cannot hurt us; until 2030-01-31; #123" },
      ]
      \`\`\`

      </details>

      <details><summary>Not checked when this was written: 1</summary>

      - 1 from git: \`gauge-board 0.3.0\`

      </details>

      <!-- gatehouse:state v1 358eb0a09a603b62d2efb973bad2ba1a bd6b288863fbaa12d34892a5293f1ea7 {"accepted":null,"aliases":["CVE-2099-1"],"closedByPeopleAt":[],"entries":[],"firstSeenAt":"2026-11-20T09:00:00.000Z","fix":"0.4.13","kind":"vulnerability","places":[["Cargo.lock","slate-codec","0.4.11",false]],"presence":"present","proposal":null,"rating":"high","reminded":null} -->"
    `);
  });

  it("shows what was decided, the newest first, ten of them at most", () => {
    const entries = [
      ...Array.from({ length: 3 }, (_, minute) => anEntry({ kind: "fixed-by", pullRequest: minute + 1 }, minute)),
      anEntry({ kind: "severity", rating: "low", reason }, 3),
      anEntry({ kind: "assign", login: "carla" }, 4, "bob"),
      anEntry({ kind: "not-affected", reason }, 5),
      anEntry({ kind: "reopen" }, 6, "bob"),
      anEntry({ kind: "defer", reason, until }, 7),
      anEntry({ kind: "undo" }, 8),
      anEntry({ kind: "accept-risk", reason, needsSecond: true }, 9),
      anEntry({ kind: "accept-risk", reason, until }, 10, "bob"),
    ];
    const { body } = issue({ next: aState({ entries }) });
    expect(body.slice(body.indexOf("### Decisions"), body.indexOf("<!-- gatehouse:state"))).toMatchInlineSnapshot(`
      "### Decisions

      - 2026-11-20 10:10 UTC, \`bob\`: accept the risk until the end of 2026-12-31 (UTC). \`the codec reads our own files only\`
      - 2026-11-20 10:09 UTC, \`ana\`: asks to accept the risk. \`the codec reads our own files only\`
      - 2026-11-20 10:08 UTC, \`ana\`: the last decision is taken back.
      - 2026-11-20 10:07 UTC, \`ana\`: defer until the end of 2026-12-31 (UTC). \`the codec reads our own files only\`
      - 2026-11-20 10:06 UTC, \`bob\`: to be looked at again.
      - 2026-11-20 10:05 UTC, \`ana\`: not affected. \`the codec reads our own files only\`
      - 2026-11-20 10:04 UTC, \`bob\`: given to \`carla\`.
      - 2026-11-20 10:03 UTC, \`ana\`: rated low. \`the codec reads our own files only\`
      - 2026-11-20 10:02 UTC, \`ana\`: fixed by #3.
      - 2026-11-20 10:01 UTC, \`ana\`: fixed by #2.
      - and 1 earlier decision

      "
    `);
  });

  const asked = [anEntry({ kind: "accept-risk", reason, needsSecond: true })];
  const accepting = [anEntry({ kind: "accept-risk", reason, until })];
  const deferring = [anEntry({ kind: "defer", reason, until })];
  const fixing = [anEntry({ kind: "fixed-by", pullRequest: 77 })];
  const refuting = [anEntry({ kind: "not-affected", reason })];
  const still = { decide: undefined, fix: undefined };
  const late = { of: "decide", what: "due", at: "2026-11-22T09:00:00.000Z" } as const;
  const accepted = { file: "deny.toml", until: "2026-10-02T00:00:00.000Z" };

  it.for<{ why: string; change: Partial<FoundChange>; says: string }>([
    { why: "new", change: {}, says: "⏳ **Open.** Nobody has decided about it yet." },
    {
      why: "overdue",
      change: { next: aState({ reminded: late }) },
      says: "❌ **Overdue.** Nobody has decided about it yet.",
    },
    {
      why: "asked for a second",
      change: { next: aState({ entries: asked }) },
      says: "⏳ **Open.** `ana` asks to accept the risk. A fix is there, so somebody else who may decide has to say the same.",
    },
    {
      why: "to be accepted",
      change: { next: aState({ entries: accepting, proposal: 55 }) },
      says: "⏳ **Open.** `ana` accepts the risk until the end of 2026-12-31 (UTC). It counts when #55 is merged.",
    },
    {
      why: "to be accepted, without a proposal yet",
      change: { next: aState({ entries: accepting }) },
      says: "⏳ **Open.** `ana` accepts the risk until the end of 2026-12-31 (UTC). It counts when an ignore is on the default branch.",
    },
    {
      why: "accepted",
      change: { next: aState({ entries: accepting, accepted }), due: still },
      says: "✅ **Accepted** until the end of 2026-10-01 (UTC), by `deny.toml`. This issue stays open as the reminder.",
    },
    {
      why: "accepted for ever",
      change: { next: aState({ accepted: { ...accepted, until: null } }), due: still },
      says: "✅ **Accepted**, without an end, by `deny.toml`. This issue stays open as the reminder.",
    },
    {
      why: "deferred",
      change: { next: aState({ entries: deferring }), due: still },
      says: "➖ **Deferred** until the end of 2026-12-31 (UTC) by `ana`. The clocks stand still.",
    },
    {
      why: "deferred, and the day is over",
      change: { next: aState({ entries: deferring }), due: { decide: dueAt, fix: undefined } },
      says: "⏳ **Open.** `ana` had deferred it until the end of 2026-12-31 (UTC).",
    },
    {
      why: "said to be fixed",
      change: { next: aState({ entries: fixing }), due: { decide: undefined, fix: dueAt } },
      says: "⏳ **Open.** `ana` says that #77 fixes it. The scan after its merge proves it, or does not.",
    },
    {
      why: "not affected",
      change: { next: aState({ entries: refuting, proposal: 55 }), due: still },
      says: "➖ **Not affected**, says `ana`. The clocks stand still. #55 tells it to other scanners.",
    },
    {
      why: "looked at again",
      change: { next: aState({ entries: [...refuting, anEntry({ kind: "reopen" }, 1, "bob")] }) },
      says: "⏳ **Open.** `bob` asked to look at it again.",
    },
    {
      why: "looked at anew by ourselves",
      change: { next: aState({ entries: [...lookAgain(refuting, dueAt)] }) },
      says: "⏳ **Open.** Nobody has decided since it came back or its ignore ended.",
    },
    { why: "closed by people", change: { isOpen: false }, says: "➖ **Closed by people**, and still locked." },
  ])("says in its first line that it is $why", ({ change, says }) => {
    expect(status(change)).toBe(says);
  });

  it.for([
    { due: { decide: dueAt, fix: dueAt }, says: "Decide, and be free of it, by **2026-11-22 09:00 UTC**. First" },
    {
      due: { decide: dueAt, fix: new Date("2026-11-23T09:00:00Z") },
      says: "Decide by **2026-11-22 09:00 UTC**, be free of it by **2026-11-23 09:00 UTC**. First",
    },
    { due: { decide: undefined, fix: dueAt }, says: "Be free of it by **2026-11-22 09:00 UTC**. First" },
    { due: { decide: undefined, fix: undefined }, says: "\n\nFirst seen 2026-11-20 09:00 UTC." },
  ])("says what is due: $says", ({ due, says }) => {
    expect(issue({ due }).body).toContain(says);
  });

  it("is the same bytes for the same facts", () => {
    expect(issue()).toEqual(issue());
  });

  it("keeps the state of the change in its note", () => {
    const { title, body } = issue();
    expect(parseAdvisoryNote(title, body, testSeal)).toEqual({
      advisory: "RUSTSEC-2099-0001",
      state: aState(),
      isOurText: true,
    });
  });

  it("tells a person's rating from the database's", () => {
    const next = aState({ entries: [anEntry({ kind: "severity", rating: "low", reason })] });
    const { title, body } = issue({ next });
    expect(title).toBe("advisory: RUSTSEC-2099-0001 in slate-codec (low)");
    expect(body).toContain(`It is rated high (CVSS 7.5). \`ana\` rates it low here: \`${reason}\`.`);
  });

  it.for([
    {
      why: "used at work only",
      row: aRow({ isDev: true }),
      says: ["`0.4.11`, dev only |", "Dev only: needed to work on"],
    },
    {
      why: "in a part of a module",
      row: aRow({ confidence: "module", parts: ["example.org/crypto/openpgp"] }),
      says: ["`0.4.11`, in part |", "such as `example.org/crypto/openpgp`", "It blocks no pull request."],
    },
    {
      why: "malicious",
      row: aRow({ kind: "malicious" }),
      says: ["It was published to do harm.", "may already have run"],
    },
    { why: "not rated", row: aRow({ severity: { rating: "unknown" } }), says: ["does not mean that it is harmless"] },
    {
      why: "affected from a version on",
      row: aRow({ interval: { introduced: aBound("0.4.0-0") } }),
      says: ["| from `0.4.0` on |"],
    },
    {
      why: "affected up to a bound that need not exist",
      row: aRow({ interval: { introduced: aBound("0.2.0"), fixed: aBound("0.4.12-0") }, fix: aFix("0.4.12-0") }),
      says: ["| from `0.2.0`, up to `0.4.11` | `> 0.4.11` |"],
    },
    {
      why: "affected up to the last known version",
      row: aRow({ interval: { introduced: aBound("0"), lastAffected: aBound("0.4.11") }, fix: aFix(undefined) }),
      says: ["| up to `0.4.11` | no version |"],
    },
    { why: "named by its version", row: aRow({ interval: undefined }), says: ["| this version |"] },
    {
      why: "there by a way that is not known",
      row: aRow({ reach: { direct: false, path: [] } }),
      says: ["| transitive: not known from the lockfile |"],
    },
  ])("says that a package is $why", ({ row, says }) => {
    const { body } = issue({ found: anAdvisory({ rows: [row] }) });
    for (const part of says) expect(body).toContain(part);
  });
});

describe("the commands that an issue offers", () => {
  const all = ["fixed-by", "accept-risk", "defer", "not-affected"];
  const direct = { direct: true, path: ["roadrunner 0.8.0", "slate-codec 0.4.11"] };

  it.for([
    { why: "a transitive one", found: anAdvisory(), policyFile: "deny.toml", offers: all },
    {
      why: "one to be updated at once",
      found: anAdvisory({ rows: [aRow({ reach: direct })] }),
      policyFile: "deny.toml",
      offers: ["fixed-by", "defer", "not-affected"],
    },
    {
      why: "a malicious one",
      found: anAdvisory({ rows: [aRow({ kind: "malicious" })] }),
      policyFile: "deny.toml",
      offers: ["fixed-by"],
    },
    {
      why: "a repository without a policy file",
      found: anAdvisory(),
      policyFile: undefined,
      offers: ["fixed-by", "defer", "not-affected"],
    },
  ])("for $why: $offers", ({ found, policyFile, offers }) => {
    const { body } = issue({ found }, { policyFile });
    const [, block = ""] = /```text\n([^`]*)```/.exec(body) ?? [];
    expect(
      block
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[1]),
    ).toEqual(offers);
    expect(body.includes("What accepting it changes")).toBe(offers.includes("accept-risk"));
  });

  it("decide nothing as they stand, should a mail bring them back unquoted", () => {
    const block = renderCommands(anAdvisory(), aContext()).split("\n").slice(1, -1);
    const known = [{ id: "RUSTSEC-2099-0001", state: aState(), isOpen: true, entries: [] }];
    const context: TriageCommandContext = {
      actor: { id: 7, login: "ana", isMachine: false },
      permission: "admin",
      area: undefined,
      repository: { owner: "acme", repo: "roadrunner" },
      place: { kind: "issue", advisory: "RUSTSEC-2099-0001" },
      known,
      policyProblem: undefined,
      pullRequests: new Map(),
      assignable: new Set(),
      comment: { id: 9, at: new Date("2026-11-20T10:00:00Z") },
    };
    for (const body of [block.join("\n\n"), block.join("\n")]) {
      const read = readTriage(body, { isShared: false });
      if (read.state !== "lines") throw new Error(`no command in ${body}`);
      expect(read.lines.map(({ command }) => "decide" in command && command.name)).toEqual(all);
      const outcome = runTriage(read.lines, context);
      expect(outcome.recorded).toEqual([]);
      expect(outcome.answered.map(({ answer }) => answer.outcome)).toEqual(block.map(() => "refused"));
    }
  });

  it.for([
    {
      file: "deny.toml",
      says: '{ id = "RUSTSEC-2099-0001", reason = "why it cannot hurt us; until 2030-01-31; #123" },',
    },
    { file: ".cargo/audit.toml", says: '"RUSTSEC-2099-0001", # why it cannot hurt us; until 2030-01-31; #123' },
    { file: "web/osv-scanner.toml", says: '[[IgnoredVulns]]\nid = "RUSTSEC-2099-0001"\nignoreUntil = 2030-01-31' },
  ])("come with the entry as $file has it", ({ file, says }) => {
    expect(issue({}, { policyFile: file }).body).toContain(says);
  });
});
