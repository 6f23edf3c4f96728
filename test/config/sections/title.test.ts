import { describe, expect, it } from "vitest";
import { TitleConfig } from "../../../src/config/sections/title.ts";
import { impactOf } from "../../../src/policy/version/impact.ts";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { profileNames, titleProfiles } from "../../../src/policy/title/profiles.ts";
import { defaultTitlePolicy } from "../../../src/policy/title/rules.ts";

const nobodyAsked = { breaking: undefined, security: undefined };

it("an empty section means the defaults, and asks nobody to sign", () => {
  expect(TitleConfig.parse({})).toEqual({ ...defaultTitlePolicy, requiredSignoffs: nobodyAsked });
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
    { title: { type_case: "any" }, accepted: true },
    { title: { type_case: "upper" }, accepted: false },
    { title: { scope: "required", scopes: ["api", "@org/pkg", "crate::mod", "http parser"] }, accepted: true },
    { title: { scope: "sometimes" }, accepted: false },
    { title: { scopes: [] }, accepted: false },
    { title: { scopes: ["a,b"] }, accepted: false },
    { title: { scopes: [" api"] }, accepted: false },
    { title: { scope_deny: ["misc"] }, accepted: true },
    { title: { scope_deny: [] }, accepted: true },
    { title: { scope_deny: ["a)"] }, accepted: false },
    { title: { scope_pattern: "[a-z]+" }, accepted: true },
    { title: { scope_pattern: "a".repeat(201) }, accepted: false },
    { title: { scope_separator: "/" }, accepted: true },
    { title: { scope_separator: "|" }, accepted: false },
    { title: { subject: { case: "not-capitalised", full_stop: false, max: 50 } }, accepted: true },
    { title: { subject: { case: "lower" } }, accepted: false },
    { title: { subject: { max: 9 } }, accepted: false },
    { title: { patterns: [{ forbid: ".*WIP.*", say: "Finish it" }] }, accepted: true },
    { title: { patterns: [{ in: "body", forbid: ".*WIP.*" }] }, accepted: false },
    { title: { patterns: Array.from({ length: 11 }, () => ({ forbid: "x.*" })) }, accepted: false },
    { title: { breaking: "minor", changelog: { feat: "New" }, ignore: ["dependabot"] }, accepted: true },
    { title: { max: 72 }, accepted: true },
    { title: { max: 5 }, accepted: false },
    { title: { max: 72.5 }, accepted: false },
    { title: { max: 257 }, accepted: false },
    ...profileNames.map((profile) => ({ title: { profile }, accepted: true })),
    { title: { profile: "commitlint" }, accepted: false },
    { title: { bots: "skip", bot_logins: ["release-robot", "renovate[bot]"] }, accepted: true },
    { title: { bots: true }, accepted: false },
    { title: { bot_logins: ["@acme/bots"] }, accepted: false },
    { title: { skip_labels: ["no title check"], targets: ["main", "release/*"] }, accepted: true },
    { title: { targets: [] }, accepted: false },
    { title: { impact: "cargo" }, accepted: true },
    { title: { impact: { preset: "cargo" } }, accepted: false },
    { title: { required_signoffs: { breaking: ["api"], security: ["security"] } }, accepted: true },
    { title: { required_signoffs: { breaking: [] } }, accepted: false },
    { title: { required_signoffs: { feat: ["api"] } }, accepted: false },
    { title: { description: { pattern: "x" } }, accepted: false },
    { title: { level: "advise" }, accepted: false },
  ])("$title → $accepted", ({ title, accepted }) => expect(TitleConfig.safeParse(title).success).toBe(accepted));
});

