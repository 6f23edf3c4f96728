import type { SemVer } from "semver";
import type { Bound, Interval } from "./interval.ts";
import { isInside } from "./interval.ts";
import { compareVersions, nextLine } from "./version.ts";

/** Where the way out is. Texts are versions as the record writes them. */
export interface Fix {
  /** All versions that end an affected interval above the locked one and are clear themselves, lowest first. */
  readonly all: readonly string[];
  /** The lowest of them; a prerelease only for prerelease users or when there is nothing else. */
  readonly nearest: string | undefined;
  /** Like nearest, but its own caret line is not hit again above it (time 0.2.0 would be: take 0.2.23). */
  readonly suggested: string | undefined;
}

export function findFix(version: SemVer, intervals: readonly Interval[]): Fix {
  const candidates = clearEnds(version, intervals);
  const usable = preferReleases(version, candidates);
  const lasting = usable.find((candidate) => !isHitAgain(candidate.version, intervals));
  return {
    all: candidates.map(({ text }) => text),
    nearest: usable[0]?.text,
    suggested: (lasting ?? usable[0])?.text,
  };
}

/**
 * RustSec writes "everything above 0.3.0" as `0.3.1-0`, a version that need not exist. It is no prerelease and cannot
 * be pinned with `--precise`.
 */
export function isSynthetic(version: SemVer): boolean {
  return version.prerelease.length === 1 && version.prerelease[0] === 0;
}

/** The bound in words: `0.3.1-0` reads "> 0.3.0". */
export function describeBound(version: SemVer): string {
  if (!isSynthetic(version)) return version.version;
  const { major, minor, patch } = version;
  return patch > 0 ? `> ${major}.${minor}.${patch - 1}` : `>= ${major}.${minor}.${patch}`;
}

function clearEnds(version: SemVer, intervals: readonly Interval[]): readonly Bound[] {
  const ends = new Map<string, Bound>();
  for (const { fixed } of intervals) {
    if (fixed === undefined || compareVersions(fixed.version, version) <= 0) continue;
    if (intervals.some((interval) => isInside(fixed.version, interval))) continue;
    ends.set(fixed.text, fixed);
  }
  return [...ends.values()].sort((left, right) => compareVersions(left.version, right.version));
}

function preferReleases(version: SemVer, candidates: readonly Bound[]): readonly Bound[] {
  if (version.prerelease.length > 0) return candidates;
  const releases = candidates.filter((one) => one.version.prerelease.length === 0 || isSynthetic(one.version));
  return releases.length > 0 ? releases : candidates;
}

function isHitAgain(version: SemVer, intervals: readonly Interval[]): boolean {
  const end = nextLine(version);
  return intervals.some(
    ({ introduced }) =>
      compareVersions(introduced.version, version) > 0 && compareVersions(introduced.version, end) < 0,
  );
}
