import { shortSha } from "../policy/text/short-sha.ts";
import type { Report } from "../policy/evaluate.ts";
import type { PullRequest } from "../policy/facts.ts";
import { clip } from "./clip.ts";
import { titleOf } from "./headline.ts";
import { plain } from "./markdown.ts";
import { plainSentence } from "./plain-reason.ts";
import { byUrgency, doesInWords } from "./verdict.ts";

/** How a pull request stood when it was looked at last, as lines of plain text. */
interface Stood {
  readonly headline: string;
  readonly gates: readonly string[];
}

// Nobody reads more of a tag, and nothing says how much GitHub takes.
const mostBytes = 20_000;

export function finalWordsOf(report: Report): Stood {
  const gates = report.gates.toSorted(byUrgency).map(({ gate, use, verdict }) => {
    const advisory = use === "advise" ? " (advisory)" : "";
    return `- ${plain(gate)}${advisory} ${doesInWords[verdict.state]}: ${plain(plainSentence(verdict.reason))}`;
  });
  return { headline: titleOf(report), gates: clip(gates, mostBytes, moreGates) };
}

function moreGates(left: number): string {
  return `- and ${left} more`;
}

/** The message of the tag at a merge: plain text, in which nobody is called and nothing is closed. */
export function renderTagMessage(
  { number, title, baseBranch, headSha }: Pick<PullRequest, "number" | "title" | "baseBranch" | "headSha">,
  { by, last, withGates }: { readonly by: string | undefined; readonly last: Stood; readonly withGates: boolean },
): string {
  const merged = `Merged into ${plain(baseBranch)} by ${by === undefined ? "a deleted account" : plain(by)}.`;
  const stood = `At ${shortSha(headSha)}: ${last.headline}`;
  const gates = withGates && last.gates.length > 0 ? ["", ...last.gates] : [];
  return [`${plain(title)} (#${number})`, "", merged, stood, ...gates].join("\n");
}
