import { describe, expect, it } from "vitest";
import { ruleOf, weighedSettings } from "../../../src/config/changes/asks-less.ts";
import { describedAt } from "../../../src/config/schema-at.ts";

describe("the settings whose changes are weighed", () => {
  // A typo would make "may ask less" of every change.
  it.for(weighedSettings)("%s is a key of the configuration", (setting) => {
    expect(describedAt(setting.replace(/\.\*\*$/, "").split("."))).toBeTypeOf("string");
  });

  it("would be missed by a wrong name", () => {
    expect(describedAt(["gates", "*", "chekcs"])).toBeUndefined();
  });
});

describe("a scope of titles", () => {
  it.for([
    { before: "required", after: "none", asksLess: "yes" },
    { before: "none", after: "optional", asksLess: "yes" },
    { before: "none", after: "required", asksLess: "perhaps" },
    { before: "optional", after: "none", asksLess: "no" },
    { before: "optional", after: "required", asksLess: "no" },
  ])("from $before to $after: $asksLess", ({ before, after, asksLess }) => {
    expect(ruleOf(["title", "scope"]).weigh(before, after)).toBe(asksLess);
  });
});

describe("a limit", () => {
  it.for([
    { setting: "signoffs.grace", before: "60s", after: "1m", asksLess: "no" },
    { setting: "signoffs.grace", before: "60s", after: "59s", asksLess: "yes" },
    { setting: "signoffs.grace", before: "1m", after: "0s", asksLess: "yes" },
    { setting: "gates.report.evidence.fresh", before: "24h", after: "1d", asksLess: "no" },
    { setting: "gates.report.evidence.fresh", before: "24h", after: "2d", asksLess: "yes" },
    { setting: "gates.report.evidence.fresh", before: "24h", after: "soon", asksLess: "perhaps" },
  ])("$setting from $before to $after: $asksLess", ({ setting, before, after, asksLess }) => {
    expect(ruleOf(setting.split(".")).weigh(before, after)).toBe(asksLess);
  });
});

describe("what stops a pull request that brings an advisory", () => {
  it.for([
    { key: "vulnerability", before: undefined, after: "any", asksLess: "no" },
    { key: "vulnerability", before: undefined, after: ["critical", "high"], asksLess: "yes" },
    { key: "vulnerability", before: ["critical"], after: undefined, asksLess: "no" },
    { key: "vulnerability", before: "any", after: "never", asksLess: "yes" },
    { key: "vulnerability", before: "never", after: ["low"], asksLess: "no" },
    { key: "unsound", before: undefined, after: "direct", asksLess: "no" },
    { key: "unsound", before: undefined, after: "never", asksLess: "yes" },
    { key: "unsound", before: undefined, after: "any", asksLess: "no" },
    { key: "unmaintained", before: "direct", after: undefined, asksLess: "yes" },
    { key: "notice", before: undefined, after: "never", asksLess: "no" },
    { key: "widened", before: undefined, after: true, asksLess: "no" },
    { key: "widened", before: true, after: false, asksLess: "yes" },
  ])("$key from $before to $after: $asksLess", ({ key, before, after, asksLess }) => {
    expect(ruleOf(["gates", "deps", "fail_on", key]).weigh(before, after)).toBe(asksLess);
  });

  it("is milder where a list loses a rating", () => {
    expect(ruleOf(["gates", "deps", "fail_on", "vulnerability"])).toMatchObject({ gains: "no", loses: "yes" });
  });

  it("is accepted by another area where another one triages", () => {
    expect(ruleOf(["advisories", "triage"]).weigh("security", "docs")).toBe("perhaps");
  });
});