it("each key has its place in the policy", () => {
  const pattern = { in: "subject", require: ".*[a-z]", say: "End in a letter" };
  const { rules, meaning, judging, requiredSignoffs } = TitleConfig.parse({
    types: { feat: "minor", deps: { impact: "patch", section: "Dependencies" } },
    type_case: "any",
    scope: "required",
    scopes: ["api", "cli"],
    scope_deny: ["misc"],
    scope_separator: "/",
    max: 80,
    subject: { case: "not-capitalised", full_stop: false, max: 60 },
    patterns: [pattern],
    revert_titles: "allow",
    wip: "neutral",
    drafts: "neutral",
    commits: "all",
    bots: "lint",
    bot_logins: ["robot"],
    ignore: ["ana"],
    skip_labels: ["as it is"],
    targets: ["main"],
    merge_queue: "pass",
    post_merge: "off",
    comment: "on_failure",
    retitle_closed: "allow",
    impact: "release-please",
    breaking: "minor",
    changelog: { feat: "New" },
    required_signoffs: { breaking: ["api"], security: ["security", "api"] },
  });
  expect(rules).toEqual({
    types: ["feat", "deps"],
    typeCase: "any",
    scope: "required",
    scopes: ["api", "cli"],
    refusedScopes: ["misc"],
    scopeSeparator: "/",
    max: 80,
    subject: { case: "not-capitalised", fullStop: false, max: 60 },
    patterns: [pattern],
    revertTitles: "allow",
  });
  expect(meaning).toEqual({
    preset: "release-please",
    breaking: "minor",
    types: { feat: { impact: "minor", section: "New" }, deps: { impact: "patch", section: "Dependencies" } },
  });
  expect(judging).toEqual({
    ignore: ["ana"],
    bots: "lint",
    botLogins: ["robot"],
    skipLabels: ["as it is"],
    targets: ["main"],
    drafts: "neutral",
    wip: "neutral",
    commits: "all",
    mergeQueue: "pass",
    postMerge: "off",
    comment: "on_failure",
    retitleClosed: "allow",
  });
  expect(requiredSignoffs).toEqual({ breaking: ["api"], security: ["security", "api"] });
});

it("types, their impact and their section may stand in one place or in two", () => {
  const types = { feat: "minor", deps: { impact: "patch", section: "Dependencies" } };
  const { rules, meaning } = TitleConfig.parse({ types, changelog: { feat: "New" }, breaking: "minor" });
  expect(rules.types).toEqual(["feat", "deps"]);
  expect(impactOf({ type: "feat", isBreaking: false }, meaning)).toEqual({ impact: "minor", section: "New" });
  expect(impactOf({ type: "deps", isBreaking: true }, meaning)).toEqual({ impact: "minor", section: "Dependencies" });
});

describe("a profile", () => {
  it.for(profileNames)("%s alone means its rules, and changes nothing of who is judged", (profile) => {
    expect(TitleConfig.parse({ profile })).toEqual({
      ...defaultTitlePolicy,
      rules: titleProfiles[profile],
      requiredSignoffs: nobodyAsked,
    });
  });

  it.for([
    { title: { profile: "zeroclaw", scope: "optional" }, text: "fix: x", passes: true },
    { title: { profile: "zeroclaw" }, text: "fix: x", passes: false },
    // A list takes the place of the pattern.
    { title: { profile: "zeroclaw", scopes: ["API"] }, text: "fix(API): x", passes: true },
    { title: { profile: "zeroclaw", scopes: ["API"] }, text: "fix(api): x", passes: false },
    { title: { profile: "zeroclaw", scope_pattern: "[A-Z]+" }, text: "fix(API): x", passes: true },
    { title: { profile: "seed" }, text: "fix(API): x", passes: false },
    { title: { profile: "angular", subject: { full_stop: true } }, text: "fix: add it.", passes: true },
    // The rest of the profile's `subject` stays.
    { title: { profile: "angular", subject: { full_stop: true } }, text: "fix: Add it.", passes: false },
    { title: { profile: "angular", max: 100 }, text: `fix: ${"x".repeat(80)}`, passes: true },
    { title: { profile: "angular" }, text: `fix: ${"x".repeat(80)}`, passes: false },
    { title: { profile: "custom", types: ["deps"] }, text: "deps: x", passes: true },
    { title: { profile: "custom", types: ["deps"] }, text: "feat: x", passes: false },
  ])("$title: `$text` passes: $passes", ({ title, text, passes }) => {
    expect(judgeTitle(text, TitleConfig.parse(title).rules).ok).toBe(passes);
  });
});
