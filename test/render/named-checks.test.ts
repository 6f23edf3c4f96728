import { expect, it } from "vitest";
import { renderLookingAgainCheck, renderTitleEffect } from "../../src/render/check-runs.ts";
import { underNames } from "../../src/render/named-checks.ts";
import { nothingRead } from "../../src/policy/nothing-read.ts";
import { defaultTitlePolicy } from "../../src/policy/title/rules.ts";
import { aPullRequest } from "../support/builders.ts";

const composite = renderLookingAgainCheck("a413cfc", "the ledger");
const title = renderTitleEffect({ ...nothingRead, pullRequest: aPullRequest() }, defaultTitlePolicy);

it("only the composite is called as the configuration says", () => {
  expect(underNames([title, composite], { name: "Merge gate", also: [] })).toEqual([
    title,
    { ...composite, name: "Merge gate" },
  ]);
});

it("a check of an earlier name says the same, and points at the one that counts; the ledger is in one only", () => {
  const [named, before, ...more] = underNames([composite], { name: "Merge *gate*", also: ["gatehouse"] });
  expect(more).toEqual([]);
  expect(named?.text).toBe("the ledger");
  expect(before).toMatchObject({ name: "gatehouse", status: composite.status, title: composite.title });
  expect(before?.summary).toContain("`Merge *gate*` now");
  expect(before).not.toHaveProperty("text");
});
