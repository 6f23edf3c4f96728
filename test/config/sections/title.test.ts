import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { impactOf } from "../../../src/policy/title/impact.ts";
import { defaultTitleRules } from "../../../src/policy/title/rules.ts";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

it("an empty section means the defaults", () => {
  expect(TitleConfig.parse({})).toEqual(defaultTitleRules);
});

describe("what can be configured", () => {
  it.for([
    { title: { types: ["feat", "deps"] }, accepted: true },
    { title: { types: [] }, accepted: false },
    { title: { types: ["Feat"] }, accepted: false },
    { title: { types: ["feat|fix"] }, accepted: false },
    { title: { types: { feat: "minor", deps: { impact: "patch", section: "Dependencies" } } }, accepted: true },
    { title: { types: { feat: "big" } }, accepted: false },
    { title: { types: { Feat: "minor" } }, accepted: false },
    { title: { types: { feat: { section: "" } } }, accepted: false },
    { title: { scope: "required", scopes: ["api", "@org/pkg", "crate::mod", "http parser"] }, accepted: true },
    { title: { scope: "sometimes" }, accepted: false },
    { title: { scopes: [] }, accepted: false },
    { title: { scopes: ["a,b"] }, accepted: false },
    { title: { scopes: [" api"] }, accepted: false },
    { title: { scope_pattern: "[a-z]+" }, accepted: true },
    { title: { scope_pattern: "a".repeat(201) }, accepted: false },
    { title: { subject: { case: "not-capitalised", full_stop: false } }, accepted: true },
    { title: { subject: { case: "lower" } }, accepted: false },
    { title: { breaking: "minor", changelog: { feat: "New" }, ignore: ["dependabot"] }, accepted: true },
    { title: { max: 72 }, accepted: true },
    { title: { max: 5 }, accepted: false },
    { title: { max: 72.5 }, accepted: false },
    { title: { profile: "angular" }, accepted: true },
    { title: { level: "advise" }, accepted: false },
  ])("$title → $accepted", ({ title, accepted }) => expect(TitleConfig.safeParse(title).success).toBe(accepted));
});

it("types, their impact and their section may stand in one place or in two", () => {
  const types = { feat: "minor", deps: { impact: "patch", section: "Dependencies" } };
  const rules = TitleConfig.parse({ types, changelog: { feat: "New" }, breaking: "minor" });
  expect(rules.types).toEqual(["feat", "deps"]);
  expect(impactOf({ type: "feat", isBreaking: false }, rules)).toEqual({ impact: "minor", section: "New" });
  expect(impactOf({ type: "deps", isBreaking: true }, rules)).toEqual({ impact: "minor", section: "Dependencies" });
});

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
    {
      title: "{ scopes: [a], scope_pattern: b }",
      says: ["2:23 `scopes` and `scope_pattern` exclude each other. Keep one of them."],
    },
    {
      title: '{ scope_pattern: "(a" }',
      says: ["2:10 `title.scope_pattern` cannot be read: missing closing ): `(a`. Write it in the syntax of RE2."],
    },
    {
      title: '{ scope_pattern: "(?=a)b" }',
      says: ["2:10 `title.scope_pattern` looks ahead or behind (`(?=`, `(?!`, `(?<=`, `(?<!`). Say it without."],
    },
    {
      title: '{ scope_pattern: "(((a{100}){100}){100})" }',
      says: [tooLarge],
    },
    { title: `{ scope_pattern: "${"[a-z]{999}".repeat(5)}" }`, says: [tooLarge] },
    {
      title: "{ types: [feat], changelog: { fest: New } }",
      says: ["2:38 type `fest` is not defined. Did you mean `feat`?"],
    },
    {
      title: "{ types: { feat: { section: New } }, changelog: { feat: Newer } }",
      says: ["2:58 `feat` has a `section` already. Keep one of them."],
    },
  ])("$title", ({ title, says }) => expect(problems(`title: ${title}`)).toEqual(says));
});
