import type { Area, AreaPeople, NotCountedCause, Signer, SignOffStanding, SignOffState } from "../area/area.ts";
import { whyNotYet } from "./backups.ts";
import type { Claim } from "./claims.ts";
import { type PresentPart, staleCause } from "./stale-cause.ts";
import { whyNotSelf } from "./self-sign-off.ts";
import type { MeasuredGate } from "../evaluate.ts";
import type { Contributors, Person } from "../facts.ts";

/** What decides whether something that was said for an area counts. */
export interface Court extends PresentPart {
  readonly area: Area;
  readonly people: AreaPeople;
  readonly contributors: Contributors | undefined;
  readonly measured: readonly MeasuredGate[] | undefined;
}

/** How one claim stands by itself; whether a self-signed one has the company it may need is judged after. */
export function judgeClaim(claim: Claim, court: Court): SignOffState {
  const { by, via, headSha, at, note } = claim;
  const signer = findSigner(claim, court);
  const isSelfSigned = by.id === court.pullRequest.author?.id;
  const standing = claim.takenBack ?? judgeStanding(claim, { ...court, signer, isSelfSigned });
  return { by, capacity: signer?.capacity, isSelfSigned, via, headSha, at, note, standing };
}

function judgeStanding(
  claim: Claim,
  court: Court & { readonly signer: Signer | undefined; readonly isSelfSigned: boolean },
): SignOffStanding {
  const { area, pullRequest, signer, isSelfSigned } = court;
  if (signer === undefined && !isKept(claim, court)) return { state: "lapsed" };
  const never = whyNever(claim, court);
  if (never !== undefined) return { state: "not-counted", because: never };
  const stale = claim.code === undefined ? { cause: "unknown" as const } : staleCause(claim.code, area, court);
  if (stale !== undefined) return { state: "stale", because: stale };
  const notYet = isSelfSigned ? whyNotSelf(area, court.measured) : undefined;
  if (notYet !== undefined) return { state: "not-counted", because: notYet };
  return { state: "live", carriedOver: claim.headSha !== pullRequest.headSha };
}

/** What signing again would not change. */
function whyNever(
  claim: Claim,
  court: Court & { readonly signer: Signer | undefined; readonly isSelfSigned: boolean },
): NotCountedCause | undefined {
  const { area, signer, isSelfSigned } = court;
  if (claim.isMachine || signer?.capacity === "agent") {
    const isAgent = signer?.capacity === "agent" && area.isAgentSufficient && !isSelfSigned;
    return isAgent ? undefined : { cause: "agent" };
  }
  if (isSelfSigned && area.selfSignoff === "deny") return { cause: "self" };
  const tooEarly = signer?.capacity === "backup" ? whyNotYet(signer.backup, claim.at, court) : undefined;
  return whyNotContributor(claim.by, court) ?? tooEarly;
}

/** Who took part in the commits may not sign where the area says so, nor anybody while it is not known who did. */
function whyNotContributor({ id }: Person, { area, contributors }: Court): NotCountedCause | undefined {
  if (area.excludesContributors === "no") return undefined;
  if (contributors === undefined) return { cause: "contributors-unknown", commit: undefined };
  const { ids, suggestedIds, unattributed, unattributedSuggestions, isComplete } = contributors;
  // Whoever reviews by suggestions would shut themselves out with the first one that is accepted.
  const isStrict = area.excludesContributors === "strict";
  const [commit] = isStrict ? [...unattributed, ...unattributedSuggestions] : unattributed;
  if (!isComplete || commit !== undefined) return { cause: "contributors-unknown", commit };
  return [...ids, ...(isStrict ? suggestedIds : [])].includes(id) ? { cause: "contributor" } : undefined;
}

/** In the capacity that counts most; a backup of two kinds is the one whose time has come. */
function findSigner({ by, at }: Claim, court: Court): Signer | undefined {
  const mine = court.people.signers.filter(({ id }) => id === by.id);
  return (
    mine.find(({ capacity }) => capacity === "owner") ??
    mine.find((each) => each.capacity === "backup" && whyNotYet(each.backup, at, court) === undefined) ??
    mine[0]
  );
}

/** Who has left keeps what they signed where the area says so: people, and never the author. */
function isKept({ by, isMachine }: Claim, { area, pullRequest }: Court): boolean {
  return area.keepsAfterLeave && !isMachine && by.id !== pullRequest.author?.id;
}
