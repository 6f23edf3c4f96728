import type { ChangedFile, Person } from "../facts.ts";
import { matchGlobs } from "../text/glob.ts";

/** A named part of the code base with the people who answer for it. */
export interface Area {
  readonly name: string;
  /** What people read; the name when the configuration gives none. */
  readonly title: string;
  readonly aliases: readonly string[];
  /** Logins and teams as written: `alice`, `alice#583231`, `@acme/runtime`. Whoever is on duty comes first. */
  readonly owners: readonly string[];
  /** Owners as they may be shown in public; empty when the configuration hides them. */
  readonly shownOwners: readonly string[];
  readonly backups: readonly Backup[];
  /** Bot accounts whose vote is shown as an agent's. */
  readonly agents: readonly string[];
  /** Whether an agent's vote counts. */
  readonly isAgentSufficient: boolean;
  readonly files: AreaFiles;
  readonly quorum: Quorum;
  readonly staleOn: "area_change" | "any_push" | "never";
  readonly selfSignoff: SelfSignoff;
  readonly required: "when_touched" | "always";
  /** Whether whoever took part in the commits may sign; `strict` also counts co-authors of suggestions. */
  readonly excludesContributors: "no" | "yes" | "strict";
  /** Whether the sign-off of somebody who is no owner any more still counts. */
  readonly keepsAfterLeave: boolean;
  /** `implicit`: an approving review signs every area that its author owns and the pull request touches. */
  readonly reviews: "explicit" | "implicit";
  /** Why nobody can sign it, when the owners could not be found: there is no CODEOWNERS, or a line of it is broken. */
  readonly problem: string | undefined;
}

/** Which files belong to an area. */
export type AreaFiles =
  | { readonly kind: "globs"; readonly globs: readonly string[] }
  /** Code owners: the files of this pull request for which these owners are named last. Found when facts are read. */
  | { readonly kind: "paths"; readonly paths: ReadonlySet<string> }
  /** An area that is always required and names no paths speaks about everything. */
  | { readonly kind: "all" };

interface Quorum {
  /** How many different people must sign. */
  readonly need: number | "all" | "majority";
  /** Of those who may sign, at most this many may be missing. */
  readonly maxOutstanding: number | undefined;
}

/** Whether the author of a pull request may sign it. */
type SelfSignoff = "deny" | "with_evidence" | "with_backup" | "allow";

/** Who may sign instead of the owners. */
export interface Backup {
  readonly kind: "person" | "team" | "agent" | "gate" | "area";
  /** Logins, teams, bot accounts, names of gates or names of areas. */
  readonly who: readonly string[];
  /** From when on: at once, when the author is an owner, or so many milliseconds after the pull request was opened. */
  readonly after: "immediately" | "when_author" | number;
}

/** Who may sign for an area, as far as it could be read. */
export interface AreaPeople {
  /** Those who may sign, among the people we had to ask about. */
  readonly signers: readonly Signer[];
  /** How many different owners there are; undefined when the quorum did not need to know. */
  readonly ownerCount: number | undefined;
  /** Whether the author of the pull request is an owner; undefined for a deleted author. */
  readonly isAuthorOwner: boolean;
  /** Why the owners could not be read; undefined when they could. Fail closed. */
  readonly problem: string | undefined;
}

export type Signer =
  | { readonly id: number; readonly capacity: "owner" | "agent" }
  | { readonly id: number; readonly capacity: "backup"; readonly backup: Backup };

type Capacity = Signer["capacity"];

/** A sign-off as it stands at the present head. */
export interface SignOffState {
  readonly by: Person;
  /** Undefined when the signer may not sign any more. */
  readonly capacity: Capacity | undefined;
  readonly isSelfSigned: boolean;
  /** Where it was said. An approving review may sign without a command. */
  readonly via: "comment" | "review" | "approval";
  readonly headSha: string;
  readonly at: string;
  readonly note: string | undefined;
  readonly standing: SignOffStanding;
}

