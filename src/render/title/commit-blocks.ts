import { shortSha } from "../../policy/text/short-sha.ts";
import { quote } from "../../policy/text/quote.ts";
import { explainCommit, explainLanding, explainRest } from "../../policy/title/explain-failure.ts";
import { type JudgedCommit, type JudgedCommits, mostCommitsShown } from "../../policy/title/title-standing.ts";
import { fenced } from "../markdown.ts";
import { fix, sentence, sentenceWithFix } from "../reason.ts";
import { problemInWords, problemItems } from "./problem-list.ts";
import { titleBlocks } from "./title-blocks.ts";

/** The commits that fail the check: why they count, each with its carets and problems, and the way out. */
export function obstacleBlocks({ why, obstacles }: JudgedCommits): readonly string[] {
  if (why === undefined || obstacles.length === 0) return [];
  const shown = obstacles.slice(0, mostCommitsShown);
  return [sentenceWithFix(explainLanding(why)), ...shown.flatMap(blocksOf), ...explainRest(obstacles).map(sentence)];
}

/** The commits that are only mentioned, one line each. */
export function noticedBlocks({ why, noticed }: JudgedCommits): readonly string[] {
  if (why === undefined || noticed.length === 0) return [];
  const lines = noticed.slice(0, mostCommitsShown).map(({ sha, subject, problems }) => {
    return `- \`${shortSha(sha)}\` ${quote(subject)}: ${problems.map(problemInWords).join(" ")}`;
  });
  return [
    `${sentence(explainLanding(why))} These do not follow the rules, which is no obstacle:`,
    lines.join("\n"),
    ...explainRest(noticed).map(sentence),
  ];
}

function blocksOf(commit: JudgedCommit): readonly string[] {
  const { sha, subject, problems, suggestion } = commit;
  const toTakeIt = fix(explainCommit(commit));
  return [
    `Commit \`${shortSha(sha)}\`:`,
    ...titleBlocks(subject, problems),
    problemItems(problems, "commit").join("\n"),
    ...(suggestion === undefined ? [] : ["This subject passes:", fenced(suggestion, "text")]),
    ...(toTakeIt === undefined ? [] : [toTakeIt]),
  ];
}
