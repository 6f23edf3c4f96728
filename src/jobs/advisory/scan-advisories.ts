import { createHash } from "node:crypto";
import { z } from "zod";
import { SourceSilent } from "../../advisories/source.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { Config } from "../../config/schema.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { takeTurn } from "../../github/posts/turn.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import { findScanNotes, keepScanNotes, type ScanNotes } from "../../github/triage/scan-notes.ts";
import { defineJob } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { collectPolicies } from "./collect-policies.ts";
import { collectScan, type CollectedScan } from "./collect-scan.ts";
import { findScannedRepository, findTip } from "./scanned-branch.ts";
import { reportScan } from "./report-scan.ts";
import { laterScanRequest } from "./scan-request.ts";
import { tellSilence } from "./tell-chat.ts";
import { triage } from "./triage.ts";

const ScanAdvisories = z.object(at);
export type ScanAdvisories = z.infer<typeof ScanAdvisories>;

// The source was asked for minutes already.
const silentRetryMs = 3_600_000;
const silencesUntilAlert = 3;

/** Meets one repository's lockfiles with the advisories of today and keeps its triage issues in step. */
export const scanAdvisoriesJob = defineJob({
  name: "scan-advisories",
  payload: ScanAdvisories,
  process: async (payload: ScanAdvisories, deps: Deps): Promise<void> => {
    const notes = await findScanNotes(deps.store, payload.repositoryId);
    const octokit = await deps.github.installation(payload.installationId);
    // Before the branch is read: whoever reads it later has seen more.
    const isLatest = await takeTurn(deps.store, `advisories/${payload.repositoryId}`);
    const scene = await findScene(octokit, payload, deps);
    if (scene === undefined) return;
    try {
      await scan({ ...scene, isLatest, notes }, octokit, payload, deps);
    } catch (error) {
      if (!(error instanceof SourceSilent)) throw error;
      await noteSilence(error, { ...scene, notes }, payload, deps);
    }
  },
});

/** What is scanned, and by which rules. */
export interface Scene {
  readonly config: Config;
  readonly rules: AdvisoriesConfig;
  readonly defaultBranch: string;
  /** The one that is scanned. */
  readonly branch: string;
  readonly sha: string;
  readonly hasIssues: boolean;
}

/** Undefined where nothing is to be scanned; a reason that somebody could mend is logged. */
export async function findScene(octokit: Octokit, payload: ScanAdvisories, deps: Deps): Promise<Scene | undefined> {
  const { log, store } = deps;
  const repository = await findScannedRepository(octokit, payload);
  if (repository.state === "skipped") {
    log.info({ why: repository.why }, "advisory scan skipped");
    return undefined;
  }
  const { defaultBranch, hasIssues } = repository;
  const finding = await findConfig(octokit, { ...payload, ref: defaultBranch }, store);
  if (finding.state !== "valid") {
    if (finding.state !== "never") log.warn({ config: finding }, "advisory scan skipped: no usable configuration");
    return undefined;
  }
  const { config } = finding;
  if (config.advisories === undefined) return undefined;
  const branch = config.advisories.branch ?? defaultBranch;
  const sha = await findTip(octokit, payload, branch);
  if (sha === undefined) log.warn({ branch }, "advisory scan skipped: there is no such branch");
  return sha === undefined ? undefined : { config, rules: config.advisories, defaultBranch, branch, sha, hasIssues };
}

async function scan(
  scene: Scene & { readonly isLatest: () => Promise<boolean>; readonly notes: ScanNotes | undefined },
  octokit: Octokit,
  payload: ScanAdvisories,
  deps: Deps,
): Promise<void> {
  const { rules, sha, notes } = scene;
  const where = { ...payload, sha };
  const collected = await collectScan(octokit, where, rules, deps);
  for (const { path, problem } of collected.troubles) deps.log.warn({ path, problem }, "lockfile not readable");
  const policies = await collectPolicies(octokit, where, { files: collected.files, config: rules }, deps);
  const context = contextDigest(scene.config, policies.texts);
  const isContextNew = notes !== undefined && notes.context !== context;
  const target = { octokit, at: payload, isContextNew, isLatest: scene.isLatest };
  const scanned = { ...scene, collected, policies };
  if (!scene.hasIssues) await reportScan(scanned, target, deps);
  const refused = scene.hasIssues ? await triage(scanned, target, deps) : [];
  if (deps.dryRun) return;
  // What is refused may be a text that still says something else.
  const kept = refused.length === 0 ? context : (notes?.context ?? "");
  await keepScanNotes(deps.store, payload.repositoryId, nextNotes(scene, collected, kept));
  const [cause] = refused;
  if (cause !== undefined)
    throw new Error(`GitHub refuses ${refused.length} advisory issues: ${cause.message}`, { cause });
}

function nextNotes({ rules, branch }: Scene, { packages }: CollectedScan, context: string): ScanNotes {
  return { branch, cron: rules.scan, context, packages: [...packages], silences: 0 };
}

/** What texts say besides their advisory: who is asked, until when, and where decisions are documented. */
function contextDigest({ advisories, areas }: Config, texts: ReadonlyMap<string, string>): string {
  const area = advisories?.triage === undefined ? undefined : areas[advisories.triage];
  const content = [advisories?.triage, area?.owners, advisories?.sla, [...texts.keys()]];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}

/** Nothing was found and nothing is gone: the issues stay as they are, and it is tried again in an hour. */
async function noteSilence(
  error: SourceSilent,
  { config, branch, rules, notes }: Scene & { readonly notes: ScanNotes | undefined },
  payload: ScanAdvisories,
  deps: Deps,
): Promise<void> {
  const { store, log, enqueue, dryRun } = deps;
  const silences = (notes?.silences ?? 0) + 1;
  const level = silences >= silencesUntilAlert ? "error" : "warn";
  log[level]({ err: error, silences }, "advisory scan incomplete: no source of advisories answers");
  if (dryRun) return;
  // Before it is counted: when this fails, the next attempt counts the same.
  if (silences === silencesUntilAlert) await tellSilence(silences, config, payload, deps);
  const kept = notes ?? { context: "", packages: [] };
  await keepScanNotes(store, payload.repositoryId, { ...kept, branch, cron: rules.scan, silences });
  await enqueue([laterScanRequest(payload, silentRetryMs)]);
}
