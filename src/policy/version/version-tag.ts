import { parse, type SemVer } from "semver";
import type { LatestVersion } from "./latest-version.ts";

/**
 * The highest version among the tags of a repository, or of its releases. Where one of several components is tagged, nobody
 * knows which of them a pull request changes; and tags that begin like a version and are none may still mean one. Both are
 * unknown rather than unreleased.
 */
export function latestAmong(tags: readonly string[]): LatestVersion {
  let highest: SemVer | undefined;
  let isReadable = true;
  for (const tag of tags) {
    if (isOfComponent(tag)) return { state: "unknown" };
    if (!beginsLikeVersion(tag)) continue;
    const version = findVersion(tag);
    if (version === undefined) isReadable = false;
    else if (highest === undefined || version.compare(highest) > 0) highest = version;
  }
  if (highest !== undefined) return { state: "released", version: highest.version };
  return isReadable ? { state: "unreleased" } : { state: "unknown" };
}

/** `v1.2.3`, `1.2.3` and `v1.2.3-rc.1`. None when what is behind the numbers is no stage on the way to a release. */
function findVersion(tag: string): SemVer | undefined {
  if (!/^v?\d/.test(tag)) return undefined;
  const version = parse(tag.replace(/^v/, ""));
  return version !== null && isStage(version) ? version : undefined;
}

/**
 * Tags carry other marks in the same place: `v0.7.3-backup-20260401` keeps an old state, `v1.2.3-linux` is a package of
 * 1.2.3. For SemVer all of them come before the release, so a mark counts only when it is one that says so.
 */
function isStage({ prerelease: [first] }: SemVer): boolean {
  if (first === undefined || typeof first === "number") return true;
  const [name = ""] = /^[a-z]*/i.exec(first) ?? [];
  return stages.has(name.toLowerCase());
}

const stages: ReadonlySet<string> = new Set([
  "alpha",
  "a",
  "beta",
  "b",
  "milestone",
  "m",
  "rc",
  "c",
  "pre",
  "prerelease",
  "preview",
  "canary",
  "dev",
  "edge",
  "experimental",
  "insiders",
  "next",
  "nightly",
  "snapshot",
  "unstable",
]);

function beginsLikeVersion(tag: string): boolean {
  return /^v?\d+\.\d/i.test(tag);
}

/** `core-v1.2.3`, `@acme/core@1.2.3`, `core/v1.2.3`. */
function isOfComponent(tag: string): boolean {
  return !beginsLikeVersion(tag) && /[-_@/]v?\d+\.\d+\.\d/i.test(tag);
}
