import { findReceipt } from "../../github/posts/receipt.ts";
import type { Effect } from "../../policy/effect.ts";
import type { Report } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { summaryKey } from "../../policy/plan.ts";
import { renderSummaryComment } from "../../render/summary.ts";
import type { Store } from "../../store/store.ts";
import { wasCommandUsed } from "../comment/command-used.ts";
import { holdLabelEffects } from "./hold-label.ts";
import type { Look } from "./look.ts";
import { reviewRequests } from "./review-requests.ts";
import { mayPostSummary } from "./summary-deletion.ts";

/** What the pull request itself is to show, besides the checks of its head. */
export async function ownEffects(
  { report, ledger, config }: Look,
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
    ...holdLabelEffects(report, ledger, config.pull_request.hold_label),
    ...(config.signoffs.request_reviews ? reviewRequests(report) : []),
  ];
}

/** A review that asks for changes is nothing that anybody said to Gatehouse. */
function isSaidToUs({ kind }: LedgerEntry): boolean {
  return kind !== "objected";
}

/** Posted where somebody is asked, or has said something. Once posted it is kept true, also when nobody is asked any more. */
async function isSummaryWanted(
  { areas }: Report,
  hasLedger: boolean,
  place: { readonly repositoryId: number; readonly number: number },
  store: Store,
): Promise<boolean> {
  const isAsked = areas.some(({ state, signOffs }) => state !== "not-required" || signOffs.length > 0);
  if (isAsked || hasLedger || (await wasCommandUsed(store, place))) return true;
  return (await findReceipt(store, summaryKey(place))) !== undefined;
}
