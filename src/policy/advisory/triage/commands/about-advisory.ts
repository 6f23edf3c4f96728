import { type Reason, reason } from "../../../reason.ts";
import type { TriageEntry } from "../triage-entry.ts";
import type { TriageState } from "../triage-state.ts";
import { whyNotTriage } from "./may-triage.ts";
import { nameAdvisory } from "./name-advisory.ts";
import {
  answered,
  type KnownAdvisory,
  noLookUps,
  refusedTriage,
  type TriageAnswer,
  type TriageCommand,
  type TriageCommandContext,
} from "./triage-command.ts";

/** What a command about one advisory is decided on. */
export interface TriageSubject {
  readonly id: string;
  readonly state: TriageState;
  readonly advisory: KnownAdvisory;
  readonly context: TriageCommandContext;
  /** What is recorded says of itself. */
  readonly stamp: Pick<TriageEntry, "id" | "by" | "at">;
  /** The line as it should have been written. */
  readonly corrected: (rest: string) => string;
}

/** Ties a command to the advisory that its line is about. Nobody decides about one that no lockfile has. */
export function aboutAdvisory<Args>(
  definition: Pick<TriageCommand, "name" | "aliases" | "usage" | "summary" | "examples"> &
    Partial<Pick<TriageCommand, "proposesIgnore" | "lookUps">> & {
      readonly parse: (text: string) => Args;
      readonly decide: (args: Args, subject: TriageSubject) => TriageAnswer;
    },
): TriageCommand {
  const { parse, decide, ...described } = definition;
  return {
    proposesIgnore: false,
    lookUps: () => noLookUps,
    ...described,
    decide: (text, context, line) => {
      const denied = whyNotTriage(context);
      if (denied !== undefined) return refusedTriage(denied);
      const named = nameAdvisory(text, context);
      if (named.state === "refused") return refusedTriage(named.why);
      if (named.state === "none") {
        const [example = ""] = definition.examples;
        const [, rest = ""] = /^\S+(.*)$/.exec(example) ?? [];
        return refusedTriage(
          reason("triage-which-advisory", { command: `/triage ${definition.name} RUSTSEC-2030-0001${rest}` }),
        );
      }
      const { advisory } = named;
      const { state } = advisory;
      if (state === undefined || state.presence !== "present") return refusedTriage(whyNotThere(advisory));
      return decide(parse(named.rest), { id: advisory.id, state, advisory, context, ...written(definition.name) });

      function written(name: string): Pick<TriageSubject, "stamp" | "corrected"> {
        const { actor, comment, place } = context;
        const id = place.advisory === advisory.id ? [] : [advisory.id];
        return {
          stamp: {
            id: `${comment.id}/${line}`,
            by: { id: actor.id, login: actor.login },
            at: comment.at.toISOString(),
          },
          corrected: (rest) => ["/triage", name, ...id, ...(rest === "" ? [] : [rest])].join(" "),
        };
      }
    },
  };
}

function whyNotThere({ id, state }: KnownAdvisory): Reason {
  const command = "/triage rescan";
  return reason(state === undefined ? "triage-state-lost" : "triage-not-locked", { advisory: id, command });
}

/** The next scan makes of it what it must. */
export function decided({ id }: TriageSubject, entry: TriageEntry, ...says: readonly Reason[]): TriageAnswer {
  return { ...answered(...says), recorded: { advisory: id, entry }, asksForScan: true };
}

/** What is said again in the same words need not be recorded. */
export function standsAlready(entry: TriageEntry, standing: TriageEntry | undefined): boolean {
  return standing !== undefined && contentOf(entry) === contentOf(standing);
}

function contentOf(entry: TriageEntry): string {
  const said = Object.entries(entry).filter(([key]) => !["id", "by", "at", "needsSecond"].includes(key));
  return JSON.stringify(said.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** For what reads no further words: `/triage undo the first one` must not undo the last. */
export function whyNotAlone(text: string, { corrected }: Pick<TriageSubject, "corrected">): Reason | undefined {
  return text === "" ? undefined : reason("words-not-expected", { given: text, command: corrected("") });
}

/** Nobody lives with a malicious package, or puts it off, whatever the reason. */
export function whyMalicious({ id, state }: TriageSubject): Reason | undefined {
  return state.kind === "malicious" ? reason("triage-malicious", { advisory: id }) : undefined;
}
