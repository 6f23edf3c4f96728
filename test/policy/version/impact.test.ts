import { describe, expect, it } from "vitest";
import { impactOf } from "../../../src/policy/version/impact.ts";
import {
  type Impact,
  type ImpactPreset,
  impactPresets,
  impacts,
  type MeaningRules,
} from "../../../src/policy/title/rules.ts";

function rulesOf(given: Partial<MeaningRules> = {}): MeaningRules {
  return { preset: "seed", types: {}, ...given };
}

function impactIn(preset: ImpactPreset, title: string, current: string | undefined): Impact {
  const change = { type: title.replace("!", ""), isBreaking: title.endsWith("!") };
  return impactOf(change, rulesOf({ preset }), current).impact;
}

describe("what a type raises, by the tool that makes releases and the version that is there", () => {
  const row = (seed: Impact, cargo: Impact, releasePlease: Impact) => ({
    seed,
    cargo,
    "release-please": releasePlease,
  });
  it.for<{ current: string | undefined; type: string; means: Readonly<Record<ImpactPreset, Impact>> }>([
    { current: "1.4.0", type: "feat!", means: row("major", "major", "major") },
    { current: "1.4.0", type: "docs!", means: row("major", "major", "major") },
    { current: "1.4.0", type: "feat", means: row("minor", "minor", "minor") },
    { current: "1.4.0", type: "fix", means: row("patch", "patch", "patch") },
    { current: "1.4.0", type: "perf", means: row("patch", "patch", "patch") },
    { current: "1.4.0", type: "security", means: row("patch", "patch", "patch") },
    { current: "1.4.0", type: "security!", means: row("major", "major", "major") },
    { current: "1.4.0", type: "revert", means: row("patch", "patch", "patch") },
    { current: "1.4.0", type: "chore", means: row("none", "patch", "none") },
    { current: "1.4.0", type: "docs", means: row("none", "patch", "none") },
    { current: "1.4.0", type: "deps", means: row("none", "patch", "patch") },
    { current: "0.7.3", type: "feat!", means: row("minor", "minor", "major") },
    { current: "0.7.3", type: "chore!", means: row("minor", "minor", "major") },
    { current: "0.7.3", type: "feat", means: row("minor", "patch", "minor") },
    { current: "0.7.3", type: "fix", means: row("patch", "patch", "patch") },
    { current: "0.7.3", type: "security", means: row("patch", "patch", "patch") },
    { current: "0.7.3", type: "revert", means: row("patch", "patch", "patch") },
    { current: "0.7.3", type: "ci", means: row("none", "patch", "none") },
    { current: "0.0.9", type: "feat!", means: row("minor", "patch", "major") },
    { current: "0.0.9", type: "feat", means: row("minor", "patch", "minor") },
    { current: "0.0.9", type: "fix", means: row("patch", "patch", "patch") },
    { current: "0.0.9", type: "docs", means: row("none", "patch", "none") },
    // Only cargo's counts on the prerelease alone, whatever comes.
    { current: "1.0.0-alpha.2", type: "feat!", means: row("major", "patch", "major") },
    { current: "0.8.1-rc.2", type: "feat", means: row("minor", "patch", "minor") },
    // As from 1.0 on where nobody knows the version.
    { current: undefined, type: "feat!", means: row("major", "major", "major") },
    { current: undefined, type: "feat", means: row("minor", "minor", "minor") },
    { current: "no version", type: "feat!", means: row("major", "major", "major") },
  ])("$current, $type", ({ current, type, means }) => {
    for (const preset of impactPresets)
      expect([preset, impactIn(preset, type, current)]).toEqual([preset, means[preset]]);
  });
});

describe("what the configuration says of a type", () => {
  const own = rulesOf({
    types: {
      deps: { impact: "patch", section: "Dependencies" },
      feat: { section: "News" },
      fix: { impact: "none" },
    },
  });
  it.for<{ type: string; breaking?: boolean; rules: MeaningRules; means: [string, string | undefined] }>([
    { type: "deps", rules: own, means: ["patch", "Dependencies"] },
    { type: "feat", rules: own, means: ["minor", "News"] },
    { type: "fix", rules: own, means: ["none", "Bug fixes"] },
    { type: "perf", rules: own, means: ["patch", "Performance"] },
    { type: "security", rules: own, means: ["patch", "Security fixes"] },
    { type: "revert", rules: own, means: ["patch", undefined] },
    { type: "constructor", rules: own, means: ["none", undefined] },
    { type: "deps", breaking: true, rules: own, means: ["minor", "Dependencies"] },
    { type: "fix", breaking: true, rules: rulesOf({ breaking: "major" }), means: ["major", "Bug fixes"] },
    // It is not less than the same change without it.
    { type: "feat", breaking: true, rules: rulesOf({ breaking: "patch" }), means: ["minor", "New features"] },
    { type: "docs", breaking: true, rules: rulesOf({ breaking: "none" }), means: ["none", undefined] },
    {
      type: "feat",
      rules: rulesOf({ preset: "cargo", types: { feat: { impact: "minor" } } }),
      means: ["minor", "New features"],
    },
  ])("$type, breaking: $breaking → $means", ({ type, breaking = false, rules, means: [impact, section] }) => {
    expect(impactOf({ type, isBreaking: breaking }, rules, "0.7.3")).toEqual({ impact, section });
  });

  it("holds whatever the version is", () => {
    const rules = rulesOf({ preset: "cargo", breaking: "major", types: { docs: { impact: "minor" } } });
    for (const current of [undefined, "0.0.1", "0.3.0", "1.0.0-rc.1", "2.0.0"]) {
      expect(impactOf({ type: "fix", isBreaking: true }, rules, current).impact).toBe("major");
      expect(impactOf({ type: "docs", isBreaking: false }, rules, current).impact).toBe("minor");
    }
  });
});

it("capitals change nothing", () => {
  const own = rulesOf({ types: { deps: { impact: "minor", section: "Dependencies" } } });
  for (const type of ["feat", "Deps", "sEcurity", "CHORE"]) {
    const lower = impactOf({ type: type.toLowerCase(), isBreaking: false }, own);
    expect(impactOf({ type: type.toUpperCase(), isBreaking: false }, own)).toEqual(lower);
    expect(impactOf({ type, isBreaking: false }, own)).toEqual(lower);
  }
  expect(impactOf({ type: "FEAT", isBreaking: false }, own)).toEqual({ impact: "minor", section: "New features" });
});

it("a `!` never means less, and whether a change asks for a release does not depend on the version", () => {
  const rank = (impact: Impact) => impacts.toReversed().indexOf(impact);
  for (const preset of impactPresets) {
    for (const type of ["feat", "fix", "docs", "deps", "unheard-of"]) {
      const asks = new Set<boolean>();
      for (const current of [undefined, "0.0.1", "0.0.1-rc.1", "0.3.0", "1.0.0-rc.1", "2.0.0"]) {
        const [plain, breaking] = [impactIn(preset, type, current), impactIn(preset, `${type}!`, current)];
        expect(rank(breaking)).toBeGreaterThanOrEqual(rank(plain));
        asks.add(plain !== "none");
      }
      expect(asks.size).toBe(1);
    }
  }
});
