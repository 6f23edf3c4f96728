import { SemVer } from "semver";

/**
 * A version by SemVer order, or undefined when it has none. Partial versions occur in GitHub's records (`0.1`) and are
 * padded. Numbers above 2^53 are refused by semver, so such a version reads as "cannot be checked", never as clear.
 */
export function parseVersion(text: string): SemVer | undefined {
  const padded = text === "0" ? "0.0.0-0" : pad(text);
  try {
    return new SemVer(padded);
  } catch {
    // SemVer throws for anything that is not a version: an expected outcome here, said by undefined.
    return undefined;
  }
}

/** Below, at or above, ignoring build metadata, which never orders. */
export function compareVersions(left: SemVer, right: SemVer): number {
  return left.compare(right);
}

/**
 * Where the line that a caret requirement on `version` accepts ends: 1.4.2 → 2.0.0-0, 0.3.1 → 0.4.0-0, 0.0.7 → 0.0.8-0.
 * With the lowest prerelease, because records begin the next line there (h2: `introduced 0.4.0-0`).
 */
export function nextLine(version: SemVer): SemVer {
  const { major, minor, patch } = version;
  if (major > 0) return new SemVer(`${major + 1}.0.0-0`);
  if (minor > 0) return new SemVer(`0.${minor + 1}.0-0`);
  return new SemVer(`0.0.${patch + 1}-0`);
}

/** Whether an update from `from` to `to` stays in the line that a caret requirement accepts. */
export function isSameLine(from: SemVer, to: SemVer): boolean {
  return compareVersions(to, from) >= 0 && compareVersions(to, nextLine(from)) < 0;
}

function pad(text: string): string {
  const partial = /^v?(\d+)(?:\.(\d+))?((?:-|\+).*)?$/.exec(text);
  if (partial === null) return text;
  const [, major = "0", minor = "0", rest = ""] = partial;
  return `${major}.${minor}.0${rest}`;
}
