import { describe, expect, it } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

const gates = `areas: { lead: { owners: [ana] }, core: { codeowners: true } }
gates:
  ci: { checks: [build] }
  before: { manual: "tier <tier.previous>" }
  after: { manual: "tier <teir>" }
`;

describe("a program with a problem", () => {
  it.for([
    { name: "none", program: "{ sequence: tier, when: { title: 'tier <tier>' }, require: [ci, before] }", says: [] },
    {
      name: "no condition",
      program: "{ require: [ci] }",
      says: ["8:3 `programs.p.when` is missing. Which pull requests belong to the program. Every key must hold."],
    },
    {
      name: "a condition that says nothing",
      program: "{ when: {} }",
      says: ["8:8 this condition says nothing. Give it `paths`, `labels` or `title`, or remove it."],
    },
    {
      name: "an unknown key",
      program: "{ when: { title: x }, requires: [ci] }",
      says: ["8:28 unknown key `requires` in `programs.p`. Did you mean `require`?"],
    },
    {
      name: "a gate that is not there",
      program: "{ when: { title: x }, require: [cii] }",
      says: ["8:38 gate `cii` is not defined. Did you mean `ci`?"],
    },
    {
      name: "an area for a gate",
      program: "{ when: { title: x }, advise: [lead] }",
      says: [
        "8:37 `lead` is an area, not a gate. Use `touched`, or define a gate with `signoff: [lead]` under `gates`.",
      ],
    },
    {
      name: "a gate twice",
      program: "{ when: { title: x }, require: [ci], advise: [ci] }",
      says: ["8:52 `ci` is used twice. Keep one of them."],
    },
    {
      name: "an area that is not there",
      program: "{ when: { title: x }, signoff: [laed] }",
      says: ["8:38 area `laed` is not defined. Did you mean `lead`?"],
    },
    {
      name: "an area whose owners are not known",
      program: "{ when: { title: x }, signoff: [core] }",
      says: [
        "8:38 the owners of `core` are those of CODEOWNERS, known only for the files that a pull request changes. Name an area with `owners`.",
      ],
    },
    {
      name: "a sequence that the title does not have",
      program: "{ sequence: teir, when: { title: 'tier <tier>' } }",
      says: ["8:8 placeholder `teir` is not defined. Did you mean `tier`?"],
    },
    {
      name: "a placeholder twice",
      program: "{ when: { title: '<a> <a>' } }",
      says: ["8:16 `<a>` stands there twice. Give each its own name."],
    },
    {
      name: "a placeholder that is found by counting",
      program: "{ when: { title: '<a.previous>' } }",
      says: ["8:16 `<a.previous>` is found by counting. Name it without `.previous`."],
    },
    {
      name: "the number of the pull request",
      program: "{ when: { title: 'do <number>' } }",
      says: ["8:16 `<number>` is the number of the pull request. Choose another name."],
    },
    {
      name: "a gate with a placeholder that the title does not have",
      program: "{ sequence: tier, when: { title: 'tier <tier>' }, require: [after] }",
      says: ["6:12 placeholder `teir` is not defined. Did you mean `tier`?"],
    },
    {
      name: "a gate that counts where nothing does",
      program: "{ when: { title: 'tier <tier>' }, require: [before] }",
      says: ["5:13 placeholder `tier.previous` is not defined. Defined here: tier."],
    },
  ])("$name", ({ program, says }) => expect(problems(`${gates}programs:\n  p: ${program}`)).toEqual(says));

  it("a gate with placeholders outside of programs", () => {
    expect(problems(`${gates}pull_request: { require: [before] }`)).toEqual([
      "5:13 `<tier.previous>` is a placeholder (in `tag`, `branch`, `file`, `milestone`, `manual`, `say`), and only a program fills one. Use the gate in a program whose title has it, or write the text without `<` and `>`.",
    ]);
  });

  it("a gate with placeholders in two programs", () => {
    const program = "{ sequence: tier, when: { title: '<tier>' }, require: [before] }";
    expect(problems(`${gates}programs:\n  p: ${program}\n  q: ${program}`)).toEqual([
      "9:61 `before` has placeholders, and the programs `p` and `q` both use it. Give each program a gate of its own.",
    ]);
  });

  it("its areas under the name of a gate", () => {
    expect(problems(`${gates}programs:\n  ci: { when: { title: x }, signoff: [lead] }`)).toEqual([
      "8:29 its `signoff` would be called `ci`, like another gate. Rename the program or the gate.",
    ]);
    expect(problems(`${gates}programs:\n  ci: { when: { title: x }, require: [ci] }`)).toEqual([]);
  });

  it("a name that cannot be one", () => {
    expect(problems("programs:\n  Tier: { when: { title: x } }")).toEqual([
      "3:3 `Tier` cannot be a name. Use lower-case letters, digits and `-`, a letter first, at most 50.",
    ]);
  });

  it("more than fifty of them", () => {
    const many = Array.from({ length: 51 }, (_, at) => `  p${at}: { when: { title: x } }\n`).join("");
    expect(problems(`programs:\n${many}`)).toEqual([
      "2:1 `programs` has 51 entries, more than 50. Let programs share a title.",
    ]);
  });
});

describe("evidence of another gate", () => {
  const gate = (name: string, evidence: string) =>
    `  ${name}: { evidence: { ${evidence} }, rows: [{ name: r, value: a, expect: "= 1" }] }\n`;
  it.for([
    { name: "that is there", text: gate("a", "file: a.json") + gate("b", "same_as: a"), says: [] },
    {
      name: "that is not there",
      text: gate("abc", "file: a.json") + gate("b", "same_as: abd"),
      says: ["4:20 there is no gate `abd`. Did you mean `abc`?"],
    },
    {
      name: "that leads back",
      text: gate("a", "same_as: b") + gate("b", "same_as: a"),
      says: [
        "3:20 `same_as: b` leads back to itself. Name the source in one of them.",
        "4:20 `same_as: a` leads back to itself. Name the source in one of them.",
      ],
    },
    {
      name: "with a placeholder that nothing fills",
      text: `${gate("a", "file: <x>.json")}${gate("b", "same_as: a")}pull_request: { require: [b] }\n`,
      says: [expect.stringContaining("`<x>` is a placeholder")],
    },
  ])("$name", ({ text, says }) => expect(problems(`gates:\n${text}`)).toEqual(says));
});
