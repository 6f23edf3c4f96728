import type { ChangedFile } from "../facts.ts";
import { matchGlobs } from "../text/glob.ts";
import type { SignOff } from "./ledger.ts";

/** A named part of the code base with the people who answer for it. */
export interface Area {
  readonly name: string;
  readonly aliases: readonly string[];
  /** As written: `alice`, `@acme/runtime`. */
  readonly owners: readonly string[];
  readonly paths: readonly string[];
}

/** Who may sign for an area, as far as it could be read. */
export interface AreaPeople {
  /** Numeric ids of those who may sign, among the people we had to ask about. */
  readonly entitledIds: readonly number[];
  /** Why the owners could not be read; undefined when they could. Fail closed. */
  readonly problem: string | undefined;
}

/** A sign-off as it stands at the present head. */
export interface SignOffState {
  readonly signOff: SignOff;
  readonly isSelfSigned: boolean;
  readonly state: "live" | "stale" | "lapsed";
  /** Why it is stale; undefined when it is not. */
  readonly stale: StaleCause | undefined;
}

export type StaleCause =
  | { readonly cause: "file-changed"; readonly path: string }
  | { readonly cause: "base-changed"; readonly baseBranch: string }
  /** The head is the one that was signed, but the configuration gives the area other files now. */
  | { readonly cause: "area-changed" }
  /** Something changed, but which file cannot be told. */
  | { readonly cause: "unknown" };

export interface AreaState {
  readonly area: Area;
  /** Files of the pull request that belong to the area, sorted. */
  readonly touchedPaths: readonly string[];
  readonly state: "not-touched" | "signed" | "unsigned" | "stale" | "lapsed" | "unreadable" | "files-unknown";
  /** The newest sign-off of each person, newest first. */
  readonly signOffs: readonly SignOffState[];
  readonly people: AreaPeople;
}

/** The files that belong to the area, by their present or their previous path, sorted by path. */
export function filesOfArea(area: Area, files: readonly ChangedFile[]): readonly ChangedFile[] {
  const isInside = matchGlobs(area.paths);
  return files
    .filter(({ path, previousPath }) => isInside(path) || (previousPath !== undefined && isInside(previousPath)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Finds an area by name or alias, whatever the case. */
export function findArea(areas: readonly Area[], name: string): Area | undefined {
  const wanted = name.toLowerCase();
  return areas.find((area) => [area.name, ...area.aliases].some((known) => known.toLowerCase() === wanted));
}
