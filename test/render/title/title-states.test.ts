import { describe, expect, it } from "vitest";
import { parseComment } from "../../../src/policy/comment/parse-comment.ts";
import { reason } from "../../../src/policy/reason.ts";
import { judgeTitle, type FailedTitle, type PassedTitle } from "../../../src/policy/title/judge-title.ts";
import { type JudgedCommit, type TitleStanding, noCommits } from "../../../src/policy/title/title-standing.ts";
import { defaultTitlePolicy, defaultTitleRules } from "../../../src/policy/title/rules.ts";
import { renderTitleCheck, type TitleCheckOutput } from "../../../src/render/title/title-check.ts";

const draft = reason("title-of-draft", {});
const dependabot = reason("title-lenient-dependabot", { author: "dependabot[bot]", type: "build" });
const unlisted = reason("title-commits-unlisted", { count: "312" });

describe("a title that is not judged", () => {
  it("is told with the reason, and nothing of it is", () => {
    expect(render("Bump x", { state: "not-judged", why: reason("title-ignored", { author: "dan" }) }))
      .toMatchInlineSnapshot(`
      {
        "summary": "➖ Titles of \`dan\` are not judged here.",
        "text": "",
        "title": "Titles of dan are not judged here.",
      }
    `);
  });
});

describe("a bot's title that does not pass", () => {
  const judged: TitleStanding = { state: "lenient", why: dependabot, title: failed("Bump @types/node from 1 to 2") };

  it("holds nobody up, and the bot's own setting is named instead of a command", () => {
    expect(render("Bump @types/node from 1 to 2", judged)).toMatchInlineSnapshot(`
      {
        "summary": "➖ The title does not hold, but \`dependabot[bot]\` is a bot, so it holds nobody up.

      \`\`\`text
      Bump @types/node from 1 to 2
      ^^^^
      \`\`\`

      - Column 1: No type found. Start with one of \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`. (\`title/no-type\`)

      Set \`commit-message.prefix\` in .github/dependabot.yml to a type that is accepted here, such as \`build\`.

      Merging this asks for no release.",
        "text": "",
        "title": "The title does not hold, but dependabot[​bot]​ is a bot, so it holds nobody up.",
      }
    `);
  });

  it("has no `/retitle`, because the bot would write its title again", () => {
    expect(render("Feature: x", { ...judged, title: failed("Feature: x") }).summary).not.toContain("/retitle");
  });
});

describe("a title that waits", () => {
  it("says what for, and what is wrong with it already", () => {
    const { title, summary } = render("Feature: x", { state: "waiting", why: draft, title: failed("Feature: x") });
    expect(title).toBe("This is a draft, and its title counts once it is ready for review.");
    expect(summary).toMatch(/^⏳ This is a draft, and its title counts once it is ready for review\. Mark /);
    expect(summary).toContain("Did you mean `feat`?");
    expect(summary).toContain("comment `/retitle feat: x`");
  });

  it("claims nothing of what merging it means", () => {
    const { summary } = render("feat: x", { state: "waiting", why: draft, title: passed("feat: x") });
    expect(summary).toContain("\nfeat: x\n");
    expect(summary).not.toMatch(/Merging|passes|problem/);
  });
});

it("a title beside commits that nobody can tell of does not pass", () => {
  const { title, summary } = render("feat: x", { state: "unknown", why: unlisted, title: passed("feat: x") });
  expect(title).toBe("The title passes; nobody can tell whether the commits do");
  expect(summary).toMatch(/^❌ .*\n\nEvery commit must hold here, and GitHub lists no more than 250 of the 312/);
});

it("a bot's title beside commits that nobody can tell of holds up all the same, and is not called a pass", () => {
  const { title, summary } = render("Bump x", { state: "unknown", why: unlisted, title: failed("Bump x") });
  expect(title).toBe("Nobody can tell whether the commits hold");
  expect(summary).toMatch(
    /^❌ The title does not hold, which holds no bot up, but nobody can tell whether its commits do\./,
  );
  expect(summary).not.toMatch(/passes|Merging/);
});

describe("a description with `BREAKING CHANGE: none` that lands", () => {
  const show = (title: string) => {
    const judged = judgeTitle(title, defaultTitleRules, { body: "BREAKING CHANGE: none", doesBodyLand: true });
    if (judged.ok) throw new Error(`${title} passes`);
    return render(title, { state: "fails", title: judged, commits: noCommits }).summary;
  };

  it("is what there is to edit, and no title is asked for", () => {
    const summary = show("feat: x");
    expect(summary.split("\n").at(-1)).toBe("To fix it, edit the description.");
    expect(summary).not.toContain("/retitle");
  });

  it("is not all, below a title that fails too", () => {
    expect(show("Faster start").split("\n").at(-1)).toMatch(/^To fix it, edit the title/);
  });
});

describe("a single commit that may land, and says what the title does not", () => {
  it("fails beside a title that passes, and its other problems are mentioned", () => {
    const { problems } = failed("Feature: x");
    const message = "This commit is marked.";
    const breaks = { ...aCommit("Feature: x"), problems: [{ code: "title/breaking-mismatch", message } as const] };
    const commits = { why: "each", obstacles: [breaks], noticed: [{ ...breaks, problems }] } as const;
    const { summary } = render("fix: x", { state: "fails", title: passed("fix: x"), commits });
    expect(summary).toContain(
      "\n\nA merge or a rebase keeps the subjects of the commits. Edit the title, or change the commit",
    );
    expect(summary).toContain("\n- This commit is marked. (`commit/breaking-mismatch`)");
    expect(summary).toContain("which is no obstacle:\n\n- `0a9ddbc` `Feature: x`: ");
  });
});

describe("the only commit that lands", () => {
  const commit = aCommit("Fix stuff", { suggestion: "fix: stuff", command: "git commit --amend -m 'fix: stuff'" });

  it("fails beside a title that passes, with carets of its own and both ways out", () => {
    const commits = { why: "only-commit", obstacles: [commit], noticed: [] } as const;
    expect(render("fix: stuff", { state: "fails", title: passed("fix: stuff"), commits })).toMatchInlineSnapshot(`
      {
        "summary": "❌ The title passes, but a commit that lands does not.

      \`\`\`text
      fix: stuff
      \`\`\`

      There is one commit, and a squash takes its subject instead of the title. Change that subject, or let somebody choose “Default to pull request title” for squash merging in the settings of the repository.

      Commit \`0a9ddbc\`:

      \`\`\`text
      Fix stuff
      ^^^
      \`\`\`

      - Column 1: No type found. Start with one of \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`, e.g. \`fix: stuff\`. (\`commit/no-type\`)

      This subject passes:

      \`\`\`text
      fix: stuff
      \`\`\`

      Run \`git commit --amend -m 'fix: stuff'\`, and push with \`--force-with-lease\`.

      Accepted types: \`feat\`, \`fix\`, \`perf\`, \`security\`, \`docs\`, \`style\`, \`refactor\`, \`test\`, \`build\`, \`ci\`, \`chore\`, \`revert\`.",
        "text": "",
        "title": "The title passes, but a commit that lands does not",
      }
    `);
  });

  it("is told behind the title that fails too, whose suggestion stands in front", () => {
    const commits = { why: "only-commit", obstacles: [commit], noticed: [] } as const;
    const { title, summary } = render("Feature: x", { state: "fails", title: failed("Feature: x"), commits });
    expect(title).toBe("The title has 1 problem. This passes: feat: x");
    expect(summary.indexOf("/retitle feat: x")).toBeLessThan(summary.indexOf("Commit `0a9ddbc`"));
    expect(summary).toContain("(`commit/no-type`)");
    expect(summary).toContain("(`title/unknown-type`)");
  });
});

it.for([
  { why: "queue", says: "The merge queue has made the commit that lands. Take the pull request out of the queue" },
  {
    why: "messages",
    says: "A squash keeps the messages of the commits below the title. Mark the title as breaking, or change those messages",
  },
  {
    why: "asked",
    says: "The subjects of the commits are judged here too. Change them with `git rebase --interactive`",
  },
] as const)("commits that land for another reason ($why) say how to mend them", ({ why, says }) => {
  const commits = { why, obstacles: [aCommit("Fix stuff"), aCommit("wip")], noticed: [] };
  const { title, summary } = render("fix: x", { state: "fails", title: passed("fix: x"), commits });
  expect(title).toBe("The title passes, but 2 commits that land do not");
  expect(summary).toContain(`\n${says}`);
});

it("commits that are only mentioned leave a title that passes as it is", () => {
  const commits = { why: "each", obstacles: [], noticed: Array.from({ length: 7 }, () => aCommit("@ana: x")) } as const;
  const { title, summary } = render("fix: x", { state: "passes", title: passed("fix: x"), commits });
  expect(title).toMatch(/^The title passes\. Merging this means/);
  expect(summary).toMatch(/^✅ The title passes\.\n/);
  expect(summary.match(/^- `0a9ddbc` `@ana: x`: /gm)).toHaveLength(5);
  expect(summary).toMatch(/\n\nFurther commits that do not hold: 2\.$/);
  expect(summary).not.toContain("rebase --interactive");
});

describe("hostile commits", () => {
  const subject = `\u202E\`\`\`@acme/all <b> fixes #1 ${"(修`é ,".repeat(5_000)}`;
  const obstacles = Array.from({ length: 250 }, () => aCommit(subject, { suggestion: "a`".repeat(120) }));

  it.for(["only-commit", "messages", "asked", "queue"] as const)(
    "stay inside GitHub's limits and in code (%s)",
    (why) => {
      const judged: TitleStanding = {
        state: "fails",
        title: failed(subject),
        commits: { why, obstacles, noticed: obstacles },
      };
      const { title, summary } = render(subject, judged);
      expect(title.length).toBeLessThanOrEqual(140);
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
      expect(summary).toContain("Further commits that do not hold: 245.");
      expect(summary).not.toContain("\u202E");
      expect(parseComment(summary).invocations).toEqual([]);
      const outside = summary
        .replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, "")
        .replaceAll(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/g, "");
      expect(outside).not.toMatch(/[@#<>]/);
    },
  );
});

function render(title: string, judged: TitleStanding): TitleCheckOutput {
  const { summary, ...rest } = renderTitleCheck(judged, {
    pullRequest: { title },
    latestVersion: { state: "unknown" },
    policy: defaultTitlePolicy,
  });
  return { ...rest, text: "", summary };
}

function aCommit(subject: string, given: Partial<JudgedCommit> = {}): JudgedCommit {
  const { problems } = failed(subject);
  return { sha: "0a9ddbc000000000000000000000000000000000", subject, problems, ...given };
}

function failed(title: string): FailedTitle {
  const judged = judgeTitle(title, defaultTitleRules);
  if (judged.ok) throw new Error(`${title} passes`);
  return judged;
}

function passed(title: string): PassedTitle {
  const judged = judgeTitle(title, defaultTitleRules);
  if (!judged.ok) throw new Error(`${title} fails`);
  return judged;
}
