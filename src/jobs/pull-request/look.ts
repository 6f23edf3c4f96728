import type { Config } from "../../config/schema.ts";
import { usedGates } from "../../config/used-gates.ts";
import { collectSnapshot } from "../../github/facts/collect.ts";
import { type ConfigFinding, findConfig } from "../../github/facts/config-source.ts";
import { recordHead } from "../../github/heads/head-index.ts";
import { recordCurrentState, recordDiff } from "../../github/heads/heads.ts";
import { keepObjections } from "../../github/ledger/objections.ts";
import { requireSameHead } from "../../github/facts/pull-request.ts";
import { ensureLedger } from "../../github/ledger/restore-ledger.ts";
import type { RepositoryRef } from "../../github/client/octokit.ts";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { evaluate, neededFacts, type Report, type UsedGate } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { titleGate } from "../../policy/gates/title.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { writeSnapshot } from "../../policy/ledger/snapshot.ts";
import { refusalsIn } from "../../policy/sign-off/opinions.ts";
import { ledgerBytes, renderCompositeCheck, renderConfigCheck, renderTitleEffect } from "../../render/check-runs.ts";
import { configReason, type UnusableConfig } from "./config-reason.ts";
import type { Deps } from "../deps.ts";
import { noteWholeLedger } from "./whole-ledgers.ts";

/** Where a pull request is. */
export interface Where extends RepositoryRef {
  readonly installationId: number;
}

/** What one pull request wants its head to show, and the report behind it; none when the config cannot be used. */
export interface Look {
  readonly report: Report | undefined;
  readonly checks: readonly CheckRunEffect[];
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
  const used = finding.state === "valid" ? usedGates(finding.config) : [];
  // Before the checks are read: a report that comes in meanwhile then finds this commit and asks for another look.
  await indexHeads(pullRequest, where, { used, checksAt }, deps);
  const look = await judge(pullRequest, where, { finding, used, checksAt }, deps);
  return { ...look, checks: look.checks.map((check) => ({ ...check, headSha: checksAt })) };
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
  const sources = { octokit, store, appId: github.appId, now };
  const ledger = await ensureLedger(pullRequest, where, { ...sources, enqueue, dryRun });
  if (!dryRun) await noteWholeLedger(store, { repositoryId, number });
  if (finding.state !== "valid") {
    // With the ledger, which must be found there also after the store is lost in these very days.
    const text = writeSnapshot(number, ledger, ledgerBytes);
    const checks = [{ ...configCheck(pullRequest, finding), text }];
    return { report: undefined, checks, ledger, config: undefined };
  }
  const { config } = finding;
  const snapshot = await collectSnapshot({ pullRequest, ledger, heads, config, used }, where, checksAt, sources);
  await requireSameHead(pullRequest, where, octokit, now());
  const { diff } = snapshot.signing.heads.present;
  if (diff !== undefined) await recordDiff(store, { repositoryId, number, headSha, now: now() }, diff);
  const draftsWait = config.pull_request.draft === "wait";
  const report = evaluate(snapshot, used, { draftsWait, now: now() });
  // Those that no delivery told of; a dry run remembers nothing.
  const refusals = dryRun ? [] : refusalsIn(snapshot.signing.reviews);
  const known = [...ledger, ...(await keepObjections(store, { repositoryId, number }, ledger, refusals))];
  return { report, checks: checksOf(report, known, config), ledger: known, config };
}

async function indexHeads(
  { number, headSha }: PullRequest,
  { repositoryId }: Where,
  { used, checksAt }: { readonly used: readonly UsedGate[]; readonly checksAt: string },
  { store }: Deps,
): Promise<void> {
  const { checks } = neededFacts(used);
  for (const sha of new Set([headSha, checksAt])) {
    await recordHead(store, { repositoryId, headSha: sha }, { number, checks });
  }
}

/** The title's own check stands wherever the title gate is used. */
function checksOf(report: Report, ledger: readonly LedgerEntry[], { title: rules }: Config): readonly CheckRunEffect[] {
  const usesTitle = report.gates.some(({ kind }) => kind === titleGate.kind);
  return [...(usesTitle ? [renderTitleEffect(report.pullRequest, rules)] : []), renderCompositeCheck(report, ledger)];
}

function configCheck({ headSha, baseBranch }: PullRequest, finding: UnusableConfig): CheckRunEffect {
  const problems = finding.state === "invalid" ? finding.problems : [];
  return renderConfigCheck(headSha, configReason(finding, baseBranch), problems);
}
