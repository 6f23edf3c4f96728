import { type AreaState, isCalled } from "./area/area.ts";
import { judgeAreas } from "./area/judge-areas.ts";
import { digestAll, digestOnce } from "./area/area-digest.ts";
import type { FactName, Facts, PullRequest, Snapshot } from "./facts.ts";
import type { BoundGate, Wants } from "./gate.ts";
import type { EntryOf } from "./ledger/entry.ts";
import { foldLedger } from "./ledger/fold.ts";
import { onceEach } from "./once-each.ts";
import { withDismissals } from "./sign-off/opinions.ts";
import { compareText } from "./text/compare-text.ts";
import { liveWaiver, waivedVerdict } from "./waiver.ts";
import { doesApply, notApplicable, type When } from "./when.ts";
import { blocks, type CompositeState, compositeState, type GateReport, type GateUse, type Verdict } from "./verdict.ts";

/** A gate as a pull request uses it. Required or advisory by use, not by definition. */
export interface UsedGate {
  readonly name: string;
  readonly use: GateUse;
  readonly gate: BoundGate;
  /** Whose owners may waive it and rule on it; undefined when the configuration names none. */
  readonly area: string | undefined;
  /** See `GateIdentity`. */
  readonly filled?: string | undefined;
  /** Where it applies: all of these must hold. Everywhere when left out. */
  readonly when?: readonly When[] | undefined;
  /** The local command that shows the problem. */
  readonly fix?: string | undefined;
  /** Nobody named it: where it does not apply it is not shown. */
  readonly isImplied?: boolean;
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
  /** When something here may change although nothing happens: a waiver ends, evidence grows old. */
  readonly changesAt: Date | undefined;
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

interface Judging {
  readonly draftsWait: boolean;
  readonly now: Date;
  /** When the judged commit was first heard of, where it is not the head: a commit of the merge queue. */
  readonly headSince?: Date | undefined;
}

/**
 * Pure; `now` decides which waivers are over. A gate that throws is a bug and throws here; it is never taken for a
 * verdict. Gates that rest on sign-offs are judged last, because some sign-offs rest on the others.
 */
export function evaluate(
  snapshot: Snapshot,
  used: readonly UsedGate[],
  { draftsWait, now, headSince = snapshot.signing.heads.present.since }: Judging,
): Report {
  const { pullRequest, files, signing } = snapshot;
  const measured = new Map<UsedGate, Verdict>();
  const digestOf = digestOnce();
  const wholeDigest = digestAll(files, digestOf);
  const ledger = withDismissals(snapshot.ledger, signing.reviews);
  const facts = { ...snapshot, now, headSince, ledger, areas: [], wholeDigest };
  const applicable = new Set(applicableGates(used, snapshot));
  for (const each of applicable) if (!needsAreas(each.gate)) measured.set(each, judgeRead(each, facts));
  const areas = judgeAreas({ signing, pullRequest, files, ledger, measured: [...measured].map(toMeasured), digestOf });
  const state = foldLedger(ledger);
  const gates = oncePerName(shownGates(used, snapshot), applicable).map((each) => {
    const { name: gate, use, fix } = each;
    const told = { gate, kind: each.gate.kind, use, ...(fix === undefined ? {} : { fix }) };
    if (!applicable.has(each)) return { ...told, verdict: whyNotApplicable(gate, used) };
    const found = measured.get(each) ?? judgeRead(each, { ...facts, areas });
    const verdict = settlingAreas(each, facts).length > 0 ? settle(each, { ...facts, areas }, found) : found;
    const waiver = liveWaiver(state.waivers, each, { pullRequest, wholeDigest, areas, now });
    return { ...told, verdict: waiver !== undefined && blocks(verdict) ? waivedVerdict(verdict, waiver) : verdict };
  });
  const stops = { holds: state.holds, concerns: state.concerns, isWaitingDraft: draftsWait && pullRequest.isDraft };
  // Areas may have been read for a waiver only; where no gate asks for them, nobody is asked to sign.
  const settling = [...applicable].flatMap((each) => settlingAreas(each, facts));
  const isAsked = ({ area }: AreaState) => settling.some((name) => isCalled(area, name));
  const asked = [...applicable].some(({ gate }) => needsAreas(gate)) ? areas : areas.filter(isAsked);
  const changesAt = nextChange(gates, state.waivers, now);
  return { pullRequest, state: compositeState(gates, stops), gates, areas: asked, ...stops, changesAt };
}

/** What rests on something that GitHub refuses to tell is not judged: one refusal takes no other gate away. */
function judgeRead(used: UsedGate, facts: Facts & Pick<Snapshot, "unread">): Verdict {
  const [why, ...others] = used.gate.needs.flatMap((name) => facts.unread.get(name) ?? []);
  return why === undefined ? used.gate.judge(facts, used) : { state: "no-data", reason: why, details: others };
}

/** Areas whose sign-off may settle what a gate found; `found` is what was read. */
export function settlingAreas(used: UsedGate, found: Partial<Snapshot>): readonly string[] {
  return used.gate.settles?.areas(found, used) ?? [];
}

function settle(used: UsedGate, facts: Facts, found: Verdict): Verdict {
  return used.gate.settles?.judge(facts, used) ?? found;
}

/**
 * The gates that this pull request has to do with. Files that were not read count as unknown, and what is unknown applies.
 * A gate may be used in several places, such as programs: of the uses that apply the first counts.
 */
export function applicableGates(
  used: readonly UsedGate[],
  scene: Pick<Snapshot, "pullRequest" | "files">,
): readonly UsedGate[] {
  const byName = new Map<string, UsedGate>();
  for (const each of used) {
    if (!byName.has(each.name) && doesApply(each.when ?? [], scene)) byName.set(each.name, each);
  }
  return [...byName.values()];
}

/** Without those that nobody named and that do not apply. */
export function shownGates(
  used: readonly UsedGate[],
  scene: Pick<Snapshot, "pullRequest" | "files">,
): readonly UsedGate[] {
  return used.filter(({ isImplied, when }) => isImplied !== true || doesApply(when ?? [], scene));
}

/** Each gate where it is used first, as the use that applies if one does. */
function oncePerName(used: readonly UsedGate[], applicable: ReadonlySet<UsedGate>): readonly UsedGate[] {
  const byName = new Map<string, UsedGate>();
  for (const each of used) if (!byName.has(each.name) || applicable.has(each)) byName.set(each.name, each);
  return [...byName.values()];
}

function whyNotApplicable(gate: string, used: readonly UsedGate[]): Verdict {
  const uses = used.flatMap(({ name, when }) => (name === gate ? [when ?? []] : []));
  return { state: "not-applicable", reason: notApplicable(uses) };
}

function nextChange(gates: readonly GateReport[], waivers: readonly EntryOf<"waived">[], now: Date): Date | undefined {
  const times = [
    ...waivers.map(({ until }) => Date.parse(until)),
    ...gates.flatMap(({ verdict: { changesAt } }) => changesAt?.getTime() ?? []),
  ].filter((time) => time > now.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

function toMeasured([{ name, use, gate, area }, verdict]: readonly [UsedGate, Verdict]): MeasuredGate {
  const holds = verdict.state === "pass" && (verdict.caveats ?? []).length === 0;
  return { name, kind: gate.kind, use, area, holds };
}

function needsAreas({ needs }: BoundGate): boolean {
  return needs.includes("areas");
}

/** The slices that the gates need, and what they want of them; what no gate needs is not fetched. */
export interface Needed extends Required<Wants> {
  readonly slices: ReadonlySet<FactName>;
}

export function neededFacts(used: readonly UsedGate[]): Needed {
  const slices = new Set(used.flatMap(({ gate }) => gate.needs));
  const wants = used.map(({ gate }) => gate.wants);
  const conditions = used.flatMap(({ when }) => when ?? []);
  const all = <Item>(of: (wanted: Wants) => readonly Item[] | undefined): readonly Item[] =>
    unique(wants.flatMap((each) => of(each) ?? []));
  const changed = all((each) => each.changed);
  // Which areas a pull request touches, and what a ruling was given for, follows from its files.
  const restsOnFiles = slices.has("areas") || slices.has("ledger") || slices.has("wholeDigest") || changed.length > 0;
  if (restsOnFiles || conditions.some(({ paths }) => paths !== undefined)) slices.add("files");
  return {
    slices,
    changed,
    documents: all((each) => each.documents),
    checks: all((each) => each.checks),
    jobs: all((each) => each.jobs),
    artifacts: all((each) => each.artifacts),
    areas: all((each) => each.areas),
    reviewers: all((each) => each.reviewers),
    issues: all((each) => each.issues),
    tags: all((each) => each.tags),
    ignoreAges: wants.some(({ ignoreAges }) => ignoreAges === true),
    body: wants.some(({ body }) => body === true) || conditions.some(({ title }) => title === "breaking"),
    labels: wants.some((each) => each.labels === true) || conditions.some(({ labels }) => labels !== undefined),
  };
}

/** Each once, in an order that does not depend on the configuration's. */
function unique<Item>(items: readonly Item[]): readonly Item[] {
  return onceEach(items).toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}
