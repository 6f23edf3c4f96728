import type { Config } from "../../config/schema.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { Octokit, RepositoryRef } from "../../github/client/octokit.ts";
import { collectAdvisoryIssues, type FoundIssues } from "../../github/triage/advisory-issues.ts";
import { type Applied, applyTriage } from "../../github/triage/apply-triage.ts";
import { findKnownNumbers, keepNumbered, type NumberedIssue } from "../../github/triage/known-numbers.ts";
import { findPullRequestOf } from "../../github/triage/pull-request-states.ts";
import { findQuiet, keepQuiet } from "../../github/triage/quiet-advisories.ts";
import { repositorySeal } from "../../github/triage/repository-seal.ts";
import { findRefusedWrite } from "../../github/triage/refused-write.ts";
import { ensureStandingIssue } from "../../github/triage/standing-issue.ts";
import { linkRenamed } from "../../github/triage/triage-ledger.ts";
import { findTriagers, type Triagers } from "../../github/triage/triagers.ts";
import { applyEffects } from "../../github/posts/apply.ts";
import { type Advisory, groupByAdvisory } from "../../policy/advisory/findings/advisory.ts";
import { planTriage } from "../../policy/advisory/triage/plan-triage.ts";
import { renamedBy } from "../../policy/advisory/triage/renamed.ts";
import type { QuietAdvisory, TriageBefore, TriagePlan } from "../../policy/advisory/triage/triage-plan.ts";
import { renderRollUp } from "../../render/advisory/roll-up.ts";
import type { TriageContext } from "../../render/advisory/triage-context.ts";
import { renderUnreadable } from "../../render/advisory/unreadable-lockfiles.ts";
import type { Deps } from "../deps.ts";
import { collectBefore, findWithdrawn } from "./collect-before.ts";
import { findAlerts } from "./find-alerts.ts";
import type { Policies } from "./collect-policies.ts";
import type { CollectedScan } from "./collect-scan.ts";
import { proposeIgnore } from "./propose-ignore.ts";
import { proposeRemoval } from "./propose-removal.ts";
import { slaOf } from "./sla-of.ts";
import { tellChat } from "./tell-chat.ts";
import { toTriageScan } from "./to-triage-scan.ts";

/** What one scan found, and where. */
export interface ScannedScene {
  readonly config: Config;
  readonly rules: AdvisoriesConfig;
  readonly defaultBranch: string;
  /** The one that is scanned. */
  readonly branch: string;
  readonly sha: string;
  readonly collected: CollectedScan;
  readonly policies: Policies;
}

export interface ScanTarget {
  readonly octokit: Octokit;
  readonly at: RepositoryRef & { readonly installationId: number };
  /** Whether what all texts say has changed since the last scan. */
  readonly isContextNew: boolean;
  /** False once a newer scan has begun. */
  readonly isLatest: () => Promise<boolean>;
}

/** Plans what the issues must become, and brings them there. Gives what GitHub refuses for good. */
export async function triage(scene: ScannedScene, target: ScanTarget, deps: Deps): Promise<readonly Error[]> {
  const { octokit, at } = target;
  const { store, github, now, log, dryRun } = deps;
  const { repositoryId } = at;
  const advisories = groupByAdvisory(scene.collected.scan.rows);
  const quiet = await findQuiet(store, repositoryId);
  const expected = await findKnownNumbers(store, repositoryId);
  // Listed last, right before the writing: an issue that an earlier, interrupted run created must be seen.
  const seal = repositorySeal(github, repositoryId);
  const found = await collectAdvisoryIssues(octokit, at, { appId: github.appId, expected, seal });
  const before = await collectBefore(
    { found: found.advisories, quiet, advisories },
    { octokit, at, tip: scene, store },
  );
  const plan = await planned(scene, before, advisories, deps);
  logPlan(scene.collected, advisories, plan, deps);
  if (dryRun) return [];
  const { config, defaultBranch } = scene;
  const asked = { config, branch: defaultBranch, changes: plan.changes, at: now() };
  const triagers = await findTriagers(asked, at, { octokit, store });
  const context = await contextOf(scene, { plan, triagers }, target, deps);
  const requireTurn = async () => {
    if (!(await target.isLatest())) throw new Error("a newer scan of this repository has begun");
  };
  // Before its issue has another name: what was decided under the old one is found under the new one from then on.
  await linkRenamed(store, repositoryId, renamedBy(plan));
  const claim = { repositoryId, store, now };
  const applied = await applyTriage(
    octokit,
    at,
    { changes: plan.changes, issues: found.advisories },
    {
      context,
      labels: scene.rules.labels,
      assignees: triagers.assignees,
      isContextNew: target.isContextNew,
      claim,
      requireTurn,
      applyEffects: (effects) => applyEffects(effects, at, { octokit, store, appId: github.appId, log, dryRun }),
      openPulls: new Set([...before.pullRequests].flatMap(([number, state]) => (state === "open" ? [number] : []))),
      propose: (change, what, only) =>
        (what === "ignore" ? proposeIgnore : proposeRemoval)(change, scene, { octokit, at, only }, deps),
    },
  );
  if (applied.openedElsewhere.length > 0) {
    log.info({ advisories: applied.openedElsewhere }, "issues opened by another process");
  }
  await requireTurn();
  const standing = await keepStanding(scene, { plan, context, found }, target, deps);
  await keepQuiet(store, repositoryId, [...plan.quiet, ...unopened(plan, applied)]);
  await keepNumbered(store, repositoryId, knownAfter(found, plan, applied, standing.numbers));
  await tellChat(plan.changes, applied.numbers, config, at, deps);
  for (const [advisory, err] of applied.refused) log.error({ err, advisory }, "advisory issue refused by GitHub");
  return [...applied.refused.values(), ...standing.refused];
}

