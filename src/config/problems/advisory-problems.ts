import { lockfileNames, policyNames } from "../../policy/known-paths.ts";
import { expandBraces } from "../../policy/text/braces.ts";
import { matchGlobs } from "../../policy/text/glob.ts";
import { globListProblems } from "../../policy/text/glob-list.ts";
import { globProblem } from "../../policy/text/glob-problem.ts";
import { quote } from "../../policy/text/quote.ts";
import { refNameProblem } from "../../policy/text/ref-name.ts";
import type { UnplacedProblem } from "../problems.ts";
import { areScanTimes, usualScanTimes } from "../scan-times.ts";
import type { ReadableParts } from "./readable-parts.ts";
import { repeatedValues } from "./repeated-values.ts";
import { unknownName } from "./unknown-name.ts";

type Problem = Pick<UnplacedProblem, "says" | "fix">;

/** What is wrong with the section on advisories although each key is valid: what nothing would ever be read for. */
export function advisoryProblems({ advisories, areaNames }: ReadableParts): readonly UnplacedProblem[] {
  if (advisories === undefined) return [];
  const { lockfiles = [], skip, ignores, branch, scan, labels, triage } = advisories;
  const paths = { lockfiles, skip, ignores };
  return [
    ...Object.entries(paths).flatMap(([key, values]) => each(key, values, blankProblem)),
    ...each("skip", skip, (glob) => (leavesOutAll(glob) ? allLeftOut(glob) : undefined)),
    ...each("lockfiles", lockfiles, leftOutBy(skip.filter((glob) => !leavesOutAll(glob)))),
    ...globsProblems("lockfiles", lockfiles, readable),
    ...globsProblems("skip", skip, skippable),
    ...repeatedValues(ignores, ["advisories", "ignores"]),
    ...each("ignores", ignores, policyProblem),
    // GitHub does not tell capitals from small letters here.
    ...repeatedValues(labels, ["advisories", "labels"], (label) => label.toLowerCase()),
    ...one("branch", branch, branchProblem),
    ...one("scan", scan, scanProblem),
    ...one("triage", triage, (name) => (areaNames.includes(name) ? undefined : unknownName("area", name, areaNames))),
  ];
}

function one(key: string, value: string | undefined, judge: (value: string) => Problem | undefined) {
  const problem = value === undefined ? undefined : judge(value);
  return problem === undefined ? [] : [{ path: ["advisories", key], ...problem }];
}

function each(key: string, values: readonly string[], judge: (value: string) => Problem | undefined) {
  return values.flatMap((value, index) =>
    one(key, value, judge).map((told) => ({ ...told, path: [...told.path, index] })),
  );
}

function globsProblems(
  key: string,
  globs: readonly string[],
  unfit: (glob: string) => Problem,
): readonly UnplacedProblem[] {
  const path = ["advisories", key];
  return [
    ...repeatedValues(globs, path),
    ...globListProblems(globs).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    ...each(key, globs, (glob) =>
      globProblem(glob) !== undefined || hasOuterBlank(glob) || mayMeanLockfiles(glob) ? undefined : unfit(glob),
    ),
  ];
}

function hasOuterBlank(path: string): boolean {
  return path.trim() !== path;
}

/** It would be another name to git, and nobody sees it. */
function blankProblem(path: string): Problem | undefined {
  if (!hasOuterBlank(path)) return undefined;
  return { says: `${shown(path)} begins or ends with a blank`, fix: `Write ${shown(path.trim())}.` };
}

/** Such as `**`, also with a star behind it. */
function leavesOutAll(glob: string): boolean {
  return expandBraces(glob).some((option) => /^(?:\*\*\/)*\*\*(?:\/\*)?$/.test(option));
}

function allLeftOut(glob: string): Problem {
  return { says: `${shown(glob)} leaves out every lockfile`, fix: "Name the folders that are no concern." };
}

/** One that is named by its path is read all the same, which is hardly what `skip` says. */
function leftOutBy(skip: readonly string[]): (lockfile: string) => Problem | undefined {
  const isSkipped = matchGlobs(skip);
  return (lockfile) => {
    if (/[*?{]/.test(lockfile) || !isSkipped(lockfile)) return undefined;
    const says = `${shown(lockfile)} is named, and left out by \`advisories.skip\``;
    return { says, fix: "Take it out of one of them." };
  };
}

/** Whether each alternative ends in what a lockfile can be called. */
function mayMeanLockfiles(glob: string): boolean {
  return expandBraces(glob).every((path) => lockfileNames.some(matchGlobs([nameOf(path)])));
}

function readable(glob: string): Problem {
  const fix = `Readable are ${listed(lockfileNames)}, each in whatever folder.`;
  return { says: `${shown(glob)} is of a format that cannot be read`, fix };
}

function skippable(glob: string): Problem {
  return {
    says: `${shown(glob)} is no lockfile that would be read`,
    fix: `Write ${shown(`${glob}/**`)} for a folder.`,
  };
}

function policyProblem(path: string): Problem | undefined {
  if (/[*?{}]/.test(path)) return { says: `${shown(path)} is a glob`, fix: "Name each file by its path." };
  const problem = globProblem(path);
  if (problem !== undefined) return { says: `${shown(path)}: ${problem.says}`, fix: problem.fix };
  if (path.endsWith(".toml") || hasOuterBlank(path)) return undefined;
  const fix = `Readable are ${listed(policyNames)}, each in whatever folder.`;
  return { says: `${shown(path)} is no policy file that can be read`, fix };
}

function branchProblem(branch: string): Problem | undefined {
  const [, name] = /^refs\/heads\/(.+)$/.exec(branch) ?? [];
  if (name !== undefined)
    return { says: `${shown(branch)} is more than the name of a branch`, fix: `Write ${shown(name)}.` };
  const problem = refNameProblem(branch);
  if (problem === undefined) return undefined;
  return { says: `branch ${shown(branch)} ${problem}`, fix: "Write the name of a branch, such as `main`." };
}

function scanProblem(scan: string): Problem | undefined {
  if (areScanTimes(scan)) return undefined;
  const says = `\`advisories.scan\` is ${quote(scan)}, which is not a cron expression of five fields`;
  const fix = `Write minute, hour, day of month, month and day of week in UTC, such as \`${usualScanTimes}\`.`;
  return { says, fix };
}

function shown(text: string): string {
  return quote(text, 300);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
