import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import { renderTitleCheck } from "../../../src/render/title/title-check.ts";

it("a failing title is shown with carets, the reason, a title that passes, and how to fix it", () => {
  expect(render("Feature: faster start")).toMatchInlineSnapshot(`
    {
      "summary": "❌ The title has 1 problem.

    \`\`\`text
    Feature: faster start
    ^^^^^^^
    \`\`\`

    - Column 1: \`Feature\` is not a type here. Did you mean \`feat\`?

    This title passes:

    \`\`\`text
    feat: faster start
    \`\`\`

    Accepted types: \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`.

    To fix it, edit the title, or comment \`/retitle feat: faster start\`.",
      "text": "A title reads \`type: what changed\`; a \`!\` right before the colon marks a breaking change.
    A scope may follow the type, as in \`type(scope): what changed\`.
    The rules stand under \`title\` in \`.github/gatehouse.yml\`; without that section defaults hold.
    Columns count characters (Unicode code points) from 1. A character that cannot be seen is shown as \`□\`.",
      "title": "The title has 1 problem. This passes: feat: faster start",
    }
  `);
});

it("a title that passes says so first", () => {
  expect(render("feat(runtime)!:  faster start")).toMatchInlineSnapshot(`
    {
      "summary": "✅ The title passes.

    \`\`\`text
    feat(runtime)!:  faster start
    \`\`\`

    Worth a look, but no obstacle:

    - More than one blank follows the colon, from column 17 on.",
      "text": "A title reads \`type: what changed\`; a \`!\` right before the colon marks a breaking change.
    A scope may follow the type, as in \`type(scope): what changed\`.
    The rules stand under \`title\` in \`.github/gatehouse.yml\`; without that section defaults hold.
    Columns count characters (Unicode code points) from 1. A character that cannot be seen is shown as \`□\`.",
      "title": "The title passes",
    }
  `);
});

it("two problems get two carets, and what is missing is pointed at where it belongs", () => {
  expect(render("Feat( ui):x").summary.split("\n").slice(2, 6)).toMatchInlineSnapshot(`
    [
      "\`\`\`text",
      "Feat( ui):x",
      "^^^^ ^    ^",
      "\`\`\`",
    ]
  `);
});

it("a missing description is pointed at behind the end", () => {
  expect(render("fix:").summary).toContain("fix:\n    ^\n");
});

it("wide characters make it say that the columns are the exact ones", () => {
  expect(render("修正: x").summary).toContain("wide characters shift the marks");
  expect(render("Feature: x").summary).not.toContain("wide characters");
});

describe("a hostile title", () => {
  it("cannot turn the line around or hide in it", () => {
    const { summary } = render("feat: \u202Eevil\u200B\n/signoff api");
    expect(summary).toContain("feat: □evil□□/signoff api\n");
    expect(summary).not.toMatch(/[\u202E\u200B]/);
    expect(summary.split("\n").filter((line) => line.startsWith("/"))).toEqual([]);
  });

  it("cannot leave its code block", () => {
    const lines = render("Feature: ````` @all").summary.split("\n");
    expect(lines.filter((line) => line.startsWith("``````"))).toHaveLength(4);
  });

  it("mentions nobody: foreign text stands in code only", () => {
    const { title, summary } = render("Feature: @acme/all fixes #1 <img src=x> ![](y)");
    const outsideCode = summary.replace(/```+text\n[^]*?\n```+/g, "").replace(/`[^`]*`/g, "");
    expect(outsideCode).not.toMatch(/[@#<>[]/);
    expect(title).not.toContain("@");
  });

  it("stays inside GitHub's limits", () => {
    const types = Array.from({ length: 100 }, (_, index) => `${"t".repeat(45)}${index}`);
    const title = ` ${"fеat ( ,".repeat(20_000)}`;
    const output = render(title, { types, scope: "required", scopes: types, max: 72 });
    expect(output.title.length).toBeLessThanOrEqual(140);
    expect(output.summary.length).toBeLessThan(20_000);
    expect(output.text.length).toBeLessThan(2000);
  });
});

it("a long suggestion is cut in the one-line title and whole in the summary", () => {
  const output = render(`Feature: ${"🎉".repeat(120)}`);
  expect(output.title.length).toBeLessThanOrEqual(140);
  expect(output.title).toMatch(/🎉…$/u);
  expect(output.summary).toContain(`\nfeat: ${"🎉".repeat(120)}\n`);
});

it.for([
  { title: "Feature: x", says: "To fix it, edit the title, or comment `/retitle feat: x`." },
  { title: "Feature: a `b`", says: "To fix it, edit the title, or comment `` /retitle feat: a `b` ``." },
  { title: "Faster start", says: "To fix it, edit the title, or comment `/retitle` and a title that passes." },
  { title: "Feature: bump @types/node", says: "To fix it, edit the title." },
])("$title: $says", ({ title, says }) => expect(render(title).summary.split("\n").at(-1)).toBe(says));

it("the rules that hold are explained", () => {
  const rules: TitleRules = { types: ["feat"], scope: "required", scopes: ["ui", "api"], max: 72 };
  expect(render("feat(ui): x", rules).text).toMatchInlineSnapshot(`
    "A title reads \`type(scope): what changed\`; a \`!\` right before the colon marks a breaking change.
    Accepted scopes: \`ui\`, \`api\`.
    A title has at most 72 characters.
    The rules stand under \`title\` in \`.github/gatehouse.yml\`; without that section defaults hold.
    Columns count characters (Unicode code points) from 1. A character that cannot be seen is shown as \`□\`."
  `);
});

it("the rules name the pattern of scopes and how the subject is written", () => {
  const subject = { case: "not-capitalised", fullStop: false } as const;
  const { text } = render("feat(ui): x", { types: ["feat"], scope: "optional", scopePattern: "[a-z`]+", subject });
  expect(text).toContain(
    "Scopes match `[a-z']+`.\nWhat changed begins with a small letter.\nWhat changed ends without",
  );
  expect(render("feat: x", { types: ["feat"], scope: "none", scopePattern: "a" }).text).not.toContain("Scopes match");
});

function render(title: string, rules: TitleRules = defaultTitleRules): ReturnType<typeof renderTitleCheck> {
  return renderTitleCheck(title, judgeTitle(title, rules), rules);
}
