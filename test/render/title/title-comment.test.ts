import { describe, expect, it } from "vitest";
import { readCommands } from "../../../src/policy/comment/run-commands.ts";
import { commands } from "../../../src/policy/commands/index.ts";
import type { PullRequest } from "../../../src/policy/facts.ts";
import { nothingRead } from "../../../src/policy/nothing-read.ts";
import { judgePullRequestTitle } from "../../../src/policy/title/judge-pull-request.ts";
import { nothingLands } from "../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../src/policy/title/rules.ts";
import { renderTitleEffect } from "../../../src/render/check-runs.ts";
import { renderTitleComment } from "../../../src/render/title/title-comment.ts";
import { aPullRequest } from "../../support/builders.ts";

function comment(given: Partial<PullRequest>, judging: Partial<JudgingRules> = {}): string {
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
  const pullRequest = aPullRequest(given);
  const { state } = judgePullRequestTitle(pullRequest, nothingLands, policy);
  return renderTitleComment({ state, check: renderTitleEffect({ ...nothingRead, pullRequest }, policy) });
}

describe("the comment on a title", () => {
  it("that fails says what the check says", () => {
    const body = comment({ title: "Feature: faster start" });
    expect(body).toContain("Feature: faster start\n^^^^^^^\n");
    expect(body).toContain("Did you mean `feat`?");
    expect(body).toContain("`/retitle feat: faster start`");
  });

  it.for<{ name: string; given: Partial<PullRequest>; judging?: Partial<JudgingRules>; says: string }>([
    {
      name: "passes",
      given: { title: "feat: faster start" },
      says: "✅ The title passes now; nothing is left to do about it.",
    },
    {
      name: "is a bot's",
      given: { title: "Bump lodash", isByBot: true },
      says: "➖ The title does not hold, and holds nobody up, because a bot wrote it; the check `gatehouse/title` says why.",
    },
    {
      name: "is a draft's",
      given: { title: "Start faster", isDraft: true },
      judging: { drafts: "neutral" },
      says: "⏳ The title counts once this is finished; the check `gatehouse/title` says why.",
    },
    {
      name: "says that it is not finished",
      given: { title: "[WIP] feat: faster start" },
      judging: { wip: "neutral" },
      says: "⏳ The title counts once this is finished; the check `gatehouse/title` says why.",
    },
    {
      name: "is excepted",
      given: { title: "Start faster", labels: ["free"] },
      judging: { skipLabels: ["free"] },
      says: "➖ The title is not judged now; the check `gatehouse/title` says why.",
    },
  ])("that $name is one line", ({ given, judging, says }) => {
    expect(comment(given, judging)).toBe(says);
  });

  it("that nothing asks for any more names no check, because there may be none", () => {
    expect(renderTitleComment(undefined)).toBe("➖ The title is not judged now; nothing asks for it.");
  });

  it.for([
    "Feature: faster start",
    "/retitle feat: x",
    "feature: `/retitle feat: x`",
    "```\n/signoff runtime",
    "> /hold",
  ])("%s runs nothing when somebody copies it", (title) => {
    const body = comment({ title });
    expect(readCommands(body, commands).state).not.toBe("lines");
    const quoted = body.replaceAll(/^/gm, "> ");
    expect(readCommands(quoted, commands).state).not.toBe("lines");
  });
});
