import type { SignOff } from "../policy/area/ledger.ts";
import { type CommandContext, refused } from "../policy/command.ts";
import { commands } from "../policy/commands/index.ts";
import { type CommandOutcome, type CommandsRead, commandLimit, runCommands } from "../policy/comment/run-commands.ts";
import type { Effect } from "../policy/effect.ts";
import { type Reason, reason } from "../policy/reason.ts";
import { renderHelp, renderReply } from "../render/reply.ts";

/** What becomes of a comment that holds commands. */
export interface Answer {
  /** For the ledger, before anything is said. */
  readonly entries: readonly SignOff[];
  readonly effects: readonly Effect[];
  /** A comment of which every line was refused has changed nothing. */
  readonly asksForLook: boolean;
}

interface Comment {
  readonly number: number;
  readonly commentId: number;
  readonly body: string;
}

/** Pure: the lines that were read and what they are decided on → facts and effects. */
export function answerCommands(
  comment: Comment,
  read: CommandsRead & { state: "lines" },
  context: CommandContext,
): Answer {
  const outcome = runCommands(read.lines, context);
  const { number, commentId } = comment;
  const asksHelp = outcome.answered.some(({ decision }) => decision.reasons.some(({ code }) => code === "help"));
  const help = asksHelp ? renderHelp(commands, context.areas) : undefined;
  const retitle: readonly Effect[] =
    outcome.title === undefined ? [] : [{ kind: "retitle", number, commentId, title: outcome.title }];
  const said = say(comment, outcome.answered, help);
  return { ...said, entries: outcome.entries, effects: [...retitle, ...said.effects] };
}

/** The answer to a comment none of whose lines is run. */
export function answerUnread(comment: Comment, read: Exclude<CommandsRead, { state: "lines" }>): Answer {
  // Whoever quotes a command by habit sees that it was seen, and no more.
  if (read.state !== "too-many") return { entries: [], effects: [reaction(comment, "confused")], asksForLook: false };
  return answerRefusal(
    comment,
    reason("too-many-commands", { count: String(read.count), limit: String(commandLimit) }),
  );
}

export function answerRefusal(comment: Comment, why: Reason): Answer {
  const line = comment.body.trim().split("\n")[0] ?? "";
  return say(comment, [{ line, decision: refused(why) }], undefined);
}

/** Success is a reaction and the summary; a refusal or a question is one reply that names every line. */
function say(comment: Comment, answered: CommandOutcome["answered"], help: string | undefined): Answer {
  const isRefused = answered.some(({ decision }) => decision.outcome === "refused");
  const { number, commentId } = comment;
  const reply: readonly Effect[] =
    isRefused || help !== undefined
      ? [{ kind: "reply", number, commentId, body: renderReply(commentId, answered, help) }]
      : [];
  const asksForLook = answered.some(({ decision }) => decision.outcome === "done" || decision.entries.length > 0);
  return { entries: [], effects: [reaction(comment, isRefused ? "confused" : "+1"), ...reply], asksForLook };
}

function reaction({ commentId }: Comment, content: "+1" | "confused"): Effect {
  return { kind: "reaction", commentId, content };
}
