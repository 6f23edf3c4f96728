import { describe, expect, it } from "vitest";
import { type AdvisoryNews, renderChatLines } from "../../../src/render/advisory/chat-lines.ts";
import { aChange, anAdvisory, aRow, dueAt } from "./builders.ts";

const place = {
  owner: "acme",
  repo: "roadrunner",
  htmlUrl: "https://github.com/acme/roadrunner/issues/41",
  at: new Date("2026-11-20T09:00:00Z"),
};

const report: Extract<AdvisoryNews, { kind: "report" }>["report"] = {
  at: new Date("2026-11-16T09:00:00Z"),
  open: [
    {
      number: 41,
      advisory: "RUSTSEC-2099-0001",
      package: "slate-codec",
      kind: "vulnerability",
      rating: "high",
      firstSeenAt: new Date("2026-11-10T09:00:00Z"),
      dueAt: new Date("2026-11-12T09:00:00Z"),
    },
  ],
  accepted: [],
  ignores: [],
  notChecked: [],
  unreadable: [],
  heldBack: [],
  isComplete: true,
  source: { name: "osv-api", asOf: undefined, isStale: false },
};

describe("what a chat hears", () => {
  it.for<{ news: AdvisoryNews }>([{ news: { kind: "new", change: aChange() } }])("of a new advisory", ({ news }) => {
    expect(renderChatLines(news, place)).toMatchInlineSnapshot(`
      {
        "description": "A locked package has a known vulnerability. It is slate-codec 0.4.11 in Cargo.lock.
      Decide by 2026-11-22 09:00 UTC.
      Be free of it by 2026-11-22 09:00 UTC.",
        "footer": "acme/roadrunner · advisory RUSTSEC-2099-0001",
        "timestamp": "2026-11-20T09:00:00.000Z",
        "title": "RUSTSEC-2099-0001 in slate-codec (high)",
        "url": "https://github.com/acme/roadrunner/issues/41",
      }
    `);
  });

  it("of one that is overdue", () => {
    const change = aChange({ due: { decide: undefined, fix: dueAt } });
    expect(renderChatLines({ kind: "overdue", change }, place)).toMatchInlineSnapshot(`
      {
        "description": "A locked package has a known vulnerability. It is slate-codec 0.4.11 in Cargo.lock.
      Be free of it by 2026-11-22 09:00 UTC.",
        "footer": "acme/roadrunner · overdue RUSTSEC-2099-0001",
        "timestamp": "2026-11-20T09:00:00.000Z",
        "title": "Overdue: RUSTSEC-2099-0001 in slate-codec (high)",
        "url": "https://github.com/acme/roadrunner/issues/41",
      }
    `);
  });

  it("of the weekly report", () => {
    expect(renderChatLines({ kind: "report", report }, place)).toMatchInlineSnapshot(`
      {
        "description": "1 open, 1 of them overdue; 0 accepted.",
        "footer": "acme/roadrunner · report 2026-11-16",
        "timestamp": "2026-11-20T09:00:00.000Z",
        "title": "Advisories: report of 2026-11-16",
        "url": "https://github.com/acme/roadrunner/issues/41",
      }
    `);
  });

  it("of many at once, by kind and rating", () => {
    const fresh = [aChange(), aChange(), aChange({ found: anAdvisory({ kind: "unmaintained" }) })];
    const { title, description, footer } = renderChatLines({ kind: "many", fresh, overdue: [aChange()] }, place);
    expect({ title, description, footer }).toEqual({
      title: "Advisories: 3 new, 1 overdue",
      description: "3 new: 2 high; 1 unmaintained, high.\n1 overdue: 1 high.",
      footer: "acme/roadrunner · advisories at 2026-11-20 09:00 UTC",
    });
    expect(renderChatLines({ kind: "many", fresh, overdue: [] }, place).title).toBe("Advisories: 3 new");
  });

  it("of a source that is silent", () => {
    const { title, description } = renderChatLines({ kind: "silent", silences: 3 }, place);
    expect(title).toBe("Advisories: the scan finds no source");
    expect(description).toContain("has answered 3 scans in a row");
  });

  it("calls nobody and shows names as they are", () => {
    const evil = "@everyone <@1> **x** [a](https://evil.example) `b`\n# h";
    const found = anAdvisory({ rows: [aRow({ package: evil, lockfile: evil })] });
    const { title, description = "" } = renderChatLines({ kind: "new", change: aChange({ found }) }, place);
    for (const text of [title, description]) {
      expect(text).not.toMatch(/@everyone|<@|(?<!\\)\*|(?<!\\)\[|(?<!\\)`|\n#/);
    }
  });

  it("fits into a card, however long the names", () => {
    const long = "_x".repeat(5_000);
    const found = anAdvisory({ rows: [aRow({ package: long, lockfile: long })] });
    const {
      title,
      description = "",
      footer,
    } = renderChatLines({ kind: "new", change: aChange({ found }) }, { ...place, repo: "r".repeat(500) });
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4_096);
    expect(footer.length).toBeLessThanOrEqual(500);
  });
});
