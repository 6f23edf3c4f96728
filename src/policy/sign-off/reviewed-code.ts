import { areaKey } from "../area/area.ts";
import type { Court } from "./judge-claim.ts";
import type { SignedCode } from "./stale-cause.ts";
import type { Review } from "../facts.ts";
import type { Head, Heads } from "../heads.ts";

/** What an approving review looked at; undefined when nobody kept what the pull request was at that head. */
export function codeOfReview(
  review: Review,
  heads: Heads,
  { area, digest, pullRequest, wholeDigest }: Court,
): SignedCode | undefined {
  const head = headOfReview(review, heads);
  if (head === undefined) return undefined;
  const { sha: headSha, baseBranch, diff } = head;
  if (headSha === pullRequest.headSha) {
    return { headSha, baseBranch, wholeDigest, areaDigest: digest.digest ?? null };
  }
  const key = areaKey(area);
  // An area may be called `constructor`.
  const part = diff !== undefined && Object.hasOwn(diff.areas, key) ? diff.areas[key] : undefined;
  const { digest: areaDigest = null, files: fileDigests } = part ?? {};
  return { headSha, baseBranch, wholeDigest: diff?.whole ?? null, areaDigest, fileDigests };
}

/** GitHub tells the commit of a review and not what it was compared with: that is the base branch of its time. */
function headOfReview({ headSha, at }: Review, { present, earlier }: Heads): Head | undefined {
  const known = [present, ...earlier];
  const then = known.find(({ since }) => since.getTime() <= at.getTime()) ?? firstOfThatSecond(known, at);
  return known.find(({ sha, baseBranch }) => sha === headSha && baseBranch === then?.baseBranch);
}

/** GitHub's times are whole seconds, so a review may seem to be older than a pull request that was just opened. */
function firstOfThatSecond(known: readonly Head[], at: Date): Head | undefined {
  return known.findLast(({ since }) => Math.floor(since.getTime() / 1000) * 1000 <= at.getTime());
}
