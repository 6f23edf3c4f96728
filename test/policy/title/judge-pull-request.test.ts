import { describe, expect, it } from "vitest";
import type { PullRequest } from "../../../src/policy/facts.ts";
import type { ReasonCode } from "../../../src/policy/reason.ts";
import {
  doCommitsMatter,
  judgePullRequestTitle,
  whichMayMatter,
} from "../../../src/policy/title/judge-pull-request.ts";
import { type MergeSettings, nothingLands } from "../../../src/policy/title/landing/landing.ts";
import { defaultTitlePolicy, type JudgingRules } from "../../../src/policy/title/rules.ts";
import { aPullRequest } from "../../support/builders.ts";

const dependabot = { author: { id: 9, login: "dependabot[bot]" }, isByBot: true };

function policy(judging: Partial<JudgingRules>) {
  return { ...defaultTitlePolicy, judging: { ...defaultTitlePolicy.judging, ...judging } };
}

function judge(given: Partial<PullRequest>, judging: Partial<JudgingRules> = {}) {
  return judgePullRequestTitle(aPullRequest(given), nothingLands, policy(judging));
}

interface Row {
  readonly name: string;
  readonly given: Partial<PullRequest>;
  readonly judging?: Partial<JudgingRules>;
  readonly state: string;
  readonly why?: ReasonCode;
}

const bad = { title: "Bump x" };
/** The title is the subject, and the messages are kept below it. */
const squash: MergeSettings = { methods: ["squash"], squashTitle: "pull-request", squashBody: "commits" };

describe("exceptions", () => {
  it.for<Row>([
    { name: "nobody", given: bad, state: "fails" },
    {
      name: "a base branch that is no target",
      given: { ...bad, baseBranch: "wip/a" },
      judging: { targets: ["main"] },
      state: "not-judged",
      why: "title-of-other-branch",
    },
    {
      name: "a base branch that is one",
      given: { ...bad, baseBranch: "release/v1" },
      judging: { targets: ["main", "release/*"] },
      state: "fails",
    },
    {
      name: "a label, in any case",
      given: { ...bad, labels: ["a", "Skip-Title"] },
      judging: { skipLabels: ["skip-title"] },
      state: "not-judged",
      why: "title-under-label",
    },
    {
      name: "another label",
      given: { ...bad, labels: ["skip-titles"] },
      judging: { skipLabels: ["skip-title"] },
      state: "fails",
    },
    {
      name: "a star in a label is a star",
      given: { ...bad, labels: ["skip-title"] },
      judging: { skipLabels: ["skip*"] },
      state: "fails",
    },
    {
      name: "an author",
      given: { ...bad, author: { id: 1, login: "Ana" } },
      judging: { ignore: ["ana"] },
      state: "not-judged",
      why: "title-ignored",
    },
    {
      name: "a bot by its bare name",
      given: { ...bad, ...dependabot },
      judging: { ignore: ["dependabot"] },
      state: "not-judged",
      why: "title-ignored",
    },
    {
      name: "a person who has a bot's name",
      given: { ...bad, author: { id: 1, login: "renovate" } },
      judging: { ignore: ["renovate[bot]"] },
      state: "fails",
    },
    {
      name: "a deleted account is nobody",
      given: { ...bad, author: undefined },
      judging: { ignore: ["undefined", "ghost"] },
      state: "fails",
    },
    {
      name: "bots, skipped",
      given: { ...bad, ...dependabot },
      judging: { bots: "skip" },
      state: "not-judged",
      why: "title-of-bot",
    },
    { name: "bots, skipped also with a good title", given: dependabot, judging: { bots: "skip" }, state: "not-judged" },
    { name: "people, where bots are skipped", given: bad, judging: { bots: "skip" }, state: "fails" },
    {
      name: "a machine by its login",
      given: { ...bad, author: { id: 7, login: "Acme-CI" } },
      judging: { bots: "skip", botLogins: ["acme-ci"] },
      state: "not-judged",
    },
    {
      name: "the branch comes before the label",
      given: { ...bad, baseBranch: "x", labels: ["s"] },
      judging: { targets: ["main"], skipLabels: ["s"] },
      state: "not-judged",
      why: "title-of-other-branch",
    },
    {
      name: "an exception comes before the draft",
      given: { ...bad, isDraft: true, labels: ["s"] },
      judging: { drafts: "neutral", skipLabels: ["s"] },
      state: "not-judged",
    },
  ])("$name → $state", ({ given, judging, state, why }) => {
    expect(judge(given, judging)).toMatchObject({ state, ...(why && { why: { code: why } }) });
  });
});

