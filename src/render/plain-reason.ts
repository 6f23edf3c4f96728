import { type Reason, reasonText } from "../policy/reason.ts";
import { visible } from "../policy/text/visible.ts";
import { fillReason } from "./fill-reason.ts";
import { cut } from "./markdown.ts";

/** The sentence as one line of plain text, for places that read no Markdown: terminals, annotations, programs. */
export function plainSentence({ code, parameters }: Reason): string {
  return fillReason(reasonText(code).says, parameters, showPlain, listBytes);
}

/** What can be done about it, as plain text; undefined when nobody can do anything. */
export function plainFix({ code, parameters }: Reason): string | undefined {
  const text = reasonText(code).fix;
  return text === undefined ? undefined : fillReason(text, parameters, showPlain, listBytes);
}

const longestText = 300;
const listBytes = 900;

function showPlain(value: string, name: string): string {
  // `safe…` is Markdown that our own code made.
  const text = name.startsWith("safe") ? withoutMarkdown(visible(value)) : visible(value);
  // A command must be copied as it stands; Markdown of our own marks what is quoted with backticks.
  return name === "command" ? text : cut(text, longestText);
}

// More than any sentence of ours has; a search for the end of each code span is bounded with it.
const longestMarkdown = 2_000;

/** The words of our own Markdown: code spans without their fences, links as `text (address)`. */
function withoutMarkdown(markdown: string): string {
  return cut(markdown, longestMarkdown)
    .replaceAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, "$2")
    .replaceAll(/\[([^[\]]*)\]\((https?:\/\/[^\s()]+)\)/g, "$1 ($2)");
}
