import type { Fix } from "./fix.ts";
import type { Interval } from "../records/interval.ts";
import type { Inventory, Reach } from "./inventory.ts";
import { createReach } from "./inventory.ts";
import { judgePackage } from "./judge-package.ts";
import { groupPackages, type LockedVersion } from "./locked-version.ts";
import type { RecordIndex } from "../records/record-index.ts";
import { compareText } from "../../text/compare-text.ts";
import type { AdvisoryKind, Severity } from "../records/rating.ts";
import { versionScheme } from "../versions/version-scheme.ts";

/** An advisory met in the dependency tree at one package version. */
export interface FindingRow {
  /** As OSV calls it, case-sensitive: `crates.io`, `npm`, `PyPI`, `Go`. */
  readonly ecosystem: string;
  readonly lockfile: string;
  readonly package: string;
  readonly version: string;
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly kind: AdvisoryKind;
  readonly severity: Severity;
  readonly summary: string;
  /** Undefined when the record lists the version by name, or does not say affected at all. */
  readonly interval: Interval | undefined;
  readonly fix: Fix;
  readonly reach: Reach;
  readonly isDev: boolean;
  readonly isReplaced?: true | undefined;
  readonly confidence: Confidence;
  /** Where the confidence is `module`: the packages inside it that are affected, at most ten. */
  readonly parts: readonly string[];
}

/**
 * `module`: the record names packages inside the module, and the lockfile does not say which of them are used. `disputed`:
 * a source or a twin record says affected, the deciding record says clear. Neither of the two ever
 * blocks a pull request.
 */
export type Confidence = "sure" | "module" | "disputed";

export interface PackageAt {
  readonly lockfile: string;
  readonly package: string;
  readonly version: string;
}

/** Something in a lockfile of which neither "affected" nor "clear" can be said. */
export interface NotChecked extends PackageAt {
  readonly why:
    | "git"
    | "path"
    | "other-registry"
    | "unreadable-version"
    | "unreadable-record"
    /** How versions of this ecosystem follow each other is not known here. */
    | "no-scheme"
    | "refused"
    | "unanswered";
}

/** A prerelease of the very version in which a problem begins (1.2.0-beta.1 of 1.2.0): by order it is clear. */
export interface PrereleaseBoundary extends PackageAt {
  readonly advisory: string;
  readonly introduced: string;
}

export interface Findings {
  /** `sure` and `module`. */
  readonly rows: readonly FindingRow[];
  /** Counted and shown, never blocking, and no issue is opened for them. */
  readonly disputed: readonly FindingRow[];
  readonly notChecked: readonly NotChecked[];
  readonly boundaries: readonly PrereleaseBoundary[];
}

/** One lockfile's findings; `isCut` when there are more of them than are told. */
export interface LockfileFindings extends Findings {
  readonly isCut: boolean;
}

/**
 * More than any real lockfile has. A made-up one of 20,000 versions of one package could meet a million, which is more than
 * fits into memory.
 */
export const mostFindings = 20_000;

/** The ids that a source names for a version, whatever our own reading of its records says. */
export type ClaimsOf = (name: string, version: string) => readonly string[];

/** Meets the records with one lockfile. A package counts once, however often it stands in it. */
export function findAdvisories(
  lockfile: string,
  inventory: Inventory,
  index: RecordIndex,
  claimsOf: ClaimsOf = () => [],
): LockfileFindings {
  const { ecosystem } = inventory;
  const scheme = versionScheme(ecosystem);
  const reachOf = createReach(inventory);
  const found: { [Key in keyof Findings]: Findings[Key][number][] } = {
    rows: [],
    disputed: [],
    notChecked: [],
    boundaries: [],
  };
  for (const locked of groupPackages(inventory, reachOf)) {
    const { name, version, source } = locked;
    const at = { lockfile, package: name, version };
    const parsed = scheme?.parse(version);
    if (source !== "registry") found.notChecked.push({ ...at, why: source });
    else if (scheme === undefined) found.notChecked.push({ ...at, why: "no-scheme" });
    else if (parsed === undefined) found.notChecked.push({ ...at, why: "unreadable-version" });
    else {
      const place: LockedVersion = { ...locked, lockfile, ecosystem, parsed, scheme };
      const one = judgePackage(place, index, claimsOf(name, version));
      found.rows.push(...one.rows);
      found.disputed.push(...one.disputed);
      found.notChecked.push(...one.notChecked);
      found.boundaries.push(...one.boundaries);
    }
    if (found.rows.length + found.disputed.length > mostFindings) break;
  }
  found.rows.sort(byPlace);
  found.disputed.sort(byPlace);
  return { ...found, isCut: found.rows.length + found.disputed.length > mostFindings };
}

function byPlace(left: FindingRow, right: FindingRow): number {
  return compareText(keyOf(left), keyOf(right));
}

function keyOf(row: FindingRow): string {
  return [row.lockfile, row.package, row.version, row.advisory].join("\u0000");
}
