import { SemVer } from "semver";
import type { Version } from "./version.ts";

/**
 * A version by SemVer order, or undefined when it has none. Partial versions occur in GitHub's records (`0.1`) and are
 * padded. Numbers above 2^53 are refused, so such a version reads as "cannot be checked", never as clear.
 */
export function parseSemVer(text: string): Version | undefined {
  const read = readSemVer(pad(text));
  // Semver keeps a prerelease number above 2^53 as text, where it would come after all words.
  if (read === undefined || read.prerelease.some((part) => /^\d+$/.test(String(part)) && typeof part === "string")) {
    return undefined;
  }
  const { major, minor, patch, prerelease } = read;
  const isPrerelease = prerelease.length > 0;
  return {
    text: read.version,
    release: [major, minor, patch],
    rest: isPrerelease ? [0, ...prerelease] : [1],
    isPrerelease,
    isSynthetic: prerelease.length === 1 && prerelease[0] === 0,
    builtFrom: undefined,
  };
}

function readSemVer(text: string): SemVer | undefined {
  try {
    return new SemVer(text);
  } catch {
    // SemVer throws for anything that is not a version: an expected outcome here, said by undefined.
    return undefined;
  }
}

function pad(text: string): string {
  const partial = /^v?(\d+)(?:\.(\d+))?((?:-|\+).*)?$/.exec(text);
  if (partial === null) return text;
  const [, major = "0", minor = "0", rest = ""] = partial;
  return `${major}.${minor}.0${rest}`;
}
