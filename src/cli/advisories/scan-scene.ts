import { lockfileReaders } from "../../advisories/lockfiles/index.ts";
import { type AdvisoryScan, judgeLockfiles, queriesFor } from "../../advisories/scan.ts";
import type { AdvisoryAnswer, AdvisorySource, PackageQuery } from "../../advisories/source.ts";
import { type Advisory, groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import { isMissing } from "../../policy/advisory/comparison/compare.ts";
import type { Confidence, NotChecked } from "../../policy/advisory/findings/finding.ts";
import { findIgnore } from "../../policy/advisory/ignores/ignore.ts";
import type { Ignore } from "../../policy/advisory/ignores/ignore.ts";
import { type LocalChange, judgeChange } from "./judge-change.ts";
import { collectSide, type LockfileTrouble } from "./collect-side.ts";
import { judgePolicies, type JudgedPolicies } from "./judge-policies.ts";
import { readPolicies } from "./local-policies.ts";
import type { Scene } from "./scene.ts";

/** What was found, and what could not be. */
export interface LocalScan {
  readonly scene: Scene;
  readonly found: AdvisoryScan;
  /** Those that were read. */
  readonly lockfiles: readonly string[];
  /** Of which nobody doubts that they are affected, the most urgent first. */
  readonly met: readonly MetAdvisory[];
  /** Of packages inside a module, and accepted by nobody: they decide nothing. */
  readonly inPart: readonly Advisory[];
  readonly policies: JudgedPolicies;
  readonly change: LocalChange | undefined;
  readonly troubles: readonly LockfileTrouble[];
  /** Of which the source did not say everything. */
  readonly unanswered: readonly NotChecked[];
}

export interface MetAdvisory extends Advisory {
  /** The ignore that covers it. */
  readonly ignore: Ignore | undefined;
}

/** Reads, asks once, and decides here. Throws in words where there is nothing to read, or nobody who answers. */
export async function scanScene(scene: Scene, source: AdvisorySource, now: Date): Promise<LocalScan> {
  const { tree, base, rules } = scene;
  const head = await collectSide(tree, scene);
  const before = base === undefined ? undefined : { ...(await collectSide(base.tree, scene)), ...base };
  if ([head, before].every((side) => side === undefined || side.paths.length + side.absent.length === 0)) {
    throw new Error(`there is no lockfile to scan. Readable are ${readable}; name one with --lockfile`);
  }
  // Both sides with one question: what was published since the base was looked at is on both of them.
  const queries = queriesFor([head.lockfiles, ...(before === undefined ? [] : [before.lockfiles])]);
  const answer = await ask(queries, source);
  const found = judgeLockfiles(head.lockfiles, queries, answer);
  const policies = await readPolicies(tree, rules.ignores, head.paths);
  const earlier = before && {
    ...before,
    found: judgeLockfiles(before.lockfiles, queries, answer),
    policies: await readPolicies(before.tree, rules.ignores, before.paths),
  };
  const cut = found.problems.filter(({ path }) => head.lockfiles.inventories.some((each) => each.path === path));
  const troubles = [...head.absent, ...head.troubles, ...cut.map((each) => ({ ...each, fix: "Update what is told" }))];
  const unanswered = found.notChecked.filter(({ why }) => isMissing[why]);
  const isWhole = troubles.length === 0 && unanswered.length === 0 && scene.named === undefined;
  const groupsOf = (confidence: Confidence) =>
    groupByAdvisory(found.rows.filter((row) => row.confidence === confidence));
  const ignoreFor = (each: Advisory) => findIgnore(each, policies.ignores, now);
  return {
    scene,
    found,
    lockfiles: head.lockfiles.inventories.map(({ path }) => path),
    met: groupsOf("sure").map((each) => ({ ...each, ignore: ignoreFor(each) })),
    inPart: groupsOf("module").filter((each) => ignoreFor(each) === undefined),
    policies: await judgePolicies(policies, found, { isWhole, source, now }),
    change: earlier && judgeChange(earlier, { found, policies }, { rules, now }),
    troubles,
    unanswered,
  };
}

const readable = lockfileReaders.map(({ name }) => name).join(", ");

async function ask(queries: readonly PackageQuery[], source: AdvisorySource): Promise<AdvisoryAnswer> {
  try {
    return await source.query(queries);
  } catch (cause) {
    const asked = [...new Set(queries.map(({ ecosystem }) => ecosystem))].join(", ");
    const later = source.name === "osv-dump" ? "" : "try again later, or ";
    throw new Error(`no advisories could be looked up; ${later}give a dump of ${asked} with --dump`, { cause });
  }
}
