import { describe, expect, it } from "vitest";
import type { Ignore } from "../../../src/policy/advisory/ignores/ignore.ts";
import type { TriageEvent } from "../../../src/policy/advisory/triage/triage-plan.ts";
import { renderTriageComment } from "../../../src/render/advisory/triage-comment.ts";
import { aChange, aContext, anAdvisory, aRow, dueAt } from "./builders.ts";

const ignore: Ignore = {
  tool: "deny",
  file: "deny.toml",
  id: "RUSTSEC-2099-0001",
  reason: "only in tests",
  until: new Date("2026-10-02T00:00:00Z"),
};

function comment(...events: readonly TriageEvent[]): string | undefined {
  return renderTriageComment(aChange({ events }), aContext());
}

function gone(event: TriageEvent, { commit } = aContext()): string | undefined {
  return renderTriageComment({ ...aChange({ events: [event] }), found: undefined }, aContext({ commit }));
}

describe("the comment on what a scan has to tell", () => {
  it.for<{ events: readonly TriageEvent[] }>([
    { events: [] },
    { events: [{ kind: "open" }] },
    { events: [{ kind: "ignored-from-the-start", isBack: false }] },
    { events: [{ kind: "propose-ignore" }] },
    { events: [{ kind: "propose-removal" }] },
    { events: [{ kind: "update", news: [] }] },
    { events: [{ kind: "renamed", from: "GHSA-aaaa-bbbb-cccc" }] },
    { events: [{ kind: "reopen-asked", by: "ana" }, { kind: "propose-ignore" }] },
  ])("is none for $events", ({ events }) => {
    expect(comment(...events)).toBeUndefined();
  });

  it("names the commit and the pull request that ended it", () => {
    expect(gone({ kind: "close" })).toBe(
      "✅ Gone since `abc1234` (#12), the first scanned commit whose lockfiles are free of it. It is opened again if it comes back.",
    );
    expect(
      gone({ kind: "close" }, aContext({ commit: { sha: "abc1234".padEnd(40, "0"), pullRequest: undefined } })),
    ).toContain("Gone since `abc1234`, the first");
  });

  it("names the advisory whose issue tells it now, and calls nothing gone", () => {
    expect(gone({ kind: "close", into: "RUSTSEC-2099-0002" })).toBe(
      "➖ `RUSTSEC-2099-0001` is told by `RUSTSEC-2099-0002` now, which has an issue of its own.",
    );
  });

  it("says what is no longer scanned, and calls that not gone", () => {
    expect(gone({ kind: "close", unscanned: ["web/Cargo.lock", "Cargo.lock"] })).toBe(
      "➖ No longer scanned: `web/Cargo.lock`, `Cargo.lock`. It is there, and `advisories.lockfiles` or `advisories.skip` leaves it out, so nobody can say that it is free of this. This is opened again if a scan meets it.",
    );
  });

  it("says what keeps it from being called gone", () => {
    const at = { lockfile: "Cargo.lock", package: "slate-codec", version: "0.4.11" };
    const places = [{ ...at, why: "git" } as const, { ...at, version: "x.y", why: "unreadable-version" } as const];
    expect(gone({ kind: "unproved", places })).toBe(
      "➖ Not met any more, and not proved to be gone. Still locked and looked up nowhere: `slate-codec 0.4.11` in `Cargo.lock`, from git; `slate-codec x.y` in `Cargo.lock`, with a version that cannot be read. So this stays open; close it if you know that it is free of this.",
    );
    const many = Array.from({ length: 12 }, () => ({ ...at, why: "git" }) as const);
    expect(gone({ kind: "unproved", places: many })).toContain(" and 2 more. So this stays open");
  });

  it("says that the database took it back", () => {
    expect(gone({ kind: "withdrawn" })).toBe(
      "➖ `RUSTSEC-2099-0001` was withdrawn by its database, so there is nothing left to decide.",
    );
  });

  it("says since when it is back, by when to decide, and how", () => {
    expect(comment({ kind: "reopen", isNoteLost: false })).toMatchInlineSnapshot(`
      "Back since \`abc1234\` (#12), the first scanned commit that has it again: \`slate-codec 0.4.11\` in \`Cargo.lock\`.

      Decide, and be free of it, by **2026-11-22 09:00 UTC**.

      \`\`\`text
      /triage fixed-by #<pull request>
      /triage accept-risk <why> until <day>
      /triage defer <why> until <day>
      /triage not-affected <why>
      \`\`\`"
    `);
  });

  it("does not call back what may never have left, as its note is lost", () => {
    expect(comment({ kind: "reopen", isNoteLost: true })).toMatch(
      /^This was closed, and it is locked: `slate-codec 0\.4\.11` in `Cargo\.lock`\. The note that the last scan left here is lost, so nobody can say whether it was gone in between\. It is open again\.\n/,
    );
  });

  it("tells people who closed it what to say instead", () => {
    expect(comment({ kind: "still-affected" })).toMatchInlineSnapshot(`
      "This was closed, and it is still locked: \`slate-codec 0.4.11\` in \`Cargo.lock\`. It is open again, this once: closed a second time, it stays closed for 30 days. If there is a reason to leave it, say so by a command.

      Decide, and be free of it, by **2026-11-22 09:00 UTC**.

      \`\`\`text
      /triage fixed-by #<pull request>
      /triage accept-risk <why> until <day>
      /triage defer <why> until <day>
      /triage not-affected <why>
      \`\`\`"
    `);
  });

  it("lists the news, and not without end", () => {
    const news = [
      { kind: "new-place", lockfile: "tools/Cargo.lock", package: "slate-codec" },
      { kind: "fix-available", version: "0.4.13" },
      { kind: "rating-up", from: "medium", to: "high" },
    ] as const;
    expect(comment({ kind: "update", news })).toMatchInlineSnapshot(`
      "- Met in one more place: \`slate-codec\` in \`tools/Cargo.lock\`.
      - There is a fix now: \`0.4.13\`.
      - Rated \`high\` now, and \`medium\` before."
    `);
    const many = Array.from({ length: 1_000 }, () => news).flat();
    const text = comment({ kind: "update", news: many }) ?? "";
    expect(text.length).toBeLessThan(11_000);
    expect(text).toMatch(/\n- and \d+ more$/);
  });

  it("says who accepted it, until when and why, and that the issue stays", () => {
    expect(comment({ kind: "mark-ignored", ignore })).toMatchInlineSnapshot(`
      "✅ Accepted until the end of 2026-10-01 (UTC), by \`deny.toml\`. \`only in tests\`

      The clocks stand still. This issue stays open as the reminder, until the lockfiles are free of it."
    `);
    expect(comment({ kind: "mark-ignored", ignore: { ...ignore, reason: "", until: undefined } })).toContain(
      "✅ Accepted, without an end, by `deny.toml`.\n",
    );
  });

  it("calls the owners when an ignore is over", () => {
    expect(comment({ kind: "uncovered", because: "expired" })).toMatchInlineSnapshot(`
      "@acme/security

      The ignore that covered this has ended, and it is still locked: \`slate-codec 0.4.11\` in \`Cargo.lock\`. It counts again.

      Decide, and be free of it, by **2026-11-22 09:00 UTC**.

      \`\`\`text
      /triage fixed-by #<pull request>
      /triage accept-risk <why> until <day>
      /triage defer <why> until <day>
      /triage not-affected <why>
      \`\`\`"
    `);
    expect(comment({ kind: "uncovered", because: "removed" })).toContain("The ignore that covered this was removed");
    expect(comment({ kind: "uncovered", because: "not-enough" })).toContain(
      "The ignore that covered this does not cover all of it any more, and it is still locked: `slate-codec 0.4.11`",
    );
    const found = anAdvisory({ rows: [aRow({ kind: "malicious" })] });
    const events: readonly TriageEvent[] = [{ kind: "uncovered", because: "not-enough" }];
    expect(renderTriageComment(aChange({ events, found }), aContext())).toContain(
      "This is malicious, as its database says now, so that no ignore covers it any more, and it is still locked",
    );
  });

  it.for([
    { of: "decide", what: "soon", says: "A decision is due by **2026-11-22 09:00 UTC**: " },
    { of: "decide", what: "due", says: "❌ A decision was due by **2026-11-22 09:00 UTC**, and there is none: " },
    { of: "decide", what: "weekly", says: "❌ There is still no decision; it was due by **2026-11-22 09:00 UTC**: " },
    { of: "fix", what: "soon", says: "The lockfiles have to be free of this by **2026-11-22 09:00 UTC**: " },
    {
      of: "fix",
      what: "due",
      says: "❌ The lockfiles had to be free of this by **2026-11-22 09:00 UTC**, and are not: ",
    },
    {
      of: "fix",
      what: "weekly",
      says: "❌ The lockfiles are still not free of this; they had to be by **2026-11-22 09:00 UTC**: ",
    },
  ] as const)("reminds ($of, $what) of what is due, when, and how to decide", ({ of, what, says }) => {
    const text = comment({ kind: "remind", of, what, dueAt }) ?? "";
    expect(text.startsWith(`@acme/security\n\n${says}\`slate-codec 0.4.11\` in \`Cargo.lock\`.`)).toBe(true);
    expect(text).toContain("/triage fixed-by #<pull request>");
  });

  it("says that a pull request did not do what it was said to do", () => {
    expect(comment({ kind: "still-locked", pullRequest: 77 })).toMatchInlineSnapshot(`
      "#77 is merged, and it is still locked: \`slate-codec 0.4.11\` in \`Cargo.lock\`, via \`roadrunner 0.8.0\` → \`ember-http 1.2.0\` → \`slate-codec 0.4.11\`. The decision that named it no longer counts.

      Decide, and be free of it, by **2026-11-22 09:00 UTC**.

      \`\`\`text
      /triage fixed-by #<pull request>
      /triage accept-risk <why> until <day>
      /triage defer <why> until <day>
      /triage not-affected <why>
      \`\`\`"
    `);
    expect(comment({ kind: "decision-undone", pullRequest: 77 })).toContain(
      "#77 was closed without a merge, so the decision that named it no longer counts.",
    );
  });

  it("names five places and counts the rest", () => {
    const rows = Array.from({ length: 8 }, (_, index) => aRow({ version: `0.4.${index}` }));
    const found = anAdvisory({}, ...rows);
    const text = renderTriageComment(aChange({ events: [{ kind: "reopen", isNoteLost: false }], found }), aContext());
    expect(text).toContain("`slate-codec 0.4.3` in `Cargo.lock` and 4 more.");
  });

  it("is one for several events, and tells then what is no news alone", () => {
    const text = comment({ kind: "renamed", from: "GHSA-aaaa-bbbb-cccc" }, { kind: "mark-ignored", ignore });
    expect(text).toMatch(
      /^It is called `RUSTSEC-2099-0001` now; this issue began as `GHSA-aaaa-bbbb-cccc`\.\n\n✅ Accepted/,
    );
  });

  it("calls nobody for what only has to be known", () => {
    const quiet: readonly TriageEvent[] = [
      { kind: "close" },
      { kind: "reopen", isNoteLost: false },
      { kind: "still-affected" },
      { kind: "mark-ignored", ignore },
      { kind: "update", news: [{ kind: "fix-available", version: "1" }] },
    ];
    for (const event of quiet) expect(comment(event)).not.toContain("@");
  });

  it("calls only what can be a person or a team", () => {
    const mentions = ["@ana", "@acme/security", "ana", "@acme/all @everyone", "@a](https://evil.example)"];
    const text = renderTriageComment(
      aChange({ events: [{ kind: "uncovered", because: "expired" }] }),
      aContext({ mentions }),
    );
    expect(text?.split("\n")[0]).toBe(
      "@ana @acme/security `ana` `@\u200Bacme/all @\u200Beveryone` `@\u200Ba](https://evil.example)`",
    );
  });
});
