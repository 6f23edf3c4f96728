import type { AreaState } from "./area/area.ts";
import { judgeAreas } from "./area/judge-areas.ts";
import { digestAll, digestOnce } from "./area/area-digest.ts";
import type { FactName, PullRequest, Snapshot } from "./facts.ts";
import type { BoundGate, Wants } from "./gate.ts";
import type { EntryOf } from "./ledger/entry.ts";
import { foldLedger } from "./ledger/fold.ts";
import { withDismissals } from "./sign-off/opinions.ts";
import { liveWaiver, waivedVerdict } from "./waiver.ts";
import { blocks, type CompositeState, compositeState, type GateReport, type GateUse, type Verdict } from "./verdict.ts";

/** A gate as a pull request uses it. Required or advisory by use, not by definition. */
export interface UsedGate {
  readonly name: string;
  readonly use: GateUse;
  readonly gate: BoundGate;
  /** Whose owners may waive it and rule on it; undefined when the configuration names none. */
  readonly area: string | undefined;
}

/** Everything there is to say about a pull request at one head; it explains itself. */
export interface Report {
  readonly pullRequest: PullRequest;
  readonly state: CompositeState;
  readonly gates: readonly GateReport[];
  readonly areas: readonly AreaState[];
  /** Each blocks, whatever the gates say. Oldest first. */
  readonly holds: readonly EntryOf<"held">[];
  readonly concerns: readonly EntryOf<"concern">[];
  /** The pull request is a draft, and the configuration lets drafts wait. */
  readonly isWaitingDraft: boolean;
}

/** A gate that was judged without regard to sign-offs: what self-signed areas and backups rest on. */
export interface MeasuredGate {
  readonly name: string;
  readonly kind: string;
  readonly use: GateUse;
  readonly area: string | undefined;
  /** Not while it is waived, nor with a caveat: what the author reports of their own work stands in for nobody. */
  readonly holds: boolean;
}

/**
 * Pure; `now` decides which waivers are over. A gate that throws is a bug and throws here; it is never taken for a
 * verdict. Gates that rest on sign-offs are judged last, because some sign-offs rest on the others.
 */
export function evaluate(
  snapshot: Snapshot,
  used: readonly UsedGate[],
  { draftsWait, now }: { readonly draftsWait: boolean; readonly now: Date },
): Report {
  const { pullRequest, files, signing } = snapshot;
  const measured = new Map<UsedGate, Verdict>();
  const digestOf = digestOnce();
  const wholeDigest = digestAll(files, digestOf);
  const ledger = withDismissals(snapshot.ledger, signing.reviews);
  const facts = { ...snapshot, ledger, areas: [], wholeDigest };
  for (const each of used) if (!needsAreas(each.gate)) measured.set(each, each.gate.judge(facts, each));
  const areas = judgeAreas({ signing, pullRequest, files, ledger, measured: [...measured].map(toMeasured), digestOf });
  const state = foldLedger(ledger);
  const gates = used.map((each) => {
    const verdict = measured.get(each) ?? each.gate.judge({ ...facts, areas }, each);
    const waiver = liveWaiver(state.waivers, each, { pullRequest, wholeDigest, areas, now });
    const shown = waiver !== undefined && blocks(verdict) ? waivedVerdict(verdict, waiver) : verdict;
    return { gate: each.name, kind: each.gate.kind, use: each.use, verdict: shown };
  });
  const stops = { holds: state.holds, concerns: state.concerns, isWaitingDraft: draftsWait && pullRequest.isDraft };
  // Areas may have been read for a waiver only; where no gate asks for them, nobody is asked to sign.
  const asked = used.some(({ gate }) => needsAreas(gate)) ? areas : [];
  return { pullRequest, state: compositeState(gates, stops), gates, areas: asked, ...stops };
}

function toMeasured([{ name, use, gate, area }, verdict]: readonly [UsedGate, Verdict]): MeasuredGate {
  const holds = verdict.state === "pass" && verdict.caveat === undefined;
  return { name, kind: gate.kind, use, area, holds };
}

function needsAreas({ needs }: BoundGate): boolean {
  return needs.includes("areas");
}

/** The slices that the gates need, and the names inside them; what no gate needs is not fetched. */
export function neededFacts(used: readonly UsedGate[]): { readonly slices: ReadonlySet<FactName> } & Required<Wants> {
  const slices = new Set(used.flatMap(({ gate }) => gate.needs));
  // Which areas a pull request touches, and what a ruling was given for, follows from its files.
  if (slices.has("areas") || slices.has("ledger") || slices.has("wholeDigest")) slices.add("files");
  return {
    slices,
    documents: unique(used.flatMap(({ gate }) => gate.wants.documents ?? [])),
    checks: unique(used.flatMap(({ gate }) => gate.wants.checks ?? [])),
    areas: unique(used.flatMap(({ gate }) => gate.wants.areas ?? [])),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
