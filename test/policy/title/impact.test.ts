import { describe, expect, it } from "vitest";
import { impactOf } from "../../../src/policy/title/impact.ts";
import type { TitleRules } from "../../../src/policy/title/rules.ts";

describe("what merging a title means", () => {
  const own: Partial<TitleRules> = {
    meanings: {
      deps: { impact: "patch", section: "Dependencies" },
      feat: { section: "News" },
      fix: { impact: "none" },
    },
  };
  it.for<{ type: string; breaking?: boolean; rules?: Partial<TitleRules>; means: [string, string | undefined] }>([
    { type: "feat", means: ["minor", "New features"] },
    { type: "fix", means: ["patch", "Bug fixes"] },
    { type: "perf", means: ["patch", "Performance"] },
    { type: "security", means: ["patch", "Security fixes"] },
    { type: "revert", means: ["patch", undefined] },
    { type: "docs", means: ["none", undefined] },
    { type: "bench", means: ["none", undefined] },
    { type: "constructor", rules: own, means: ["none", undefined] },
    { type: "fix", breaking: true, means: ["major", "Bug fixes"] },
    { type: "docs", breaking: true, means: ["major", undefined] },
    { type: "fix", breaking: true, rules: { breaking: "minor" }, means: ["minor", "Bug fixes"] },
    { type: "deps", rules: own, means: ["patch", "Dependencies"] },
    { type: "feat", rules: own, means: ["minor", "News"] },
    { type: "fix", rules: own, means: ["none", "Bug fixes"] },
  ])("$type, breaking: $breaking → $means", ({ type, breaking = false, rules = {}, means: [impact, section] }) => {
    expect(impactOf({ type, isBreaking: breaking }, rules)).toEqual({ impact, section });
  });
});
