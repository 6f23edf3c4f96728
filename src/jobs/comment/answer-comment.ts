import { triageFamily } from "../../policy/advisory/triage/commands/triage-family.ts";
import { type CommandContext, refused } from "../../policy/command.ts";
import { commands } from "../../policy/commands/index.ts";
import {
  type CommandOutcome,
  type CommandsRead,
  commandLimit,
  runCommands,
} from "../../policy/comment/run-commands.ts";
import type { Effect } from "../../policy/effect.ts";
import type { LedgerEntry, Source } from "../../policy/ledger/entry.ts";
import { type Reason, reason } from "../../policy/reason.ts";
import { hideSecrets } from "../../policy/text/secrets.ts";
import { renderHelp, renderReply } from "../../render/reply.ts";

/** What becomes of a comment or a review that holds commands. */
export interface Answer {
  /** For the ledger, before anything is said. */
  readonly entries: readonly LedgerEntry[];
  readonly effects: readonly Effect[];
  /** A comment of which every line was refused has changed nothing. */
  readonly isDone: boolean;
  readonly asksForLook: boolean;
}

/** To what nobody has to hear of. */
export const silence: Answer = { entries: [], effects: [], isDone: false, asksForLook: false };

/** What was written, and where. */
interface Written {
  readonly number: number;
  readonly source: Source;
  readonly body: string;
}

/** Pure: the lines that were read and what they are decided on → facts and effects. */
export function answerCommands(
  written: Written,
  read: CommandsRead & { state: "lines" },
  context: CommandContext,
  { hasAdvisories }: { readonly hasAdvisories: boolean },
): Answer {
  const outcome = runCommands(read.lines, context);
  const { number, source } = written;
  const asksHelp = outcome.answered.some(({ decision }) => decision.reasons.some(({ code }) => code === "help"));
  const listed = hasAdvisories ? [...commands, triageFamily] : commands;
  const help = asksHelp ? renderHelp(listed, context.areas) : undefined;
  const retitle: readonly Effect[] =
    outcome.title === undefined
      ? []
      : [{ kind: "retitle", number, source: placeOf(source), title: outcome.title, from: context.pullRequest.title }];
  const said = say(written, outcome.answered, help);
  return { ...said, entries: outcome.entries, effects: [...retitle, ...said.effects] };
}

/** The answer to a comment none of whose lines is run. */
export function answerUnread(written: Written, read: Exclude<CommandsRead, { state: "lines" }>): Answer {
  // Whoever quotes a command by habit sees that it was seen, and no more.
  if (read.state !== "too-many") return { ...silence, effects: reaction(written, "confused") };
  return answerRefusal(
    written,
    reason("too-many-commands", { count: String(read.count), limit: String(commandLimit) }),
  );
}

export function answerRefusal(written: Written, why: Reason): Answer {
  const line = hideSecrets(written.body.trim().split("\n")[0] ?? "");
  return say(written, [{ line, decision: refused(why) }], undefined);
}

/** Success is a reaction and the summary; a refusal or a question is one reply that names every line. */
function say(written: Written, answered: CommandOutcome["answered"], help: string | undefined): Answer {
  const decisions = answered.map(({ decision }) => decision);
  const isRefusal = decisions.some(({ outcome }) => outcome === "refused");
  const isTold = isRefusal || help !== undefined || decisions.some((each) => each.isTold === true);
  const { number } = written;
  const source = placeOf(written.source);
  const reply: readonly Effect[] = isTold
    ? [{ kind: "reply", number, source, body: renderReply(source, answered, help), isRefusal }]
    : [];
  const changing = decisions.filter(({ outcome, entries }) => outcome === "done" || entries.length > 0);
  return {
    entries: [],
    effects: [...reaction(written, isRefusal ? "confused" : "+1"), ...reply],
    isDone: changing.length > 0,
    asksForLook: changing.some(({ needsNoLook }) => needsNoLook !== true),
  };
}

/** Reviews have no reactions: there a success is silent, and the summary tells it. */
function reaction({ source }: Written, content: "+1" | "confused"): readonly Effect[] {
  return source.kind === "comment" ? [{ kind: "reaction", commentId: source.id, content }] : [];
}

function placeOf({ kind, id }: Source): Source {
  return { kind, id };
}
