import { parsePythonVersion } from "./python-version.ts";
import { parseSemVer } from "./semver-version.ts";
import { compareVersions, isSameRelease, type Version } from "./version.ts";

/** How the versions of one ecosystem follow each other. */
export interface VersionScheme {
  readonly parse: (text: string) => Version | undefined;
  /** Below all others: what records call "0". */
  readonly lowest: Version;
  /** The lowest version beyond those that an ordinary requirement on `version` accepts. */
  readonly nextLine: (version: Version) => Version | undefined;
  /** Whether an ordinary requirement on `from` accepts the prerelease `to` of its line. */
  readonly takesPrerelease: (from: Version, to: Version) => boolean;
}

/** The scheme of an ecosystem as OSV calls it, case-sensitive; undefined when we have none. */
export function versionScheme(ecosystem: string): VersionScheme | undefined {
  return schemes.get(ecosystem);
}

/** Whether an update from `from` to `to` stays in the line that an ordinary requirement accepts. */
export function isSameLine(from: Version, to: Version, { nextLine, takesPrerelease }: VersionScheme): boolean {
  // A synthetic bound stands for the release after it.
  if (to.isPrerelease && !to.isSynthetic && !takesPrerelease(from, to)) return false;
  const end = nextLine(from);
  return end !== undefined && compareVersions(to, from) >= 0 && compareVersions(to, end) < 0;
}

const lowestSemVer = required(parseSemVer("0.0.0-0"));

const caret: VersionScheme = {
  parse: parseSemVer,
  lowest: lowestSemVer,
  nextLine: nextCaretLine,
  takesPrerelease: (from, to) => from.isPrerelease && isSameRelease(from, to),
};

const schemes: ReadonlyMap<string, VersionScheme> = new Map([
  ["crates.io", caret],
  ["npm", caret],
  // Strict SemVer with a `v` before it, which is read over; `+incompatible` is build metadata, and a pseudo-version is a
  // prerelease (https://go.dev/ref/mod#versions).
  [
    "Go",
    {
      parse: parseSemVer,
      lowest: lowestSemVer,
      nextLine: ({ release: [major = 0] }) => beforeMajor(major + 1),
      takesPrerelease: () => true,
    },
  ],
  [
    "PyPI",
    {
      parse: parsePythonVersion,
      lowest: required(parsePythonVersion("0.dev0")),
      nextLine: ({ release: [epoch = 0, major = 0] }) => parsePythonVersion(`${epoch}!${major + 1}.dev0`),
      // Installers take prereleases only of what is asked for with one.
      takesPrerelease: ({ isPrerelease }) => isPrerelease,
    },
  ],
]);

/**
 * Where the line that a caret requirement accepts ends: 1.4.2 → 2.0.0-0, 0.3.1 → 0.4.0-0, 0.0.7 → 0.0.8-0. With the
 * lowest prerelease, because records begin the next line there (h2: `introduced 0.4.0-0`).
 */
function nextCaretLine({ release: [major = 0, minor = 0, patch = 0] }: Version): Version | undefined {
  if (major > 0) return beforeMajor(major + 1);
  return parseSemVer(minor > 0 ? `0.${minor + 1}.0-0` : `0.0.${patch + 1}-0`);
}

function beforeMajor(major: number): Version | undefined {
  return parseSemVer(`${major}.0.0-0`);
}

function required(version: Version | undefined): Version {
  if (version === undefined) throw new Error("a version of our own cannot be read");
  return version;
}
