import { RE2JS } from "re2js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadConfig } from "../../../../src/config/load.ts";
import { judgePullRequestTitle } from "../../../../src/policy/title/judge-pull-request.ts";
import { nothingLands } from "../../../../src/policy/title/landing/landing.ts";
import { longestSubject } from "../../../../src/policy/title/rules.ts";
import { mostPatterns, mostPatternStates, statesOf } from "../../../../src/policy/title/title-pattern.ts";
import { aPullRequest } from "../../../support/builders.ts";

afterEach(() => vi.restoreAllMocks());

/** As many as GitHub lists, each held to `title` keys of the configuration. */
function judgeMany(keys: string, subject: (index: number) => string) {
  const loaded = loadConfig(`version: 1\ntitle:\n  commits: all\n${keys}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { title: policy } = loaded.config;
  const commits = Array.from({ length: 250 }, (_, index) => ({
    sha: `${index}`.padEnd(40, "0"),
    message: subject(index),
  }));
  const [compiled, matched] = [vi.spyOn(RE2JS, "compile"), vi.spyOn(RE2JS.prototype, "matches")];
  const judge = () =>
    judgePullRequestTitle(
      aPullRequest({ commits: 250 }),
      { ...nothingLands, commits: { commits, merges: [], isComplete: true } },
      policy,
    );
  return { judge, policy, compiled, matched };
}

describe("250 commits under as many patterns as a configuration may have", () => {
  const each = mostPatternStates / mostPatterns;
  const regexes = Array.from({ length: mostPatterns }, (_, index) => `.{${each - 4}}${index}`);
  const keys = `  patterns:\n${regexes.map((regex) => `    - { forbid: '${regex}' }\n`).join("")}`;

  it("compile each pattern once, however often they are judged", () => {
    const { judge, policy, compiled } = judgeMany(keys, (index) => `Feature: ${"x".repeat(240)}${index}`);
    const states = policy.rules.patterns.reduce((sum, pattern) => sum + statesOf(pattern), 0);
    expect(states).toBe(mostPatternStates);
    const [first, again] = [judge(), judge()];
    expect(first.state).toBe("fails");
    expect(again).toEqual(first);
    expect(compiled.mock.calls.map(([regex]) => regex)).toEqual(regexes);
  });

  it("are held against each pattern once, and a few more times for what is shown", () => {
    const { judge, matched } = judgeMany(keys, (index) => `Feature: ${"x".repeat(240)}${index}`);
    judge();
    // The title, the commits, and two tries to mend each of the five that are shown.
    expect(matched.mock.calls.length).toBeLessThanOrEqual(mostPatterns * (1 + 250 + 5 * 2));
    expect(matched.mock.calls.length).toBeGreaterThanOrEqual(mostPatterns * 250);
  });
});

it("a pattern of scopes is compiled once for all of them", () => {
  const { judge, compiled } = judgeMany("  scope_pattern: '[a-z]+'\n", (index) => `feat(A,B,C${index}): x`);
  expect(judge().state).toBe("fails");
  expect(compiled.mock.calls.map(([regex]) => regex)).toEqual(["[a-z]+"]);
});

describe("a subject of a commit that is longer than any that is read", () => {
  const long = (length: number) => `feat(${"a".repeat(length - "feat(): x".length)}): x`;

  it("does not pass, and no pattern is held against it", () => {
    const { judge, matched } = judgeMany("  scope_pattern: '[a-z]+'\n", () => long(longestSubject + 1));
    expect(judge()).toMatchObject({
      state: "fails",
      commits: {
        obstacles: Array.from({ length: 250 }, () => ({
          problems: [{ code: "title/too-long", message: "The subject is so long that it was not read. Shorten it." }],
        })),
      },
    });
    // The title alone has a scope that was looked at.
    expect(matched).toHaveBeenCalledTimes(1);
  });

  it("is read up to the bound", () => {
    const { judge } = judgeMany("  scope_pattern: '[a-z]+'\n", () => long(longestSubject));
    expect(judge().state).toBe("passes");
  });

  it("hides no footer", () => {
    const message = `${"x".repeat(longestSubject + 1)}\n\nBREAKING CHANGE: gone`;
    const judged = judgeMany("", () => message).judge();
    const [first] = judged.state === "fails" ? judged.commits.obstacles : [];
    expect(first?.problems.map(({ code }) => code)).toEqual(["title/too-long", "title/breaking-mismatch"]);
  });
});
