import { describe, expect, it } from "vitest";
import { judgePullRequestTitle } from "../../../../src/policy/title/judge-pull-request.ts";
import { type MergeSettings, nothingLands } from "../../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../../src/policy/title/rules.ts";
import { plainSentence } from "../../../../src/render/plain-reason.ts";
import { aPullRequest } from "../../../support/builders.ts";

type Body = MergeSettings["squashBody"];

interface Scene {
  readonly title: string;
  readonly description?: string;
  readonly messages: readonly string[];
  readonly called?: MergeSettings["squashTitle"];
  readonly asked?: JudgingRules["commits"];
  readonly isComplete?: boolean;
}

/** Under a repository that only squashes; `untold` is one that nobody told of. */
function judge(
  { title, description = "", messages, called, asked = "auto", isComplete = true }: Scene,
  keeps: Body | "untold",
) {
  const squashTitle = called ?? "commit-or-pull-request";
  const settings: MergeSettings | undefined =
    keeps === "untold" ? undefined : { methods: ["squash"], squashTitle, squashBody: keeps };
  const commits = messages.map((message, index) => ({ sha: `${index}`.repeat(40), message }));
  const policy = { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, commits: asked } };
  const pullRequest = aPullRequest({ title, body: description, commits: messages.length });
  const listed = { commits, merges: [], isComplete };
  return judgePullRequestTitle(pullRequest, { ...nothingLands, settings, commits: listed }, policy);
}

/** What becomes of the title, and the subjects that fail beside it. */
function outcome(scene: Scene, keeps: Body | "untold"): string {
  const judged = judge(scene, keeps);
  if (judged.state !== "fails") return judged.state;
  const { why = "title", obstacles } = judged.commits;
  return `fails ${[why, ...obstacles.map(({ subject }) => subject)].join(" ")}`;
}

const footer = "BREAKING CHANGE: gone";
const bodies = ["pull-request", "commits", "blank", undefined, "untold"] as const;

/** What it comes to where a squash keeps the description, the messages, nothing; where that is not known, or nothing is. */
type Outcomes = readonly [string, string, string, string, string];

function everywhere(same: string): Outcomes {
  return [same, same, same, same, same];
}

describe("a breaking change that a footer announces, by what a squash keeps below its subject", () => {
  const lost = "fails only-commit feat: a";
  it.for<Scene & { name: string; outcomes: Outcomes }>([
    {
      name: "in the description, under a title and an only commit that is not marked",
      title: "feat!: x",
      description: footer,
      messages: ["feat: a"],
      outcomes: ["passes", lost, lost, "passes", "passes"],
    },
    {
      name: "in the message of the only commit, under a title that is marked",
      title: "feat!: x",
      messages: [`feat: a\n\n${footer}`],
      outcomes: [lost, "passes", lost, "passes", "passes"],
    },
    {
      name: "in the message of the only commit, under a title that is not",
      title: "feat: x",
      messages: [`feat: a\n\n${footer}`],
      outcomes: ["passes", lost, "passes", lost, lost],
    },
    {
      name: "by the mark of the only commit alone, which lands in any case",
      title: "feat: x",
      messages: ["feat!: a"],
      outcomes: everywhere("fails only-commit feat!: a"),
    },
    {
      name: "in one of two messages, under a title that is not marked",
      title: "feat: x",
      messages: ["wip", `feat: a\n\n${footer}`],
      outcomes: ["passes", "fails messages feat: a", "passes", "passes", "passes"],
    },
    {
      name: "in one of two messages, under a title that is marked",
      title: "feat!: x",
      messages: ["wip", `feat: a\n\n${footer}`],
      outcomes: everywhere("passes"),
    },
    {
      name: "by the mark of one of two commits: a list of subjects is no footer",
      title: "feat: x",
      messages: ["wip", "feat!: a"],
      outcomes: everywhere("passes"),
    },
    {
      name: "by a subject that is one",
      title: "feat: x",
      messages: ["wip", footer],
      outcomes: ["passes", `fails messages ${footer}`, "passes", "passes", "passes"],
    },
    {
      name: "in the message of the only commit, where a squash is called by the title",
      title: "feat: x",
      called: "pull-request",
      messages: [`wip\n\n${footer}`],
      outcomes: ["passes", "fails messages wip", "passes", "passes", "fails only-commit wip"],
    },
    {
      name: "in the description alone: the title must be marked whatever lands",
      title: "feat: x",
      description: footer,
      messages: ["feat: a", "feat: b"],
      outcomes: everywhere("fails title"),
    },
  ])("$name", ({ outcomes, ...scene }) => {
    expect(bodies.map((keeps) => outcome(scene, keeps))).toEqual(outcomes);
  });

  it.for<{ asked: JudgingRules["commits"]; outcomes: Outcomes }>([
    { asked: "title", outcomes: everywhere("passes") },
    { asked: "single", outcomes: ["passes", "fails messages feat: a", "passes", "passes", "passes"] },
    { asked: "all", outcomes: everywhere("fails asked feat: a") },
  ])("in one of two messages, with `commits: $asked`", ({ asked, outcomes }) => {
    const scene = { title: "feat: x", messages: ["fix: b", `feat: a\n\n${footer}`], asked };
    expect(bodies.map((keeps) => outcome(scene, keeps))).toEqual(outcomes);
  });

  it("the only commit must not lose the mark where the configuration asks for it anyway", () => {
    expect(outcome({ title: "feat!: x", messages: ["feat: a"], asked: "all" }, "commits")).toBe("fails asked feat: a");
    expect(outcome({ title: "feat!: x", messages: ["feat: a", "fix: b"], asked: "all" }, "commits")).toBe("passes");
  });
});

it("a message that announces what the title does not is quoted, and its subject is no matter", () => {
  const judged = judge({ title: "feat: x", messages: ["wip", `oops\n\n${footer} @ana`] }, "commits");
  expect(judged).toMatchObject({
    state: "fails",
    commits: {
      obstacles: [
        {
          subject: "oops",
          problems: [
            {
              code: "title/breaking-mismatch",
              message:
                "The message of this commit announces a breaking change: `BREAKING CHANGE: gone @ana`. Mark the title with `!`, or take that line out of the message.",
            },
          ],
        },
      ],
      noticed: [],
    },
  });
});

it("messages that GitHub does not list are not known, never a pass, unless the title says so already", () => {
  const scene = { messages: ["a", "b"], isComplete: false };
  const judged = judge({ ...scene, title: "feat: x" }, "commits");
  expect(judged.state === "unknown" && plainSentence(judged.why)).toBe(
    "A squash keeps the messages of all commits here, and GitHub lists no more than 250 of the 2 in this pull request, so one may announce a breaking change that the title does not.",
  );
  expect(judge({ ...scene, title: "feat!: x" }, "commits").state).toBe("passes");
  expect(judge({ ...scene, title: "feat: x" }, "blank").state).toBe("passes");
  expect(judge({ ...scene, title: "feat: x" }, "untold").state).toBe("passes");
});
