import { type AreaState, type SignOffState, statesCalled } from "../../area/area.ts";
import { judgeSigned } from "../../area/judge-signed.ts";
import type { PullRequest } from "../../facts.ts";
import { reason } from "../../reason.ts";
import { onePerPerson } from "../../sign-off/one-per-person.ts";
import { judgeQuorum } from "../../sign-off/quorum.ts";
import type { Verdict } from "../../verdict.ts";
import type { AdvisoryComparison, ComparedAdvisories, StandingAdvisory } from "./comparison.ts";
import { type FailOn, isGrave } from "./fail-on.ts";

/** What counts as brought by the pull request. Of a malicious package also each new place and each other version does. */
export function isBrought({ change, kind, hasNewVersion }: StandingAdvisory, { widened = false }: FailOn): boolean {
  const isMalicious = kind === "malicious";
  switch (change) {
    case "introduced":
      return true;
    case "widened":
      return widened || isMalicious;
    case "moved":
      return isMalicious && hasNewVersion;
    case "carried":
    case "unknown":
      return false;
  }
}

/** What it brings, or may bring, and accepts itself. Nobody accepts what they bring: somebody else has to. */
export function ownIgnores(
  { standing }: Pick<ComparedAdvisories, "standing">,
  failOn: FailOn,
): readonly StandingAdvisory[] {
  return standing.filter(
    (each) => each.cover === "added" && (isBrought(each, failOn) || each.change === "unknown") && isGrave(each, failOn),
  );
}

/** The area whose sign-off accepts such ignores: the gate's own, or the one that triages. */
export function acceptingArea(comparison: AdvisoryComparison, area: string | undefined): string | undefined {
  return area ?? (comparison.state === "compared" ? comparison.triage : undefined);
}

/** How areas stand, for who has to know whether one has accepted. */
export interface SignedAreas {
  readonly areas: readonly AreaState[];
  readonly pullRequest: PullRequest;
}

/**
 * Passes where people of the area have signed, whether its files are touched or not, and have seen the ignores: a sign-off
 * that no later ignore would make stale counts only where it was given.
 */
export function judgeAcceptance(
  area: string,
  { changedPolicies }: ComparedAdvisories,
  { areas, pullRequest }: SignedAreas,
): Verdict {
  const named = statesCalled(areas, area);
  if (named.length === 0) return { state: "no-data", reason: reason("area-absent", { area }) };
  const verdict = judgeSigned(named, pullRequest);
  if (verdict.state !== "pass") return verdict;
  const command = `/signoff ${area}`;
  if (!named.every((state) => isAcceptedBy(state, state.signOffs))) {
    return { state: "waiting", reason: reason("advisories-signed-unseen", { area, command }) };
  }
  const owned = new Set(named.flatMap(({ touchedPaths }) => touchedPaths));
  const owns =
    changedPolicies !== undefined && changedPolicies.length > 0 && changedPolicies.every((path) => owned.has(path));
  if (named.every((state) => hasSeen(state, owns, pullRequest))) return verdict;
  const words = { area, files: changedPolicies ?? [], command };
  return { state: "waiting", reason: reason("advisories-signed-before", words) };
}

/**
 * Whether these are enough of those who may accept an ignore: people who look at it. Gates do not, and evidence about the
 * rest of the pull request does not make the author somebody else.
 */
function isAcceptedBy({ area, people }: AreaState, signOffs: readonly SignOffState[]): boolean {
  const others = signOffs.filter(({ isSelfSigned }) => !isSelfSigned || area.selfSignoff !== "with_evidence");
  return judgeQuorum(area, people, { signOffs: onePerPerson(others, area), gateBackups: [] }).isMet;
}

function hasSeen(state: AreaState, owns: boolean, { headSha }: PullRequest): boolean {
  const { staleOn } = state.area;
  if (staleOn === "any_push" || (staleOn === "area_change" && owns)) return true;
  return isAcceptedBy(
    state,
    state.signOffs.filter((each) => each.headSha === headSha),
  );
}
