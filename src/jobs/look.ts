import type { Config } from "../config/schema.ts";
import { usedGates } from "../config/used-gates.ts";
import { collectFacts } from "../github/facts/collect.ts";
import { findConfig } from "../github/facts/config-source.ts";
import { recordCurrentState } from "../github/facts/current-state.ts";
import { recordHead } from "../github/facts/head-index.ts";
import type { RepositoryRef } from "../github/client/octokit.ts";
import { requireSameHead } from "../github/facts/pull-request.ts";
import type { CheckRunEffect } from "../policy/effect.ts";
import { evaluate, neededFacts, type Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import { titleGate } from "../policy/gates/title.ts";
import { renderCompositeCheck, renderConfigCheck, renderTitleEffect } from "../render/check-runs.ts";
import { configReason, type UnusableConfig } from "./config-reason.ts";
import type { Deps } from "./deps.ts";

/** Where a pull request is. */
export interface Where extends RepositoryRef {
  readonly installationId: number;
}

/** What one pull request wants its head to show, and the report behind it; none when the config cannot be used. */
export interface Look {
  readonly report: Report | undefined;
  readonly checks: readonly CheckRunEffect[];
}

/** Reads and judges one pull request. Undefined in a repository that never had a configuration. */
export async function lookAt(pullRequest: PullRequest, where: Where, deps: Deps): Promise<Look | undefined> {
  const octokit = await deps.github.installation(where.installationId);
  const finding = await findConfig(octokit, { ...where, ref: pullRequest.baseBranch }, deps.store);
  if (finding.state === "never") return undefined;
  const used = finding.state === "valid" ? usedGates(finding.config) : [];
  const { number, headSha } = pullRequest;
  // Before the checks are read: a report that comes in meanwhile then finds this head and asks for another look.
  await recordHead(
    deps.store,
    { repositoryId: where.repositoryId, headSha },
    { number, checks: neededFacts(used).checks },
  );
  const { repositoryId } = where;
  await recordCurrentState(deps.store, pullRequest, { repositoryId, now: deps.now() });
  if (finding.state !== "valid") return { report: undefined, checks: [configCheck(pullRequest, finding)] };
  const { config } = finding;
  const sources = { octokit, store: deps.store, appId: deps.github.appId, now: deps.now };
  const facts = await collectFacts(pullRequest, where, { config, used }, sources);
  await requireSameHead(pullRequest, where, octokit, deps.now());
  const report = evaluate(facts, used);
  return { report, checks: checksOf(report, config) };
}

/** The title's own check stands wherever the title gate is used. */
function checksOf(report: Report, { title: rules }: Config): readonly CheckRunEffect[] {
  const usesTitle = report.gates.some(({ kind }) => kind === titleGate.kind);
  return [...(usesTitle ? [renderTitleEffect(report.pullRequest, rules)] : []), renderCompositeCheck(report)];
}

function configCheck({ headSha, baseBranch }: PullRequest, finding: UnusableConfig): CheckRunEffect {
  const problems = finding.state === "invalid" ? finding.problems : [];
  return renderConfigCheck(headSha, configReason(finding, baseBranch), problems);
}
