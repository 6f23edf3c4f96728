import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

describe("rules for titles with a problem", () => {
  const tooLarge =
    "2:10 `title.scope_pattern` has more than 2000 parts when its repetitions are written out. Repeat less, or write `*` or `+`.";
  it.for([
    { title: "{ types: {} }", says: ["2:10 no type is accepted. Name at least one."] },
    {
      title: "{ types: [feat, Fix] }",
      says: [
        "2:24 `title.types.1` cannot be `Fix`: a type is a lower-case word such as feat. Use a lower-case word such as `feat`.",
      ],
    },
    {
      title: "{ types: { Feat: minor } }",
      says: ["2:19 `Feat` cannot be a name. Use a lower-case word such as `feat`."],
    },
    {
      title: "{ types: { feat: minro } }",
      says: ["2:19 `title.types.feat` is `minro`. Did you mean `minor`?"],
    },
    {
      title: "{ types: { feat: { impcat: minor } } }",
      says: ["2:27 unknown key `impcat` in `title.types.feat`. Did you mean `impact`?"],
    },
    { title: "{ types: [feat, fix, feat] }", says: ["2:29 `feat` stands there twice. Keep one of them."] },
    { title: "{ profile: anuglar }", says: ["2:10 `title.profile` is `anuglar`. Did you mean `angular`?"] },
    {
      title: "{ profile: custom }",
      says: [
        "2:10 the profile `custom` brings no types. Name the accepted ones under `types`, e.g. `types: [feat, fix]`.",
      ],
    },
    { title: "{ profile: custom, types: [feat] }", says: [] },
    {
      title: "{ scopes: [a], scope_pattern: b }",
      says: ["2:23 `scopes` and `scope_pattern` exclude each other. Keep one of them."],
    },
    { title: "{ profile: zeroclaw, scopes: [a] }", says: [] },
    {
      title: '{ scope_pattern: "(a" }',
      says: ["2:10 `title.scope_pattern` cannot be read: missing closing ): `(a`. Write it in the syntax of RE2."],
    },
    {
      title: '{ scope_pattern: "(?=a)b" }',
      says: ["2:10 `title.scope_pattern` looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`). Say it without."],
    },
    { title: '{ scope_pattern: "(((a{100}){100}){100})" }', says: [tooLarge] },
    { title: `{ scope_pattern: "${"[a-z]{999}".repeat(5)}" }`, says: [tooLarge] },
    { title: "{ scopes: [api, cli, api] }", says: ["2:29 `api` stands there twice. Keep one of them."] },
    { title: "{ scopes: [api, Api] }", says: [] },
    {
      title: "{ scopes: [api, cli], scope_deny: [cli] }",
      says: ["2:43 `cli` stands under `scopes`, too. Keep one of them."],
    },
    { title: "{ scopes: [api], scope_deny: [misc] }", says: [] },
    { title: "{ scope_deny: [misc, misc] }", says: ["2:29 `misc` stands there twice. Keep one of them."] },
    {
      title: "{ scopes: [a/b, c], scope_separator: / }",
      says: [
        "2:19 `a/b` would be read as several scopes, because `/` stands between them. Name each part, or remove `scope_separator`.",
      ],
    },
    { title: "{ scopes: [a/b], scope_separator: ',' }", says: [] },
    {
      title: "{ scope_deny: [a/b], scope_separator: / }",
      says: [
        "2:23 `a/b` would be read as several scopes, because `/` stands between them. Name each part, or remove `scope_separator`.",
      ],
    },
    {
      title: "{ max: 60, subject: { max: 72 } }",
      says: [
        "2:30 `title.subject.max` is 72, and a whole title may have only 60 characters. Lower it, or raise `title.max`.",
      ],
    },
    {
      title: "{ profile: angular, subject: { max: 80 } }",
      says: [
        "2:39 `title.subject.max` is 80, and a whole title may have only 72 characters. Lower it, or raise `title.max`.",
      ],
    },
    { title: "{ max: 72, subject: { max: 60 } }", says: [] },
    { title: "{ subject: { max: 200 } }", says: [] },
    {
      title: "{ types: [feat], changelog: { fest: New } }",
      says: ["2:38 type `fest` is not defined. Did you mean `feat`?"],
    },
    {
      title: "{ profile: angular, changelog: { chore: Other } }",
      says: [
        "2:41 type `chore` is not defined. Defined here: build, ci, docs, feat, fix, perf, refactor, revert, style, test.",
      ],
    },
    { title: "{ changelog: { chore: Other } }", says: [] },
    {
      title: "{ types: { feat: { section: New } }, changelog: { feat: Newer } }",
      says: ["2:58 `feat` has a `section` already. Keep one of them."],
    },
    {
      title: "{ bot_logins: [robot, 'Robot[bot]'] }",
      says: ["2:30 `Robot[bot]` stands there twice. Keep one of them."],
    },
    {
      title: "{ bot_logins: ['@acme/bots'] }",
      says: ["2:23 `title.bot_logins.0` cannot be `@acme/bots`. Write a login, e.g. `release-robot`."],
    },
    { title: "{ ignore: [ana, Ana] }", says: ["2:24 `Ana` stands there twice. Keep one of them."] },
    { title: "{ skip_labels: [Raw, raw] }", says: ["2:29 `raw` stands there twice. Keep one of them."] },
    { title: "{ targets: [/main] }", says: ["2:20 `/main`: paths begin at the root of the repository. Write `main`."] },
    { title: "{ targets: [main, main] }", says: ["2:26 `main` stands there twice. Keep one of them."] },
  ])("$title", ({ title, says }) => expect(problems(`title: ${title}`)).toEqual(says));
});

