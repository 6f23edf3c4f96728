import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { usedGates } from "../../src/config/used-gates.ts";
import { applicableGates } from "../../src/policy/evaluate.ts";
import { aFile, allOf, aPullRequest } from "../support/builders.ts";

/** The gates of a pull request that changes the rules, by name and kind. */
function applied(text: string, path = ".github/gatehouse.yml"): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  const pullRequest = aPullRequest({ title: "chore: rules" });
  const files = allOf(aFile({ path }));
  const gates = applicableGates(usedGates(loaded.config, pullRequest), { pullRequest, files });
  return gates.map(({ name, use, gate }) => `${use} ${name}: ${gate.kind}`);
}

describe("who changes the rules is asked for whatever the area of the rules is called", () => {
  const area = (name: string) => `areas: { ${name}: { owners: [ana], aliases: [governance] } }`;
  const manual = "{ manual: Looked at }";

  it.for([
    {
      name: "like nothing else",
      text: "areas: { governance: { owners: [ana] } }\npull_request: { require: [title] }",
      guard: "governance",
    },
    {
      name: "like the gate on titles",
      text: `${area("title")}\npull_request: { require: [title] }`,
      guard: "title-area",
    },
    { name: "in capitals", text: `${area("Title")}\npull_request: { require: [title] }`, guard: "Title-area" },
    {
      name: "like the gate on sign-offs, which only advises",
      text: `${area("touched")}\npull_request: { require: [title], advise: [touched] }`,
      guard: "touched-area",
    },
    {
      name: "like a gate, and its other name too",
      text: `areas: { governance: { owners: [ana] } }\ngates: { governance: ${manual}, governance-area: ${manual} }\npull_request: { require: [title], advise: [governance, governance-area] }`,
      guard: "governance-area-2",
    },
    {
      name: "like a program",
      text: 'areas: { governance: { owners: [ana] }, docs: { owners: [bea] } }\nprograms: { governance: { when: { title: "chore: *" }, signoff: [docs] } }\npull_request: { require: [title] }',
      guard: "governance-area",
    },
    {
      name: "like the preview",
      text: `${area("configuration")}\npull_request: { require: [title] }`,
      guard: "configuration-area",
    },
  ])("$name: $guard", ({ text, guard }) => {
    const gates = applied(text);
    expect(gates).toContain(`require ${guard}: touched`);
    expect(gates).toContain("require configuration: configuration");
    expect(gates).toContain("require title: title");
  });
});

it.for([
  { path: ".github/gatehouse.yml", isShown: true },
  { path: ".github", isShown: true },
  { path: ".github/workflows/ci.yml", isShown: false },
  { path: "tools/.github/gatehouse.yml", isShown: false },
])("what $path makes of the configuration is in sight: $isShown", ({ path, isShown }) => {
  const gates = applied("pull_request: { require: [title] }", path);
  expect(gates.includes("require configuration: configuration")).toBe(isShown);
});
