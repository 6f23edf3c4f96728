import { cleanTitle } from "./clean-title.ts";
import { judgeTitle } from "./judge-title.ts";
import { quote } from "./quote.ts";
import { findClosingKeyword, findMention } from "./references.ts";
import { type TitleRules, longestTitle } from "./rules.ts";

type RetitleRefusalCode = "empty" | "too-long" | "closing-keyword" | "mention" | "title-fails";

export type RetitleJudgement =
  | { readonly state: "accepted"; readonly title: string }
  /** The title is that already; nothing is to be written. */
  | { readonly state: "unchanged"; readonly title: string }
  | {
      readonly state: "refused";
      readonly code: RetitleRefusalCode;
      /** Safe inline Markdown. */
      readonly message: string;
      /** A title that `/retitle` would accept. */
      readonly suggestion?: string;
    };

/** Judges the text behind `/retitle`. The text is made one clean line first, and the accepted title is that line. */
export function judgeRetitle(text: string, currentTitle: string, rules: TitleRules): RetitleJudgement {
  const title = cleanTitle(text);
  if (title === "") return refuse("empty", "Write the new title behind the command.");
  if (title === currentTitle) return { state: "unchanged", title };
  const refusal = refuseText(title);
  if (refusal !== undefined) return refusal;
  const judgement = judgeTitle(title, rules);
  if (judgement.ok) return { state: "accepted", title };
  const message = judgement.problems.map((problem) => problem.message).join(" ");
  const { suggestion } = judgement;
  return refuse("title-fails", message, isSuggestible(suggestion) ? suggestion : undefined);
}

/** Whether `/retitle` takes exactly this text, apart from the rules for titles. */
export function isSuggestible(suggestion: string | undefined): suggestion is string {
  return suggestion !== undefined && cleanTitle(suggestion) === suggestion && refuseText(suggestion) === undefined;
}

function refuseText(title: string): RetitleJudgement | undefined {
  const length = Array.from(title).length;
  if (length > longestTitle) {
    return refuse("too-long", `The title has ${length} characters; GitHub keeps ${longestTitle}. Shorten it.`);
  }
  const closing = findClosingKeyword(title);
  if (closing !== undefined) {
    const found = quote(closing.text);
    return refuse(
      "closing-keyword",
      `${found} closes that issue once the title is a commit. Put it in the description.`,
    );
  }
  const mention = findMention(title);
  if (mention === undefined) return undefined;
  return refuse(
    "mention",
    `${quote(mention.text)} would call somebody from every commit list. Write it without the \`@\`.`,
  );
}

function refuse(code: RetitleRefusalCode, message: string, suggestion?: string): RetitleJudgement {
  return { state: "refused", code, message, ...(suggestion !== undefined && { suggestion }) };
}