async function planned(
  scene: ScannedScene,
  before: TriageBefore,
  advisories: readonly Advisory[],
  { advisories: source, now }: Deps,
): Promise<TriagePlan> {
  const { collected, policies, rules } = scene;
  const withdrawn = collected.isComplete ? await findWithdrawn(before, advisories, source) : new Set<string>();
  return planTriage(
    before,
    toTriageScan(scene, advisories, withdrawn),
    { ignores: policies.ignores, unreadable: policies.unreadable, sla: slaOf(rules.sla) },
    now(),
  );
}

async function contextOf(
  { rules, policies, collected, sha }: ScannedScene,
  { plan, triagers }: { readonly plan: TriagePlan; readonly triagers: Triagers },
  { octokit, at }: ScanTarget,
  deps: Deps,
): Promise<TriageContext> {
  // Only comments name it, and most scans write none.
  const isNamed = plan.changes.some(({ events }) => events.some(({ kind }) => kind === "close" || kind === "reopen"));
  const pullRequest = isNamed ? await findPullRequestOf(octokit, { ...at, sha }) : undefined;
  return {
    repository: { owner: at.owner, repo: at.repo },
    area: rules.triage,
    mentions: triagers.mentions,
    policyFile: [...policies.texts.keys()][0] ?? rules.ignores[0],
    notChecked: collected.scan.notChecked,
    alerts: await findAlerts(octokit, at, deps),
    commit: { sha, pullRequest },
    seal: repositorySeal(deps.github, at.repositoryId),
  };
}

/** Those whose issue GitHub refuses: since when they are met is kept until it is opened. */
function unopened({ changes }: TriagePlan, { numbers, refused }: Applied): readonly QuietAdvisory[] {
  return changes
    .filter(({ advisory }) => refused.has(advisory) && !numbers.has(advisory))
    .map(({ advisory, next }) => ({ advisory, state: next }));
}

/** All of ours that are there: those that were found, as the plan left them, and those that were opened. */
function knownAfter(
  found: FoundIssues,
  { changes }: TriagePlan,
  { numbers }: Applied,
  standing: ReadonlyMap<string, number>,
): ReadonlyMap<string, NumberedIssue> {
  const about = new Map<number, { readonly key: string; readonly isOpen: boolean }>();
  for (const { number, advisory, isOpen } of found.advisories) about.set(number, { key: advisory, isOpen });
  for (const { number, key, isOpen } of found.standing) about.set(number, { key, isOpen });
  for (const [key, number] of standing) about.set(number, { key, isOpen: true });
  for (const { advisory, isOpen } of changes) {
    const number = numbers.get(advisory);
    if (number !== undefined) about.set(number, { key: advisory, isOpen });
  }
  const newestFirst = [...about].toSorted(([one], [other]) => other - one);
  // Of two issues for one advisory the oldest counts.
  return new Map(newestFirst.map(([number, { key, isOpen }]) => [key, { number, isOpen }]));
}

/** What did not fit, and what could not be read, in one issue each. Gives their numbers by key. */
async function keepStanding(
  { collected, policies }: ScannedScene,
  { plan, context, found }: { readonly plan: TriagePlan; readonly context: TriageContext; readonly found: FoundIssues },
  { octokit, at }: ScanTarget,
  { store, now }: Deps,
): Promise<{ readonly numbers: ReadonlyMap<string, number>; readonly refused: readonly Error[] }> {
  const claim = { repositoryId: at.repositoryId, store, now, found: found.standing };
  const troubles = [...collected.troubles, ...policies.troubles];
  const texts = [
    ["roll-up", plan.postponed.length === 0 ? undefined : renderRollUp(plan.postponed, context)],
    ["lockfile-unreadable", troubles.length === 0 ? undefined : renderUnreadable(troubles, context, plan.heldBack)],
  ] as const;
  const numbers = new Map<string, number>();
  const refused: Error[] = [];
  for (const [key, text] of texts) {
    const error = await findRefusedWrite(async () => {
      const number = await ensureStandingIssue(octokit, at, key, text, claim);
      if (number !== undefined) numbers.set(key, number);
    });
    if (error !== undefined) refused.push(error);
  }
  return { numbers, refused };
}

function logPlan(
  { scan, isComplete }: CollectedScan,
  advisories: readonly Advisory[],
  { changes, quietEvents, postponed, heldBack }: TriagePlan,
  { log, dryRun }: Deps,
): void {
  const events = changes.flatMap(({ advisory, events: those }) => those.map(({ kind }) => ({ advisory, kind })));
  log.info(
    {
      complete: isComplete,
      source: scan.from.source,
      checked: scan.checked,
      notChecked: scan.notChecked.length,
      disputed: scan.disputed.map(({ advisory }) => advisory),
      advisories: advisories.length,
      events,
      quiet: quietEvents.map(({ advisory, event }) => ({ advisory, kind: event.kind })),
      postponed: postponed.map(({ id }) => id),
      heldBack,
    },
    dryRun ? "advisory scan planned" : "advisory scan done",
  );
}
