import type { Actor, Permission } from "../../../command.ts";
import type { Reason } from "../../../reason.ts";
import type { TriageEntry } from "../triage-entry.ts";
import type { TriageState } from "../triage-state.ts";

/** An advisory as the last scan of the default branch left it. */
export interface KnownAdvisory {
  readonly id: string;
  /** Undefined where somebody changed or removed what its issue says of it. */
  readonly state: TriageState | undefined;
  /** Undefined where it has no issue. */
  readonly isOpen: boolean | undefined;
  /** All that was decided, in any order; of the ledger and of the copy. Grows from line to line. */
  readonly entries: readonly TriageEntry[];
}

/** The area that the configuration asks to triage, and what the actor is in it. */
export interface TriageArea {
  readonly name: string;
  readonly shownOwners: readonly string[];
  readonly isAnsweredFor: boolean;
  /** Why its owners cannot be read, without a full stop. */
  readonly problem: string | undefined;
}

type PullRequestEnd = "open" | "merged" | "closed";

/** What the commands of one comment are decided on. */
export interface TriageCommandContext {
  readonly actor: Actor;
  readonly permission: Permission;
  /** Undefined where the configuration names none. */
  readonly area: TriageArea | undefined;
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Where the comment stands: `advisory` is what the issue is about, which need not be named there. */
  readonly place: { readonly kind: "issue" | "pull-request"; readonly advisory: string | undefined };
  /** On the issue of an advisory it alone; elsewhere all of them. */
  readonly known: readonly KnownAdvisory[];
  /** The first policy file that cannot be read; undefined also where nobody asked. */
  readonly policyProblem: PolicyProblem | undefined;
  /** Those that the lines name, as far as they are pull requests of this repository. */
  readonly pullRequests: ReadonlyMap<number, PullRequestEnd>;
  /** Of the logins that the lines name, in lower case, those whom an issue can be given to. */
  readonly assignable: ReadonlySet<string>;
  readonly comment: { readonly id: number; readonly at: Date };
}

export interface PolicyProblem {
  readonly file: string;
  /** Counted from 1; undefined where it is not about a line. */
  readonly line: number | undefined;
  /** `is not valid TOML` */
  readonly problem: string;
}

/** What becomes of one line. */
export interface TriageAnswer {
  readonly outcome: "done" | "refused";
  readonly reasons: readonly Reason[];
  /** Decided about which advisory; undefined when nothing changes. */
  readonly recorded: { readonly advisory: string; readonly entry: TriageEntry } | undefined;
  readonly asksForScan: boolean;
  /** Whether the reasons are told although nothing was refused. */
  readonly isTold: boolean;
  /** Whether the list of commands is told as well. */
  readonly showsHelp: boolean;
}

/** What GitHub must be asked for a line besides. */
export interface TriageLookUps {
  readonly pullRequests: readonly number[];
  readonly logins: readonly string[];
}

/** One word behind `/triage`: one file, one registry line. Help, refusals and the docs are derived from what it says here. */
export interface TriageCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Behind `/triage`. */
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Whether it leads to an ignore, which cannot be proposed while a policy file is broken. */
  readonly proposesIgnore: boolean;
  readonly lookUps: (text: string) => TriageLookUps;
  /** `line`: counted from 0, part of the id of what is recorded. */
  readonly decide: (text: string, context: TriageCommandContext, line: number) => TriageAnswer;
}

export const noLookUps: TriageLookUps = { pullRequests: [], logins: [] };

const nothing = { recorded: undefined, asksForScan: false, isTold: false, showsHelp: false };

export function answered(...reasons: readonly Reason[]): TriageAnswer {
  return { ...nothing, outcome: "done", reasons };
}

export function refusedTriage(...reasons: readonly Reason[]): TriageAnswer {
  return { ...nothing, outcome: "refused", reasons };
}
