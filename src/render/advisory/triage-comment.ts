import type { TriageChange, TriageEvent } from "../../policy/advisory/triage/triage-plan.ts";
import { dueInWords } from "./due-words.ts";
import { eventInWords } from "./event-words.ts";
import { renderCommands } from "./how-to-decide.ts";
import { show } from "./show.ts";
import type { TriageContext } from "./triage-context.ts";

/** The one comment about all that a scan has to tell of an advisory; undefined when nothing of it is worth a mail. */
export function renderTriageComment(change: TriageChange, context: TriageContext): string | undefined {
  const { events, found } = change;
  if (!events.some(isWorthAComment)) return undefined;
  const calls = events.some(({ kind }) => kind === "uncovered" || kind === "remind");
  const asks = events.some(({ kind }) => startsClocks(kind));
  const parts = [
    calls ? context.mentions.map(mention).join(" ") : "",
    ...events.map((event) => eventInWords(event, change, context)),
    asks ? dueInWords(change.due) : "",
    (asks || calls) && found !== undefined ? renderCommands(found, context) : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function isWorthAComment(event: TriageEvent): boolean {
  switch (event.kind) {
    case "open":
    case "ignored-from-the-start":
    case "propose-ignore":
    case "propose-removal":
    // The issue shows it, and whoever asked for it knows.
    case "renamed":
    case "reopen-asked":
      return false;
    case "update":
      return event.news.length > 0;
    case "close":
    case "unproved":
    case "withdrawn":
    case "reopen":
    case "still-affected":
    case "mark-ignored":
    case "uncovered":
    case "remind":
    case "decision-undone":
    case "still-locked":
      return true;
  }
}

/** With these a decision is wanted anew, so they say by when and how. */
function startsClocks(kind: TriageEvent["kind"]): boolean {
  return ["reopen", "still-affected", "uncovered", "decision-undone", "still-locked"].includes(kind);
}

/** Who is called is configured; what looks like neither a person nor a team is shown and calls nobody. */
function mention(name: string): string {
  return /^@[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\/[\w.-]{1,100})?$/.test(name) ? name : show(name);
}
