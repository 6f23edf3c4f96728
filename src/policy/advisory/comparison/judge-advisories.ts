import { type Reason, reason } from "../../reason.ts";
import type { Verdict } from "../../verdict.ts";
import type { AdvisoryComparison, ComparedAdvisories, StandingAdvisory } from "./comparison.ts";
import { advisoryReason, uncoveredReason } from "./advisory-reason.ts";
import { advisoryTable } from "./advisory-table.ts";
import { caveatsOf, notesOf } from "./besides.ts";
import { type FailOn, isGrave } from "./fail-on.ts";
import { isBrought, judgeAcceptance, ownIgnores, type SignedAreas } from "./own-ignores.ts";
import type { NotChecked } from "../findings/finding.ts";

export interface AdvisoryRules {
  readonly failOn?: FailOn | undefined;
  /** Whose sign-off accepts what a pull request accepts itself; left out where only a waiver does. */
  readonly area?: string | undefined;
  /** Left out while nobody has looked who signed. */
  readonly signed?: SignedAreas;
}

/** Fails on what the pull request itself lets in, and on nothing that was there before. `gate` is the gate's own name. */
export function judgeAdvisories(comparison: AdvisoryComparison, gate: string, rules: AdvisoryRules = {}): Verdict {
  switch (comparison.state) {
    case "unread":
      throw new Error("the advisories were not compared");
    case "untouched": {
      const { unlisted } = comparison;
      const caveats = unlisted.length === 0 ? [] : [reason("advisories-unlisted", { files: unlisted })];
      return { state: "pass", reason: reason("advisories-untouched", {}), caveats };
    }
    case "unknown": {
      const { why, retryAt, isFailure } = comparison;
      const changes = retryAt === undefined ? {} : { changesAt: retryAt };
      if (isFailure === true) {
        return { state: "fail", reason: reason("advisories-source-down", {}), details: why, ...changes };
      }
      return { state: "no-data", reason: reason("advisories-unknown", {}), details: why, ...changes };
    }
    case "compared":
      return judgeCompared(comparison, gate, rules);
  }
}

function judgeCompared(
  compared: ComparedAdvisories,
  gate: string,
  { failOn = {}, area, signed }: AdvisoryRules,
): Verdict {
  const { standing, resolved, unanswered } = compared;
  const grave = standing.filter((each) => isGrave(each, failOn));
  const isBare = ({ cover }: StandingAdvisory) => cover === "none" || cover === "removed";
  const open = grave.filter((each) => isBrought(each, failOn) && isBare(each));
  const isUncovered = (each: StandingAdvisory) => isOld[each.change] && each.cover === "removed";
  const uncovered = grave.filter((each) => isUncovered(each) && !isBrought(each, failOn));
  const neither = grave.filter((each) => each.change === "unknown" && isBare(each));
  const own = ownIgnores(compared, failOn);
  const asked = own.length > 0 ? area : undefined;
  const acceptance = asked === undefined || signed === undefined ? undefined : judgeAcceptance(asked, compared, signed);
  const isAccepted = acceptance?.state === "pass";

  const table = advisoryTable(compared, { open, uncovered });
  const found = {
    caveats: caveatsOf(compared, failOn),
    notes: [...notesOf(compared), ...(isAccepted ? [acceptedBy(asked ?? "", own)] : [])],
    ...nextEnd(compared, failOn),
    ...(table === undefined ? {} : { table }),
  };
  const command = asked === undefined ? `/waive ${gate} until 7d -- why` : `/signoff ${asked}`;
  const unsettled = isAccepted ? [] : own.map((each) => uncoveredReason("advisory-own-ignore", each, command));
  const failing = [
    ...open.map((each) => advisoryReason(each)),
    ...uncovered.map((each) => uncoveredReason("advisory-uncovered", each)),
  ];
  const counts = {
    introduced: String(standing.filter(({ change }) => change === "introduced").length),
    resolved: String(resolved.length),
  };
  if (failing.length > 0) {
    const why = reason("advisories-fail", { ...counts, count: String(failing.length) });
    return { state: "fail", reason: why, details: shorten([], [...failing, ...unsettled]), ...found };
  }
  const unread = [
    ...missing(unanswered),
    ...(neither.length > 0 && compared.base.state === "unread" ? compared.base.why : []),
  ];
  if (unread.length + neither.length > 0) {
    const unknown = neither.map((each) => uncoveredReason("advisory-neither", each));
    const details = shorten(unread, unknown);
    return { state: "no-data", reason: reason("advisories-unknown", {}), details, ...found };
  }
  if (unsettled.length > 0) {
    const why = reason("advisories-own-ignores", { count: String(unsettled.length) });
    const standings = acceptance === undefined ? [] : [...(acceptance.details ?? [acceptance.reason])];
    const details = [...standings, ...shorten([], unsettled)];
    return { state: acceptance?.state ?? "waiting", reason: why, details, ...found };
  }
  return { state: "pass", reason: reason("advisories-none", counts), ...found };
}

const isOld: Readonly<Record<StandingAdvisory["change"], boolean>> = {
  introduced: false,
  unknown: false,
  widened: true,
  moved: true,
  carried: true,
};

function acceptedBy(area: string, own: readonly StandingAdvisory[]): Reason {
  return reason("advisories-own-accepted", { area, advisories: own.map(({ id }) => id) });
}

function missing(unanswered: readonly NotChecked[]): readonly Reason[] {
  if (unanswered.length === 0) return [];
  const packages = unanswered.map(({ package: name, version }) => `${name} ${version}`);
  return [reason("advisories-unanswered", { packages, command: "/recheck" })];
}

/** An ignore that ends uncovers what came in under it. */
function nextEnd({ standing }: ComparedAdvisories, failOn: FailOn): Pick<Verdict, "changesAt"> {
  const times = standing.flatMap((each) => {
    const restsOnIt = each.change === "unknown" || isBrought(each, failOn);
    return restsOnIt && each.coveredUntil !== undefined ? [each.coveredUntil.getTime()] : [];
  });
  return times.length === 0 ? {} : { changesAt: new Date(times.reduce((least, time) => Math.min(least, time))) };
}

// The comment stays short.
const mostShown = 5;

/** The first of them all; of the others how many there are, and where those are that stand in the table. */
function shorten(besides: readonly Reason[], inTable: readonly Reason[]): readonly Reason[] {
  const first = besides.slice(0, mostShown);
  const shown = inTable.slice(0, mostShown - first.length);
  return [
    ...first,
    ...more("advisories-more-besides", besides.length - first.length),
    ...shown,
    ...more("advisories-more", inTable.length - shown.length),
  ];
}

function more(code: "advisories-more" | "advisories-more-besides", count: number): readonly Reason[] {
  return count > 0 ? [reason(code, { more: String(count) })] : [];
}
