import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUses } from "../../../src/policy/pins/find-uses.ts";

/** Line, value and comment of every use, as text. */
function uses(text: string): readonly string[] | string {
  const found = findUses(text);
  if (!found.ok) return found.problem;
  return found.uses.map(({ line, value = "?", comment = "-" }) => `${line} ${value} ${comment}`);
}

function steps(...lines: readonly string[]): string {
  return ["jobs:", "  a:", "    steps:", ...lines.map((line) => `      ${line}`)].join("\n");
}

describe("where uses are found", () => {
  it.for([
    {
      name: "steps",
      text: steps("- uses: a/b@v1 # v1", "- name: x", "  uses: c/d@v2"),
      found: ["4 a/b@v1 v1", "6 c/d@v2 -"],
    },
    { name: "a quoted key", text: steps(`- "uses": 'a/b@v1'   # v1`), found: ["4 a/b@v1 v1"] },
    { name: "an escaped key", text: steps(String.raw`- "u\x73es": a/b@v1`), found: ["4 a/b@v1 -"] },
    { name: "a key with a question mark", text: steps("- ? uses", "  : a/b@v1 # v1"), found: ["5 a/b@v1 v1"] },
    { name: "a flow mapping", text: steps("- { uses: a/b@v1, with: { x: '# no' } } # v1"), found: ["4 a/b@v1 v1"] },
    {
      name: "several in one line",
      text: "jobs: { a: { steps: [{ uses: a/b@v1 }, { uses: c/d@v2 }] } } # v2",
      found: ["1 a/b@v1 -", "1 c/d@v2 v2"],
    },
    {
      name: "a folded text as the value",
      text: steps("- uses: >- # v1", "    a/b@v1", "- run: x"),
      found: ["4 a/b@v1 v1"],
    },
    { name: "an anchor", text: steps("- uses: &checkout a/b@v1 # v1", "- uses: *checkout"), found: ["4 a/b@v1 v1"] },
    {
      name: "a step that is an alias",
      text: `x: &step { uses: a/b@v1 }\n${steps("- *step", "- *step")}`,
      found: ["1 a/b@v1 -"],
    },
    {
      name: "a merged step",
      text: `x: &step { uses: a/b@v1 }\n${steps("- <<: *step", "  name: b")}`,
      found: ["1 a/b@v1 -"],
    },
    {
      name: "a list of merges",
      text: `x: [&a { uses: a/b@v1 }, &b { uses: c/d@v2 }]\n${steps("- <<: [*a, *b]")}`,
      found: ["1 a/b@v1 -", "1 c/d@v2 -"],
    },
    {
      name: "a merge of a merge",
      text: `x: &a { uses: a/b@v1 }\ny: &b\n  <<: *a\n${steps("- <<: *b")}`,
      found: ["1 a/b@v1 -"],
    },
    { name: "merged jobs", text: "x: &jobs\n  a: { uses: a/b@v1 }\njobs:\n  <<: *jobs", found: ["2 a/b@v1 -"] },
    {
      name: "the newest anchor of a name",
      text: `x: &s { uses: a/b@v1 }\ny: &s { uses: c/d@v2 }\n${steps("- *s")}`,
      found: ["2 c/d@v2 -"],
    },
    { name: "a key that is an alias", text: `x: &k uses\n${steps("- *k : a/b@v1")}`, found: ["5 a/b@v1 -"] },
    { name: "a key twice", text: steps("- uses: a/b@v1", "  uses: c/d@v2"), found: ["4 a/b@v1 -", "5 c/d@v2 -"] },
    {
      name: "a reusable workflow",
      text: "jobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1 # v1",
      found: ["3 a/b/.github/workflows/c.yml@v1 v1"],
    },
    {
      name: "a composite action",
      text: "runs:\n  using: composite\n  steps:\n    - uses: a/b@v1",
      found: ["4 a/b@v1 -"],
    },
    {
      name: "a merged step in YAML 1.1",
      text: `%YAML 1.1\n---\nx: &step { uses: a/b@v1 }\n${steps("- <<: *step")}`,
      found: ["3 a/b@v1 -"],
    },
    { name: "a number", text: steps("- uses: 4"), found: ["4 ? -"] },
    { name: "nothing", text: steps("- uses: # later"), found: ["4 ? later"] },
    { name: "a list", text: steps("- uses: [a/b@v1]"), found: ["4 ? -"] },
    { name: "Windows line ends", text: "jobs:\r\n  a:\r\n    uses: a/b@v1 # v1\r\n", found: ["3 a/b@v1 v1"] },
    { name: "a byte order mark", text: "\uFEFFjobs:\n  a:\n    uses: a/b@v1 # v1", found: ["3 a/b@v1 v1"] },
  ])("$name", ({ text, found }) => expect(uses(text)).toEqual(found));

  it.for([
    { name: "an empty file", text: "" },
    { name: "a text", text: "uses: a/b@v1 # not in a job" },
    { name: "a block of text", text: steps("- run: |", '    echo "- uses: a/b@v1"', "    uses: a/b@v1") },
    { name: "a comment", text: steps("- run: make # uses: a/b@v1", "# - uses: a/b@v1") },
    { name: "an input of that name", text: steps("- run: make", "  with: { uses: a/b@v1 }") },
    { name: "the image of an action", text: "runs: { using: docker, image: Dockerfile }" },
    { name: "another place", text: "on: { workflow_call: { inputs: { uses: { type: string } } } }" },
  ])("none in $name", ({ text }) => expect(uses(text)).toEqual([]));

  it("what follows a block of text has its own comment", () => {
    const text = steps("- run: |", "    # no comment", "    echo '# nor this'", "- uses: a/b@v1 # v1");
    expect(uses(text)).toEqual(["7 a/b@v1 v1"]);
  });
});

