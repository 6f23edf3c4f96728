import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import { tagDependsOn, tagOnMerge } from "../../../src/config/programs/on-merge.ts";
import type { Config } from "../../../src/config/schema.ts";
import type { PullRequest } from "../../../src/policy/facts.ts";
import { aPullRequest } from "../../support/builders.ts";

function load(text: string): Config {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

const text = `pull_request: { base: [main], on_merge: { tag: "merged-<number>" } }
programs:
  quiet: { when: { title: "docs: *" } }
  tiers: { sequence: tier, when: { title: "docs: tier <tier> *" }, on_merge: { tag: "tier-<tier>-done", annotate: summary } }
  parts: { when: { title: "docs: tier *" }, on_merge: { tag: "part-<number>" } }
  breaking: { when: { title: breaking, labels: [api] }, on_merge: { tag: "api-<number>" } }
`;

describe("the tag of a merge", () => {
  it.for<{ name: string; given: Partial<PullRequest>; tag: object | undefined }>([
    { name: "of any pull request", given: {}, tag: { name: "merged-12", annotate: undefined } },
    { name: "of a program", given: { title: "docs: tier 4 read" }, tag: { name: "tier-4-done", annotate: "summary" } },
    {
      name: "of a program that has none",
      given: { title: "docs: x" },
      tag: { name: "merged-12", annotate: undefined },
    },
    {
      name: "of the first program that has one",
      given: { title: "docs: tier a/b" },
      tag: { name: "part-12", annotate: undefined },
    },
    { name: "of a number that is none", given: { title: "docs: tier four read" }, tag: undefined },
    { name: "on another base branch", given: { baseBranch: "next" }, tag: undefined },
    {
      name: "by its description and label",
      given: { body: "BREAKING CHANGE: x", labels: ["api"] },
      tag: { name: "api-12", annotate: undefined },
    },
    { name: "by one of both", given: { title: "feat!: x" }, tag: { name: "merged-12", annotate: undefined } },
  ])("$name", ({ given, tag }) => expect(tagOnMerge(load(text), aPullRequest(given))).toEqual(tag));

  it("is none where nothing asks for it", () => {
    expect(tagOnMerge(load("pull_request: { require: [title] }"), aPullRequest())).toBeUndefined();
  });
});

describe("what decides about the tag besides the title", () => {
  it.for([
    { name: "labels and the description, where a program asks for them", given: {}, words: ["body", "labels"] },
    { name: "nothing on another base branch", given: { baseBranch: "next" }, words: [] },
  ])("is $name", ({ given, words }) => {
    expect(tagDependsOn(load(text), aPullRequest(given))).toEqual(words);
  });

  it("is nothing where only gates ask for labels", () => {
    const config = load("programs: { p: { when: { labels: [x] }, require: [title] } }");
    expect(tagDependsOn(config, aPullRequest())).toEqual([]);
  });
});

describe("a tag with a problem", () => {
  const onMerge = (tag: string) => `pull_request: { on_merge: { tag: "${tag}" } }`;
  const inProgram = (when: string, tag: string) => `programs:\n  p: { when: { ${when} }, on_merge: { tag: "${tag}" } }`;
  it.for([
    { name: "none", config: onMerge("v-<number>"), says: [] },
    {
      name: "one that git refuses",
      config: onMerge("a b <number>"),
      says: [
        "2:29 `a b <number>` holds a blank or a control character. Write a name that git takes, e.g. `merged-<number>`.",
      ],
    },
    {
      name: "an unknown placeholder",
      config: onMerge("v-<numbr>"),
      says: ["2:29 placeholder `numbr` is not defined. Did you mean `number`?"],
    },
    {
      name: "the same for every merge",
      config: onMerge("done"),
      says: ["2:29 every merge would get the same tag, and only one can have it. Use `<number>` in it."],
    },
    { name: "a placeholder of the title", config: inProgram("title: 'do <x>'", "did-<x>"), says: [] },
    {
      name: "a placeholder that the title does not have",
      config: inProgram("title: 'do <xyz>'", "did-<xya>"),
      says: ["3:49 placeholder `xya` is not defined. Did you mean `xyz`?"],
    },
    {
      name: "files, which are not looked at again",
      config: inProgram("paths: [src/**]", "did-<number>"),
      says: [
        "3:35 a merge is tagged without another look at its files. Let `when` name the program by `title` or `labels` only.",
      ],
    },
    {
      name: "an unknown key",
      config: 'pull_request: { on_merge: { tags: "v-<number>" } }',
      says: [
        "2:17 `pull_request.on_merge.tag` is missing. Name of the tag that the merge commit gets. `<number>` is the pull request's number.",
        "2:29 unknown key `tags` in `pull_request.on_merge`. Did you mean `tag`?",
      ],
    },
    {
      name: "an unknown message",
      config: 'pull_request: { on_merge: { tag: "v-<number>", annotate: all } }',
      says: ["2:48 `pull_request.on_merge.annotate` is `all`. Write `summary`."],
    },
  ])("$name", ({ config, says }) => expect(problems(config)).toEqual(says));
});
