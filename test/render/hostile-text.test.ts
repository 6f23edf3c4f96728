import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { parseComment } from "../../src/policy/comment/parse-comment.ts";
import { digestAll } from "../../src/policy/area/area-digest.ts";
import type { Report } from "../../src/policy/evaluate.ts";
import { checksGate } from "../../src/policy/gates/checks.ts";
import type { LedgerEntry } from "../../src/policy/ledger/entry.ts";
import { readSnapshot } from "../../src/policy/ledger/snapshot.ts";
import { renderCompositeCheck } from "../../src/render/check-runs.ts";
import { summaryMarker } from "../../src/render/marker.ts";
import { renderSummaryComment } from "../../src/render/summary.ts";
import {
  aCheck,
  aFile,
  allOf,
  anArea,
  aPullRequest,
  aSignOff,
  aStamp,
  dan,
  globs,
  secondHead,
  someSigning,
} from "../support/builders.ts";
import { aGate, reportOf, title, touched } from "../support/reports.ts";

const token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
const hostile = [
  "@acme/all &#64;bob &#x40;bob &commat;carla | a \\| b ](https://evil.example) ![x](https://evil.example/p.png)",
  "<img src=x></details></td> --> <!-- gatehouse:summary v1 --> `` ` ``` Fixes #1 acme/app#12",
  "/signoff runtime",
  "# Heading \u202Egnp.exe\u2066",
].join("\n");

/** A hold, a concern, a waiver, a note, an area, a changed file and checks, all of whose texts somebody else wrote. */
function aReport(text: string): { readonly report: Report; readonly ledger: readonly LedgerEntry[] } {
  const area = anArea({ title: text, files: globs("src/**") });
  const before = allOf(aFile({ path: `src/${text}` }), aFile({ path: "src/b" }));
  const after = allOf(aFile({ path: `src/${text}`, patch: "@@ -1 +1 @@\n-old\n+other" }), aFile({ path: "src/b" }));
  const code = { headSha: secondHead, baseBranch: "main", wholeDigest: digestAll(after) };
  const ledger: readonly LedgerEntry[] = [
    aSignOff({ note: text }, before, area),
    { kind: "held", ...aStamp({ actor: dan, comment: 8 }), reason: text },
    { kind: "concern", ...aStamp({ actor: dan, comment: 9 }), name: "latency", text },
    {
      kind: "waived",
      ...aStamp({ comment: 10 }),
      ...code,
      gate: "ci",
      until: "2026-11-22T00:00:00.000Z",
      reason: text,
    },
  ];
  const checks = { checks: [aCheck({ name: text, conclusion: "failure" })] };
  const used = [
    title,
    touched,
    aGate("ci", checksGate.bind({ checks: ["*"] }), { area: "runtime" }),
    aGate("all", checksGate.bind({ checks: ["*"] })),
  ];
  return { report: reportOf({ files: after, ledger, checks, signing: someSigning({ areas: [area] }) }, used), ledger };
}

function said(text: string) {
  const { report, ledger } = aReport(text);
  const check = renderCompositeCheck(report, ledger);
  const comment = renderSummaryComment(report);
  return { comment, check, markdown: [comment, check.summary], everything: [comment, check.summary, check.title] };
}

