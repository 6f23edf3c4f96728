import type { Area, AreaState } from "./area/area.ts";
import type { FileList, Person, PullRequest } from "./facts.ts";
import type { GateUse } from "./verdict.ts";
import type { Heads } from "./heads.ts";
import type { LedgerEntry, Source } from "./ledger/entry.ts";
import type { Reason } from "./reason.ts";
import type { TitlePolicy } from "./title/rules.ts";

/** Who wrote the comment or the review. */
export interface Actor extends Person {
  /** A bot account, or a comment that an App posted for somebody. Never a person's consent. */
  readonly isMachine: boolean;
}

/** The comment or review that a command stands in. */
export interface CommandSource extends Source {
  readonly bodySha256: string;
  readonly at: Date;
  /** What the pull request was called then; undefined where nobody can tell. */
  readonly title: string | undefined;
  /** The commit that a review was written for; undefined for comments. */
  readonly headSha: string | undefined;
}

/** What the actor may do in the repository, from the weakest to the strongest. */
export type Permission = (typeof permissions)[number];
export const permissions = ["none", "read", "triage", "write", "maintain", "admin"] as const;

/** A gate that the pull request uses, for commands that name one. */
export interface NamedGate {
  readonly name: string;
  readonly kind: string;
  readonly use: GateUse;
  /** Name of the area whose owners may waive it, and rule on it; undefined when the configuration names none. */
  readonly area: string | undefined;
  /** See `GateIdentity`. */
  readonly filled?: string | undefined;
  /** The same under the title that the command was written under; undefined where nobody can tell, or it was not there. */
  readonly filledThen?: string | undefined;
}

/** What a command is decided on. Everything but its source was read after the comment arrived. */
export interface CommandContext {
  readonly actor: Actor;
  readonly source: CommandSource;
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  /** Code owners of one area are several states with one name. */
  readonly areas: readonly AreaState[];
  /** Grows from line to line: what the lines before decided is in it. */
  readonly ledger: readonly LedgerEntry[];
  readonly gates: readonly NamedGate[];
  readonly titlePolicy: TitlePolicy;
  /** Whether the merge queue holds it; what lands was fixed when it went in. False where no title would be set. */
  readonly isQueued: boolean;
  readonly heads: Heads;
  readonly graceMs: number;
  readonly permission: Permission;
}

/** What must be looked up besides the pull request: how its areas stand, and what the actor may do here. */
export type CommandFact = "areas" | "permission";

/** What becomes of one line. `done` changes something or says that nothing had to change. */
export interface Decision {
  readonly outcome: "done" | "refused";
  readonly reasons: readonly Reason[];
  /** Facts for the ledger. */
  readonly entries: readonly LedgerEntry[];
  readonly title?: string;
  /** Whether the reasons are told although nothing was refused. */
  readonly isTold?: boolean;
  /** For what changes nothing that we look at, or what GitHub tells of by an event. */
  readonly needsNoLook?: true;
}

/** A slash command: one file, one registry line. Help, refusals and the docs are derived from what it says here. */
export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Who may, in words. */
  readonly who: string;
  readonly needs: (asked: { readonly isAuthor: boolean; readonly args: string }) => readonly CommandFact[];
  readonly decide: (args: string, context: CommandContext) => Decision;
  /** It judges its text as it was written, and must not say again what is hidden elsewhere. */
  readonly readsSecrets?: true;
}

/** Ties what a command decides to what it reads from the rest of its line. */
export function defineCommand<Args>(
  definition: Omit<Command, "decide"> & {
    readonly parse: (text: string) => Args;
    readonly decide: (args: Args, context: CommandContext) => Decision;
  },
): Command {
  const { parse, decide, ...described } = definition;
  return { ...described, decide: (text, context) => decide(parse(text), context) };
}

export function done(...reasons: readonly Reason[]): Decision {
  return { outcome: "done", reasons, entries: [] };
}

export function refused(...reasons: readonly Reason[]): Decision {
  return { outcome: "refused", reasons, entries: [] };
}

/** Without repetitions: code owners of one area share its name. */
export function areaNames(areas: readonly { readonly area: Area }[]): readonly string[] {
  return [...new Set(areas.map(({ area }) => area.name))];
}

/** What every entry says of itself. */
export function stampOf({ actor, source }: CommandContext) {
  return {
    actor: { id: actor.id, login: actor.login },
    source: { kind: source.kind, id: source.id },
    at: source.at.toISOString(),
  };
}

export function hasPermission(actual: Permission, needed: Permission): boolean {
  return permissions.indexOf(actual) >= permissions.indexOf(needed);
}
