import type { Config } from "../../config/schema.ts";
import { findTitleUse } from "../../github/posts/title-use.ts";
import { findReceipt } from "../../github/posts/receipt.ts";
import type { CheckRunEffect } from "../../policy/effect.ts";
import { applicableGates, type Report, type UsedGate } from "../../policy/evaluate.ts";
import type { PullRequest, Snapshot } from "../../policy/facts.ts";
import { titleGate } from "../../policy/gates/title.ts";
import { nothingRead } from "../../policy/nothing-read.ts";
import { checkKey } from "../../policy/plan.ts";
import { reason } from "../../policy/reason.ts";
import { judgePullRequestTitle } from "../../policy/title/judge-pull-request.ts";
import type { TitleStanding } from "../../policy/title/title-standing.ts";
import {
  renderTitleEffect,
  renderUnjudgedTitleCheck,
  type TitleCheck,
  titleCheckName,
} from "../../render/check-runs.ts";
import type { Store } from "../../store/store.ts";

/** The title's own check, and what it came from. */
export interface ShownTitle {
  readonly state: TitleStanding["state"];
  readonly check: TitleCheck;
}

interface Place {
  readonly repositoryId: number;
  readonly headSha: string;
  readonly baseBranch: string;
}

/** Stands wherever the title gate is used, and says what the gate says; undefined elsewhere. */
export function showTitle(
  {
    report,
    used,
    snapshot,
  }: { readonly report: Report; readonly used: readonly UsedGate[]; readonly snapshot: Snapshot },
  { title: policy }: Pick<Config, "title">,
): ShownTitle | undefined {
  const gate = report.gates.find(({ kind }) => kind === titleGate.kind);
  if (gate === undefined) return undefined;
  const standing: TitleStanding = isTitleAsked(used, snapshot)
    ? judgePullRequestTitle(snapshot.pullRequest, snapshot.landing, policy)
    : { state: "not-judged", why: gate.verdict.reason };
  return { state: standing.state, check: renderTitleEffect(snapshot, policy, standing) };
}

/** Whether the title gate is used and applies. */
export function isTitleAsked(used: readonly UsedGate[], scene: Pick<Snapshot, "pullRequest" | "files">): boolean {
  return applicableGates(used, scene).some(({ gate }) => gate.kind === titleGate.kind);
}

/**
 * Where nothing can be judged, because there is no configuration to judge by: the same under the name of the title's check,
 * if that stands there, or was asked for on this branch. With a configuration that cannot be read it is also there when
 * nobody knows: the file may ask for it.
 */
export async function withUnjudgedTitle(
  composite: CheckRunEffect,
  place: Place,
  { store, isUnread }: { readonly store: Store; readonly isUnread: boolean },
): Promise<readonly CheckRunEffect[]> {
  const isExpected = (await findTitleUse(store, place)) ?? isUnread;
  return isExpected || (await stands(store, place)) ? [composite, renderUnjudgedTitleCheck(composite)] : [composite];
}

/** The title's check of a commit where nothing asks for the title any more: what it said before must not stay. */
export async function titleLeftBehind(
  checks: readonly CheckRunEffect[],
  pullRequest: PullRequest,
  { repositoryId }: Pick<Place, "repositoryId">,
  { config, store }: { readonly config: Config | undefined; readonly store: Store },
): Promise<readonly CheckRunEffect[]> {
  if (config === undefined || checks.some(({ name }) => name === titleCheckName)) return [];
  const { headSha, baseBranch } = pullRequest;
  if (!(await stands(store, { repositoryId, headSha }))) return [];
  const why = reason("title-gate-unused", { branch: baseBranch });
  return [renderTitleEffect({ ...nothingRead, pullRequest }, config.title, { state: "not-judged", why })];
}

async function stands(
  store: Store,
  { repositoryId, headSha }: Pick<Place, "repositoryId" | "headSha">,
): Promise<boolean> {
  return (await findReceipt(store, checkKey({ name: titleCheckName, headSha }, repositoryId))) !== undefined;
}
