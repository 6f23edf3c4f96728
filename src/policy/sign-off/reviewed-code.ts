import { areaKey } from "../area/area.ts";
import type { Court } from "./judge-claim.ts";
import type { SignedCode } from "./stale-cause.ts";
import type { Review, SigningFacts } from "../facts.ts";
import { type Head, seenAt } from "../heads.ts";

/** What an approving review looked at; undefined when nobody kept what the pull request was at that head. */
export function codeOfReview(
  review: Review,
  signing: Pick<SigningFacts, "heads" | "graceMs">,
  { area, digest, pullRequest, wholeDigest }: Court,
): SignedCode | undefined {
  const head = headOfReview(review, signing);
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

/** GitHub tells the commit of a review and not what it was compared with: that is the base branch that could be seen. */
function headOfReview(
  { headSha, at }: Review,
  { heads, graceMs }: Pick<SigningFacts, "heads" | "graceMs">,
): Head | undefined {
  const stays = [heads.present, ...heads.earlier].filter(({ sha }) => sha === headSha);
  return seenAt(stays, at, graceMs);
}
