import type { Advisory } from "../../policy/advisory/findings/advisory.ts";
import type { TriageChange, TriageEvent } from "../../policy/advisory/triage/triage-plan.ts";
import type { Effect } from "../../policy/effect.ts";
import { type NotProposed, renderNotProposed } from "../../render/advisory/not-proposed.ts";
import { digestOf } from "./issue-difference.ts";

/** What became of an ignore, or of the removal of one, that was to be proposed. */
export type Proposed =
  | { readonly state: "proposed"; readonly number: number }
  /** It is there already, or nobody asks for it any more. */
  | { readonly state: "nothing" }
  | ({ readonly state: "impossible" } & NotProposed);

export interface ApplyProposal {
  /**
   * Opens the pull request that proposes it, or brings it up to date. `only`: that one, as long as it is open; no other is
   * opened in its place.
   */
  readonly propose: (
    change: TriageChange & { readonly number: number; readonly found: Advisory },
    what: "ignore" | "removal",
    only?: number,
  ) => Promise<Proposed>;
  /** Pull requests that decisions name and that were open before. */
  readonly openPulls: ReadonlySet<number>;
  /** Comments and labels, each an idempotent ensure. */
  readonly applyEffects: (effects: readonly Effect[]) => Promise<void>;
}

/** Proposes what the plan asks for, and gives the change with the number of the pull request. */
export async function withProposal(change: TriageChange, number: number, how: ApplyProposal): Promise<TriageChange> {
  const { found } = change;
  if (found === undefined) return change;
  const what = askedFor(change.events);
  if (what === undefined) {
    await refresh({ ...change, found }, number, how);
    return change;
  }
  const proposed = await how.propose({ ...change, number, found }, what);
  if (proposed.state === "proposed") return { ...change, next: { ...change.next, proposal: proposed.number } };
  if (proposed.state === "impossible") {
    // Said once for each decision; it is tried again with every scan.
    const topic = `advisory/not-proposed/${digestOf([change.advisory, change.next.proposedFor])}`;
    await how.applyEffects([{ kind: "notice", number, topic, body: renderNotProposed(proposed) }]);
  }
  return change;
}

function askedFor(events: readonly TriageEvent[]): "ignore" | "removal" | undefined {
  const isAsked = (asked: TriageEvent["kind"]) => events.some(({ kind }) => kind === asked);
  if (isAsked("propose-ignore")) return "ignore";
  return isAsked("propose-removal") ? "removal" : undefined;
}

/** What others merged into the same file meanwhile would leave it in conflict for good. */
async function refresh(
  change: TriageChange & { readonly found: Advisory },
  number: number,
  { propose, openPulls }: ApplyProposal,
): Promise<void> {
  const { proposal, proposedFor, entries } = change.next;
  if (proposal === null || !openPulls.has(proposal)) return;
  const cause = entries.find(({ id }) => id === proposedFor);
  if (cause === undefined) return;
  await propose({ ...change, number }, cause.kind === "reopen" ? "removal" : "ignore", proposal);
}
