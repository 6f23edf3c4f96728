import { z } from "zod";
import { SourceSilent } from "../../advisories/source.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import { collectAdvisoryIssues } from "../../github/triage/advisory-issues.ts";
import { findKnownNumbers } from "../../github/triage/known-numbers.ts";
import { repositorySeal } from "../../github/triage/repository-seal.ts";
import { ensureStandingIssue } from "../../github/triage/standing-issue.ts";
import { renderReport } from "../../render/advisory/report.ts";
import { defineJob, RetryLater } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { collectPolicies } from "./collect-policies.ts";
import { collectReport, isWorthTelling } from "./collect-report.ts";
import { collectScan } from "./collect-scan.ts";
import { findScene, type Scene } from "./scan-advisories.ts";
import { tellReport } from "./tell-chat.ts";

const ReportAdvisories = z.object({
  ...at,
  /** When the week ended that it tells of: the same again says the same. */
  slot: z.iso.datetime(),
});
type ReportAdvisories = z.infer<typeof ReportAdvisories>;

// The source was asked for minutes already.
const silentRetryMs = 3_600_000;

/** Brings the one report issue of a repository to how its advisories stand, and tells the chat. */
export const reportAdvisoriesJob = defineJob({
  name: "report-advisories",
  payload: ReportAdvisories,
  process: async (payload: ReportAdvisories, deps: Deps): Promise<void> => {
    const octokit = await deps.github.installation(payload.installationId);
    const scene = await findScene(octokit, payload, deps);
    // Where no issue may be opened, the check of each scan says it all.
    if (scene === undefined || !scene.hasIssues) return;
    try {
      await report(scene, octokit, payload, deps);
    } catch (error) {
      if (!(error instanceof SourceSilent)) throw error;
      throw new RetryLater("no source of advisories answers", new Date(deps.now().getTime() + silentRetryMs), {
        cause: error,
      });
    }
  },
});

async function report(scene: Scene, octokit: Octokit, payload: ReportAdvisories, deps: Deps): Promise<void> {
  const { config, rules, sha } = scene;
  const { store, now, github, log, dryRun } = deps;
  const { repositoryId, owner, repo } = payload;
  const where = { ...payload, sha };
  const collected = await collectScan(octokit, where, rules, deps);
  const policies = await collectPolicies(octokit, where, { files: collected.files, config: rules }, deps);
  const expected = await findKnownNumbers(store, repositoryId);
  const seal = repositorySeal(github, repositoryId);
  const found = await collectAdvisoryIssues(octokit, payload, { appId: github.appId, expected, seal });
  const told = await collectReport({ ...scene, collected, policies }, found, { octokit, payload }, deps);
  const counts = { open: told.open.length, accepted: told.accepted.length, ignores: told.ignores.length };
  log.info(counts, dryRun ? "advisory report planned" : "advisory report");
  if (dryRun) return;
  const context = {
    repository: { owner, repo },
    area: rules.triage,
    // Nobody is called: each issue does that when its time has come.
    mentions: [],
    policyFile: undefined,
    notChecked: told.notChecked,
    alerts: new Map(),
    commit: { sha, pullRequest: undefined },
    seal,
  };
  const isTold = isWorthTelling(told);
  const text = isTold ? renderReport(told, context) : undefined;
  await ensureStandingIssue(octokit, payload, "report", text, { repositoryId, store, now, found: found.standing });
  if (isTold) await tellReport(told, config, payload, deps);
}
