import { describe, expect, it } from "vitest";
import { configJsonSchema } from "../../../src/config/json-schema.ts";
import { loadConfig } from "../../../src/config/load.ts";

function notes(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.notes.map(({ line, column, says }) => `${line}:${column} ${says}`);
}

describe("what is known and not active yet", () => {
  it("is told once for each key, with its place", () => {
    const text =
      "rollouts:\n  v1: { gates: {} }\n  v2: {}\nadvisories: { issue: { one_per: advisory }, lockfiles: [Cargo.lock] }";
    expect(notes(text)).toEqual([
      "2:1 `rollouts` is known and not active yet: checklists of gates for a rollout, with their environments and who ends them",
      "5:15 `advisories.issue` is known and not active yet: what the issues of advisories look like; `labels` has their labels",
    ]);
  });

  it("is told in the order of the file, whatever it is about", () => {
    const text =
      "exceptions: {}\nreleases: { announce: { at_most: 1/h }, assets: [] }\ntitle: { bots: lint, bot_logins: [a] }\ncatalog:";
    expect(notes(text).map((note) => note.split(" ")[0])).toEqual(["2:1", "3:25", "3:41", "4:22", "5:1"]);
  });

  it("is told for each program that has it", () => {
    const program = "{ when: { title: x }, decisions: body }";
    expect(notes(`programs: { a: ${program}, b: ${program} }`).map((note) => note.split(" ")[1])).toEqual([
      "`programs.a.decisions`",
      "`programs.b.decisions`",
    ]);
  });

  it.for(["anything", "[1, { a: b }]", "{ a: { b: c } }", "", "null", "1.5"])("takes %s", (value) =>
    expect(notes(`rollouts: ${value}`)).toHaveLength(1),
  );

  it("says nothing where everything is active", () => {
    expect(notes("areas: { a: { owners: [ana], paths: [src/**] } }\npull_request: { require: [touched] }")).toEqual([]);
  });

  it("changes nothing of what is active", () => {
    const loaded = loadConfig("version: 1\nreleases: { assets: [a], announce: { stable: chat } }");
    expect(loaded).toMatchObject({
      ok: true,
      config: { releases: { tag: "v<version>", announce: { stable: "chat" } } },
    });
  });

  it("is guessed from a slip like any other key", () => {
    const loaded = loadConfig("version: 1\nrolouts: {}");
    expect(loaded).toMatchObject({ ok: false, problems: [{ fix: "Did you mean `rollouts`?" }] });
  });

  it("is not offered where a key is unknown", () => {
    const loaded = loadConfig("version: 1\nzzz: {}");
    const fix = loaded.ok ? "" : loaded.problems[0]?.fix;
    expect(fix).toContain("programs");
    expect(fix).not.toContain("rollouts");
  });

  it("says so in an editor", () => {
    expect(configJsonSchema()).toMatchObject({
      properties: { rollouts: { description: expect.stringMatching(/^Known, not active yet: /) } },
    });
  });
});
