import type { Area, AreaState } from "./area/area.ts";
import type { FileList, Person, PullRequest } from "./facts.ts";
import type { SignOff } from "./area/ledger.ts";
import type { Reason } from "./reason.ts";
import type { TitleRules } from "./title/rules.ts";

/** Who wrote the comment. */
export interface Actor extends Person {
  /** A bot account, or a comment that an App posted for somebody. Never a person's consent. */
  readonly isMachine: boolean;
}

/** What a command is decided on. Everything was read after the comment arrived. */
export interface CommandContext {
  readonly actor: Actor;
  readonly comment: { readonly id: number; readonly bodySha256: string; readonly at: Date };
  readonly pullRequest: PullRequest;
  readonly files: FileList;
  readonly areas: readonly AreaState[];
  readonly titleRules: TitleRules;
  /** When the present head was first seen; may be later than the real push, never earlier. */
  readonly headSeenAt: Date;
  readonly graceMs: number;
  readonly allowsSelfSignoff: boolean;
  /** May change titles and labels: triage, write, maintain or admin. */
  readonly hasTriage: boolean;
}

/** What must be looked up besides the pull request: how its areas stand, and what the actor may do here. */
export type CommandFact = "areas" | "permission";

/** What becomes of one line. `done` changes something or says that nothing had to change. */
export interface Decision {
  readonly outcome: "done" | "refused";
  readonly reasons: readonly Reason[];
  /** Facts for the ledger. */
  readonly entries: readonly SignOff[];
  readonly title?: string;
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
  readonly needs: (actor: { readonly isAuthor: boolean }) => readonly CommandFact[];
  readonly decide: (args: string, context: CommandContext) => Decision;
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

export function areaNames(areas: readonly { readonly area: Area }[]): readonly string[] {
  return areas.map(({ area }) => area.name);
}
