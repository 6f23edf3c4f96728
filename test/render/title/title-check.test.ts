import { describe, expect, it } from "vitest";
import { judgeTitle } from "../../../src/policy/title/judge-title.ts";
import { type TitleStanding, noCommits } from "../../../src/policy/title/title-standing.ts";
import { defaultTitlePolicy, defaultTitleRules, type TitleRules } from "../../../src/policy/title/rules.ts";
import type { LatestVersion } from "../../../src/policy/version/latest-version.ts";
import { renderTitleCheck, type TitleCheckOutput } from "../../../src/render/title/title-check.ts";

it("a failing title is shown with carets, the reason, a title that passes, and how to fix it", () => {
  expect(render("Feature: faster start")).toMatchInlineSnapshot(`
    {
      "summary": "❌ The title has 1 problem.

    \`\`\`text
    Feature: faster start
    ^^^^^^^
    \`\`\`

    - Column 1: \`Feature\` is not a type here. Did you mean \`feat\`? (\`title/unknown-type\`)

    This title passes:

    \`\`\`text
    feat: faster start
    \`\`\`

    Accepted types: \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`.

    To fix it, edit the title, or comment \`/retitle feat: faster start\`; \`/retitle\` alone takes that title too.",
      "text": "A title reads \`type: what changed\`; a \`!\` right before the colon marks a breaking change.
    A scope may follow the type, as in \`type(scope): what changed\`.
    The rules stand under \`title\` in \`.github/gatehouse.yml\`; without that section defaults hold.
    Columns count characters (Unicode code points) from 1. What takes no place on the line is shown as \`□\`.",
      "title": "The title has 1 problem. This passes: feat: faster start",
    }
  `);
});

it("a title that passes says so first, and what merging it means", () => {
  const released = { state: "released", version: "0.7.3" } as const;
  expect(render("feat(runtime):  faster start", {}, released)).toMatchInlineSnapshot(`
    {
      "summary": "✅ The title passes.

    \`\`\`text
    feat(runtime):  faster start
    \`\`\`

    Merging this means \`minor: 0.7.3 → 0.8.0, section New features\`.

    Worth a look, but no obstacle:

    - More than one blank follows the colon, from column 16 on. (\`title/extra-space\`)",
      "text": "A title reads \`type: what changed\`; a \`!\` right before the colon marks a breaking change.
    A scope may follow the type, as in \`type(scope): what changed\`.
    The rules stand under \`title\` in \`.github/gatehouse.yml\`; without that section defaults hold.
    Columns count characters (Unicode code points) from 1. What takes no place on the line is shown as \`□\`.",
      "title": "The title passes. Merging this means minor: 0.7.3 → 0.8.0, section New features.",
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
  expect(render("修正: x").summary).toContain("the columns below are exact");
  expect(render("Feature: x").summary).not.toContain("the columns below are exact");
  expect(render("feat: 修正").summary).not.toContain("the columns below are exact");
});

it("an empty title has no block of code", () => {
  expect(render(" ").summary).toMatch(
    /^❌ The title has 1 problem\.\n\n- The title is empty\. \(`title\/empty`\)\n\nAcc/,
  );
});

it.for([
  {
    title: "fix(column 1 ): x",
    says: "Column 13: Remove the blank around the scope `column 1`. (`title/scope-space`)",
  },
  { title: "feat x: y", says: "Expected `:` at column 5. (`title/colon-missing`)" },
  { title: "feat: x\u202E", says: "Column 8 holds U+202E, which cannot be seen. (`title/invisible-character`)" },
])("a column is named once: $says", ({ title, says }) => expect(render(title).summary).toContain(`\n- ${says}\n`));

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
    expect(outsideCode(summary)).not.toMatch(/[@#<>[]/);
    expect(title).not.toContain("@");
  });

  it("stays inside GitHub's limits", () => {
    const types = Array.from({ length: 100 }, (_, index) => `${"t".repeat(45)}${index}`);
    const title = ` ${"fеat ( ,".repeat(20_000)}`;
    const output = render(title, { types, scope: "required", scopes: types, max: 72 });
    expect(output.title.length).toBeLessThanOrEqual(140);
    expect(Buffer.byteLength(output.summary)).toBeLessThan(30_000);
    expect(Buffer.byteLength(output.text)).toBeLessThan(2_000);
  });
});

it("a long suggestion is cut in the one-line title and whole in the summary", () => {
  const output = render(`Feature: ${"🎉".repeat(120)}`);
  expect(output.title.length).toBeLessThanOrEqual(140);
  expect(output.title).toMatch(/🎉…$/u);
  expect(output.summary).toContain(`\nfeat: ${"🎉".repeat(120)}\n`);
});

it.for([
  {
    title: "Feature: x",
    says: "To fix it, edit the title, or comment `/retitle feat: x`; `/retitle` alone takes that title too.",
  },
  {
    title: "Feature: a `b`",
    says: "To fix it, edit the title, or comment `` /retitle feat: a `b` ``; `/retitle` alone takes that title too.",
  },
  { title: "Faster start", says: "To fix it, edit the title, or comment `/retitle` and a title that passes." },
  { title: "Feature: bump @types/node", says: "To fix it, edit the title." },
])("$title: $says", ({ title, says }) => expect(render(title).summary.split("\n").at(-1)).toBe(says));

/** Judged by the rules alone. */
function render(
  title: string,
  rules: Partial<TitleRules> = {},
  latestVersion: LatestVersion = { state: "unknown" },
): TitleCheckOutput {
  const policy = { ...defaultTitlePolicy, rules: { ...defaultTitleRules, ...rules } };
  const judgement = judgeTitle(title, policy.rules);
  const judged: TitleStanding = judgement.ok
    ? { state: "passes", title: judgement, commits: noCommits }
    : { state: "fails", title: judgement, commits: noCommits };
  return renderTitleCheck(judged, { pullRequest: { title }, latestVersion, policy });
}

function outsideCode(markdown: string): string {
  return markdown.replaceAll(/```+text\n[^]*?\n```+/g, "").replaceAll(/`[^`]*`/g, "");
}