function parse(markdown: string): Nodes {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

/** What a reader's program may act on: everything outside of code. */
function proseOf(markdown: string): string {
  return nodesOf(parse(markdown))
    .map((node) => (node.type === "text" || node.type === "html" ? node.value : ""))
    .join(" ");
}

/** The kinds of its parts, without the words. */
function shapeOf(markdown: string): string {
  return nodesOf(parse(markdown))
    .map(({ type }) => type)
    .join(" ");
}

describe("a text that somebody else wrote", () => {
  it("stands in the hostile comment wherever it could", () => {
    // Or the tests below would prove nothing.
    expect(said("hostile").comment.split("hostile").length - 1).toBeGreaterThanOrEqual(8);
  });

  it("T34: calls nobody, in whatever form it is written", () => {
    for (const text of said(hostile).everything) expect(text).not.toMatch(/@(?!\u200B)/);
    for (const text of said(hostile).markdown) expect(proseOf(text)).not.toMatch(/@|bob|carla/);
    expect(said(hostile).check.title).not.toMatch(/&(?!\u200B)/);
  });

  it("T35: adds no link, picture, tag, heading or cell", () => {
    for (const text of said(hostile).markdown) {
      const nodes = nodesOf(parse(text));
      const links = nodes.flatMap((node) => (node.type === "link" ? [node.url] : []));
      expect(links.filter((url) => !url.startsWith(`${aPullRequest().repositoryUrl}/compare/`))).toEqual([]);
      expect(nodes.filter(({ type }) => ["image", "heading", "definition"].includes(type))).toEqual([]);
      const tags = nodes.flatMap((node) => (node.type === "html" ? node.value.split("\n") : []));
      const known = /^(?:<br>|<details><summary>✅ [\w, ]+<\/summary>|<\/details>|<!-- gatehouse:summary v1 -->)$/u;
      expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
      for (const table of nodes) {
        if (table.type !== "table") continue;
        expect(new Set(table.children.map((row) => row.children.length)).size).toBe(1);
      }
      expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    }
  });

  it("T36: closes no issue and refers to none", () => {
    for (const text of said(hostile).markdown) expect(proseOf(text)).not.toMatch(/Fixes|#\d/);
    expect(said(hostile).check.title).not.toMatch(/#\d/);
  });

  it("T37: is cut before GitHub refuses the comment or the check", () => {
    const { comment, check } = said(hostile.repeat(5_000));
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(check.summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(check.text ?? "")).toBeLessThanOrEqual(65_535);
    expect(check.title.length).toBeLessThanOrEqual(140);
    for (const text of [comment, check.summary, check.text ?? "", check.title]) expect(text.isWellFormed()).toBe(true);
  });

  it("T38: does not pass for our marker", () => {
    const markers = nodesOf(parse(said(hostile).comment)).filter(
      (node) => node.type === "html" && node.value.includes(summaryMarker),
    );
    expect(markers).toHaveLength(1);
  });

  it("T39: the ledger stands in our check only, and no text in it can forge an entry", () => {
    const { comment, check } = said(hostile);
    const { ledger } = aReport(hostile);
    expect(comment).not.toContain("gatehouse-ledger");
    expect(readSnapshot(comment, aPullRequest().number)).toBeUndefined();
    expect(readSnapshot(check.text ?? "", aPullRequest().number)?.entries).toHaveLength(ledger.length);
  });

  it("T40: shows no token", () => {
    for (const text of said(`use ${token} here`).everything) expect(text).not.toContain(token);
  });

  it("T5: makes no line of ours a command", () => {
    for (const text of said(hostile).everything) {
      expect(parseComment(text).invocations).toEqual([]);
      expect(text).not.toMatch(/^\s*\//m);
    }
  });

  it("changes no part of the comment but its own code spans", () => {
    const parts = fc.constantFrom(
      "`",
      "``",
      "\\",
      "|",
      "@a",
      "a",
      " ",
      "<b>",
      "&#64;",
      "](x)",
      "#1",
      "\n",
      "\r",
      "\u202E",
      "\uD83D",
      "*",
      "-->",
      "http://a.b",
    );
    const anyText = fc
      .oneof(
        fc.string({ unit: "binary", minLength: 1 }),
        fc.array(parts, { minLength: 1 }).map((all) => all.join("")),
      )
      // Numbers are shown without a code span.
      .filter((text) => !/^-?\d/.test(text));
    const shape = shapeOf(said("harmless").comment);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shapeOf(said(text).comment)).toBe(shape);
      }),
    );
  });
});