describe("bots", () => {
  it.for<Row>([
    {
      name: "Dependabot is told of its prefix",
      given: { ...bad, ...dependabot },
      state: "lenient",
      why: "title-lenient-dependabot",
    },
    {
      name: "Renovate is told of its semantic commits",
      given: { ...bad, author: { id: 8, login: "renovate[bot]" }, isByBot: true },
      state: "lenient",
      why: "title-lenient-renovate",
    },
    {
      name: "an own Renovate as well",
      given: { ...bad, author: { id: 8, login: "acme-Renovate" } },
      judging: { botLogins: ["acme-renovate"] },
      state: "lenient",
      why: "title-lenient-renovate",
    },
    {
      name: "any other is told of types",
      given: { ...bad, author: { id: 8, login: "x[bot]" }, isByBot: true },
      state: "lenient",
      why: "title-lenient-bot",
    },
    {
      name: "one whose title passes is nothing special",
      given: { ...dependabot, title: "build(deps): bump x" },
      state: "passes",
    },
    { name: "linted, it fails", given: { ...bad, ...dependabot }, judging: { bots: "lint" }, state: "fails" },
    { name: "a person is no bot", given: { ...bad, author: { id: 8, login: "dependabot" } }, state: "fails" },
  ])("$name", ({ given, judging, state, why }) => {
    expect(judge(given, judging)).toMatchObject({ state, ...(why && { why: { code: why } }) });
  });

  it.for([
    { types: ["feat", "build", "chore"], type: "build" },
    { types: ["feat", "chore"], type: "chore" },
    { types: ["task"], type: "task" },
  ])("are told a type that is accepted: $type of $types", ({ types, type }) => {
    const rules = { ...defaultTitlePolicy.rules, types };
    const judged = judgePullRequestTitle(aPullRequest({ ...bad, ...dependabot }), nothingLands, {
      ...defaultTitlePolicy,
      rules,
    });
    expect(judged).toMatchObject({ state: "lenient", why: { parameters: { type, author: "dependabot[bot]" } } });
  });
});

describe("what is not finished", () => {
  const draft = { isDraft: true };
  it.for<Row>([
    { name: "a draft is judged", given: { ...bad, ...draft }, state: "fails" },
    {
      name: "a draft waits where drafts do",
      given: { ...bad, ...draft },
      judging: { drafts: "neutral" },
      state: "waiting",
      why: "title-of-draft",
    },
    { name: "so it does with a good title", given: draft, judging: { drafts: "neutral" }, state: "waiting" },
    { name: "what is ready does not", given: bad, judging: { drafts: "neutral" }, state: "fails" },
    { name: "a title that says so fails", given: { title: "[WIP] feat: x" }, state: "fails" },
    {
      name: "or waits",
      given: { title: "[WIP] feat: x" },
      judging: { wip: "neutral" },
      state: "waiting",
      why: "title-says-unfinished",
    },
    { name: "whatever else is wrong with it", given: { title: "WIP" }, judging: { wip: "neutral" }, state: "waiting" },
    { name: "another bad title does not", given: bad, judging: { wip: "neutral" }, state: "fails" },
    {
      name: "a bot's draft waits",
      given: { ...bad, ...dependabot, ...draft },
      judging: { drafts: "neutral" },
      state: "waiting",
    },
  ])("$name → $state", ({ given, judging, state, why }) => {
    expect(judge(given, judging)).toMatchObject({ state, ...(why && { why: { code: why } }) });
  });
});

it.for<{ settings: MergeSettings | undefined; asked?: JudgingRules["commits"]; bot: number; person: number }>([
  { settings: { ...squash, squashTitle: "commit-or-pull-request" }, bot: 2, person: 2 },
  { settings: { ...squash, methods: ["rebase"] }, bot: 2, person: 2 },
  { settings: undefined, bot: 2, person: 2 },
  { settings: squash, bot: 0, person: 2 },
  { settings: squash, asked: "all", bot: 0, person: 2 },
  { settings: undefined, asked: "title", bot: 0, person: 0 },
])("of a bot only those that land alone may matter: $settings, $asked", ({ settings, asked = "auto", bot, person }) => {
  const { judging } = policy({ commits: asked });
  expect(whichMayMatter(settings, aPullRequest(dependabot), judging)).toHaveLength(bot);
  expect(whichMayMatter(settings, aPullRequest(), judging)).toHaveLength(person);
});

it.for<{ name: string; given?: Partial<PullRequest>; judging?: Partial<JudgingRules>; matter: boolean }>([
  { name: "of a title that is judged", matter: true },
  { name: "of a title that fails", given: bad, matter: true },
  { name: "of an exception", judging: { targets: ["x"] }, matter: false },
  { name: "of a lenient bot", given: dependabot, matter: true },
  { name: "of a bot that is skipped", given: dependabot, judging: { bots: "skip" }, matter: false },
  { name: "of a bot that is linted", given: dependabot, judging: { bots: "lint" }, matter: true },
  { name: "of a draft", given: { isDraft: true }, matter: true },
  { name: "of a draft that waits", given: { isDraft: true }, judging: { drafts: "neutral" }, matter: false },
])("the commits $name matter: $matter", ({ given = {}, judging = {}, matter }) => {
  expect(doCommitsMatter(aPullRequest(given), policy(judging).judging)).toBe(matter);
});
