import { describe, expect, it } from "vitest";
import { announcesBreak, isBreaking } from "../../../../src/policy/title/reading/breaking.ts";
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
    expect(isBreaking({ subject: title, body })).toBe(breaking),
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
    expect(isBreaking({ subject: "feat: x", body })).toBe(breaking);
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
  expect(isBreaking({ subject: "feat: x", body })).toBeTypeOf("boolean");
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

describe("a line that nobody means is held against nobody, until a squash is known to keep it", () => {
  it.for([
    "none",
    "None.",
    "no",
    "N/A",
    "n/a ",
    "_none_",
    "nothing",
    "No breaking changes",
    "not applicable.",
    "false",
    "No, compatible",
    "no (internal)",
    "There are no breaking changes.",
    "N/A - internal only",
    "❌",
    "[ ]",
    "-",
    "",
    "\nNo",
    "\n\nNone",
    "\n\n## Tests\nAll of them.",
    "<!-- describe, or delete -->",
    "\n<!-- describe -->",
  ])("BREAKING CHANGE: %s", (text) => expect(saidUnder(`BREAKING CHANGE: ${text}`)).toEqual(unmeant));

  it.for([
    { where: "a comment", body: "<!-- why\nBREAKING CHANGE: x\n-->" },
    { where: "a fence", body: "As in\n```text\nfix: x\n\nBREAKING CHANGE: x\n```" },
    { where: "a fence with more marks", body: "~~~~\n~~~\nBREAKING CHANGE: x\n~~~~\n" },
    { where: "an indented example", body: "As in\n\n    BREAKING CHANGE: x" },
    { where: "a fence that one with a language does not end", body: "```\n```js\nBREAKING CHANGE: x\n```" },
    { where: "boxes that nobody ticked", body: "**Breaking change:**\n- [ ] Yes\n- [ ] No" },
    { where: "boxes of which the other is ticked", body: "**Breaking change:**\r\n- [ ] Yes\r\n- [x] No\r\n" },
    { where: "a table", body: "| Breaking change: | yes |\n|---|---|" },
    { where: "what a template asks", body: "**Breaking change:** No, compatible" },
  ])("in $where", ({ body }) => expect(saidUnder(body)).toEqual(unmeant));

  it("nor what stands in the notes that a bot quotes", () => {
    const notes = "Release notes\n\n* **BREAKING CHANGE:** ESM only";
    expect(judgeTitle("chore(deps): chalk 5", defaultTitleRules, { body: notes, isByBot: true }).ok).toBe(true);
    expect(announcesBreak({ title: "chore(deps): chalk 5", body: notes, isByBot: true })).toBe(false);
    expect(announcesBreak({ title: "chore(deps)!: chalk 5", body: notes, isByBot: true })).toBe(true);
    expect(announcesBreak({ title: "chore(deps): chalk 5", body: notes, isByBot: false })).toBe(true);
  });
});

describe("an announcement stays one", () => {
  it.for([
    "BREAKING CHANGE:\n\nThe API moved",
    "BREAKING CHANGE: no-op endpoints are gone",
    "BREAKING CHANGE: No. 5 of the enum is another",
    "BREAKING CHANGE: None of the old keys are read",
    "* BREAKING CHANGE: x",
    "**Breaking change:**\n- [x] Yes\n- [ ] No",
    "**Breaking change:**\n- [ ] No\n- [x] Yes",
    "BREAKING CHANGE:\n\n```diff\n- old()\n+ new()\n```",
    "BREAKING CHANGE:\n| before | now |\n|---|---|",
    "```js\na\n```\r\nBREAKING CHANGE: x",
    "<!-- why -->\nBREAKING CHANGE: x\n<!-- -->",
    "Use `<!--` to hide.\n\nBREAKING CHANGE: y",
    "```\nfix: x\n```\nBREAKING CHANGE: x",
    "BREAKING CHANGE: none\n\nBREAKING CHANGE: drops v1",
  ])("%s", (body) => {
    expect(judgeTitle("feat: x", defaultTitleRules, { body })).toMatchObject({ ok: false, suggestion: "feat!: x" });
  });
});

/** Mentioned, and no `!` is asked for; where it lands it must go, and no title but one with `!` helps. */
const unmeant = {
  announces: false,
  notices: ["title/breaking-line"],
  whereItLands: { problems: [{ code: "title/breaking-line", isOfDescription: true }], suggestion: undefined },
  marked: { ok: true, notices: [] },
};

function saidUnder(body: string) {
  const plain = judgeTitle("feat: x", defaultTitleRules, { body });
  const landing = judgeTitle("feat: x", defaultTitleRules, { body, doesBodyLand: true });
  const marked = judgeTitle("feat!: x", defaultTitleRules, { body, doesBodyLand: true });
  return {
    announces: announcesBreak({ title: "feat: x", body, isByBot: false }) || !plain.ok,
    notices: plain.notices.map(({ code }) => code),
    whereItLands: landing.ok
      ? undefined
      : {
          problems: landing.problems.map(({ code, isOfDescription }) => ({ code, isOfDescription })),
          suggestion: landing.suggestion,
        },
    marked: { ok: marked.ok, notices: marked.notices },
  };
}

function saidOf(title: string, body: string): readonly string[] {
  const judgement = judgeTitle(title, defaultTitleRules, { body });
  return judgement.ok ? [] : judgement.problems.map(({ message }) => message);
}
