import { describe, expect, it } from "vitest";
import type { AnnouncedChange } from "../../../src/policy/version/impact.ts";
import { judgePullRequestTitle } from "../../../src/policy/title/judge-pull-request.ts";
import { nothingLands } from "../../../src/policy/title/landing/landing.ts";
import { changeOf, explainMeaning, meaningOf } from "../../../src/policy/version/meaning.ts";
import { defaultTitlePolicy, type MeaningRules, type TitlePolicy } from "../../../src/policy/title/rules.ts";
import type { LatestVersion } from "../../../src/policy/version/latest-version.ts";
import { plainSentence } from "../../../src/render/plain-reason.ts";
import { sentence } from "../../../src/render/reason.ts";
import { aPullRequest } from "../../support/builders.ts";

const unreleased: LatestVersion = { state: "unreleased" };
const unknown: LatestVersion = { state: "unknown" };

function released(version: string): LatestVersion {
  return { state: "released", version };
}

function changeIn(title: string): AnnouncedChange {
  return { type: title.replace("!", ""), isBreaking: title.endsWith("!") };
}

function meaning(title: string, latest: LatestVersion, rules: Partial<MeaningRules> = {}) {
  return meaningOf(changeIn(title), { ...defaultTitlePolicy.meaning, ...rules }, latest);
}

describe("what merging a title means, in words", () => {
  it.for<{ title: string; latest: LatestVersion; rules?: Partial<MeaningRules>; says: string }>([
    {
      title: "feat",
      latest: released("0.7.3"),
      says: "Merging this means minor: 0.7.3 → 0.8.0, section New features.",
    },
    { title: "fix", latest: released("1.2.3"), says: "Merging this means patch: 1.2.3 → 1.2.4, section Bug fixes." },
    { title: "revert", latest: released("1.2.3"), says: "Merging this means patch: 1.2.3 → 1.2.4." },
    { title: "docs!", latest: released("1.2.3"), says: "Merging this means major: 1.2.3 → 2.0.0." },
    {
      title: "feat!",
      latest: released("0.7.3"),
      says: "Merging this means breaking, minor before 1.0: 0.7.3 → 0.8.0, section New features.",
    },
    {
      title: "feat!",
      latest: released("0.7.3"),
      rules: { preset: "release-please" },
      says: "Merging this means major: 0.7.3 → 1.0.0, section New features.",
    },
    {
      title: "Feat",
      latest: released("0.7.3"),
      rules: { preset: "cargo" },
      says: "Merging this means feat, patch before 1.0: 0.7.3 → 0.7.4, section New features.",
    },
    {
      title: "feat!",
      latest: released("0.0.3"),
      rules: { preset: "cargo" },
      says: "Merging this means breaking, patch before 1.0: 0.0.3 → 0.0.4, section New features.",
    },
    {
      title: "fix!",
      latest: released("0.8.0-rc.1"),
      rules: { preset: "cargo" },
      says: "Merging this means breaking, patch in a prerelease: 0.8.0-rc.1 → 0.8.0-rc.2, section Bug fixes.",
    },
    // What the configuration says needs no explanation.
    {
      title: "fix!",
      latest: released("0.7.3"),
      rules: { breaking: "major" },
      says: "Merging this means major: 0.7.3 → 1.0.0, section Bug fixes.",
    },
    {
      title: "deps",
      latest: released("0.7.3"),
      rules: { types: { deps: { impact: "patch", section: "Dependencies" } } },
      says: "Merging this means patch: 0.7.3 → 0.7.4, section Dependencies.",
    },
    {
      title: "fix",
      latest: released("0.8.1-rc.2"),
      says: "Merging this means patch: 0.8.1-rc.2 → 0.8.1-rc.3, section Bug fixes.",
    },
    {
      title: "feat",
      latest: released("0.8.1-rc.2"),
      says: "Merging this means minor: 0.8.1-rc.2 → 0.9.0-rc.1, section New features.",
    },
    {
      title: "feat",
      latest: unreleased,
      says: "Merging this means minor, section New features; nothing was released yet.",
    },
    { title: "revert", latest: unreleased, says: "Merging this means patch; nothing was released yet." },
    { title: "feat", latest: unknown, says: "Merging this means a minor release, in the section New features." },
    { title: "docs!", latest: unknown, says: "Merging this means a major release." },
    { title: "docs", latest: released("0.7.3"), says: "Merging this asks for no release." },
    { title: "docs", latest: unreleased, says: "Merging this asks for no release." },
    { title: "docs", latest: unknown, says: "Merging this asks for no release." },
    {
      title: "docs",
      latest: released("0.7.3"),
      rules: { preset: "cargo" },
      says: "Merging this means patch: 0.7.3 → 0.7.4.",
    },
  ])("$title after $latest → $says", ({ title, latest, rules, says }) => {
    expect(plainSentence(meaning(title, latest, rules).says)).toBe(says);
  });

  it("is told in one code span, whatever the section is called", () => {
    const rules = { types: { feat: { section: "`@acme` <b>news</b>" } } };
    expect(sentence(meaning("feat", released("0.7.3")).says)).toBe(
      "Merging this means `minor: 0.7.3 → 0.8.0, section New features`.",
    );
    expect(sentence(meaning("feat", released("0.7.3"), rules).says)).toBe(
      "Merging this means ``minor: 0.7.3 → 0.8.0, section `@\u200Bacme` <b>news</b>``.",
    );
  });
});

