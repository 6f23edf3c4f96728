import { expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { compositeCheckName } from "../../src/render/check-runs.ts";

function load(check: string) {
  return loadConfig(`version: 1\npull_request: { check: ${JSON.stringify(check)} }\n`);
}

it("the composite is called gatehouse where nobody says otherwise", () => {
  const loaded = loadConfig("version: 1\n");
  expect(loaded.ok ? loaded.config.pull_request.check : loaded.problems).toBe(compositeCheckName);
});

it.for([
  { check: "Merge gate", isName: true },
  { check: "gatehouse/merge", isName: true },
  { check: "x", isName: true },
  { check: "x".repeat(100), isName: true },
  { check: "", isName: false },
  { check: "x".repeat(101), isName: false },
  { check: " gate", isName: false },
  { check: "gate\n", isName: false },
  { check: "gate\nkeeper", isName: false },
  { check: "gatehouse/title", isName: false },
])("$check can be its name: $isName", ({ check, isName }) => {
  const loaded = load(check);
  expect(loaded.ok).toBe(isName);
  const paths = loaded.ok ? [] : loaded.problems.map(({ path }) => path.join("."));
  expect(paths).toEqual(isName ? [] : ["pull_request.check"]);
});
