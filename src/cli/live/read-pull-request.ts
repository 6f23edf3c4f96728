import type { Config } from "../../config/schema.ts";
import { usedGates } from "../../config/used-gates.ts";
import { findConfig } from "../../github/facts/config-source.ts";
import { getPullRequest } from "../../github/facts/pull-request.ts";
import { configNote, configReason } from "../../jobs/pull-request/config-reason.ts";
import { lookAt } from "../../jobs/pull-request/look.ts";
import type { Report, UsedGate } from "../../policy/evaluate.ts";
import type { PullRequest } from "../../policy/facts.ts";
import { type Reason, reason } from "../../policy/reason.ts";
import { compositeState } from "../../policy/verdict.ts";
import type { Connection } from "./connect.ts";
import { noteHeadSince } from "./head-since.ts";
import { requireShown } from "./shown.ts";

export type Found =
  | {
      readonly state: "found";
      readonly pullRequest: PullRequest;
      readonly config: Config;
      readonly note: Reason | undefined;
    }
  /** Gatehouse was never configured there. */
  | { readonly state: "silent" }
  | { readonly state: "unusable"; readonly reason: Reason; readonly problems: readonly string[] };

/** The pull request, and the configuration that it is judged by. */
export async function findSubject(number: number, connection: Connection): Promise<Found> {
  const { deps, octokit, where } = connection;
  const pullRequest = await requireShown(getPullRequest(number, where, octokit), `pull request #${number} there`);
  const base = pullRequest.baseBranch;
  const finding = await findConfig(octokit, { ...where, ref: base }, deps.store);
  if (finding.state === "never") return { state: "silent" };
  const place = { base, owner: where.owner };
  if (finding.state === "valid") {
    await noteHeadSince(pullRequest, connection);
    return { state: "found", pullRequest, config: finding.config, note: configNote(finding.from, place) };
  }
  const problems = finding.state === "invalid" ? finding.problems : [];
  return { state: "unusable", reason: configReason(finding, place), problems };
}

/** The report that a look gives, as far as it can be told by whom we read GitHub. */
export async function report(pullRequest: PullRequest, { deps, where, knowsApp }: Connection): Promise<Report> {
  const look = await lookAt(pullRequest, where, deps);
  if (look?.report === undefined || look.config === undefined) {
    throw new Error("the configuration changed while it was read; try again");
  }
  return knowsApp ? look.report : withoutLedger(look.report, usedGates(look.config, pullRequest));
}

/** What rests on people's words has no data then, and nobody is shown as not having signed. */
function withoutLedger(whole: Report, used: readonly UsedGate[]): Report {
  const unknown = new Set(
    used.filter(({ gate }) => gate.needs.includes("areas") || gate.needs.includes("ledger")).map(({ name }) => name),
  );
  const gates = whole.gates.map((each) => {
    const isTold = !unknown.has(each.gate) || each.verdict.state === "not-applicable";
    return isTold ? each : { ...each, verdict: { state: "no-data", reason: reason("ledger-not-read", {}) } as const };
  });
  return { ...whole, gates, areas: [], state: compositeState(gates, whole) };
}
