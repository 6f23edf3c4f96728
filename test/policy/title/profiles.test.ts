import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { type ProfileName, titleProfiles } from "../../../src/policy/title/profiles.ts";
import { defaultTitleRules } from "../../../src/policy/title/rules.ts";

describe("a title under a profile", () => {
  it.for([
    { profile: "conventional", title: "feat: Add X.", found: [] },
    { profile: "conventional", title: "chore(a b): x", found: [] },
    { profile: "zeroclaw", title: "feat: x", found: ["title/scope-missing"] },
    { profile: "zeroclaw", title: "feat(channel:rocketchat): Add X.", found: [] },
    { profile: "zeroclaw", title: "security(crate::mod): x", found: [] },
    { profile: "zeroclaw", title: "feat(CI): x", found: ["title/scope-pattern"] },
    { profile: "seed", title: "feat(CI): x", found: ["title/scope-pattern"] },
    { profile: "seed", title: "feat: x", found: ["title/scope-missing"] },
    { profile: "angular", title: "feat: add x", found: [] },
    { profile: "angular", title: "feat(common)!: add x", found: [] },
    { profile: "angular", title: "feat(größe): add x", found: [] },
    { profile: "angular", title: "chore: add x", found: ["title/unknown-type"] },
    { profile: "angular", title: "security: add x", found: ["title/unknown-type"] },
    { profile: "angular", title: "fix(SCOPE): add x", found: ["title/scope-pattern"] },
    { profile: "angular", title: "fix(scope): Add x", found: ["title/subject-case"] },
    { profile: "angular", title: "fix: add x.", found: ["title/full-stop"] },
    { profile: "angular", title: `fix: ${"x".repeat(67)}`, found: [] },
    { profile: "angular", title: `fix: ${"x".repeat(68)}`, found: ["title/too-long"] },
    { profile: "custom", title: "feat: x", found: ["title/unknown-type"] },
  ] satisfies { profile: ProfileName; title: string; found: string[] }[])(
    "$title under $profile → $found",
    ({ profile, title, found }) => {
      const judgement = judgeTitle(title, titleProfiles[profile]);
      expect(judgement.ok ? [] : judgement.problems.map(({ code }) => code)).toEqual(found);
    },
  );
});

it("the default rules are those of `conventional`, and `seed` is another name of `zeroclaw`", () => {
  expect(titleProfiles.conventional).toBe(defaultTitleRules);
  expect(titleProfiles.seed).toBe(titleProfiles.zeroclaw);
});
