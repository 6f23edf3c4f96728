import { counted } from "../../policy/text/counted.ts";
import { isOfDescription } from "../../policy/title/explain-failure.ts";
import type { FailedTitle } from "../../policy/title/judge-title.ts";
import type { TitleProblem } from "../../policy/title/checking/problems.ts";
import { isSuggestible } from "../../policy/title/retitle.ts";
import { copyable, fenced } from "../markdown.ts";
import { problemItems } from "./problem-list.ts";
import { pointAt, shiftsMarks } from "./title-pointer.ts";

/** "The title has 2 problems", without a full stop. */
export function countProblems({ problems }: FailedTitle): string {
  return `The title has ${counted(problems.length, "problem")}`;
}

/** The title with its carets, each problem, and a title that passes where one can be derived. */
export function failureBlocks(title: string, { problems, suggestion }: FailedTitle): readonly string[] {
  return [
    ...titleBlocks(title, problems),
    problemItems(problems).join("\n"),
    ...(suggestion === undefined ? [] : ["This title passes:", fenced(suggestion, "text")]),
  ];
}

/** A title, or the subject of a commit, in a block of code with carets under its problems; nothing where it is blank. */
export function titleBlocks(title: string, problems: readonly TitleProblem[] = []): readonly string[] {
  const shown = pointAt(title, problems);
  if (shown.trim() === "") return [];
  const isPointedAt = problems.some(({ column }) => column !== undefined);
  return [fenced(shown, "text"), ...(isPointedAt && shiftsMarks(title) ? [shiftNote] : [])];
}

const shiftNote = "Some fonts draw this line so that the marks stand beside their place; the columns below are exact.";

/** What is no obstacle; nothing where there is none. */
export function noticeBlocks(notices: readonly TitleProblem[]): readonly string[] {
  return notices.length === 0 ? [] : ["Worth a look, but no obstacle:", problemItems(notices).join("\n")];
}

/** The command never begins the line: a copy of this text as a comment must not run it. */
export function howToFix({ problems, suggestion }: FailedTitle): string {
  if (isOfDescription(problems)) return "To fix it, edit the description.";
  if (suggestion === undefined) return "To fix it, edit the title, or comment `/retitle` and a title that passes.";
  // What `/retitle` would refuse, such as a title with a mention, is still right when its author types it.
  if (!isSuggestible(suggestion)) return "To fix it, edit the title.";
  const command = copyable(`/retitle ${suggestion}`);
  return `To fix it, edit the title, or comment ${command}; \`/retitle\` alone takes that title too.`;
}
