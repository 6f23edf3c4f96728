import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { z } from "zod";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";

/** Configurations of rows that were collected from projects with other rules than the default. */
const custom: Readonly<Record<string, z.input<typeof TitleConfig>>> = {
  "custom: scopes auth, docs, profile": { scopes: ["auth", "docs", "profile"] },
  "custom: scopes core, e2e, web; comma list": { scopes: ["core", "e2e", "web"] },
  "custom: scopes foo, core; unknown e2e and bar": { scopes: ["foo", "core"] },
  "scopes allow-list set, scope missing: scope stays optional": { scopes: ["core"] },
  "custom: disallowScopes release": { scope_deny: ["release"] },
  "custom: scopes [A-Z]+": { scope_pattern: "[A-Z]+" },
  // RE2 looks neither ahead nor behind; what the other tool says with a lookahead is forbidden here.
  "custom: subjectPattern ^(?![A-Z]).+$": { patterns: [{ in: "subject", forbid: "[A-Z].*" }] },
};

/**
 * Rows that cannot be decided. A type is a word of a list: it has an impact and a section in the changelog, and a key of an issue
 * tracker has neither. A `require` on the title can ask for the key, but nothing lets it stand where the type does.
 */
const notExpressible: Readonly<Record<string, string>> = {
  "Fix JIRA-123 bug": "needs a pattern for types",
  "JIRA-123: ": "needs a pattern for types",
  "JIRA-123(core): Bar": "needs a pattern for types",
  "JIRA-123A: Bar": "needs a pattern for types",
  "JIRA-123: Bar": "needs a pattern for types",
};

describeCorpus("titles from real projects", () => {
  const rows = read("titles.tsv").map(([verdict = "", title = "", why = ""]) => ({ verdict, title, why }));
  const decided = rows.filter(({ title, why }) => !(isCustom(why) && title in notExpressible));

  it("are all decided, but for the ones that are named with a reason", () => {
    expect(rows.length).toBeGreaterThan(70);
    const left = rows.filter((row) => !decided.includes(row)).map(({ title }) => title);
    expect(left.toSorted()).toEqual(Object.keys(notExpressible).toSorted());
  });

  it.for(decided)("$title → $verdict ($why)", ({ verdict, title, why }) => {
    const [, override = ""] = /\{default profile: ([^}]*)\}/.exec(why) ?? [];
    const [, notice = ""] = /\{notice ([^}]*)\}/.exec(why) ?? [];
    const [expected = "", ...codes] = (override || verdict).split(" ");
    const judgement = judgeTitle(title, rulesFor(why));
    expect(judgement.ok).toBe(expected === "valid");
    const { notices } = judgement;
    expect(notices.map(({ code }) => code).filter((code) => code !== "title/closing-keyword")).toEqual(words(notice));
    // Rows of other tools say that a title fails, not always by which of our codes.
    const found = judgement.ok ? [] : judgement.problems.map(({ code }) => code);
    expect(codes.length === 0 ? [] : found).toEqual(codes);
  });
});

describeCorpus("titles that the known linters disagree on", () => {
  const rows = read("title-matrix.tsv").map((cells) => ({ title: cells[0] ?? "", recommended: cells[5] ?? "" }));

  it.for(rows)("$title → $recommended", ({ title, recommended }) => {
    const [, outcome = "", noticed = ""] = /^([^(]*)(?:\((.*)\))?$/.exec(recommended) ?? [];
    const codes = words(outcome).filter((word) => word !== "ok");
    const judgement = judgeTitle(title, defaultTitleRules);
    expect(new Set(judgement.ok ? [] : judgement.problems.map(({ code }) => code))).toEqual(new Set(codes));
    expect(judgement.notices.map(({ code }) => code)).toEqual(words(noticed));
  });
});

function isCustom(why: string): boolean {
  return why.startsWith("custom");
}

function rulesFor(why: string): TitleRules {
  const known = why.replace(/ \{.*$/, "");
  if (!isCustom(why) && !Object.hasOwn(custom, known)) return defaultTitleRules;
  const rules = custom[known];
  if (rules === undefined) throw new Error(`no configuration stands for "${known}"`);
  // Through the schema, so that the row is decided by what a maintainer can write.
  return TitleConfig.parse(rules).rules;
}

function words(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

/** Rows without the heading, with `\t` and `\u200b` as the characters they stand for. */
function read(file: string): readonly (readonly string[])[] {
  const lines = readFileSync(corpusPath(file), "utf8").split("\n").slice(1);
  return lines.filter((line) => line !== "").map((line) => line.split("\t").map(unescape));
}

function unescape(cell: string): string {
  return cell
    .replaceAll("\\t", "\t")
    .replace(/\\u([\da-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
