/** A version, read once and compared often. Only versions of one ecosystem can be compared. */
export interface Version {
  /** As its ecosystem writes it, without what never orders. */
  readonly text: string;
  /** The numbers of the release that it is, or leads to: of SemVer's 1.2.0-beta.1 they are 1, 2 and 0. */
  readonly release: readonly number[];
  /** What orders versions of one release. */
  readonly rest: readonly VersionPart[];
  readonly isPrerelease: boolean;
  /** A bound that need not exist as a version: RustSec writes "above 0.3.0" as `0.3.1-0`. */
  readonly isSynthetic: boolean;
  /** 1.13.1 for Python's 1.13.1+cpu, which is the same source built in another way; undefined for what is public. */
  readonly builtFrom: Version | undefined;
}

/** Numbers come before words. */
export type VersionPart = number | string;

/** Below zero when `left` comes first, zero when neither does. */
export function compareVersions(left: Version, right: Version): number {
  return compareParts(left.release, right.release) || compareParts(left.rest, right.rest);
}

/** Whether a version is `bound` or comes before it. A local build of the bound is the bound. */
export function isAtMost(version: Version, bound: Version): boolean {
  if (compareVersions(version, bound) <= 0) return true;
  return version.builtFrom !== undefined && bound.builtFrom === undefined && isAtMost(version.builtFrom, bound);
}

/** Whether a prerelease leads to exactly this release. */
export function leadsTo(version: Version, release: Version): boolean {
  const leads = version.isPrerelease && !release.isPrerelease && isSameRelease(version, release);
  return leads && compareVersions(version, release) < 0;
}

/** Whether both are, or lead to, one release. */
export function isSameRelease(left: Version, right: Version): boolean {
  return compareParts(left.release, right.release) === 0;
}

/** One text for all spellings of a version, such as 1.0 and 1.0.0 of Python. */
export function keyOfVersion({ release, rest }: Version): string {
  return `${release.join(".")}-${rest.join(".")}`;
}

/** Part by part; where one ends, it comes first. */
function compareParts(left: readonly VersionPart[], right: readonly VersionPart[]): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined || one === other) continue;
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
