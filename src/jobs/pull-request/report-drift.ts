import { z } from "zod";
import { usedGates } from "../../config/used-gates.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { collectFiles } from "../../github/facts/collect-files.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { getLandedCommit, isOwnMessage } from "../../github/facts/landed-commit.ts";
import { findMerge, type Merge } from "../../github/facts/merge.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { findReceipt } from "../../github/posts/receipt.ts";
import { shortSha } from "../../policy/text/short-sha.ts";
import type { Effect } from "../../policy/effect.ts";
import { neededFacts, type UsedGate } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { titleGate } from "../../policy/gates/title.ts";
import { isSameLabel } from "../../policy/ledger/label-hold.ts";
import { nothingRead } from "../../policy/nothing-read.ts";
import { noticeKey } from "../../policy/plan.ts";
import { type Drift, findDrift } from "../../policy/title/landing/drift.ts";
import type { TitlePolicy } from "../../policy/title/rules.ts";
import { defineJob } from "../../queue/job.ts";
import { driftTopic, renderTitleDrift } from "../../render/title/title-drift.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { isTitleAsked } from "./title-check.ts";

const Payload = z.object({
  ...at,
  number: z.number().int().positive(),
  baseBranch: z.string(),
  /** As it was when it was merged. */
  title: z.string(),
});
type Payload = z.infer<typeof Payload>;

const driftLabel = "title-drift";

/**
 * A pull request was merged: says so, once, when the commit that the merge made has not what its title promised. Who
 * merges may change the subject in the dialog, and no check runs after that.
 */
export const reportDriftJob = defineJob({
  name: "report-drift",
  payload: Payload,
  process: async (payload: Payload, deps: Deps) => {
    const told = await findReceipt(deps.store, noticeKey(driftTopic, payload));
    if (told?.state === "sent") return;
    const octokit = await deps.github.installation(payload.installationId);
    const judging = await findJudging(payload, octokit, deps);
    if (judging === undefined) return;
    const merge = await findMerge(payload.number, payload, octokit);
    if (merge === undefined) return;
    const pullRequest: PullRequest = { ...merge.pullRequest, title: payload.title };
    if (!(await doesTitleCount(pullRequest, judging.used, payload, { octokit, now: deps.now }))) return;
    const drift = await findMergeDrift({ sha: merge.sha, pullRequest }, judging.policy, payload, octokit);
    if (drift === undefined) return;
    const effects = driftEffects(drift, merge);
    const target = { ...payload, hasComments: merge.pullRequest.comments > 0 };
    const { store, log, dryRun, github } = deps;
    await applyEffects(effects, target, { octokit, store, appId: github.appId, log, dryRun });
  },
});

interface Judging {
  readonly policy: TitlePolicy;
  /** The uses of the title gate; each may hold for some pull requests only. */
  readonly used: readonly UsedGate[];
}

/** Undefined where titles are not judged, or nobody wants to hear of it. */
async function findJudging(payload: Payload, octokit: Octokit, { store }: Deps): Promise<Judging | undefined> {
  const finding = await findConfig(octokit, { ...payload, ref: payload.baseBranch }, store);
  if (finding.state !== "valid" || finding.config.title.judging.postMerge === "off") return undefined;
  const used = usedGates(finding.config, payload).filter(({ gate }) => gate.kind === titleGate.kind);
  return used.length === 0 ? undefined : { policy: finding.config.title, used };
}

/** By the labels that the pull request has now. Its files are read only where a condition is about them. */
async function doesTitleCount(
  pullRequest: PullRequest,
  used: readonly UsedGate[],
  where: RepositoryRef,
  sources: Pick<Deps, "now"> & { readonly octokit: Octokit },
): Promise<boolean> {
  const restsOnFiles = neededFacts(used).slices.has("files");
  const files = restsOnFiles ? await collectFiles(pullRequest, where, sources) : nothingRead.files;
  return isTitleAsked(used, { pullRequest, files });
}

async function findMergeDrift(
  { sha, pullRequest }: Pick<Merge, "sha" | "pullRequest">,
  policy: TitlePolicy,
  payload: Payload,
  octokit: Octokit,
): Promise<Drift | undefined> {
  const { message, isMerge } = await getLandedCommit(sha, payload, octokit);
  if (isMerge) return undefined;
  const drift = findDrift(pullRequest, message, policy);
  if (drift === undefined) return undefined;
  // A rebase makes commits anew under their own messages: the title never was to become one. With a single commit nobody
  // can tell the two ways of merging apart, and what landed is read by the tools in any case.
  const isRebased = pullRequest.commits > 1 && (await isOwnMessage(message, payload.number, payload, octokit));
  return isRebased ? undefined : drift;
}

/** The label first: once the comment stands, nothing is done any more. */
function driftEffects(drift: Drift, { sha, pullRequest: { number, labels } }: Merge): readonly Effect[] {
  const isLabeled = labels.some((label) => isSameLabel(label, driftLabel));
  const body = renderTitleDrift(drift, shortSha(sha));
  return [
    ...(isLabeled ? [] : [{ kind: "label", number, label: driftLabel, isSet: true } as const]),
    { kind: "notice", number, topic: driftTopic, body },
  ];
}
