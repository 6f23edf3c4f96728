import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules } from "../../../src/policy/title/rules.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";

describeCorpus("titles of ZeroClaw under the profile zeroclaw", () => {
  const { rules } = TitleConfig.parse({ profile: "zeroclaw" });

  const Vectors = z.object({ accept: z.array(z.string()), reject: z.array(z.string()) });
  const { accept, reject } = Vectors.parse(readJson("upstream-title-vectors.json"));

  it("has all 42 cases of the project's own check", () => expect([...accept, ...reject]).toHaveLength(42));

  it.for(accept)("%s → passes", (title) => expect(judgeTitle(title, rules)).toMatchObject({ ok: true }));

  it.for(reject)("%s → fails", (title) => expect(judgeTitle(title, rules)).toMatchObject({ ok: false }));

  // Their check is one regular expression, in which no comma may stand. A list of scopes is part of the grammar here, as it is for
  // the other linters.
  it("agrees about titles without a scope, or with an odd one, except for lists of scopes", () => {
    const titles = readLines("conventional-but-no-or-odd-scope.txt");
    const passing = titles.filter((title) => judgeTitle(title, rules).ok);
    expect(titles).toHaveLength(72);
    expect(passing).toEqual(titles.filter((title) => /^[^:]*\([^)]+,[^)]+\)!?: /.test(title)));
    expect(passing.length).toBeGreaterThan(10);
  });

  it('agrees about lists of scopes too with `scope_separator: "/"`', () => {
    const strict = TitleConfig.parse({ profile: "zeroclaw", scope_separator: "/" }).rules;
    const titles = readLines("conventional-but-no-or-odd-scope.txt");
    expect(titles.filter((title) => judgeTitle(title, strict).ok)).toEqual([]);
  });

  it("passes nothing of what is not conventional, and suggests only what passes", () => {
    const judgements = readLines("not-conventional.sample.txt").map((title) => judgeTitle(title, rules));
    expect(judgements.filter(({ ok }) => ok)).toEqual([]);
    const suggestions = judgements.flatMap((judgement) => (judgement.ok ? [] : (judgement.suggestion ?? [])));
    expect(suggestions.filter((title) => !judgeTitle(title, rules).ok)).toEqual([]);
    expect(suggestions.length).toBeGreaterThan(5);
  });

  const Period = z.object({ types: z.record(z.string(), z.number()) });
  const periods = z.array(Period).parse(readJson("stats.json"));
  const refused = ["opt", "supersede", "legal", "providers", "dev", "contrib", "Fix"];

  it("knows each type of 4,500 commits, but for ten that are none", () => {
    const counts = new Map<string, number>();
    for (const { types } of periods) {
      for (const [type, count] of Object.entries(types)) counts.set(type, (counts.get(type) ?? 0) + count);
    }
    const unknown = [...counts].filter(([type]) => !judgeTitle(`${type}(a): x`, rules).ok);
    expect(unknown.map(([type]) => type).toSorted()).toEqual(refused.toSorted());
    expect(unknown.reduce((sum, [, count]) => sum + count, 0)).toBe(10);
  });

  function readLines(file: string): readonly string[] {
    const lines = readFileSync(corpusPath(`programs/zeroclaw/titles/${file}`), "utf8").split("\n");
    return lines.filter((line) => line !== "");
  }

  function readJson(file: string): unknown {
    return JSON.parse(readFileSync(corpusPath(`programs/zeroclaw/titles/${file}`), "utf8"));
  }
});

describeCorpus("subjects of AI Sidekicks beside what commitlint says", () => {
  const Facts = z.object({
    types: z.array(z.string()),
    scopes: z.array(z.string()),
    scope: z.literal("required"),
    subject_full_stop: z.literal(false),
    header_max_length: z.number(),
  });
  const facts = Facts.parse(readJson("commitlint.facts.json"));
  const subjects = z.array(z.object({ subject: z.string() })).parse(readJson("develop-subjects.json"));
  const { rules } = TitleConfig.parse({
    profile: "custom",
    types: facts.types,
    scope: facts.scope,
    scopes: facts.scopes,
    max: facts.header_max_length,
    subject: { case: "not-capitalised", full_stop: facts.subject_full_stop },
  });

  const disagreements: Readonly<Record<string, string>> = {
    "feat(daemon): NodePtyHost + PtyHostSelector (Plan-024 Phase 2) (#51)":
      "commitlint refuses every capital in front; a name such as NodePtyHost keeps its own here",
  };

  it("agree, but for the ones that are named with a reason", () => {
    expect(subjects).toHaveLength(80);
    const differing = subjects
      .map(({ subject }) => subject)
      .filter((subject) => judgeTitle(subject, rules).ok !== passesCommitlint(subject));
    expect(differing).toEqual(Object.keys(disagreements));
  });

  it("pass under the default rules, but for the one without a type", () => {
    const failing = subjects.filter(({ subject }) => !judgeTitle(subject, defaultTitleRules).ok);
    expect(failing.map(({ subject }) => subject)).toEqual(["Chore/plan execution subagent migration (#28)"]);
  });

  /** The rules of `commitlint.facts.json` as commitlint's own code applies them. */
  function passesCommitlint(subject: string): boolean {
    const [, type = "", scope = "", description = ""] = /^(\w*)(?:\((.*)\))?!?: (.*)$/.exec(subject) ?? [];
    // Whatever is quoted counts for no case, and `sentence-case` is met by one capital in front.
    const unquoted = description.replace(/`.*?`|".*?"|'.*?'/g, "").trim();
    return (
      subject.length <= facts.header_max_length &&
      facts.types.includes(type) &&
      scope.split(/\/|\\|, ?/g).every((name) => facts.scopes.includes(name)) &&
      description !== "" &&
      !description.endsWith(".") &&
      !(/^[a-z]/i.test(description) && /^[A-Z]/.test(unquoted))
    );
  }

  function readJson(file: string): unknown {
    return JSON.parse(readFileSync(corpusPath(`programs/sidekicks/${file}`), "utf8"));
  }
});
