import type { PullRequest } from "../../policy/facts.ts";
import type { Reason } from "../../policy/reason.ts";
import type { FailedTitle } from "../../policy/title/judge-title.ts";
import type { JudgedCommits, TitleStanding } from "../../policy/title/title-standing.ts";
import { explainMeaning } from "../../policy/version/meaning.ts";
import { quoteList } from "../../policy/text/quote.ts";
import { isSuggestible } from "../../policy/title/retitle.ts";
import type { TitlePolicy, TitleRules } from "../../policy/title/rules.ts";
import type { LatestVersion } from "../../policy/version/latest-version.ts";
import { clip } from "../clip.ts";
import { cut, plain } from "../markdown.ts";
import { plainSentence } from "../plain-reason.ts";
import { fix, sentence, sentenceWithFix } from "../reason.ts";
import { noticedBlocks, obstacleBlocks } from "./commit-blocks.ts";
import { explainRules } from "./explain-rules.ts";
import { countProblems, failureBlocks, howToFix, noticeBlocks, titleBlocks } from "./title-blocks.ts";

/** The output of the check run `gatehouse/title`, as GitHub takes it. */
export interface TitleCheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

interface Given {
  readonly pullRequest: Pick<PullRequest, "title">;
  readonly latestVersion: LatestVersion;
  readonly policy: TitlePolicy;
}

// GitHub's limit for a check run's title.
const longestHeadline = 140;
// GitHub refuses a summary above 65,535 bytes.
const summaryBytes = 60_000;

/** Shows foreign text only inside code, so nothing in it pings, links or closes anything. */
export function renderTitleCheck(judged: TitleStanding, given: Given): TitleCheckOutput {
  const { headline, blocks } = describe(judged, given);
  const more = () => "There is more, for which GitHub has no room here.";
  return {
    title: cut(headline, longestHeadline),
    summary: clip(blocks, summaryBytes, more).join("\n\n"),
    text: explainRules(given.policy.rules),
  };
}

interface Described {
  /** Plain text. */
  readonly headline: string;
  /** Markdown, the state first. */
  readonly blocks: readonly string[];
}

function describe(judged: TitleStanding, given: Given): Described {
  switch (judged.state) {
    case "passes":
      return describePassed(judged, given);
    case "fails":
      return judged.title.ok ? describeCommits(judged, given) : describeFailed(judged.title, judged.commits, given);
    case "lenient":
      return describeLenient(judged, given);
    case "waiting":
      return describeWaiting(judged, given);
    case "unknown":
      return describeUnknown(judged, given);
    case "not-judged":
      return { headline: inPlainText(judged.why), blocks: [`➖ ${sentenceWithFix(judged.why)}`] };
  }
}

function describePassed(judged: Extract<TitleStanding, { state: "passes" }>, given: Given): Described {
  const meaning = explain(judged, given);
  return {
    headline: ["The title passes.", ...meaning.slice(0, 1).map(inPlainText)].join(" "),
    blocks: [
      "✅ The title passes.",
      ...titleBlocks(given.pullRequest.title),
      ...meaning.map(sentence),
      ...noticeBlocks(judged.title.notices),
      ...noticedBlocks(judged.commits),
    ],
  };
}

/** The title, and perhaps commits that must hold too. */
function describeFailed(title: FailedTitle, commits: JudgedCommits, given: Given): Described {
  const state = countProblems(title);
  const { suggestion } = title;
  return {
    headline: isSuggestible(suggestion) ? `${state}. This passes: ${suggestion}` : state,
    blocks: [`❌ ${state}.`, ...remedyBlocks(title, given), ...obstacleBlocks(commits), ...noticedBlocks(commits)],
  };
}

/** The commits alone. */
function describeCommits({ title, commits }: Extract<TitleStanding, { state: "fails" }>, given: Given): Described {
  const { length } = commits.obstacles;
  const state = length === 1 ? "a commit that lands does not" : `${length} commits that land do not`;
  return {
    headline: `The title passes, but ${state}`,
    blocks: [
      `❌ The title passes, but ${state}.`,
      ...titleBlocks(given.pullRequest.title),
      ...obstacleBlocks(commits),
      acceptedTypes(given.policy.rules),
      ...noticeBlocks(title.notices),
      ...noticedBlocks(commits),
    ],
  };
}

function describeUnknown({ why, title }: Extract<TitleStanding, { state: "unknown" }>, given: Given): Described {
  const [headline, state] = title.ok
    ? [
        "The title passes; nobody can tell whether the commits do",
        "The title passes, and nobody can tell whether the commits do.",
      ]
    : [
        "Nobody can tell whether the commits hold",
        "The title does not hold, which holds no bot up, but nobody can tell whether its commits do.",
      ];
  return { headline, blocks: [`❌ ${state}`, sentenceWithFix(why), ...titleBlocks(given.pullRequest.title)] };
}

function describeLenient(judged: Extract<TitleStanding, { state: "lenient" }>, given: Given): Described {
  const advice = fix(judged.why);
  return {
    headline: inPlainText(judged.why),
    blocks: [
      `➖ ${sentence(judged.why)}`,
      ...failureBlocks(given.pullRequest.title, judged.title),
      ...(advice === undefined ? [] : [advice]),
      ...explain(judged, given).map(sentence),
    ],
  };
}

function describeWaiting({ why, title }: Extract<TitleStanding, { state: "waiting" }>, given: Given): Described {
  return {
    headline: inPlainText(why),
    blocks: [
      `⏳ ${sentenceWithFix(why)}`,
      ...(title.ok ? titleBlocks(given.pullRequest.title) : remedyBlocks(title, given)),
    ],
  };
}

/** Everything about a title that does not pass, and how to mend it. */
function remedyBlocks(title: FailedTitle, { pullRequest, policy }: Given): readonly string[] {
  return [
    ...failureBlocks(pullRequest.title, title),
    ...noticeBlocks(title.notices),
    acceptedTypes(policy.rules),
    howToFix(title),
  ];
}

function acceptedTypes({ types }: TitleRules): string {
  return `Accepted types: ${quoteList(types)}.`;
}

/** What merging it means, where that can be told. */
function explain(judged: TitleStanding, { policy, latestVersion }: Given): readonly Reason[] {
  return explainMeaning(judged, policy.meaning, latestVersion);
}

/** For the headline, which nothing should read as Markdown. */
function inPlainText(why: Reason): string {
  return plain(plainSentence(why));
}
