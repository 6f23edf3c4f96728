import { companionsOf, lockfileFilter } from "../../../advisories/lockfiles/choose-lockfiles.ts";
import { touchesLockfiles } from "../../../advisories/lockfiles/touches-lockfiles.ts";
import { judgeLockfiles, queriesFor } from "../../../advisories/scan.ts";
import { AdvisoriesConfig } from "../../../config/sections/advisories.ts";
import { compareSides } from "../../../policy/advisory/comparison/compare.ts";
import type { AdvisoryComparison, ComparedBase } from "../../../policy/advisory/comparison/comparison.ts";
import { ignorePathsFor } from "../../../policy/advisory/ignores/ignore-paths.ts";
import type { Snapshot } from "../../../policy/facts.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import { shortSha } from "../../../policy/text/short-sha.ts";
import { findTrackedNumbers } from "../../triage/known-numbers.ts";
import type { SliceScene } from "../collect.ts";
import type { Sources } from "../signing.ts";
import { findAnswer } from "./advisory-answer.ts";
import { findComparedCommits } from "./compared-commits.ts";
import { readBothIgnores } from "./documented-ignores.ts";
import { type LockfileSide, readBase, readHead, settleSide, withoutLockfiles } from "./lockfile-side.ts";

type Scene = Pick<SliceScene, "pullRequest" | "config" | "files" | "at" | "checksAt">;
type Used = Pick<Sources, "octokit" | "store" | "advisories" | "now">;

const retryMs = 15 * 60_000;

/**
 * The lockfiles of the head against those of the commit that it grew from, both with one question to the database: what
 * was published since the base was last looked at is on both sides then. Where nothing of it changes nothing is read.
 */
export async function compareAdvisories(scene: Scene, sources: Used): Promise<Snapshot["advisories"]> {
  const { config, files, at } = scene;
  const rules = config.advisories ?? AdvisoriesConfig.parse({});
  const { lockfiles, skip, ignores } = rules;
  // Also where a file was before a rename.
  const changed = new Set(files.files.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const unlisted = lockfiles === undefined ? [] : unlistedIn(changed, { lockfiles, skip });
  if (files.isComplete && !touchesLockfiles(changed, { lockfiles, skip, ignores })) {
    return { state: "untouched", unlisted };
  }
  const commits = await findComparedCommits(scene, sources);
  const head = await readHead({ ...at, sha: commits.head }, rules, sources);
  const isChanged = (path: string) =>
    !files.isComplete || [path, ...companionsOf(path)].some((each) => changed.has(each));
  const why = [...head.why, ...whyUnread(head.unread, isChanged)];
  if (why.length > 0) return unknown(why);
  const base = commits.base === undefined ? undefined : await readBase({ ...at, sha: commits.base }, rules, sources);
  return compareRead({ head, base, unlisted, isChanged }, { rules, scene, changed }, sources);
}

interface ReadSides {
  readonly head: LockfileSide;
  readonly base: LockfileSide | undefined;
  readonly unlisted: readonly string[];
  readonly isChanged: (path: string) => boolean;
}

async function compareRead(
  { head, base, unlisted, isChanged }: ReadSides,
  {
    rules,
    scene: { pullRequest, files, at },
    changed,
  }: { readonly rules: AdvisoriesConfig; readonly scene: Scene; readonly changed: ReadonlySet<string> },
  { octokit, store, advisories, now }: Used,
): Promise<AdvisoryComparison> {
  const queries = queriesFor([head.lockfiles, ...(base === undefined ? [] : [base.lockfiles])]);
  const answer = await findAnswer(queries, advisories, store);
  if (answer === undefined) {
    const silent = reason("advisories-silent", { command: "/recheck" });
    const retryAt = new Date(now().getTime() + retryMs);
    return { state: "unknown", why: [silent], retryAt, isFailure: rules.source_down === "fail" };
  }
  const found = settleSide(head, judgeLockfiles(head.lockfiles, queries, answer));
  const why = whyUnread(found.unread, isChanged);
  if (why.length > 0) return unknown(why);
  const known = base && settleSide(base, judgeLockfiles(base.lockfiles, queries, answer));
  const comparedBase = baseOf(base, known?.unread, found.unread, pullRequest.baseBranch);
  const before = known && {
    ...withoutLockfiles(known.scan, found.unread),
    isPartial: comparedBase.state === "unread",
  };
  const ignored = await readBothIgnores(octokit, { head, base }, rules.ignores);
  const { from } = answer;
  const policies = ignorePathsFor(rules.ignores, head.files.chosen);
  return {
    state: "compared",
    base: comparedBase,
    checked: found.scan.checked,
    unlisted,
    unreadIgnores: ignored.unread,
    leftOut: [...found.unread].map(([file, problem]) => reason("advisories-lockfile-left-out", { file, problem })),
    origin: { ...from, isFallback: from.source !== advisories.name },
    triage: rules.triage,
    tracked: await findTrackedNumbers(store, at.repositoryId),
    ...(files.isComplete ? { changedPolicies: policies.filter((path) => changed.has(path)) } : {}),
    ...compareSides(before, withoutLockfiles(found.scan, found.unread), { ...ignored, now: now() }),
  };
}

function unknown(why: readonly Reason[]): AdvisoryComparison {
  return { state: "unknown", why, retryAt: undefined };
}

/** What is left out on purpose is not told. */
function unlistedIn(
  changed: ReadonlySet<string>,
  { lockfiles, skip }: { readonly lockfiles: readonly string[]; readonly skip: readonly string[] },
): readonly string[] {
  const [isMeant, wouldBe] = [lockfileFilter({ lockfiles, skip }), lockfileFilter({ lockfiles: undefined, skip })];
  return [...changed].filter((path) => wouldBe(path) && !isMeant(path));
}

/** Whoever does not change a lockfile is not stopped because it cannot be read: it is the same on both sides. */
function whyUnread(unread: ReadonlyMap<string, string>, isChanged: (path: string) => boolean): readonly Reason[] {
  return [...unread].flatMap(([file, problem]) =>
    isChanged(file) ? [reason("advisories-lockfile-unread", { file, problem })] : [],
  );
}

function baseOf(
  base: LockfileSide | undefined,
  unread: ReadonlyMap<string, string> = new Map(),
  leftOut: ReadonlyMap<string, string>,
  branch: string,
): ComparedBase {
  if (base === undefined) return { state: "unread", why: [reason("advisories-no-base", { branch })] };
  const { sha } = base.at;
  const missing = [...unread].filter(([path]) => !leftOut.has(path));
  const why = [
    ...base.why,
    ...missing.map(([file, problem]) => reason("advisories-base-unread", { file, problem, base: shortSha(sha) })),
  ];
  return why.length > 0 ? { state: "unread", why } : { state: "read", sha };
}
