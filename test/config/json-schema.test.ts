import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { renderConfigKeys } from "../../scripts/config-keys.ts";

const schema = configJsonSchema();
const validate = new Ajv2020({ strict: false }).compile(schema);

describe("an editor with the schema", () => {
  const row = { name: "r", value: "a", expect: ">= 1" };
  it.for([
    { name: "accepts the least", config: { version: 1 }, valid: true },
    {
      name: "accepts owners as people write them",
      config: { version: 1, areas: { Runtime: { owners: ["Alice", "@Acme/Run.time"] } } },
      valid: true,
    },
    {
      name: "accepts both kinds of gates",
      config: { version: 1, gates: { a: { checks: ["x"] }, b: { evidence: { file: "f" }, rows: [row] } } },
      valid: true,
    },
    {
      name: "accepts a use with a condition",
      config: { version: 1, pull_request: { require: ["title", { touched: { when: { title: "breaking" } } }] } },
      valid: true,
    },
    {
      name: "marks an entry with two gates",
      config: { version: 1, pull_request: { require: [{ a: { when: { title: "x" } }, b: { when: { title: "x" } } }] } },
      valid: false,
    },
    {
      name: "accepts both forms of types, and what is not active yet",
      config: { version: 1, title: { types: { feat: "minor", deps: { impact: "patch" } } }, rollouts: [1] },
      valid: true,
    },
    {
      name: "accepts rules for titles by profile, patterns and sign-offs",
      config: {
        version: 1,
        title: {
          profile: "angular",
          patterns: [{ in: "subject", forbid: ".*x", say: "No x" }],
          required_signoffs: { breaking: ["api"] },
        },
      },
      valid: true,
    },
    { name: "marks an unknown profile", config: { version: 1, title: { profile: "commitlint" } }, valid: false },
    { name: "marks sign-offs for nothing", config: { version: 1, title: { required_signoffs: {} } }, valid: false },
    { name: "marks an impact that is none", config: { version: 1, title: { types: { feat: "big" } } }, valid: false },
    { name: "marks a program without a condition", config: { version: 1, programs: { p: {} } }, valid: false },
    { name: "misses the version", config: {}, valid: false },
    { name: "marks an unknown key", config: { version: 1, gate: {} }, valid: false },
    { name: "marks an area without owners", config: { version: 1, areas: { a: {} } }, valid: false },
    { name: "accepts code owners", config: { version: 1, areas: { a: { codeowners: true } } }, valid: true },
    {
      name: "marks an area with owners and code owners",
      config: { version: 1, areas: { a: { owners: ["ana"], codeowners: true } } },
      valid: false,
    },
    {
      name: "accepts backups in both forms",
      config: { version: 1, areas: { a: { owners: ["ana"], backups: ["@acme/x", { who: ["bob"], after: "48h" }] } } },
      valid: true,
    },
    {
      name: "marks a backup without names",
      config: { version: 1, areas: { a: { owners: ["ana"], backups: [{ after: "48h" }] } } },
      valid: false,
    },
    {
      name: "accepts the area of a gate",
      config: { version: 1, gates: { a: { checks: ["x"], area: "ci" } } },
      valid: true,
    },
    { name: "marks a gate with only an area", config: { version: 1, gates: { a: { area: "ci" } } }, valid: false },
    {
      name: "marks a name with two hyphens",
      config: { version: 1, areas: { "a--b": { owners: ["ana"] } } },
      valid: false,
    },
    { name: "marks a gate without a kind", config: { version: 1, gates: { a: {} } }, valid: false },
    {
      name: "accepts both forms of times for advisories, and who hears of them",
      config: {
        version: 1,
        advisories: { sla: { vulnerability: "48h", unsound: { fix: "7d" }, yanked: "7d" } },
        notify: { advisories: "alerts", rollouts: "ops" },
      },
      valid: true,
    },
    {
      name: "marks a time for advisories that is none",
      config: { version: 1, advisories: { sla: { vulnerability: "2 days" } } },
      valid: false,
    },
    {
      name: "marks evidence without rows",
      config: { version: 1, gates: { a: { evidence: { file: "f" } } } },
      valid: false,
    },
    {
      name: "marks a gate of two kinds",
      config: { version: 1, gates: { a: { checks: ["x"], evidence: { file: "f" }, rows: [row] } } },
      valid: false,
    },
  ])("$name", ({ config, valid }) => expect(validate(config)).toBe(valid));
});

/** Every key below `properties`, with its schema. */
function* keysOf(node: unknown, path: string): Generator<readonly [path: string, schema: object]> {
  if (typeof node !== "object" || node === null) return;
  for (const [key, inner] of Object.entries(node)) {
    if (key === "properties" && typeof inner === "object") {
      for (const [name, each] of Object.entries(inner)) yield [`${path}.${name}`, Object(each)];
    }
    yield* keysOf(inner, `${path}.${key}`);
  }
}

describe("every key", () => {
  const keys = [...keysOf(schema, "")];

  it("is described", () => {
    expect(keys.length).toBeGreaterThan(55);
    expect(
      keys.filter(([, each]) => !("description" in each) || each.description === "").map(([path]) => path),
    ).toEqual([]);
  });

  it("has its line in the reference", () => {
    const lines = renderConfigKeys(schema).split("\n").slice(2);
    expect(lines).toHaveLength(keys.length);
    expect(lines).toContain("| `areas.<name>.owners` | Who may sign: logins and teams. | list of text |  |");
    expect(lines).toContain(
      "| `areas.<name>.backups[].who` | Logins, teams, bot logins, gates or areas, as `kind` says. | list of text | required |",
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^\| `gates\.<name>\.rows\[\]\.expect` \| .* \| text \| required \|$/),
    );
    expect(lines.every((line) => line.split(/(?<!\\)\|/).length === 6)).toBe(true);
  });
});