export type SignOffStanding =
  /** Counts. `carriedOver`: it was given for another head with the same code. */
  | { readonly state: "live"; readonly carriedOver: boolean }
  | { readonly state: "stale"; readonly because: StaleCause }
  /** The signer may not sign this area any more. */
  | { readonly state: "lapsed" }
  | { readonly state: "withdrawn" }
  | { readonly state: "revoked"; readonly by: string; readonly note: string | undefined }
  | { readonly state: "voided"; readonly by: string | undefined; readonly how: "edited" | "deleted" | "dismissed" }
  /** Given in good order, and does not count, or not yet. */
  | { readonly state: "not-counted"; readonly because: NotCountedCause };

export type StaleCause =
  | { readonly cause: "file-changed"; readonly path: string }
  | { readonly cause: "base-changed"; readonly baseBranch: string }
  /** The head is the one that was signed, but the configuration gives the area other files now. */
  | { readonly cause: "area-changed" }
  /** `any_push`: something outside the area changed. */
  | { readonly cause: "pushed" }
  /** Something changed, but what cannot be told. */
  | { readonly cause: "unknown" };

export type NotCountedCause =
  | { readonly cause: "agent" }
  | { readonly cause: "self" }
  /** `gates` are those that do not hold; empty when nothing measures the area. */
  | { readonly cause: "self-needs-evidence"; readonly gates: readonly string[] }
  | { readonly cause: "self-needs-backup" }
  | { readonly cause: "backup-not-yet"; readonly from: string | undefined }
  | { readonly cause: "contributor" }
  | { readonly cause: "contributors-unknown"; readonly commit: string | undefined };

/** An owner asked for changes and has neither approved nor signed since. */
export interface Objection {
  readonly by: Person;
  readonly at: string;
}

export interface AreaState {
  readonly area: Area;
  /** Files of the pull request that belong to the area, sorted. */
  readonly touchedPaths: readonly string[];
  readonly state:
    | "not-required"
    | "signed"
    | "unsigned"
    /** Somebody signed, and more must. */
    | "partly"
    | "stale"
    | "lapsed"
    | "voided"
    | "objected"
    /** The owners could not be read, or the quorum cannot be met by those there are. */
    | "unreadable"
    | "quorum-unreachable"
    | "files-unknown";
  /** How it would stand if it had to sign: for gates that name it, touched or not. */
  readonly asRequired: Exclude<AreaState["state"], "not-required">;
  /** One per person, the one that counts most, newest first. */
  readonly signOffs: readonly SignOffState[];
  readonly objections: readonly Objection[];
  readonly votes: { readonly have: number; readonly need: number | undefined };
  /** Gates of backups that stand in for a person, when they hold. */
  readonly gateBackups: readonly string[];
  readonly people: AreaPeople;
}

/** The area that answers for the rules themselves: it guards their files, and its owners may waive every gate. */
export const governance = "governance";

/** What the ledger and the lists of people know an area by: code owners of one area are told apart by who they are. */
export function areaKey({ name, files, owners }: Area): string {
  return files.kind === "paths"
    ? `${name} ${owners
        .map((owner) => owner.toLowerCase())
        .toSorted()
        .join(" ")}`
    : name;
}

/** The files that belong to the area, by their present or their previous path, sorted by path. */
export function filesOfArea({ files: area }: Area, files: readonly ChangedFile[]): readonly ChangedFile[] {
  const isInside = memberOf(area);
  return files
    .filter(({ path, previousPath }) => isInside(path) || (previousPath !== undefined && isInside(previousPath)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function memberOf(files: AreaFiles): (path: string) => boolean {
  switch (files.kind) {
    case "globs":
      return matchGlobs(files.globs);
    case "paths":
      return (path) => files.paths.has(path);
    case "all":
      return () => true;
  }
}

/** Finds areas by name or alias, whatever the case: several when code owners split one. */
export function findAreas(areas: readonly Area[], name: string): readonly Area[] {
  return areas.filter((area) => isCalled(area, name));
}

/** The same for areas that were judged. */
export function statesCalled(states: readonly AreaState[], name: string): readonly AreaState[] {
  return states.filter(({ area }) => isCalled(area, name));
}

/** By its name or an alias, whatever the case. */
export function isCalled({ name, aliases }: Pick<Area, "name" | "aliases">, wanted: string): boolean {
  return [name, ...aliases].some((known) => known.toLowerCase() === wanted.toLowerCase());
}
