import type { Bound, Interval } from "../records/interval.ts";
import { isInside } from "../records/interval.ts";
import { compareVersions, type Version } from "../versions/version.ts";
import type { VersionScheme } from "../versions/version-scheme.ts";

/** Where the way out is. Texts are versions as the record writes them. */
export interface Fix {
  /** All versions that end an affected interval above the locked one and are sound themselves, lowest first. */
  readonly all: readonly string[];
  /** The lowest of them; a prerelease only for prerelease users or when there is nothing else. */
  readonly nearest: string | undefined;
  /** Like nearest, but its own caret line is not hit again above it (time 0.2.0 would be: take 0.2.23). */
  readonly suggested: string | undefined;
}

/** `isMalicious`: what no way out may lead to, whatever mends the problem at hand. */
export function findFix(
  version: Version,
  intervals: readonly Interval[],
  scheme: VersionScheme,
  isMalicious: (version: Version) => boolean,
): Fix {
  const candidates = clearEnds(version, intervals).filter((end) => !isMalicious(end.version));
  const usable = preferReleases(version, candidates);
  const lasting = usable.find((candidate) => !isHitAgain(candidate.version, intervals, scheme));
  return {
    all: candidates.map(({ text }) => text),
    nearest: usable[0]?.text,
    suggested: (lasting ?? usable[0])?.text,
  };
}

/** The bound in words: `0.3.1-0`, which RustSec writes for everything above 0.3.0, reads "> 0.3.0". */
export function describeBound({ text, isSynthetic, release: [major = 0, minor = 0, patch = 0] }: Version): string {
  if (!isSynthetic) return text;
  return patch > 0 ? `> ${major}.${minor}.${patch - 1}` : `>= ${major}.${minor}.${patch}`;
}

function clearEnds(version: Version, intervals: readonly Interval[]): readonly Bound[] {
  const ends = new Map<string, Bound>();
  for (const { fixed } of intervals) {
    if (fixed === undefined || compareVersions(fixed.version, version) <= 0) continue;
    if (intervals.some((interval) => isInside(fixed.version, interval))) continue;
    ends.set(fixed.text, fixed);
  }
  return [...ends.values()].sort((left, right) => compareVersions(left.version, right.version));
}

function preferReleases(version: Version, candidates: readonly Bound[]): readonly Bound[] {
  if (version.isPrerelease) return candidates;
  const releases = candidates.filter((one) => !one.version.isPrerelease || one.version.isSynthetic);
  return releases.length > 0 ? releases : candidates;
}

function isHitAgain(version: Version, intervals: readonly Interval[], { nextLine }: VersionScheme): boolean {
  const end = nextLine(version);
  return intervals.some(
    ({ introduced }) =>
      compareVersions(introduced.version, version) > 0 &&
      (end === undefined || compareVersions(introduced.version, end) < 0),
  );
}
