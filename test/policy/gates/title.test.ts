import { describe, expect, it } from "vitest";
import type { Person, PullRequest } from "../../../src/policy/facts.ts";
import { titleGate } from "../../../src/policy/gates/title.ts";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import { aPullRequest, someFacts } from "../../support/builders.ts";

function judge(given: Partial<PullRequest>, rules: Partial<TitleRules> = {}) {
  const gate = titleGate.bind({ rules: { ...defaultTitleRules, ...rules } });
  return gate.judge(someFacts({ pullRequest: aPullRequest(given) }), { name: "title", area: undefined });
}

describe("a title that holds says what merging it means", () => {
  it.for([
    { title: "feat: x", code: "title-means-release-in", parameters: { impact: "minor", section: "New features" } },
    { title: "revert: x", code: "title-means-release", parameters: { impact: "patch" } },
    { title: "docs: x", code: "title-asks-no-release", parameters: {} },
    { title: "docs!: x", code: "title-means-release", parameters: { impact: "major" } },
  ])("$title → $code", ({ title, code, parameters }) => {
    expect(judge({ title })).toMatchObject({ state: "pass", notes: [{ code, parameters }] });
  });

  it("one that fails says nothing of it", () => expect(judge({ title: "Feature: x" })).not.toHaveProperty("notes"));
});

describe("an author whose titles are not judged", () => {
  const bot: Person = { id: 9, login: "dependabot[bot]" };
  it.for<{ name: string; author: Person | undefined; ignore: readonly string[]; state: string }>([
    { name: "a bot", author: bot, ignore: ["dependabot"], state: "not-applicable" },
    { name: "a bot by its whole login", author: bot, ignore: ["Dependabot[bot]"], state: "not-applicable" },
    { name: "a person", author: { id: 1, login: "Ana" }, ignore: ["ana"], state: "not-applicable" },
    { name: "somebody else", author: { id: 1, login: "dependabot2" }, ignore: ["dependabot"], state: "fail" },
    { name: "a person for a bot", author: { id: 1, login: "renovate" }, ignore: ["renovate[bot]"], state: "fail" },
    { name: "a deleted account", author: undefined, ignore: ["dependabot", "undefined"], state: "fail" },
    { name: "nobody", author: bot, ignore: [], state: "fail" },
  ])("$name → $state", ({ author, ignore, state }) => {
    expect(judge({ author, title: "Bump x" }, { ignore }).state).toBe(state);
  });
});
