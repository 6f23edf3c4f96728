import { triageCommands } from "../../policy/advisory/triage/commands/index.ts";
import type { TriageAnswer } from "../../policy/advisory/triage/commands/triage-command.ts";
import { code } from "../markdown.ts";
import { renderAnswers } from "../reply.ts";

/** The one answer to a comment with triage commands: what became of each line, and what else could be said. */
export function renderTriageAnswer(
  answered: readonly { readonly line: string; readonly answer: TriageAnswer }[],
): string {
  const showsHelp = answered.some(({ answer }) => answer.showsHelp);
  return renderAnswers(
    answered.map(({ line, answer }) => ({ line, decision: answer })),
    showsHelp ? renderTriageHelp() : undefined,
  );
}

/** From the registry. A command never begins its line: mail clients quote it back without the `>`. */
export function renderTriageHelp(): string {
  return triageCommands
    .map(({ usage, aliases, summary }) => {
      const also = aliases.length === 0 ? "" : ` (also ${aliases.map(code).join(", ")})`;
      return `- Comment ${code(`/triage ${usage}`)}${also}: ${summary}`;
    })
    .join("\n");
}