describe("a file that cannot be read", () => {
  it.for([
    { name: "broken syntax", text: "jobs: [", says: /flow/i },
    { name: "tabs", text: "jobs:\n\ta: 1", says: /tab/i },
    { name: "two documents", text: "jobs: {}\n---\njobs: {}", says: /multiple documents/i },
    { name: "an alias to nothing", text: steps("- *nothing"), says: /\*nothing names nothing/ },
    { name: "brackets without end", text: "[".repeat(100_000), says: /nested too deeply/ },
    { name: "lists without end", text: "- ".repeat(100_000), says: /nested too deeply/ },
    { name: "keys without end", text: "? ".repeat(100_000), says: /nested too deeply/ },
    {
      name: "brackets that close nothing",
      text: `jobs: {}\n${"}\n".repeat(100_000)}`,
      says: /closes nothing at line 2/,
    },
    // One reader sees a comment, another a step.
    { name: "a carriage return in a line", text: steps("- run: x # no\r        uses: a/b@v1"), says: /ends its lines/ },
    { name: "a line separator", text: steps("- run: x # no\u2028        uses: a/b@v1"), says: /ends its lines/ },
  ])("$name", ({ text, says }) => expect(uses(text)).toMatch(says));
});

describe("aliases make no work of their own", () => {
  it.for([
    {
      name: "a bomb of them",
      text: `a: &a { uses: a/b@v1 }\n${Array.from({ length: 30 }, (_, at) => {
        const before = at === 0 ? "a" : `a${at - 1}`;
        return `b${at}: &a${at} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]\n`;
      }).join("")}jobs: { x: { steps: *a29 } }`,
      // A list in a list of steps is no step, but nobody is harmed by looking.
      found: ["1 a/b@v1 -"],
    },
    {
      name: "one that stands in itself",
      text: "jobs: &a\n  x: { steps: [*a], uses: a/b@v1, <<: *a }",
      found: ["2 a/b@v1 -"],
    },
    { name: "merges in a circle", text: "jobs:\n  x: &a\n    <<: *a\n    uses: a/b@v1", found: ["4 a/b@v1 -"] },
    {
      name: "one step ten thousand times",
      text: `x: &a { uses: a/b@v1 }\n${steps(...Array.from({ length: 10_000 }, () => "- *a"))}`,
      found: ["1 a/b@v1 -"],
    },
  ])("$name", ({ text, found }) => expect(uses(text)).toEqual(found));
});

it("any text is read or refused", () => {
  const part = fc.constantFrom(
    "jobs:",
    "\n  ",
    "a:",
    "\n    ",
    "steps:",
    "\n      - ",
    "uses: ",
    "a/b@v1",
    " # v1",
    " &a ",
    "*a",
    "<<: ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "|\n",
    ">-",
    '"',
    "'",
    "#",
    "\t",
    "---\n",
    "%YAML 1.1\n",
    "? ",
    "!x ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, { maxLength: 30 }).map((parts) => parts.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        const found = findUses(text);
        expect(found.ok || found.problem !== "").toBe(true);
      },
    ),
  );
});
