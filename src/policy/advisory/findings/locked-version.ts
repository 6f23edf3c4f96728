import { compareText } from "../../text/compare-text.ts";
import type { Version } from "../versions/version.ts";
import type { VersionScheme } from "../versions/version-scheme.ts";
import type { Inventory, LockedPackage, Reach } from "./inventory.ts";

/** A package version of one lockfile, whatever number of times it stands in it. */
export interface LockedOnce {
  readonly name: string;
  readonly version: string;
  readonly source: Exclude<LockedPackage["source"], "local">;
  /** Only when it is for work on the repository everywhere. */
  readonly isDev: boolean;
  /** In one place at least. */
  readonly isReplaced?: boolean;
  /** The shortest way of all; only a finding is worth the walk. */
  readonly reach: () => Reach;
}

export interface LockedVersion extends LockedOnce {
  readonly lockfile: string;
  readonly ecosystem: string;
  readonly parsed: Version;
  readonly scheme: VersionScheme;
}

/** npm locks a package in each folder that needs its own copy; the repository's own packages are left out. */
export function groupPackages({ packages }: Inventory, reachOf: (index: number) => Reach): readonly LockedOnce[] {
  const groups = new Map<string, { locked: Omit<LockedOnce, "isDev" | "isReplaced" | "reach">; indices: number[] }>();
  for (const [index, { name, version, source }] of packages.entries()) {
    if (source === "local") continue;
    const key = [source, name, version].join("\u0000");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { locked: { name, version, source }, indices: [index] });
    else known.indices.push(index);
  }
  return [...groups.values()].map(({ locked, indices }) => ({
    ...locked,
    isDev: indices.every((index) => packages[index]?.isDev === true),
    isReplaced: indices.some((index) => packages[index]?.isReplaced === true),
    reach: () => indices.map(reachOf).reduce(nearer),
  }));
}

/** Direct in one place is direct; of two ways in the shorter one, ties by name. */
function nearer(left: Reach, right: Reach): Reach {
  return {
    direct: left.direct || right.direct,
    path: comparePaths(left.path, right.path) <= 0 ? left.path : right.path,
  };
}

function comparePaths(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  return left.length - right.length || compareText(left.join("\u0000"), right.join("\u0000"));
}
