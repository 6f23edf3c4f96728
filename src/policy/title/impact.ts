import type { Impact, TitleRules, TypeMeaning } from "./rules.ts";

// What Conventional Commits tooling agrees on from 1.0 on; every other type asks for no release.
const usual: ReadonlyMap<string, TypeMeaning> = new Map([
  ["feat", { impact: "minor", section: "New features" }],
  ["fix", { impact: "patch", section: "Bug fixes" }],
  ["perf", { impact: "patch", section: "Performance" }],
  ["security", { impact: "patch", section: "Security fixes" }],
  ["revert", { impact: "patch", section: undefined }],
]);

/** What merging a title means for the next version, and where it stands in the changelog. */
export function impactOf(
  { type, isBreaking }: { readonly type: string; readonly isBreaking: boolean },
  rules: Pick<TitleRules, "meanings" | "breaking">,
): { readonly impact: Impact; readonly section: string | undefined } {
  const common = usual.get(type);
  const { meanings = {} } = rules;
  const own = Object.hasOwn(meanings, type) ? meanings[type] : undefined;
  const impact = isBreaking ? (rules.breaking ?? "major") : (own?.impact ?? common?.impact ?? "none");
  return { impact, section: own?.section ?? common?.section };
}
