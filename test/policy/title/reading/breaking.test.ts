import { describe, expect, it } from "vitest";
import { isBreaking } from "../../../../src/policy/title/reading/breaking.ts";
import { judgeTitle } from "../../../../src/policy/title/judge-title.ts";
import { defaultTitleRules } from "../../../../src/policy/title/rules.ts";

describe("a change is said to break something", () => {
  it.for([
    { title: "feat!: x", body: "", breaking: true },
    { title: "feat(a)!: x", body: "", breaking: true },
    { title: "Feat!(a) : x", body: "", breaking: true },
    { title: "feat: x", body: "", breaking: false },
    { title: "feat: stop!", body: "", breaking: false },
    { title: "Stop! x", body: "", breaking: false },
    { title: "feat: x", body: "Why.\r\n\r\nBREAKING CHANGE: drops v1\r\n", breaking: true },
    { title: "feat: x", body: "BREAKING-CHANGE: drops v1", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE:\ndrops v1", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE: none", breaking: true },
    { title: "feat: x", body: "breaking change: x", breaking: true },
    { title: "feat: x", body: "Breaking-Change: x", breaking: true },
    { title: "feat: x", body: "* BREAKING CHANGE: x", breaking: true },
    { title: "feat: x", body: "  BREAKING CHANGE: x", breaking: true },
    { title: "feat: x", body: "| BREAKING CHANGE: x |", breaking: true },
    { title: "feat: x", body: "\u00A0BREAKING CHANGE:x", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE:\u00A0x", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE : x", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE #12", breaking: true },
    { title: "feat: x", body: "<!--\nBREAKING CHANGE: x\n-->", breaking: true },
    { title: "feat: x", body: "BREAKING CHANGE", breaking: false },
    { title: "feat: x", body: "BREAKING CHANGE drops v1", breaking: false },
    { title: "feat: x", body: "BREAKING CHANGES: x", breaking: false },
    { title: "feat: x", body: "BREAKING\nCHANGE: x", breaking: false },
    { title: "feat: x", body: "- BREAKING CHANGE: x", breaking: false },
    { title: "fix(a): drop b (v1)!: c", body: "", breaking: true },
    { title: " fix(a) b)!: c", body: "", breaking: true },
    { title: "fix(a): drop b (v1): c", body: "", breaking: false },
    { title: "fix(a): drop b (v1)!", body: "", breaking: false },
    { title: "fix: drop b (v1)!: c", body: "", breaking: false },
    { title: "feat: x", body: "No BREAKING CHANGE: here", breaking: false },
    { title: "feat: x", body: "> BREAKING CHANGE: x", breaking: false },
  ])("$title with $body → $breaking", ({ title, body, breaking }) =>
    expect(isBreaking({ title, body })).toBe(breaking),
  );
});

describe("a commit that release-please finds in the description breaks something", () => {
  it.for([
    { body: "BEGIN_COMMIT_OVERRIDE\nfeat!: y\nEND_COMMIT_OVERRIDE", breaking: true },
    {
      body: "Words.\r\nBEGIN_COMMIT_OVERRIDE\r\nfeat: y\r\n\r\nfix(a)!: z\r\nEND_COMMIT_OVERRIDE\r\nWords.",
      breaking: true,
    },
    { body: "BEGIN_NESTED_COMMIT feat(a)!: y END_NESTED_COMMIT and more", breaking: true },
    { body: "a\nBEGIN_NESTED_COMMIT\nfeat: y\nEND_NESTED_COMMIT\nBEGIN_NESTED_COMMIT\nfix!: y", breaking: true },
    { body: "BEGIN_NESTED_COMMIT BREAKING CHANGE: x END_NESTED_COMMIT", breaking: true },
    { body: "Words.\n\nfeat!: y\n  more of it\nCloses #12\n", breaking: true },
    { body: "feat!: y", breaking: true },
    { body: "BEGIN_COMMIT_OVERRIDE\nfeat: y!: x\nEND_COMMIT_OVERRIDE\n\nfeat!: y\n\nWords.", breaking: false },
    { body: "BEGIN_COMMIT_OVERRIDE\nfeat: y\nEND_COMMIT_OVERRIDE", breaking: false },
    { body: "feat!: y\n\nWords.", breaking: false },
    { body: "Write it so:\n```\nfeat!: y\n```", breaking: false },
    { body: "Words.\n\n* feat!: y", breaking: false },
    { body: "Words.\n\nStop it now!: a", breaking: false },
  ])("$body → $breaking", ({ body, breaking }) => {
    expect(isBreaking({ title: "feat: x", body })).toBe(breaking);
    expect(saidOf("feat: x", body)).toHaveLength(breaking ? 1 : 0);
    expect(saidOf("feat!: x", body)).toEqual([]);
  });
});

it.for([
  "BEGIN_NESTED_COMMIT",
  "BEGIN_COMMIT_OVERRIDE\na!:\n",
  "a!: b\n",
  "BREAKING CHANGE: no\n",
  "* ",
  "a: b\n",
  "\n",
  "(",
  "a",
])("65,536 characters of %j are looked at once", (part) => {
  const body = part.repeat(65_536 / part.length);
  expect(isBreaking({ title: "feat: x", body })).toBeTypeOf("boolean");
});

describe("a footer asks for a `!` in the title", () => {
  const footer = "BREAKING CHANGE: drops v1";
  it.for([
    { title: "feat: x", found: "title/breaking-mismatch@5", suggestion: "feat!: x" },
    { title: "feat(a, b): x", found: "title/breaking-mismatch@11", suggestion: "feat(a,b)!: x" },
    { title: "feat (a): x", found: "title/space-before-colon@5 title/breaking-mismatch@9", suggestion: "feat(a)!: x" },
    { title: "Feature: x", found: "title/unknown-type@1 title/breaking-mismatch@8", suggestion: "feat!: x" },
    { title: "[WIP] feat: x", found: "title/wip@1 title/breaking-mismatch@11", suggestion: "feat!: x" },
    { title: "Fix the crash", found: "title/no-type@1 title/breaking-mismatch", suggestion: "fix!: the crash" },
    { title: "feat!(a): x", found: "title/bang-position@5", suggestion: "feat(a)!: x" },
    { title: "feat! x", found: "title/colon-missing@6", suggestion: "feat!: x" },
    { title: "fixup! feat: x", found: "title/autosquash@1 title/breaking-mismatch", suggestion: "feat!: x" },
    { title: "fixup! feat!: x", found: "title/autosquash@1", suggestion: "feat!: x" },
    { title: "", found: "title/empty", suggestion: undefined },
  ])("$title → $found", ({ title, found, suggestion }) => {
    const judgement = judgeTitle(title, defaultTitleRules, { body: footer });
    if (judgement.ok) throw new Error("it passed");
    const places = judgement.problems.map(({ code, column }) => (column === undefined ? code : `${code}@${column}`));
    expect(places.join(" ")).toBe(found);
    expect(judgement.suggestion).toBe(suggestion);
    expect(suggestion === undefined || judgeTitle(suggestion, defaultTitleRules, { body: footer }).ok).toBe(true);
  });

  it.for([{ title: "feat!: x" }, { title: "feat(a)!: x" }])("$title has it", ({ title }) => {
    expect(judgeTitle(title, defaultTitleRules, { body: footer })).toMatchObject({
      ok: true,
      parsed: { breaking: true },
    });
  });

  it("and a `!` asks for no footer", () =>
    expect(judgeTitle("feat!: x", defaultTitleRules, { body: "" }).ok).toBe(true));

  it("offers no example without the `!`", () => {
    const judgement = judgeTitle("Fix the crash", defaultTitleRules, { body: footer });
    expect(judgement.ok ? "" : judgement.problems[0]?.message).not.toContain("fix: the crash");
  });
});

describe("the sentence quotes the footer", () => {
  it.for([
    {
      body: "BREAKING CHANGE: drops v1",
      says: "The description announces a breaking change: `BREAKING CHANGE: drops v1`. Mark the title with `!`, as in `feat(a)!:`, or take that line out of the description.",
    },
    {
      body: `BREAKING-CHANGE: \`@all\` ${"x".repeat(99)}`,
      says: `The description announces a breaking change: \`BREAKING-CHANGE: '@all' ${"x".repeat(16)}…\`. Mark the title with \`!\`, as in \`feat(a)!:\`, or take that line out of the description.`,
    },
    {
      body: "BREAKING CHANGE: none\n\nBREAKING CHANGE: drops v1",
      says: "The description announces a breaking change: `BREAKING CHANGE: drops v1`. Mark the title with `!`, as in `feat(a)!:`, or take that line out of the description.",
    },
    {
      body: "BREAKING CHANGE: No one can log in",
      says: "The description announces a breaking change: `BREAKING CHANGE: No one can log in`. Mark the title with `!`, as in `feat(a)!:`, or take that line out of the description.",
    },
  ])("$body", ({ body, says }) => expect(saidOf("feat(a): x", body)).toEqual([says]));
});

it("a line in a comment that GitHub does not show is said to stand there", () => {
  const told = "announces a breaking change: `BREAKING CHANGE: x`. Mark the title with `!`, as in `feat!:`";
  const hidden = `The description, in a comment that is not shown, ${told}, or take that line out of the description.`;
  const shown = `The description ${told}, or take that line out of the description.`;
  expect(saidOf("feat: x", "<!-- why\nBREAKING CHANGE: x\n-->")).toEqual([hidden]);
  expect(saidOf("feat: x", "<!-- why -->\nBREAKING CHANGE: x\n<!-- -->")).toEqual([shown]);
});

describe("a footer that says nothing breaks is to be removed", () => {
  it.for(["none", "None.", "no", "N/A", "n/a ", "_none_", "nothing", "No breaking changes", "not applicable."])(
    "BREAKING CHANGE: %s",
    (text) => {
      const body = `BREAKING CHANGE: ${text}`.trim();
      expect(saidOf("feat: x", body)).toEqual([
        `The description says \`${body}\`. Release tools read any such line as a breaking change; take it out of the description.`,
      ]);
      // A `!` would say what its author denies, and without one nothing passes.
      expect(judgeTitle("feat: x", defaultTitleRules, { body })).not.toHaveProperty("suggestion");
    },
  );
});

function saidOf(title: string, body: string): readonly string[] {
  const judgement = judgeTitle(title, defaultTitleRules, { body });
  return judgement.ok ? [] : judgement.problems.map(({ message }) => message);
}
