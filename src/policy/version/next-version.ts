import { gt, inc, parse, SemVer, valid } from "semver";
import type { Impact } from "../title/rules.ts";
import { findAttachedNumber } from "./prerelease-number.ts";

/**
 * The version after `current` for a change of this impact; the same for `none`. A prerelease goes on with its number while
 * the version that it leads to is high enough, and begins again otherwise: 0.8.1-rc.2 with a minor change → 0.9.0-rc.1.
 * Build metadata is dropped. Undefined for what is no version and where numbers grow beyond 2^53; never throws.
 */
export function nextVersion(current: string, impact: Impact): string | undefined {
  const version = parse(current);
  if (version === null) return undefined;
  if (impact === "none") return version.version;
  const next = version.prerelease.length === 0 ? inc(version.version, impact) : afterPrerelease(version, impact);
  // `inc` counts on where numbers are too large to be exact.
  return next !== null && valid(next) !== null && gt(next, version) ? next : undefined;
}

function afterPrerelease(version: SemVer, impact: Exclude<Impact, "none">): string | null {
  // The last number among its parts grows; without one, `.1` is added.
  if (leadsTo(version, impact)) return new SemVer(version.version).inc("prerelease", undefined, "1").version;
  const { major, minor, patch, prerelease } = version;
  const released = inc(`${major}.${minor}.${patch}`, impact);
  const [name] = prerelease;
  // A number alone, `0.8.1-3`, is no name; semver keeps those beyond 2^53 as text.
  const isNamed = typeof name === "string" && !/^\d+$/.test(name);
  return released && `${released}-${isNamed ? `${bareName(version, name)}.` : ""}1`;
}

/** Whether the version that a prerelease leads to has a step of this size already: 0.8.0-rc.1 leads to a minor one. */
function leadsTo({ minor, patch }: SemVer, impact: Exclude<Impact, "none">): boolean {
  switch (impact) {
    case "patch":
      return true;
    case "minor":
      return patch === 0;
    case "major":
      return minor === 0 && patch === 0;
  }
}

/** `beta` of `beta-1`: where the count begins again, it begins with a number that sorts. */
function bareName(version: SemVer, name: string): string {
  return findAttachedNumber(version.version)?.wanted.replace(/\.\d+$/, "") ?? name;
}
