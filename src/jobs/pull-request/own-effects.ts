import { findReceipt } from "../../github/posts/receipt.ts";
import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { checksGate } from "../../policy/gates/checks.ts";
import { configurationGate } from "../../policy/gates/configuration.ts";
import { titleGate } from "../../policy/gates/title.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { summaryKey } from "../../policy/plan.ts";
import type { GateReport } from "../../policy/verdict.ts";
import { renderSummaryComment } from "../../render/summary.ts";
import type { Store } from "../../store/store.ts";
import { wasCommandUsed } from "../comment/command-used.ts";
import { holdLabelEffects } from "./hold-label.ts";
import type { Look } from "./look.ts";
import { reviewRequests } from "./review-requests.ts";
import { mayPostSummary } from "./summary-deletion.ts";
import { titleCommentEffects } from "./title-comment.ts";

/** What the pull request itself is to show, besides the checks of its head. */
export async function ownEffects(
  { report, title, ledger, config }: Look,
  { number, headSha }: PullRequest,
  repositoryId: number,
  { store, dryRun }: { readonly store: Store; readonly dryRun: boolean },
): Promise<readonly Effect[]> {
  if (report === undefined || config === undefined) return [];
  const place = { repositoryId, number };
  const isWanted =
    (await isSummaryWanted(report, ledger.some(isSaidToUs), place, store)) &&
    (dryRun || (await mayPostSummary(store, place, headSha)));
  const summary: Effect = { kind: "managed-comment", number, body: renderSummaryComment(report) };
  return [
    ...(isWanted ? [summary] : []),
    ...(await titleCommentEffects(title, config, place, store)),
    ...holdLabelEffects(report, ledger, config.pull_request.hold_label),
    ...(config.signoffs.request_reviews ? reviewRequests(report) : []),
    ...verdictRequests(report),
  ];
}

/** Asks the reviewers that gates wait for, once per head. A draft is not ready to be looked at. */
function verdictRequests({ pullRequest: { number, headSha, isDraft }, gates }: Report): readonly Effect[] {
  if (isDraft) return [];
  return gates.flatMap(({ gate, verdict: { asks } }): readonly Effect[] =>
    asks === undefined ? [] : [{ kind: "notice", number, topic: `ask/${gate}/${headSha}`, body: asks }],
  );
}

/** A review that asks for changes is nothing that anybody said to Gatehouse. */
function isSaidToUs({ kind }: LedgerEntry): boolean {
  return kind !== "objected";
}

/**
 * Posted where somebody is asked, or has said something, or a gate has something to explain. Once posted it is kept true,
 * also when there is no more reason for it.
 */
async function isSummaryWanted(
  { areas, gates }: Report,
  hasLedger: boolean,
  place: { readonly repositoryId: number; readonly number: number },
  store: Store,
): Promise<boolean> {
  const isAsked = areas.some(({ state, signOffs }) => state !== "not-required" || signOffs.length > 0);
  if (isAsked || hasLedger || gates.some(hasToExplain) || (await wasCommandUsed(store, place))) return true;
  return (await findReceipt(store, summaryKey(place))) !== undefined;
}

// The title has a check of its own that points at it, and CI says itself what failed.
const explainedElsewhere: readonly string[] = [titleGate.kind, checksGate.kind];

/** A required gate that only we can explain, or rules that would change. */
function hasToExplain({ kind, use, verdict: { state } }: GateReport): boolean {
  if (kind === configurationGate.kind) return true;
  const isBad = state === "fail" || state === "no-data";
  return use === "require" && isBad && !explainedElsewhere.includes(kind);
}
