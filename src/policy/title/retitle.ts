import type { AboutTitle } from "./checking/check-title.ts";
import { cleanTitle } from "./reading/clean-title.ts";
import { type FailedTitle, judgeTitle } from "./judge-title.ts";
import { quote } from "../text/quote.ts";
import { hideSecrets } from "../text/secrets.ts";
import { findClosingKeyword, findMention } from "./reading/references.ts";
import { type TitleRules, longestTitle } from "./rules.ts";

export type RetitleJudgement =
  | { readonly state: "accepted"; readonly title: string }
  /** It does not pass, and is taken all the same. `message`: why it does not, as safe inline Markdown. */
  | { readonly state: "forced"; readonly title: string; readonly message: string }
  /** The title is that already; nothing is to be written. */
  | { readonly state: "unchanged"; readonly title: string }
  /** No title was given, and the present one passes. */
  | { readonly state: "passes"; readonly title: string }
  | RefusedRetitle;

interface RefusedRetitle {
  readonly state: "refused";
  /** Safe inline Markdown. */
  readonly message: string;
  /** A title that `/retitle` would accept. */
  readonly suggestion?: string;
}

/**
 * Judges the text behind `/retitle`. The text is made one clean line first, and the accepted title is that line, without
 * quotes around it. Without a text it is the suggestion for the present title: the one that the title's check shows, when
 * it knows the same of the pull request. `isForced` lifts the rules for titles, and nothing else.
 */
export function judgeRetitle(
  text: string,
  currentTitle: string,
  rules: TitleRules,
  { isForced = false, ...about }: AboutTitle & { readonly isForced?: boolean } = {},
): RetitleJudgement {
  const title = unquoted(cleanTitle(text));
  if (title === "") {
    return isForced ? refuse("Write the new title behind `--force`.") : suggest(currentTitle, rules, about);
  }
  if (title === currentTitle) return { state: "unchanged", title };
  const refusal = refuseText(title);
  if (refusal !== undefined) return refusal;
  const judgement = judgeTitle(title, rules, about);
  if (judgement.ok) return { state: "accepted", title };
  const message = allOf(judgement);
  if (isForced) return { state: "forced", title, message };
  const { suggestion } = judgement;
  return refuse(message, isSuggestible(suggestion) ? suggestion : undefined);
}

/** Whether `/retitle` takes exactly this text, apart from the rules for titles. */
export function isSuggestible(suggestion: string | undefined): suggestion is string {
  if (suggestion === undefined || unquoted(cleanTitle(suggestion)) !== suggestion) return false;
  return refuseText(suggestion) === undefined;
}

const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["‘", "’"],
]);

/** Without one pair of quotes around the whole: `"a" and "b"` has two. */
function unquoted(title: string): string {
  const open = title.slice(0, 1);
  const close = quotes.get(open);
  if (close === undefined || !title.endsWith(close)) return title;
  const inside = title.slice(1, -1).trim();
  return inside === "" || inside.includes(open) || inside.includes(close) ? title : inside;
}

/** Not what `/retitle` would refuse as a text, such as a suggestion that still mentions somebody. */
function suggest(title: string, rules: TitleRules, about: AboutTitle): RetitleJudgement {
  const judgement = judgeTitle(title, rules, about);
  if (judgement.ok) return { state: "passes", title };
  const { suggestion } = judgement;
  if (isSuggestible(suggestion)) return { state: "accepted", title: suggestion };
  const obstacle = suggestion === undefined ? undefined : refuseText(suggestion);
  return refuse([allOf(judgement), ...(obstacle === undefined ? [] : [obstacle.message])].join(" "));
}

function allOf({ problems }: FailedTitle): string {
  return problems.map(({ message }) => message).join(" ");
}

function refuseText(title: string): RefusedRetitle | undefined {
  const shown = hideSecrets(title);
  if (shown !== title) {
    return refuse(
      `In ${quote(shown)} something looks like a token or a password, which a title shows to everybody. Write it in other words.`,
    );
  }
  const length = Array.from(title).length;
  if (length > longestTitle) {
    return refuse(`The title has ${length} characters; GitHub keeps ${longestTitle}. Shorten it.`);
  }
  const closing = findClosingKeyword(title);
  if (closing !== undefined) {
    const found = quote(closing.text);
    return refuse(`${found} closes that issue once the title is a commit. Put it in the description.`);
  }
  const mention = findMention(title);
  if (mention === undefined) return undefined;
  return refuse(`${quote(mention.text)} would call somebody from every commit list. Write it without the \`@\`.`);
}

function refuse(message: string, suggestion?: string): RefusedRetitle {
  return { state: "refused", message, ...(suggestion !== undefined && { suggestion }) };
}
