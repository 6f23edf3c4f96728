import { keptWith } from "../../kept-with.ts";
import type { NotChecked } from "../findings/finding.ts";
import { shorten } from "./observed.ts";
import type { TriageScan } from "./triage-plan.ts";
import type { TriageState } from "./triage-state.ts";

type Known = Pick<TriageState, "places">;

/**
 * Packages that an advisory was met in, by name and lockfile, of which nobody can say any more whether they are affected:
 * they come from git or a folder now, or their version cannot be read. Any version counts, as a fork may have any.
 */
export function unprovedPlaces(
  { places }: Known,
  { notChecked }: Pick<TriageScan, "notChecked">,
): readonly NotChecked[] {
  const known = byPlace(notChecked);
  const keys = new Set(places.map(([lockfile, name]) => keyOf(lockfile, name)));
  return [...keys].flatMap((key) => known.get(key) ?? []);
}

/** Lockfiles that it was met in and that are there, but are not scanned any more. */
export function unscannedLockfiles({ places }: Known, { unscanned }: Pick<TriageScan, "unscanned">): readonly string[] {
  if (unscanned.size === 0) return [];
  const shown = shortened(unscanned);
  return [...new Set(places.map(([lockfile]) => lockfile))].filter((lockfile) => shown.has(lockfile));
}

// One scan can lose thousands of advisories, and leave as many packages unchecked.
const shortened = keptWith(
  (lockfiles: ReadonlySet<string>): ReadonlySet<string> => new Set([...lockfiles].map(shorten)),
);
const byPlace = keptWith((notChecked: readonly NotChecked[]) =>
  Map.groupBy(notChecked, ({ lockfile, package: name }) => keyOf(shorten(lockfile), shorten(name))),
);

function keyOf(lockfile: string, name: string): string {
  return `${lockfile}\u0000${name}`;
}
