import type { Config } from "../../config/schema.ts";
import { mayUse } from "../../config/may-use.ts";
import { tagDependsOn } from "../../config/programs/on-merge.ts";
import { usedGates } from "../../config/used-gates.ts";
import { collectSnapshot } from "../../github/facts/collect.ts";
import { type ConfigFinding, findConfig } from "../../github/facts/config-source.ts";
import { recordHead } from "../../github/heads/head-index.ts";
import { findMergeGroup } from "../../github/heads/merge-groups.ts";
import { recordCurrentState, recordDiff } from "../../github/heads/heads.ts";
import { recordReads } from "../../github/heads/read-index.ts";
import { keepObjections } from "../../github/ledger/objections.ts";
import { requireSameHead } from "../../github/facts/pull-request.ts";
import { ensureLedger } from "../../github/ledger/restore-ledger.ts";
import { findCompositeNames, recordCompositeName } from "../../github/posts/composite-names.ts";
import { recordTitleUse } from "../../github/posts/title-use.ts";
import type { RepositoryRef } from "../../github/client/octokit.ts";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { evaluate, neededFacts, type Report, type UsedGate } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { titleGate } from "../../policy/gates/title.ts";
import { type Listened, listenedBy } from "../../policy/listened.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { writeSnapshot } from "../../policy/ledger/snapshot.ts";
import { refusalsIn } from "../../policy/sign-off/opinions.ts";
import { ledgerBytes, renderCompositeCheck, renderConfigCheck, withConfigNote } from "../../render/check-runs.ts";
import { underNames } from "../../render/named-checks.ts";
import { configNote, configReason, type UnusableConfig } from "./config-reason.ts";
import type { Deps } from "../deps.ts";
import { type ShownTitle, showTitle, withUnjudgedTitle } from "./title-check.ts";
import { noteWholeLedger } from "./whole-ledgers.ts";

/** Where a pull request is. */
export interface Where extends RepositoryRef {
  readonly installationId: number;
}

/** What one pull request wants its head to show, and the report behind it; none when the config cannot be used. */
export interface Look {
  readonly report: Report | undefined;
  readonly checks: readonly CheckRunEffect[];
  /** Undefined where nothing asks for the title to be judged. */
  readonly title: ShownTitle | undefined;
  /** What the report was judged on. */
  readonly ledger: readonly LedgerEntry[];
  readonly config: Config | undefined;
}

/**
 * Reads and judges one pull request. Undefined in a repository that never had a configuration. `checksAt` is the commit
 * of a merge group: there it is judged by the checks and documents of that commit, and there the checks are shown.
 */
export async function lookAt(
  pullRequest: PullRequest,
  where: Where,
  deps: Deps,
  { checksAt = pullRequest.headSha }: { readonly checksAt?: string } = {},
): Promise<Look | undefined> {
  const octokit = await deps.github.installation(where.installationId);
  const finding = await findConfig(octokit, { ...where, ref: pullRequest.baseBranch }, deps.store);
  if (finding.state === "never") return undefined;
  const used = finding.state === "valid" ? usedGates(finding.config, pullRequest) : [];
  // Before anything is read: what changes meanwhile then finds this pull request and asks for another look.
  const besides = finding.state === "valid" ? tagDependsOn(finding.config, pullRequest) : [];
  await indexHeads(pullRequest, where, { used, checksAt, besides }, deps);
  const look = await judge(pullRequest, where, { finding, used, checksAt }, deps);
  const place = { repositoryId: where.repositoryId, headSha: checksAt, baseBranch: pullRequest.baseBranch };
  if (look.config !== undefined) {
    await recordCompositeName(deps.store, place, look.config.pull_request.check);
    await recordTitleUse(deps.store, place, mayUse(titleGate.kind, look.config, pullRequest.baseBranch));
  }
  const checks = underNames(look.checks, await findCompositeNames(deps.store, place));
  return { ...look, checks: checks.map((check) => ({ ...check, headSha: checksAt })) };
}

