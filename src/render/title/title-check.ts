import type { TitleJudgement } from "../../policy/title/judge-title.ts";
import { quote, quoteList } from "../../policy/title/quote.ts";
import { isSuggestible } from "../../policy/title/retitle.ts";
import type { TitleProblem } from "../../policy/title/problems.ts";
import type { TitleRules } from "../../policy/title/rules.ts";
import { copyable, cut, fenced } from "../markdown.ts";
import { pointAt } from "./title-pointer.ts";

/** The output of the check run `gatehouse/title`, as GitHub takes it. */
export interface TitleCheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

// GitHub's limit for a check run's title. The summary needs no cut: each of its parts is bounded, far below 65,535.
const longestCheckTitle = 140;

/** Shows foreign text only inside code, so nothing in it pings, links or closes anything. */
export function renderTitleCheck(title: string, judgement: TitleJudgement, rules: TitleRules): TitleCheckOutput {
  const text = explainRules(rules);
  if (judgement.ok) {
    const summary = ["✅ The title passes.", fenced(pointAt(title, []), "text"), ...noticeList(judgement.notices)];
    return { title: "The title passes", summary: summary.join("\n\n"), text };
  }
  const { problems, notices, suggestion } = judgement;
  const state = problems.length === 1 ? "The title has 1 problem" : `The title has ${problems.length} problems`;
  const summary = [
    `❌ ${state}.`,
    fenced(pointAt(title, problems), "text"),
    problems.map(listItem).join("\n"),
    ...(suggestion === undefined ? [] : ["This title passes:", fenced(suggestion, "text")]),
    ...noticeList(notices),
    `Accepted types: ${quoteList(rules.types)}.`,
    howToFix(suggestion),
  ].join("\n\n");
  const headline = isSuggestible(suggestion) ? `${state}. This passes: ${suggestion}` : state;
  return { title: cut(headline, longestCheckTitle), summary, text };
}

/** The command never begins the line: a copy of this text as a comment must not run it. */
function howToFix(suggestion: string | undefined): string {
  if (suggestion === undefined) return "To fix it, edit the title, or comment `/retitle` and a title that passes.";
  // What `/retitle` would refuse, such as a title with a mention, is still right when its author types it.
  if (!isSuggestible(suggestion)) return "To fix it, edit the title.";
  return `To fix it, edit the title, or comment ${copyable(`/retitle ${suggestion}`)}.`;
}

function noticeList(notices: readonly TitleProblem[]): readonly string[] {
  return notices.length === 0 ? [] : [["Worth a look, but no obstacle:", "", ...notices.map(listItem)].join("\n")];
}

/** Names the column in words, because a caret cannot be trusted under wide characters; some sentences do it themselves. */
function listItem({ column, message }: TitleProblem): string {
  const isNamed = column === undefined || message.toLowerCase().includes(`column ${column}`);
  return isNamed ? `- ${message}` : `- Column ${column}: ${message}`;
}

function explainRules({ scope, scopes, scopePattern, max, subject }: TitleRules): string {
  const shape = { required: "type(scope): what changed", optional: "type: what changed", none: "type: what changed" }[
    scope
  ];
  const lines = [`A title reads \`${shape}\`; a \`!\` right before the colon marks a breaking change.`];
  if (scope === "optional") lines.push("A scope may follow the type, as in `type(scope): what changed`.");
  if (scope !== "none" && scopes !== undefined) lines.push(`Accepted scopes: ${quoteList(scopes)}.`);
  if (scope !== "none" && scopePattern !== undefined) lines.push(`Scopes match ${quote(scopePattern)}.`);
  if (subject?.case === "not-capitalised") lines.push("What changed begins with a small letter.");
  if (subject?.fullStop === false) lines.push("What changed ends without a full stop.");
  if (max !== undefined) lines.push(`A title has at most ${max} characters.`);
  lines.push("The rules stand under `title` in `.github/gatehouse.yml`; without that section defaults hold.");
  lines.push("Columns count characters (Unicode code points) from 1. A character that cannot be seen is shown as `□`.");
  return lines.join("\n");
}
