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