async function judge(
  pullRequest: PullRequest,
  where: Where,
  given: {
    readonly finding: Exclude<ConfigFinding, { state: "never" }>;
    readonly used: readonly UsedGate[];
    readonly checksAt: string;
  },
  deps: Deps,
): Promise<Look> {
  const { store, github, now, enqueue, dryRun } = deps;
  const { finding, used, checksAt } = given;
  const { number, headSha } = pullRequest;
  const { repositoryId } = where;
  const heads = await recordCurrentState(store, pullRequest, { repositoryId, now: now() });
  const octokit = await github.installation(where.installationId);
  const sources = { octokit, store, appId: github.appId, advisories: deps.advisories, now };
  const ledger = await ensureLedger(pullRequest, where, { ...sources, enqueue, dryRun });
  if (!dryRun) await noteWholeLedger(store, { repositoryId, number });
  if (finding.state !== "valid") {
    // With the ledger, which must be found there also after the store is lost in these very days.
    const text = writeSnapshot(number, ledger, ledgerBytes);
    const check = { ...configCheck(pullRequest, where, finding), text };
    const place = { repositoryId, headSha: checksAt, baseBranch: pullRequest.baseBranch };
    const checks = await withUnjudgedTitle(check, place, { store, isUnread: finding.state === "invalid" });
    return { report: undefined, checks, title: undefined, ledger, config: undefined };
  }
  const { config } = finding;
  const snapshot = await collectSnapshot({ pullRequest, ledger, heads, config, used }, where, checksAt, sources);
  await requireSameHead(pullRequest, where, octokit, now());
  const { diff } = snapshot.signing.heads.present;
  if (diff !== undefined) await recordDiff(store, { repositoryId, number, headSha, now: now() }, diff);
  const draftsWait = config.pull_request.draft === "wait";
  const headSince = checksAt === headSha ? undefined : await groupSince(checksAt, where, deps);
  const report = evaluate(snapshot, used, { draftsWait, now: now(), headSince });
  // Those that no delivery told of; a dry run remembers nothing.
  const refusals = dryRun ? [] : refusalsIn(snapshot.signing.reviews);
  const known = [...ledger, ...(await keepObjections(store, { repositoryId, number }, ledger, refusals))];
  const note = configNote(finding.from, { ...where, base: pullRequest.baseBranch });
  const title = showTitle({ report, used, snapshot }, config);
  const composite = withConfigNote(renderCompositeCheck(report, known), note);
  const checks = [...(title === undefined ? [] : [title.check]), composite];
  return { report, checks, title, ledger: known, config };
}

/** Of a group that was ended meanwhile nobody knows. */
async function groupSince(headSha: string, { repositoryId }: Where, { store, now }: Deps): Promise<Date> {
  const group = await findMergeGroup(store, repositoryId, headSha);
  return group === undefined ? now() : new Date(group.since);
}

async function indexHeads(
  { number, headSha, baseBranch }: PullRequest,
  { repositoryId }: Where,
  {
    used,
    checksAt,
    besides,
  }: { readonly used: readonly UsedGate[]; readonly checksAt: string; readonly besides: readonly Listened[] },
  { store }: Deps,
): Promise<void> {
  const { checks } = neededFacts(used);
  const words = [...new Set([...listenedBy(used, baseBranch), ...besides])].toSorted();
  for (const sha of new Set([headSha, checksAt])) {
    await recordHead(store, { repositoryId, headSha: sha }, { number, checks });
  }
  await recordReads(store, { repositoryId, number }, { baseBranch, words });
}

function configCheck(
  { headSha, baseBranch }: PullRequest,
  { owner }: RepositoryRef,
  finding: UnusableConfig,
): CheckRunEffect {
  const problems = finding.state === "invalid" ? finding.problems : [];
  return renderConfigCheck(headSha, configReason(finding, { base: baseBranch, owner }), problems);
}
