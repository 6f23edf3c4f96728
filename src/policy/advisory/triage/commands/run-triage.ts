import { type Invocation, parseComment } from "../../../comment/parse-comment.ts";
import { parsedLengthLimit } from "../../../comment/parse-markdown.ts";
import { commandLimit } from "../../../comment/run-commands.ts";
import { type Reason, reason } from "../../../reason.ts";
import { nearest } from "../../../text/nearest.ts";
import { hideSecrets } from "../../../text/secrets.ts";
import type { TriageEntry } from "../triage-entry.ts";
import { triageCommands } from "./index.ts";
import {
  refusedTriage,
  type TriageAnswer,
  type TriageCommand,
  type TriageCommandContext,
  type TriageLookUps,
} from "./triage-command.ts";
import { triageNames } from "./triage-family.ts";

export interface TriageLine {
  /** As typed, for the answer, without tokens. */
  readonly line: string;
  /** What stands behind the word that names the command, without tokens. */
  readonly text: string;
  readonly command: TriageCommand | { readonly refusal: Reason };
}

/** What a comment asks of us. */
export type TriageRead =
  | { readonly state: "none" }
  /** Only in quotes, fences or lists, where nothing is run. */
  | { readonly state: "quoted" }
  | { readonly state: "too-many"; readonly count: number }
  | { readonly state: "lines"; readonly lines: readonly TriageLine[] };

/** `isShared`: on a pull request, where other bots listen to `/triage` as well; words that they may mean are left to them. */
export function readTriage(body: string, { isShared }: { readonly isShared: boolean }): TriageRead {
  const { invocations, quoted, isTooTangled } = parseComment(body);
  const read = (invocation: Invocation) => readLine(invocation, isShared) ?? [];
  const lines = invocations.flatMap(read);
  if (lines.length > commandLimit) return { state: "too-many", count: lines.length };
  if (lines.length > 0) return { state: "lines", lines };
  const first = quoted.flatMap(read)[0];
  if (first === undefined) return { state: "none" };
  if (!isTooTangled) return { state: "quoted" };
  const refusal = reason("comment-too-tangled", { limit: String(parsedLengthLimit), command: first.line });
  return { state: "lines", lines: [{ ...first, command: { refusal } }] };
}

/** What GitHub must be asked before these lines are decided. */
export function lookUpsOf(lines: readonly TriageLine[]): TriageLookUps & { readonly policies: boolean } {
  const asked = lines.flatMap(({ command, text }) =>
    "decide" in command ? [{ command, ...command.lookUps(text) }] : [],
  );
  return {
    pullRequests: [...new Set(asked.flatMap(({ pullRequests }) => pullRequests))],
    logins: [...new Set(asked.flatMap(({ logins }) => logins.map((login) => login.toLowerCase())))],
    policies: asked.some(({ command }) => command.proposesIgnore),
  };
}

export interface TriageOutcome {
  readonly answered: readonly { readonly line: string; readonly answer: TriageAnswer }[];
  readonly recorded: readonly { readonly advisory: string; readonly entry: TriageEntry }[];
  readonly asksForScan: boolean;
}

/** Decides the lines in order; each sees what those before it decided. */
export function runTriage(lines: readonly TriageLine[], context: TriageCommandContext): TriageOutcome {
  const recorded: { advisory: string; entry: TriageEntry }[] = [];
  const answered = lines.map(({ line, text, command }, index) => {
    const known = context.known.map((each) => {
      const more = recorded.flatMap(({ advisory, entry }) => (advisory === each.id ? [entry] : []));
      return more.length === 0 ? each : { ...each, entries: [...each.entries, ...more] };
    });
    const answer =
      "decide" in command ? command.decide(text, { ...context, known }, index) : refusedTriage(command.refusal);
    if (answer.recorded !== undefined) recorded.push(answer.recorded);
    return { line, answer };
  });
  return { answered, recorded, asksForScan: answered.some(({ answer }) => answer.asksForScan) };
}

/** Tokens are hidden here: what is decided from a line is recorded, answered and shown. */
function readLine({ name, args }: Invocation, isShared: boolean): TriageLine | undefined {
  if (!triageNames.includes(name)) return undefined;
  const shown = hideSecrets(args);
  const [, word = "", text = ""] = /^(\S*)\s*([^]*)$/.exec(shown) ?? [];
  const line = `/${name} ${shown}`.trim();
  const wanted = word === "" ? "help" : word.toLowerCase();
  const command = triageCommands.find((each) => namesOf(each).includes(wanted));
  if (command !== undefined) return { line, text, command };
  const near = nearest(wanted, triageCommands.flatMap(namesOf));
  if (near !== undefined) {
    const meant = `/${name} ${near} ${text}`.trim();
    return { line, text, command: { refusal: reason("did-you-mean-command", { command: meant }) } };
  }
  if (isShared) return undefined;
  const names = triageCommands.map((each) => each.name);
  return { line, text, command: { refusal: reason("triage-no-such-command", { given: word, names }) } };
}

function namesOf({ name, aliases }: TriageCommand): readonly string[] {
  return [name, ...aliases];
}
