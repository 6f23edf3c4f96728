import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { NotChecked } from "../../../src/policy/advisory/findings/finding.ts";
import type { TriageEvent } from "../../../src/policy/advisory/triage/triage-plan.ts";
import { mostCharacters, parseAdvisoryNote } from "../../../src/render/advisory/advisory-note.ts";
import { renderIgnoreProposal } from "../../../src/render/advisory/ignore-proposal.ts";
import { renderReport } from "../../../src/render/advisory/report.ts";
import { renderRollUp } from "../../../src/render/advisory/roll-up.ts";
import { renderTriageComment } from "../../../src/render/advisory/triage-comment.ts";
import { renderTriageIssue } from "../../../src/render/advisory/triage-issue.ts";
import { renderUnreadable } from "../../../src/render/advisory/unreadable-lockfiles.ts";
import { aBound, aChange, aContext, anAdvisory, anEntry, aRow, aState, dueAt } from "./builders.ts";
import { testSeal } from "../../support/test-seal.ts";

const hostile = [
  "@acme/all &#64;bob &commat;carla | a \\| b ](https://evil.example) ![x](https://evil.example/p.png)",
  "<img src=x></details> --> <!-- gatehouse:state v1 --> `` ` ``` Fixes #1 acme/app#12",
  "/triage accept-risk nobody needs to know of it",
  "# Heading \u202Egnp.exe\u2066 $(rm -rf ~)",
].join("\n");

const whys: readonly NotChecked["why"][] = ["git", "path", "other-registry", "unreadable-version", "refused"];

