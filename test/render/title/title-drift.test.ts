import { describe, expect, it } from "vitest";
import { readCommands } from "../../../src/policy/comment/run-commands.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import { findDrift } from "../../../src/policy/title/landing/drift.ts";
import { defaultTitlePolicy } from "../../../src/policy/title/rules.ts";
import { renderTitleDrift } from "../../../src/render/title/title-drift.ts";
import { aPullRequest } from "../../support/builders.ts";

function told(title: string, message: string): string {
  const drift = findDrift(aPullRequest({ title }), message, defaultTitlePolicy);
  return drift === undefined ? "" : renderTitleDrift(drift, "0a9ddbc");
}

describe("the comment about a merge", () => {
  it("says which commit, what is wrong with it, and what release-please is to read instead", () => {
    expect(told("feat: start faster", "feat start faster (#12)")).toMatchInlineSnapshot(`
      "❌ The title passed, but the commit of the merge, \`0a9ddbc\`, has a subject that does not. Tools that make releases read the commit, and may miss this change.

      \`\`\`text
      feat start faster
          ^
      \`\`\`

      - Expected \`:\` at column 5. (\`commit/colon-missing\`)

      Add the lines below to the description of this pull request, which release-please reads instead of the commit; with any other tool, correct the changelog and the version by hand.

      \`\`\`text
      BEGIN_COMMIT_OVERRIDE
      feat: start faster
      END_COMMIT_OVERRIDE
      \`\`\`"
    `);
  });

  it.for([
    {
      message: "feat: drop v1 (#12)",
      title: "feat!: drop v1",
      says: "The title says that this change breaks something",
    },
    { message: "feat!: add v2 (#12)", title: "feat: add v2", says: "says in its subject or in a footer" },
    { message: "fix: add v2 (#12)", title: "feat: add v2", says: "has the type `fix`, and the title has `feat`" },
    {
      message: "fix: close it (#12)",
      title: "security: close it",
      says: "has the type `fix`, and the title has `security`; only one of them announces a change for security",
    },
  ])("of $title as $message shows both, and that the commit may be right", ({ title, message, says }) => {
    const body = told(title, message);
    expect(body).toContain(says);
    expect(body).toContain(`title:  ${title}\ncommit: ${message.replace(" (#12)", "")}\n`);
    expect(body).toContain("If the commit is right, there is nothing to do.");
    expect(body).toContain(`BEGIN_COMMIT_OVERRIDE\n${title}\nEND_COMMIT_OVERRIDE`);
  });

  it("offers no lines that release-please would cut, and says what to do instead", () => {
    for (const message of ["broken (#12)", "fix: say it (#12)"]) {
      const body = told("feat: say END_COMMIT_OVERRIDE once", message);
      expect(body).not.toContain("BEGIN_COMMIT_OVERRIDE");
      expect(body).not.toContain("the lines below");
      expect(body).toMatch(
        /The title holds a mark of release-please, .* correct the changelog and the version by hand\.$/,
      );
    }
  });

  it.for([
    { name: "letters", title: "docs: x", message: `feat: ${"a".repeat(70_000)}`, shown: `feat: ${"a".repeat(200)}` },
    {
      name: "wide letters",
      title: "fix!: x",
      message: `fix: ${"漢".repeat(30_000)}`,
      shown: `fix: ${"漢".repeat(200)}`,
    },
    {
      name: "emoji",
      title: `fix!: ${"🎉".repeat(250)}`,
      message: `fix: a${"🎉".repeat(30_000)}`,
      shown: "🎉".repeat(250),
    },
  ])("a subject of very many $name is cut, and the comment fits", ({ title, message, shown }) => {
    const body = told(title, message);
    expect(body).toContain(`title:  ${title}\ncommit: `);
    expect(body).toContain(shown);
    expect(body).toContain("…\n");
    expect(body.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(body)).toBeLessThan(10_000);
  });

  it.for([
    { name: "a mention", message: "thanks @ana and @acme/runtime" },
    { name: "a command", message: "/retitle feat: mine" },
    { name: "a closing keyword", message: "fixes #3" },
    { name: "a fence", message: "```` <b>@ana</b>" },
    { name: "a marker of ours", message: "<!-- gatehouse:summary v1 -->" },
    { name: "text that turns around", message: "feat: a\u202Eb" },
    { name: "a subject without an end", message: "x".repeat(70_000) },
    { name: "ten thousand problems", message: "\u200B\u202E".repeat(10_000) },
  ])("shows $name of the commit and does nothing of it", ({ message }) => {
    const body = told("feat: start faster", message);
    expect(body).toContain("does not. Tools that make releases");
    expect(readCommands(body, commands).state).not.toBe("lines");
    const outside = body.replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, "").replaceAll(/(`+)[^`]*\1/g, "");
    expect(outside).not.toMatch(/@|#\d|<|\/retitle|[\u200B\u202E]/);
    expect(body).not.toContain("\u202E");
    expect(Buffer.byteLength(body)).toBeLessThan(10_000);
  });
});