describe("what merging a title means, for programs", () => {
  it.for<{ title: string; latest: LatestVersion; impact: string }>([
    { title: "feat", latest: released("0.7.3"), impact: "minor" },
    { title: "feat!", latest: released("0.7.3"), impact: "minor" },
    { title: "docs", latest: released("0.7.3"), impact: "none" },
    // Without a version as from 1.0 on.
    { title: "feat!", latest: unreleased, impact: "major" },
    { title: "feat!", latest: unknown, impact: "major" },
  ])("$title after $latest → $impact", ({ title, latest, impact }) => {
    expect(meaning(title, latest).impact).toBe(impact);
  });
});

describe("what a reader should know of the version", () => {
  const remarks = (title: string, version: string) => meaning(title, released(version)).remarks.map(plainSentence);

  it("that its prerelease sorts wrongly", () => {
    expect(remarks("fix", "0.8.0-beta-1")).toEqual([
      "0.8.0-beta-1 sorts wrongly: the number is part of the name beta-1, so 10 comes before 2. Write beta.1 next time.",
    ]);
  });

  it("that its numbers are too large, and then no next one is claimed", () => {
    const version = `1.${Number.MAX_SAFE_INTEGER}.0`;
    expect(plainSentence(meaning("feat", released(version)).says)).toBe(
      "Merging this means a minor release, in the section New features.",
    );
    expect(remarks("feat", version)).toEqual([
      `Which version comes after ${version} cannot be told, because its numbers are too large to count on.`,
    ]);
  });

  it("nothing else, and nothing where no release is asked for", () => {
    expect(remarks("fix", "0.8.0-beta.1")).toEqual([]);
    expect(remarks("docs", "0.8.0-beta-1")).toEqual([]);
  });
});

describe("a judged title", () => {
  const judge = (given: Parameters<typeof aPullRequest>[0], policy: Partial<TitlePolicy> = {}) =>
    judgePullRequestTitle(aPullRequest(given), nothingLands, { ...defaultTitlePolicy, ...policy });
  const any = { ...defaultTitlePolicy.rules, typeCase: "any" } as const;
  const reverts = { ...defaultTitlePolicy.rules, revertTitles: "allow" } as const;

  it.for<{ name: string; judged: ReturnType<typeof judge>; change: AnnouncedChange | undefined }>([
    { name: "that passes tells", judged: judge({ title: "feat(ui)!: x" }), change: { type: "feat", isBreaking: true } },
    {
      name: "in capitals tells the same",
      judged: judge({ title: "FEAT(ui)!: x" }, { rules: any }),
      change: { type: "feat", isBreaking: true },
    },
    {
      name: "of a revert is one",
      judged: judge({ title: 'Revert "feat(ui)!: x"' }, { rules: reverts }),
      change: { type: "revert", isBreaking: false },
    },
    { name: "that fails tells nothing", judged: judge({ title: "Feature: x" }), change: undefined },
  ])("$name", ({ judged, change }) => {
    expect(changeOf(judged)).toEqual(change);
    expect(explainMeaning(judged, defaultTitlePolicy.meaning, released("1.0.0"))).toHaveLength(
      change === undefined ? 0 : 1,
    );
  });

  it("of a bot that is let through counts as a chore, whatever it says", () => {
    const judged = judge({ title: "Feat!: bump x", author: { id: 9, login: "robot[bot]" }, isByBot: true });
    expect(judged.state).toBe("lenient");
    expect(changeOf(judged)).toEqual({ type: "chore", isBreaking: false });
    const said = explainMeaning(judged, defaultTitlePolicy.meaning, released("1.0.0"));
    expect(said.map(plainSentence)).toEqual(["Merging this asks for no release."]);
  });
});
