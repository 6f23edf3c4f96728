import { type TitleRules, defaultTitleRules } from "./rules.ts";

/** Named starting points for the rules; every key of the configuration replaces its part of them. */
export const profileNames = ["conventional", "zeroclaw", "seed", "angular", "custom"] as const;
export type ProfileName = (typeof profileNames)[number];

/**
 * What the title check of ZeroClaw asks for: a scope in every title, of small letters, digits and `._/:-`. It lists eleven
 * types; `security` is ours, because a change of that kind has to be told from a plain fix.
 */
const zeroclaw: TitleRules = { ...defaultTitleRules, scope: "required", scopePattern: "[a-z0-9._/:-]+" };

/**
 * What `@commitlint/config-angular` asks for, after the guidelines of Angular: ten types (no `chore`), a scope in lower
 * case, a description that begins small and ends without a full stop, and at most 72 characters. It refuses `!` and a
 * name such as `GitHub` in front; here both stand, because the `!` is what tells a breaking change.
 */
const angular: TitleRules = {
  ...defaultTitleRules,
  types: ["build", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"],
  scopePattern: String.raw`[^\p{Lu}\p{Lt}]+`,
  max: 72,
  subject: { case: "not-capitalised", fullStop: false },
};

/** The grammar of Conventional Commits alone; without `types` of its own nothing passes, so whoever takes it must give some. */
const custom: TitleRules = { ...defaultTitleRules, types: [] };

export const titleProfiles: Readonly<Record<ProfileName, TitleRules>> = {
  conventional: defaultTitleRules,
  zeroclaw,
  seed: zeroclaw,
  angular,
  custom,
};
