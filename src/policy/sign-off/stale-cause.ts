import type { Area, StaleCause } from "../area/area.ts";
import { type AreaDigest, firstChangedPath } from "../area/area-digest.ts";
import { isSameCode, type PresentCode } from "../same-code.ts";

/** What somebody signed, in digests. */
export interface SignedCode {
  readonly headSha: string;
  readonly baseBranch: string;
  readonly wholeDigest: string | null;
  /** Null when it could not be told; then nothing can be compared with it, ever. */
  readonly areaDigest: string | null;
  readonly fileDigests?: Readonly<Record<string, string>> | undefined;
}

/** What a sign-off is compared with. */
export interface PresentPart extends PresentCode {
  readonly digest: AreaDigest;
}

/** Why what was signed is not what the pull request is now; undefined when it still is, as far as the area asks. */
export function staleCause(signed: SignedCode, { staleOn }: Area, present: PresentPart): StaleCause | undefined {
  const { pullRequest, digest } = present;
  // The same head against another base is another change.
  if (signed.baseBranch !== pullRequest.baseBranch) return { cause: "base-changed", baseBranch: signed.baseBranch };
  if (signed.areaDigest === null || digest.digest === undefined) return { cause: "unknown" };
  if (staleOn === "never") return undefined;
  if (signed.areaDigest === digest.digest) {
    return staleOn === "any_push" && !isSameCode(signed, present) ? { cause: "pushed" } : undefined;
  }
  if (signed.headSha === pullRequest.headSha) return { cause: "area-changed" };
  const path = firstChangedPath(signed.fileDigests, digest.byPath);
  return path === undefined ? { cause: "unknown" } : { cause: "file-changed", path };
}
