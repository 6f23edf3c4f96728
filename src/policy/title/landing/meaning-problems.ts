import { skipBlanks } from "../../text/characters.ts";
import { type AnnouncedChange, impactOf } from "../../version/impact.ts";
import { type TitleProblem, problemList } from "../checking/problems.ts";
import { parseHeader } from "../reading/grammar.ts";
import { isSecurity } from "../reading/is-security.ts";
import { type MeaningRules, longestSubject } from "../rules.ts";

/** Gates that ask more of a security fix read the title, so a commit that lands must not be one behind its back. */
export function securityProblems(subject: string, title: string): readonly TitleProblem[] {
  const isCommit = isSecurity({ title: subject.slice(0, longestSubject) });
  if (isCommit === isSecurity({ title })) return [];
  const problems = problemList();
  problems.add("title/security-mismatch", typeOf(subject), { isCommit });
  return problems.all();
}

/**
 * Where what lands would raise another part of the version than the title says. As from 1.0 on: before that, types that
 * differ there may mean the same. Of two that do not break alike nothing is said here.
 */
export function typeProblems(
  subject: string,
  { commit, title }: { readonly commit: AnnouncedChange; readonly title: AnnouncedChange },
  rules: MeaningRules,
): readonly TitleProblem[] {
  if (commit.isBreaking !== title.isBreaking) return [];
  const [is, says] = [impactOf(commit, rules).impact, impactOf(title, rules).impact];
  if (is === says) return [];
  const problems = problemList();
  const values = { commit: { type: commit.type, impact: is }, title: { type: title.type, impact: says } };
  problems.add("title/type-mismatch", typeOf(subject), values);
  return problems.all();
}

function typeOf(subject: string) {
  const points = Array.from(subject.slice(0, longestSubject));
  return parseHeader(points, skipBlanks(points, 0)).type;
}