describe("own patterns", () => {
  const told = (pattern: string) => problems(`title:\n  patterns:\n    - ${pattern}`);
  it.for([
    { pattern: "{ forbid: '.*WIP.*' }", says: [] },
    { pattern: "{ require: '[A-Z]+-[0-9]+ .*', in: subject }", says: [] },
    { pattern: "{ require: '[^A-Z]*' }", says: [] },
    { pattern: "{ require: '.{10,}' }", says: [] },
    // The title that GitHub gives to one edited file.
    { pattern: "{ forbid: Update README.md }", says: [] },
    {
      pattern: "{ say: Be nice }",
      says: ["4:7 a pattern asks for nothing. Give it exactly one of `require` and `forbid`."],
    },
    {
      pattern: "{ require: 'a.*', forbid: 'b.*' }",
      says: ["4:7 a pattern has `require` and `forbid`. Give it exactly one of `require` and `forbid`."],
    },
    {
      pattern: "{ require: '(a' }",
      says: ["4:9 `(a`: it cannot be read: missing closing ): `(a`. Write it in the syntax of RE2."],
    },
    {
      pattern: "{ forbid: '.*(?!x)' }",
      says: ["4:9 `.*(?!x)`: it looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`). Say it without."],
    },
    {
      pattern: "{ require: '.*' }",
      says: ["4:9 `.*` matches every text. Say what must be there, or remove it."],
    },
    {
      pattern: "{ require: '^(.|x)+$' }",
      says: ["4:9 `^(.|x)+$` matches every text. Say what must be there, or remove it."],
    },
    {
      pattern: "{ forbid: '[\\s\\S]+' }",
      says: ["4:9 `[\\s\\S]+` matches every text, so nothing passes. Say what must not be there."],
    },
    {
      pattern: "{ require: JIRA- }",
      says: [
        "4:9 `JIRA-` must match the whole text, and matches only what it spells. Put `.*` where any text may stand.",
      ],
    },
    {
      pattern: "{ require: '^(api|cli)$' }",
      says: [
        "4:9 `^(api|cli)$` must match the whole text, and matches only what it spells. Put `.*` where any text may stand.",
      ],
    },
    {
      pattern: "{ requier: 'a.*' }",
      says: expect.arrayContaining([expect.stringContaining("Did you mean `require`?")]),
    },
    {
      pattern: "{ forbid: 'x.*' }\n    - { forbid: 'x.*', in: subject }\n    - { forbid: 'x.*', say: Again }",
      says: ["6:7 this pattern stands there twice. Keep one of them."],
    },
  ])("$pattern", ({ pattern, says }) => expect(told(pattern)).toEqual(says));

  it("have 1,000 parts together, and no more: beyond that no title would be held against them", () => {
    const list = (...sizes: readonly number[]) =>
      sizes.map((size, index) => `{ forbid: 'x{${size - 4}}${index}' }`).join("\n    - ");
    expect(told(list(700, 300))).toEqual([]);
    expect(told(list(700, 301, 100))).toEqual([
      "5:7 with this one the patterns have 1001 parts together when their repetitions are written out, more than 1000. Repeat less, or write `*` or `+`.",
    ]);
    expect(told("{ require: '.{1500}' }")).toHaveLength(1);
  });

  it("one that excludes a single rare character is not taken for one that says nothing", () => {
    expect(told("{ require: '[^\\x{1F4A9}]*' }")).toEqual([]);
    expect(told("{ require: '\\P{Thai}*' }")).toEqual([]);
  });
});

describe("areas that must sign what a title announces", () => {
  const areas = "areas: { api: { owners: [ana] }, code: { codeowners: true } }\n";
  const told = (signoffs: string) => problems(`${areas}title: { required_signoffs: ${signoffs} }`);
  it.for([
    { signoffs: "{ breaking: [api] }", says: [] },
    { signoffs: "{ breaking: [api], security: [api] }", says: [] },
    { signoffs: "{ breaking: [aip] }", says: ["3:42 area `aip` is not defined. Did you mean `api`?"] },
    { signoffs: "{ security: [api, xyz] }", says: ["3:47 area `xyz` is not defined. Defined here: api, code."] },
    {
      signoffs: "{ breaking: [code] }",
      says: [
        "3:42 the owners of `code` are those of CODEOWNERS, known only for the files that a pull request changes. Name an area with `owners`.",
      ],
    },
    { signoffs: "{ breaking: [api, api] }", says: ["3:47 `api` stands there twice. Keep one of them."] },
    {
      signoffs: "{}",
      says: ["3:10 `title.required_signoffs` asks nobody. Name areas under `breaking` or `security`, or remove it."],
    },
    {
      signoffs: "{ braking: [api] }",
      says: expect.arrayContaining([
        "3:31 unknown key `braking` in `title.required_signoffs`. Did you mean `breaking`?",
      ]),
    },
  ])("$signoffs", ({ signoffs, says }) => expect(told(signoffs)).toEqual(says));
});
