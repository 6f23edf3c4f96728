import { parse, type SemVer } from "semver";
import type { Impact, ImpactPreset, MeaningRules } from "../title/rules.ts";

/** What of a title decides which version comes next. */
export interface AnnouncedChange {
  /** In any case of letters. */
  readonly type: string;
  readonly isBreaking: boolean;
}

/** What a tool that makes releases takes a change for, at one stage of a version. */
interface Column {
  readonly breaking: Impact;
  readonly types: ReadonlyMap<string, Impact>;
  /** Every other type. */
  readonly others: Impact;
}

/** What Conventional Commits tooling agrees on from 1.0 on. */
const usual: Column = {
  breaking: "major",
  types: new Map([
    ["feat", "minor"],
    ["fix", "patch"],
    ["perf", "patch"],
    ["security", "patch"],
    ["revert", "patch"],
  ]),
  others: "none",
};

const sections: ReadonlyMap<string, string> = new Map([
  ["feat", "New features"],
  ["fix", "Bug fixes"],
  ["perf", "Performance"],
  ["security", "Security fixes"],
]);

/**
 * What merging a change means for the next version after `current`, and where it stands in the changelog. Without a
 * version the rules from 1.0 on count. What the configuration says of a type or of `!` holds whatever the version is, and
 * `!` never means less than the same change without it.
 */
export function impactOf(
  { type: written, isBreaking }: AnnouncedChange,
  rules: MeaningRules,
  current?: string,
): { readonly impact: Impact; readonly section: string | undefined } {
  const type = written.toLowerCase();
  const column = columnOf(rules.preset, current === undefined ? null : parse(current));
  const own = Object.hasOwn(rules.types, type) ? rules.types[type] : undefined;
  const plain = own?.impact ?? column.types.get(type) ?? column.others;
  const impact = isBreaking ? greater(rules.breaking ?? column.breaking, plain) : plain;
  return { impact, section: own?.section ?? sections.get(type) };
}

/** Where each tool stands in its source is said beside its name. */
function columnOf(preset: ImpactPreset, current: SemVer | null): Column {
  switch (preset) {
    case "seed":
      return current?.major === 0 ? { ...usual, breaking: "minor" } : usual;
    case "cargo":
      return cargoColumn(current);
    case "release-please":
      // DefaultVersioningStrategy: without `bump-minor-pre-major` a breaking change leads from 0.x to 1.0.0.
      return { ...usual, types: new Map([...usual.types, ["deps", "patch"]]) };
  }
}

/**
 * release-plz takes any commit for a patch at least. Before 1.0 Cargo holds `0.1` and `0.2` incompatible, and each `0.0.x`
 * by itself, so it keeps features small, and counts only the patch at 0.0.x and only the number of a prerelease
 * (`VersionIncrement::from_commits` of its crate next_version).
 */
function cargoColumn(current: SemVer | null): Column {
  const onlyPatches: Column = { breaking: "patch", types: new Map(), others: "patch" };
  if (current === null) return { ...usual, others: "patch" };
  if (current.prerelease.length > 0) return onlyPatches;
  if (current.major > 0) return { ...usual, others: "patch" };
  return current.minor > 0 ? { ...onlyPatches, breaking: "minor" } : onlyPatches;
}

const smallestFirst: readonly Impact[] = ["none", "patch", "minor", "major"];

function greater(a: Impact, b: Impact): Impact {
  return smallestFirst.indexOf(a) > smallestFirst.indexOf(b) ? a : b;
}