/** Every text of this room, with `text` wherever somebody else has the word. */
function everything(text: string, { rows: count = 2, entries: decisions = 2 } = {}) {
  const at = { lockfile: text, package: text, version: text };
  const row = aRow({
    ...at,
    aliases: [text],
    summary: text,
    reach: { direct: true, path: Array.from({ length: 20 }, () => text) },
    interval: { introduced: { ...aBound("0"), text }, fixed: { ...aBound("0.4.13"), text } },
  });
  const found = anAdvisory({}, ...Array.from({ length: count - 1 }, () => row));
  const advisory = {
    ...found,
    rows: [row, ...found.rows.slice(1)],
    aliases: Array.from({ length: 20 }, () => text),
    summary: text,
  } as const;
  const entries = Array.from({ length: decisions }, (_, minute) =>
    anEntry({ kind: "accept-risk", reason: text.slice(0, 1000) }, minute % 60, text.slice(0, 100)),
  );
  const context = aContext({
    area: text,
    mentions: [text],
    policyFile: text,
    notChecked: whys.flatMap((why) =>
      Array.from({ length: 20 }, (_, index) => ({ ...at, package: `${text}${index}`, why })),
    ),
  });
  const next = aState({ entries, accepted: { file: text, until: null }, places: [[text, text, text, true]] });
  const ignore = { tool: "deny" as const, file: text, id: text, reason: text, until: undefined };
  const events: readonly TriageEvent[] = [
    { kind: "reopen", isNoteLost: false },
    { kind: "reopen-asked", by: text },
    { kind: "renamed", from: text },
    {
      kind: "update",
      news: [
        { kind: "new-place", lockfile: text, package: text },
        { kind: "fix-available", version: text },
        { kind: "rating-up", from: text, to: text },
      ],
    },
    { kind: "mark-ignored", ignore },
    { kind: "uncovered", because: "removed" },
    { kind: "remind", of: "fix", what: "due", dueAt },
    { kind: "still-locked", pullRequest: 77 },
    { kind: "unproved", places: [{ ...at, why: "git" }] },
    { kind: "close", unscanned: [text] },
  ];
  const change = aChange({ found: advisory, next, events });
  const one = { number: 1, advisory: text, package: text, file: text };
  const issue = renderTriageIssue(change, context);
  return {
    issue,
    bodies: [
      issue.body,
      renderTriageComment(change, context) ?? "",
      renderRollUp([advisory], context).body,
      renderUnreadable([{ path: text, problem: text, isPolicy: true }], context, [text]).body,
      renderReport(
        {
          at: dueAt,
          open: [{ ...one, kind: "vulnerability", rating: "high", firstSeenAt: dueAt, dueAt }],
          accepted: [{ ...one, until: undefined }],
          ignores: [],
          notChecked: context.notChecked,
          unreadable: [{ path: text, problem: text }],
          heldBack: [text],
          isComplete: true,
          source: { name: text, asOf: undefined, isStale: false },
        },
        context,
      ).body,
      renderIgnoreProposal({ advisory, reason: text, until: undefined, issue: "#41", by: text, files: [text] }).body,
    ],
    titles: [
      issue.title,
      renderUnreadable([{ path: text, problem: text }], context).title,
      renderIgnoreProposal({ advisory, reason: text, until: undefined, issue: "#41", by: text, files: [text] }).title,
    ],
  };
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

function parse(markdown: string): readonly Nodes[] {
  return nodesOf(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

function proseOf(markdown: string): string {
  return parse(markdown)
    .map((node) =>
      node.type === "text" || (node.type === "html" && !node.value.startsWith("<!-- gatehouse:")) ? node.value : "",
    )
    .join(" ");
}

describe("a text that somebody else wrote", () => {
  it("stands in the texts wherever it could", () => {
    // Or the tests below would prove nothing.
    const counts = everything("hostile").bodies.map((body) => body.split("hostile").length - 1);
    expect(counts.filter((count) => count < 3)).toEqual([]);
    expect(counts[0]).toBeGreaterThan(100);
  });

  it("is shown, and changes nothing of the page", () => {
    const shapes = (text: string) =>
      everything(text).bodies.map((body) =>
        parse(body)
          .map(({ type }) => type)
          .join(" "),
      );
    expect(shapes(hostile)).toEqual(shapes("plain words"));
  });

  it("calls nobody, links nothing and closes nothing", () => {
    for (const body of everything(hostile).bodies) {
      expect(body).not.toMatch(/@(?!\u200B)/);
      expect(body).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
      expect(proseOf(body)).not.toMatch(/@|bob|carla|evil|Fixes|app#12|<img/);
    }
    for (const title of everything(hostile).titles) expect(title).not.toMatch(/@(?!\u200B)|[#<>`[\]|$\n]|:\/\//);
  });

  it("does not begin a line with a command", () => {
    for (const body of everything(hostile).bodies) expect(body).not.toMatch(/^\W*\/triage accept-risk nobody/m);
  });

  it("does not pass for our note", () => {
    const { issue } = everything(hostile);
    expect(issue.body.split("\n").filter((line) => line.startsWith("<!--")).length).toBe(2);
    expect(parseAdvisoryNote(issue.title, issue.body, testSeal)?.isOurText).toBe(true);
    expect(parseAdvisoryNote(issue.title, issue.body, testSeal)?.state?.places[0]?.[0]).toBe(hostile);
  });
});

describe("the limits of GitHub", () => {
  it.for([
    { why: "backticks", text: "`".repeat(5_000) },
    { why: "pipes", text: "|\\".repeat(5_000) },
    { why: "calls", text: "@a".repeat(5_000) },
    { why: "everything", text: hostile.repeat(500) },
    { why: "letters of many bytes", text: "🦀é".repeat(5_000) },
  ])("hold with $why", ({ text }) => {
    const { bodies, titles, issue } = everything(text, { rows: 200, entries: 60 });
    for (const body of bodies) {
      expect(body.length).toBeLessThanOrEqual(mostCharacters);
      expect(body.isWellFormed()).toBe(true);
    }
    for (const title of titles) expect(title.length).toBeLessThanOrEqual(256);
    const note = parseAdvisoryNote(issue.title, issue.body, testSeal);
    expect(note?.isOurText).toBe(true);
    expect(note?.state).toBeDefined();
  });

  it("cost rows first, and say how many", () => {
    const shown = (rows: number, entries: number) => {
      const { body } = everything("x".repeat(80), { rows, entries }).issue;
      return {
        rows: body.match(/^\| `x/gm)?.length,
        more: /^and (\d+) more\.$/m.exec(body)?.[1],
        decisions: body.match(/^- 2026-/gm)?.length,
        earlier: /and (\d+) earlier decision/.exec(body)?.[1],
      };
    };
    expect(shown(20, 12)).toEqual({ rows: 15, more: "5", decisions: 10, earlier: "2" });
    const wide = everything("ü".repeat(1_000), { rows: 20, entries: 20 }).issue;
    expect(wide.body.match(/^\| `ü/gm)?.length).toBe(1);
    expect(wide.body).toContain("and 19 more.");
    expect(wide.body).toContain("- and 19 earlier decisions");
  });
});
