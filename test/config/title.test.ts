import { describe, expect, it } from "vitest";
import { TitleConfig } from "../../src/config/title.ts";
import { defaultTitleRules } from "../../src/policy/title/rules.ts";

it("an empty section means the defaults", () => {
  expect(TitleConfig.parse({})).toEqual(defaultTitleRules);
});

describe("what can be configured", () => {
  it.for([
    { title: { types: ["feat", "deps"] }, accepted: true },
    { title: { types: [] }, accepted: false },
    { title: { types: ["Feat"] }, accepted: false },
    { title: { types: ["feat|fix"] }, accepted: false },
    { title: { scope: "required", scopes: ["api", "@org/pkg", "crate::mod", "http parser"] }, accepted: true },
    { title: { scope: "sometimes" }, accepted: false },
    { title: { scopes: [] }, accepted: false },
    { title: { scopes: ["a,b"] }, accepted: false },
    { title: { scopes: [" api"] }, accepted: false },
    { title: { max: 72 }, accepted: true },
    { title: { max: 5 }, accepted: false },
    { title: { max: 72.5 }, accepted: false },
    { title: { profile: "angular" }, accepted: false },
  ])("$title → $accepted", ({ title, accepted }) => expect(TitleConfig.safeParse(title).success).toBe(accepted));
});
