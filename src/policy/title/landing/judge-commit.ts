import type { PullRequest } from "../../facts.ts";
import { visibleText } from "../../text/characters.ts";
import { type TitleCheck, checkTitle } from "../checking/check-title.ts";
import type { TitleProblem } from "../checking/problems.ts";
import type { TitleJudgement } from "../judge-title.ts";
import { isBreaking } from "../reading/breaking.ts";
import { parseHeader } from "../reading/grammar.ts";
import { type TitlePolicy, type TitleRules, longestSubject } from "../rules.ts";
import { breakingProblems } from "./breaking-problems.ts";
import type { LandingCommit } from "./landing.ts";
import { securityProblems, typeProblems } from "./meaning-problems.ts";
import { type CommitText, readMessage } from "./read-message.ts";
import { keptMessage } from "./what-lands.ts";

/** The pull request, and what its title was found to be. */
export interface JudgedScene {
  readonly pullRequest: PullRequest;
  readonly title: TitleJudgement;
  readonly policy: TitlePolicy;
  /** By a bot that is not held to the rules. */
  readonly isLenient: boolean;
}

/** What is wrong with one commit, and how far it counts. */
export interface CommitProblems {
  readonly sha: string;
  readonly subject: string;
  /** The title says other than what can land in its place. Gates that ask for more read the title, so these always count. */
  readonly mismatches: readonly TitleProblem[];
  /** These count where the commit must hold. */
  readonly others: readonly TitleProblem[];
}

/** One whose own words can land in place of the title. */
export function judgeSingle(
  sha: string,
  text: CommitText,
  { pullRequest, title, policy }: JudgedScene,
): CommitProblems {
  const { subject } = text;
  const { parsed, problems } = checkSubject(subject, policy.rules);
  const security = securityProblems(subject, pullRequest.title);
  const mismatches = [...breakingProblems(text, pullRequest, true), ...security];
  if (parsed === undefined || problems.length > 0 || !title.ok || security.length > 0) {
    return { sha, subject, mismatches, others: problems };
  }
  const commit = { type: parsed.type, isBreaking: isBreaking({ subject, body: text.body }) };
  const announced = { type: title.parsed.type, isBreaking: title.parsed.breaking };
  return { sha, subject, mismatches, others: typeProblems(subject, { commit, title: announced }, policy.meaning) };
}

/** One that lands beside others. */
export function judgeOneOfMany({ sha, message }: LandingCommit, { pullRequest, policy }: JudgedScene): CommitProblems {
  const text = readMessage(message);
  const { problems } = checkSubject(text.subject, policy.rules);
  const others = [...problems, ...breakingProblems(text, pullRequest, false)];
  return { sha, subject: text.subject, mismatches: [], others };
}

/** A merge beside other commits. Its subject is git's own, and no matter, unless somebody wrote one that tools would read. */
export function judgeMerge(merge: LandingCommit, scene: JudgedScene): CommitProblems {
  const text = readMessage(merge.message);
  if (hasType(text.subject, scene.policy.rules)) return judgeOneOfMany(merge, scene);
  const others = breakingProblems(text, scene.pullRequest, false);
  return { sha: merge.sha, subject: text.subject, mismatches: [], others };
}

/** One whose message is kept below the title. */
export function judgeKept({ sha, message }: LandingCommit, { pullRequest }: JudgedScene): CommitProblems {
  const others = breakingProblems({ subject: "", body: keptMessage(message) }, pullRequest, false);
  return { sha, subject: readMessage(message).subject, mismatches: [], others };
}

/** Linear in what is read; what is longer does not pass unread. */
function checkSubject(subject: string, rules: TitleRules): Pick<TitleCheck, "parsed" | "problems"> {
  if (subject.length <= longestSubject) return checkTitle(subject, rules);
  const message = "The subject is so long that it was not read. Shorten it.";
  return { parsed: undefined, problems: [{ code: "title/too-long", message }] };
}

function hasType(subject: string, { types }: TitleRules): boolean {
  const points = Array.from(subject.slice(0, longestSubject));
  const { type, colon } = parseHeader(points, 0);
  return colon !== undefined && types.includes(visibleText(points, type).toLowerCase());
}
