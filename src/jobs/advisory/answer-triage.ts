import { type TriageOutcome, type TriageRead, runTriage } from "../../policy/advisory/triage/commands/run-triage.ts";
import { refusedTriage, type TriageCommandContext } from "../../policy/advisory/triage/commands/triage-command.ts";
import { commandLimit } from "../../policy/comment/run-commands.ts";
import type { Effect } from "../../policy/effect.ts";
import { type Reason, reason } from "../../policy/reason.ts";
import { hideSecrets } from "../../policy/text/secrets.ts";
import { renderTriageAnswer } from "../../render/advisory/triage-answer.ts";

/** What becomes of a comment that holds triage commands. Plain data: it is kept as JSON. */
export interface AnsweredComment {
  /** For the ledgers, before anything is said. */
  readonly recorded: TriageOutcome["recorded"];
  readonly effects: readonly Effect[];
  readonly asksForScan: boolean;
}

/** What was written, and where. */
interface Written {
  readonly number: number;
  readonly commentId: number;
  readonly body: string;
}

/** Pure: the lines that were read and what they are decided on → facts and effects. */
export function answerTriage(
  written: Written,
  read: TriageRead & { readonly state: "lines" },
  context: TriageCommandContext,
): AnsweredComment {
  const { answered, recorded, asksForScan } = runTriage(read.lines, context);
  return { recorded, asksForScan, effects: say(written, answered) };
}

/** The answer to a comment none of whose lines is run. */
export function answerUnreadTriage(
  written: Written,
  read: Extract<TriageRead, { readonly state: "quoted" | "too-many" }>,
): AnsweredComment {
  // Whoever quotes a command by habit sees that it was seen, and no more.
  if (read.state === "quoted") return { ...nothing, effects: [reaction(written, "confused")] };
  return refuseTriage(written, reason("too-many-commands", { count: String(read.count), limit: String(commandLimit) }));
}

export function refuseTriage(written: Written, why: Reason): AnsweredComment {
  const line = hideSecrets(written.body.trim().split("\n")[0] ?? "");
  return { ...nothing, effects: say(written, [{ line, answer: refusedTriage(why) }]) };
}

const nothing = { recorded: [], asksForScan: false } as const;

/**
 * Success is a reaction, and the issue tells the rest; a refusal or a question is one reply that names every line. It is a
 * comment under a topic of its own, because the same comment may hold other commands, whose reply is not ours to replace.
 */
function say(written: Written, answered: TriageOutcome["answered"]): readonly Effect[] {
  const isRefusal = answered.some(({ answer }) => answer.outcome === "refused");
  const isTold = isRefusal || answered.some(({ answer }) => answer.isTold);
  const topic = `triage/${written.commentId}`;
  const reply: readonly Effect[] = isTold
    ? [{ kind: "notice", number: written.number, topic, body: renderTriageAnswer(answered) }]
    : [];
  return [reaction(written, isRefusal ? "confused" : "+1"), ...reply];
}

function reaction({ commentId }: Written, content: "+1" | "confused"): Effect {
  return { kind: "reaction", commentId, content };
}
