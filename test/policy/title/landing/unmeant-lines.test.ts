import { expect, it } from "vitest";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import { judgePullRequestTitle } from "../../../../src/policy/title/judge-pull-request.ts";
import { type MergeSettings, nothingLands } from "../../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type TitlePolicy } from "../../../../src/policy/title/rules.ts";
import { explainMeaning } from "../../../../src/policy/version/meaning.ts";
import { aPullRequest, secondHead } from "../../../support/builders.ts";

const person: Partial<PullRequest> = {
  title: "fix(parser): read footers",
  body: "<!-- Delete what does not apply:\nBREAKING CHANGE: what breaks\n-->\n\nReads them.",
};
const bot: Partial<PullRequest> = {
  title: "chore(deps): chalk 5",
  body: "Release notes\n\n* **BREAKING CHANGE:** ESM only",
  author: { id: 9, login: "renovate[bot]" },
  isByBot: true,
};

/** A machine that writes with a person's account, which the configuration names. */
const machine: Partial<PullRequest> = { ...bot, author: { id: 8, login: "release-robot" }, isByBot: false };
const policy: TitlePolicy = {
  ...defaultTitlePolicy,
  judging: { ...defaultTitlePolicy.judging, botLogins: ["release-robot"] },
};

const asGitHubShipsIt: MergeSettings = {
  methods: ["squash", "merge", "rebase"],
  squashTitle: "commit-or-pull-request",
  squashBody: "commits",
};
const keepsDescription: MergeSettings = {
  methods: ["squash"],
  squashTitle: "pull-request",
  squashBody: "pull-request",
};

it.for<{
  name: string;
  given: Partial<PullRequest>;
  settings: MergeSettings | undefined;
  state: string;
  means: boolean;
}>([
  { name: "of a template", given: person, settings: undefined, state: "passes", means: true },
  { name: "of a template", given: person, settings: asGitHubShipsIt, state: "passes", means: true },
  { name: "of a template that lands", given: person, settings: keepsDescription, state: "fails", means: false },
  { name: "of a bot's notes", given: bot, settings: undefined, state: "passes", means: true },
  { name: "of a bot's notes", given: bot, settings: asGitHubShipsIt, state: "passes", means: true },
  { name: "of a machine's notes", given: machine, settings: asGitHubShipsIt, state: "passes", means: true },
  {
    name: "of a machine's notes that land",
    given: machine,
    settings: keepsDescription,
    state: "lenient",
    means: false,
  },
  // Nothing is claimed of the next version: what the notes say may count for more than a chore.
  { name: "of a bot's notes that land", given: bot, settings: keepsDescription, state: "lenient", means: false },
])("a line $name, with $settings.squashBody kept: $state", ({ given, settings, state, means }) => {
  const pullRequest = aPullRequest(given);
  const message = pullRequest.title;
  const commits = { commits: [{ sha: secondHead, message }], merges: [], isComplete: true };
  const standing = judgePullRequestTitle(pullRequest, { ...nothingLands, settings, commits }, policy);
  const why = standing.state === "lenient" ? standing.why.code : undefined;
  expect([standing.state, why]).toEqual([state, state === "lenient" ? "title-lenient-notes" : undefined]);
  expect(explainMeaning(standing, defaultTitlePolicy.meaning, { state: "unknown" }).length > 0).toBe(means);
});
