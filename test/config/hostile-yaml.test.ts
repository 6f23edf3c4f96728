import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSizeLimit, loadConfig } from "../../src/config/load.ts";

const keysOfAreas =
  "title, aliases, owners, codeowners, backups, agents, agent_sufficient, paths, required, quorum, max_outstanding, self_signoff, stale_on, rotate, exclude_contributors, keep_after_leave";

function problems(text: string): readonly string[] {
  const loaded = loadConfig(text);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, says, fix }) => `${line}:${column} ${says}. ${fix}`);
}

function many(count: number, item: (index: number) => string, between = ""): string {
  return Array.from({ length: count }, (_, at) => item(at)).join(between);
}

describe("YAML that is none of ours", () => {
  it.for([
    { name: "empty", text: "", says: ["1:1 the file is empty. Start with `version: 1`."] },
    { name: "only a comment", text: "# later\n", says: ["1:1 the file is empty. Start with `version: 1`."] },
    { name: "text", text: "hello", says: ["1:1 the file is no list of `key: value`. Start with `version: 1`."] },
    {
      name: "a list",
      text: "- version: 1",
      says: ["1:1 the file is no list of `key: value`. Start with `version: 1`."],
    },
    {
      name: "a tab",
      text: "version: 1\nareas:\n\truntime: {}",
      says: ["3:1 YAML: a tab cannot indent. Indent with spaces."],
    },
    {
      name: "keys twice, each of them",
      text: "version: 1\nversion: 1\nareas: { a: {}, a: {} }",
      says: [
        "2:1 YAML: this key stands here twice. Keep one of them.",
        "3:17 YAML: this key stands here twice. Keep one of them.",
      ],
    },
    {
      name: "a key in two of three places",
      text: "version: 1\nareas: { a: {}, b: {}, a: {} }\n'version': 1",
      says: [
        "2:24 YAML: this key stands here twice. Keep one of them.",
        "3:1 YAML: this key stands here twice. Keep one of them.",
      ],
    },
    {
      name: "two documents",
      text: "version: 1\n---\nversion: 1",
      says: ["2:1 YAML: a second document begins here. Remove the `---`."],
    },
    {
      name: "brackets that are left open, each place once",
      text: "areas: {{{",
      says: [
        "1:9 YAML: a key must be text. Write a plain name.",
        "1:10 YAML: a key must be text. Write a plain name.",
        "1:11 YAML: Flow map in block collection must be sufficiently indented and end with a }. Correct the syntax.",
      ],
    },
    {
      name: "a tag",
      text: "version: 1\nareas: !include areas.yml",
      says: ["2:8 YAML: tags such as `!name` mean nothing here. Remove the tag."],
    },
    {
      name: "a set",
      text: "version: 1\ntitle: !!set { types }",
      says: ["2:8 YAML: tags such as `!name` mean nothing here. Remove the tag."],
    },
    {
      name: "a list as a key",
      text: "version: 1\n? [a]\n: b",
      says: ["2:3 YAML: a key must be text. Write a plain name."],
    },
    {
      name: "a merge key",
      text: "version: 1\nareas:\n  a: &a { owners: [ana] }\n  b:\n    <<: *a\n    owners: [bob]",
      says: [`5:5 unknown key \`<<\` in \`areas.b\`. Known here: ${keysOfAreas}.`],
    },
    {
      name: "an alias to nothing",
      text: "version: 1\nareas: *nothing",
      says: [
        "1:1 YAML: Unresolved alias (the anchor must be set before the alias): nothing. Write the text out instead of using an alias.",
      ],
    },
    {
      name: "an alias to itself",
      text: "version: 1\nareas: &a\n  runtime: *a",
      says: ["1:1 the file, its aliases written out, is nested more than 100 deep. Write it flat."],
    },
    {
      name: "more than 64 KB",
      text: `version: 1 #${"a".repeat(configSizeLimit)}`,
      says: ["1:1 the file is larger than 64 KB. Keep lists of files as globs."],
    },
    {
      name: "more than 64 KB of two-byte letters",
      text: `version: 1 #${"é".repeat(configSizeLimit / 2)}`,
      says: ["1:1 the file is larger than 64 KB. Keep lists of files as globs."],
    },
  ])("$name", ({ text, says }) => expect(problems(text)).toEqual(says));

  it.for([
    {
      name: "a bomb of aliases",
      text: `a: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e", "f", "g"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdef"[index]}`).join(",")}]\n`).join("")}`,
    },
    { name: "brackets without end", text: "[".repeat(60_000) },
    { name: "keys without end", text: "? ".repeat(30_000) },
    { name: "a thousand keys within keys", text: "? ".repeat(1_000) },
    { name: "lists without end", text: "- ".repeat(30_000) },
    {
      name: "thousands of unknown keys",
      text: `version: 1\n${Array.from({ length: 5_000 }, (_, index) => `k${index}: 1\n`).join("")}`,
    },
    { name: "syntax errors without end", text: "}\n".repeat(30_000) },
    {
      name: "a list of conditions that stands in thousands of places",
      text: `version: 1\nprograms:\n  p0: { when: { title: a }, require: &r [${many(100, (at) => `{ g${at}: { when: { paths: [${many(60, (glob) => `/${glob}`, ",")}] } } }`, ",")}] }\n${many(49, (at) => `  q${at}: { when: { title: a }, require: *r }\n`)}`,
    },
    {
      name: "placeholders without end",
      text: `version: 1\ngates:\n${many(200, (at) => `  g${at}: { manual: "${"<ab>".repeat(45)}" }\n`)}programs:\n${many(20, (at) => `  p${at}: { when: { title: "<a>" }, require: [${many(100, (use) => `g${use + at * 5}`, ",")}] }\n`)}`,
    },
    {
      name: "titles of placeholders without end",
      text: `version: 1\nprograms:\n${many(50, (at) => `  p${at}: { when: { title: "${"<a>*".repeat(70)}" } }\n`)}`,
    },
  ])("$name is refused with at most 100 problems", ({ text }) => {
    const { length } = problems(text);
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThanOrEqual(100);
  });
});

it("what is said of a hostile name is short and on one line of the file", () => {
  const [said = ""] = problems(`version: 1\n"${"x".repeat(5_000)}": 1`);
  expect(said.length).toBeLessThan(250);
});

it("any text loads or is refused", () => {
  const part = fc.constantFrom(
    "version: 1\n",
    "areas:",
    "\n  ",
    "a:",
    " &a ",
    " *a ",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "? ",
    '"',
    "'",
    "|\n",
    "!x ",
    "#",
    "\t",
    "<<",
    ": ",
    ", ",
    "owners",
    "---\n",
    "__proto__",
    "%YAML 1.1\n",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 30 }).map((parts) => parts.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        const loaded = loadConfig(text);
        expect(loaded.ok || loaded.problems.length > 0).toBe(true);
      },
    ),
  );
});
