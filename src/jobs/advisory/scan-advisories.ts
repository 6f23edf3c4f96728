import { z } from "zod";
import { scanLockfiles } from "../../advisories/scan.ts";
import type { AdvisoryScan } from "../../advisories/scan.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import { collectAdvisoryIssues } from "../../github/triage/advisory-issues.ts";
import { readIgnoreFiles } from "../../github/facts/slices/collect-ignore-files.ts";
import { collectLockfiles } from "../../github/triage/collect-lockfiles.ts";
import { applyTriage } from "../../github/triage/apply-triage.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import type { RepositoryDocument } from "../../policy/facts.ts";
import { groupByAdvisory } from "../../policy/advisory/advisory.ts";
import type { Ignore } from "../../policy/advisory/ignore.ts";
import { parseIgnores } from "../../policy/advisory/ignore.ts";
import type { TriagePolicy } from "../../policy/advisory/triage.ts";
import { planTriage } from "../../policy/advisory/triage.ts";
import { defineJob } from "../../queue/job.ts";
import { digestAdvisory } from "../../render/advisory/advisory-issue.ts";
import type { AdvisoryContext } from "../../render/advisory/advisory-issue.ts";
import type { Deps } from "../deps.ts";

const ScanAdvisories = z.object({
  installationId: z.number(),
  owner: z.string(),
  repo: z.string(),
  repositoryId: z.number(),
});
type ScanAdvisories = z.infer<typeof ScanAdvisories>;

/** Meets one repository's lockfiles with the advisories of today and keeps its triage issues in step. */
export const scanAdvisoriesJob = defineJob({
  name: "scan-advisories",
  payload: ScanAdvisories,
  process: async (payload: ScanAdvisories, deps: Deps): Promise<void> => {
    const octokit = await deps.github.installation(payload.installationId);
    const branch = await findBranch(octokit, payload, deps);
    if (branch === undefined) return;
    const config = await findAdvisoriesConfig(octokit, { ...payload, ref: branch.name }, deps);
    if (config === undefined) return;
    await scan(octokit, { ...payload, ref: branch.sha }, config, deps);
  },
});

type At = RepositoryRef & { readonly ref: string; readonly repositoryId: number };

async function scan(octokit: Octokit, at: At, config: AdvisoriesConfig, deps: Deps): Promise<void> {
  const lockfiles = await collectLockfiles(octokit, at, config.lockfiles);
  const ignoreFiles = await readIgnoreFiles(octokit, at, config.ignores);
  for (const { path, problem } of lockfiles.problems) deps.log.warn({ path, problem }, "lockfile not readable");
  for (const path of lockfiles.absent) deps.log.warn({ path }, "lockfile not found");
  if (lockfiles.found.length === 0) return;

  const found = await scanLockfiles(lockfiles.found, deps.advisories);
  const isComplete = lockfiles.problems.length === 0 && lockfiles.absent.length === 0 && answersAll(found);
  const context: AdvisoryContext = { area: config.triage, policyFile: config.ignores[0], notChecked: found.notChecked };
  const advisories = groupByAdvisory(found.rows);
  const policy = readPolicy(ignoreFiles, deps);

  // Listed last, right before the writing: an issue that an earlier, interrupted run created must be seen.
  const before = await collectAdvisoryIssues(octokit, at, deps.github.appId);
  const plan = planTriage(
    before,
    {
      complete: isComplete,
      found: advisories.map((advisory) => ({ advisory, digest: digestAdvisory(advisory, context) })),
    },
    policy,
    deps.now(),
  );
  for (const { path, problem } of found.problems) deps.log.warn({ path, problem }, "lockfile not readable");
  deps.log.info(
    {
      complete: isComplete,
      checked: found.checked,
      notChecked: found.notChecked.length,
      disputed: found.disputed.map(({ advisory }) => advisory),
      advisories: advisories.length,
      actions: plan.actions.map((action) => ({ kind: action.kind, advisory: action.advisory.id })),
      ignored: plan.ignored.map(({ advisory }) => advisory),
      unchanged: plan.unchanged.length,
      postponed: plan.postponed,
      heldBack: plan.heldBack,
    },
    deps.dryRun ? "advisory scan planned" : "advisory scan done",
  );
  if (deps.dryRun) return;
  const { store, now } = deps;
  const claim = { repositoryId: at.repositoryId, store, now };
  const elsewhere = await applyTriage(octokit, at, plan.actions, { context, labels: config.labels }, claim);
  if (elsewhere.length > 0) deps.log.info({ advisories: elsewhere }, "issues opened by another process");
}

interface DefaultBranch {
  readonly name: string;
  readonly sha: string;
}

/** The default branch, or undefined where there can be no issue. */
async function findBranch(
  octokit: Octokit,
  payload: ScanAdvisories,
  { log }: Deps,
): Promise<DefaultBranch | undefined> {
  const { owner, repo, repositoryId } = payload;
  const { data } = await octokit.rest.repos.get({ owner, repo });
  const skip = (why: string) => log.info({ why }, "advisory scan skipped");
  // A name that was given up may belong to somebody else by now.
  if (data.id !== repositoryId) skip("the name belongs to another repository now");
  else if (data.fork) skip("it is a fork");
  else if (data.archived) skip("it is archived");
  else if (!data.has_issues) skip("issues are switched off");
  else return getBranch(octokit, { owner, repo, branch: data.default_branch });
  return undefined;
}

async function getBranch(
  octokit: Octokit,
  at: { readonly owner: string; readonly repo: string; readonly branch: string },
): Promise<DefaultBranch> {
  const { data } = await octokit.rest.repos.getBranch(at);
  return { name: data.name, sha: data.commit.sha };
}

async function findAdvisoriesConfig(octokit: Octokit, at: At, deps: Deps): Promise<AdvisoriesConfig | undefined> {
  const finding = await findConfig(octokit, at, deps.store);
  if (finding.state === "valid") return finding.config.advisories;
  if (finding.state !== "never") deps.log.warn({ config: finding }, "advisory scan skipped: no usable configuration");
  return undefined;
}

/** A policy file that is absent decides nothing; one that cannot be read leaves open what it decides. */
function readPolicy(files: ReadonlyMap<string, RepositoryDocument>, { log }: Deps): TriagePolicy {
  const ignores: Ignore[] = [];
  const unreadable: string[] = [];
  const heldBack = "policy file not readable, issues held back";
  for (const [path, file] of files) {
    if (file.state === "absent") continue;
    if (file.state !== "found") {
      log.warn({ path, problem: whyUnread(file) }, heldBack);
      unreadable.push(path);
      continue;
    }
    const reading = parseIgnores(path, file.text);
    if (reading.state === "problem") {
      log.warn({ path, line: reading.line, problem: reading.message }, heldBack);
      unreadable.push(path);
      continue;
    }
    ignores.push(...reading.ignores);
    for (const warning of reading.warnings) log.warn({ path, warning }, "policy file");
  }
  return { ignores, unreadable };
}

function whyUnread(file: Extract<RepositoryDocument, { readonly state: "link" | "too-large" }>): string {
  if (file.state === "link") return "is a symbolic link that leads to no file";
  return `has ${file.bytes} bytes, more than the ${file.limit} that are read`;
}

/** Nothing may be concluded from what a scan did not find when part of the answer is missing. */
function answersAll({ problems, notChecked }: AdvisoryScan): boolean {
  const missing = ["unreadable-record", "refused", "unanswered"];
  return problems.length === 0 && !notChecked.some(({ why }) => missing.includes(why));
}
