import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/schema.ts";
import { chosenGates } from "../support/chosen-gates.ts";

function load(text: string): Config {
  const loaded = loadConfig(`version: 1\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ says }) => says).join("\n"));
  return loaded.config;
}

function problems(text: string): readonly string[] {
  const loaded = loadConfig(`version: 1\n${text}`);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

const gates = "gates:\n  ci: { checks: [build], when: { paths: [src/**] } }\n  docs: { checks: [docs] }\n";

function conditions(uses: string) {
  return chosenGates(load(`${gates}pull_request: ${uses}`)).map(({ name, use, when }) => [name, use, when]);
}

describe("a condition", () => {
  it("of a gate holds wherever the gate is used", () => {
    expect(conditions("{ advise: [ci] }")).toEqual([["ci", "advise", [{ paths: ["src/**"] }]]]);
  });

  it("of a use holds besides that of the gate", () => {
    expect(conditions("{ require: [{ ci: { when: { title: breaking } } }] }")).toEqual([
      ["ci", "require", [{ title: "breaking" }, { paths: ["src/**"] }]],
    ]);
  });

  it("can be given to a built-in gate, where it is used", () => {
    expect(conditions("{ require: [{ title: { when: { labels: [release] } } }, docs] }")).toEqual([
      ["title", "require", [{ labels: ["release"] }]],
      ["docs", "require", undefined],
    ]);
  });
});

describe("a condition with a problem", () => {
  const use = (text: string) => problems(`${gates}pull_request:\n  require:\n    - ${text}`);
  it.for([
    {
      name: "an unknown key",
      text: "docs: { when: { titel: breaking } }",
      says: ["7:23 unknown key `titel` in `pull_request.require.0.docs.when`. Did you mean `title`?"],
    },
    {
      name: "an unknown key beside it",
      text: "docs: { where: { title: breaking } }",
      says: [
        "7:7 `pull_request.require.0.docs.when` is missing. Where this use holds. What the gate itself says under `when` must hold too.",
        "7:15 unknown key `where` in `pull_request.require.0.docs`. Did you mean `when`?",
      ],
    },
    {
      name: "a glob that matches nothing",
      text: "docs: { when: { paths: [/src] } }",
      says: ["7:31 `/src`: paths begin at the root of the repository. Write `src`."],
    },
    {
      name: "nothing to hold",
      text: "docs: { when: {} }",
      says: ["7:15 this condition says nothing. Give it `paths`, `labels` or `title`, or remove it."],
    },
    {
      name: "two gates in one entry",
      text: "{ docs: { when: { title: x } }, ci: { when: { title: x } } }",
      says: ["7:7 an entry uses exactly one gate. Write it like `- changelog: { when: { title: breaking } }`."],
    },
    {
      name: "a gate that is not there",
      text: "doc: { when: { title: x } }",
      says: ["7:7 gate `doc` is not defined. Did you mean `docs`?"],
    },
    {
      name: "a placeholder, which only a program fills",
      text: "docs: { when: { title: 'tier <tier>' } }",
      says: ["7:23 a placeholder has a meaning only in the title of a program. Write `*` for any text."],
    },
    {
      name: "a word in capitals, which would be a whole title",
      text: "docs: { when: { title: Breaking } }",
      says: ["7:23 `Breaking` is a whole title here. Write `breaking` for what a title announces."],
    },
    {
      name: "the same with a blank",
      text: "docs: { when: { title: 'security ' } }",
      says: ["7:23 `security ` is a whole title here. Write `security` for what a title announces."],
    },
    { name: "nothing, with a word", text: "docs: { when: { title: security } }", says: [] },
    {
      name: "nothing at all",
      text: "docs:",
      says: ["7:7 `pull_request.require.0.docs` has no value. Give it one, or remove it."],
    },
  ])("$name", ({ text, says }) => expect(use(text).map((told) => told)).toEqual(says));

  it("is told at a gate, too", () => {
    expect(problems("gates: { g: { checks: [a], when: { paths: ['src/'] } } }")).toEqual([
      "2:44 `src/`: this names no file. Write `src/**`.",
    ]);
  });

  it("does not hide another problem of the same list", () => {
    expect(use("{ docs: { wehn: 1 } }\n    - cii")).toContain("8:7 gate `cii` is not defined. Did you mean `ci`?");
  });

  it("all of them together may have 1,000 alternatives", () => {
    const many = (count: number) => `{ checks: [a], when: { paths: [${"'{a,b,c,d,e}{f,g}',".repeat(count)}] } }`;
    expect(problems(`gates: { g: ${many(100)} }`)).toEqual([]);
    expect(problems(`gates: { g: ${many(100)}, h: ${many(1)} }`)).toEqual([
      "1:1 the globs of all conditions have 1010 alternatives, more than 1000. Name folders instead of files.",
    ]);
  });
});

describe("base branches", () => {
  const text = `${gates}pull_request: { base: [main, "release/*"], require: [docs] }`;
  const names = (baseBranch: string, more = "") =>
    chosenGates(load(`${text}\n${more}`), { baseBranch }).map(({ name }) => name);

  it.for([
    { branch: "main", gates: ["docs"] },
    { branch: "release/1.x", gates: ["docs"] },
    { branch: "release/1/x", gates: [] },
    { branch: "feature/main", gates: [] },
  ])("$branch → $gates", ({ branch, gates: wanted }) => expect(names(branch)).toEqual(wanted));

  it("every branch holds rules of its own, so governance guards them everywhere", () => {
    expect(names("feature", "areas: { governance: { owners: [ana] } }")).toEqual(["governance"]);
  });

  it("a touched gate with a condition does not guard the rules", () => {
    const areas = "areas: { governance: { owners: [ana] } }\n";
    const used = chosenGates(load(`${areas}pull_request: { require: [{ touched: { when: { labels: [x] } } }] }`));
    expect(used.map(({ name, when }) => [name, when])).toEqual([
      ["touched", [{ labels: ["x"] }]],
      ["governance", undefined],
    ]);
  });

  it("a glob that matches no branch is a problem", () => {
    expect(problems("pull_request: { base: [/main] }")).toEqual([
      "2:24 `/main`: paths begin at the root of the repository. Write `main`.",
    ]);
    expect(problems("pull_request: { base: [] }")).toEqual([
      "2:17 `pull_request.base` is empty. Globs of base branches; elsewhere no gate is required. Left out: every branch.",
    ]);
  });
});
