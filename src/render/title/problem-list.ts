import type { TitleProblem } from "../../policy/title/checking/problems.ts";

/** One Markdown line for each problem, with the code that the documentation lists it under. */
export function problemItems(problems: readonly TitleProblem[], of: "title" | "commit" = "title"): readonly string[] {
  return problems.map((problem) => `- ${problemInWords(problem)} (\`${codeOf(problem, of)}\`)`);
}

/** The sentence with its column, because fonts may shift a caret; some sentences name it themselves. */
export function problemInWords({ column, message }: TitleProblem): string {
  const ownWords = message.replaceAll(/`[^`]*`/g, "");
  const isNamed = column === undefined || new RegExp(`column ${column}\\b`, "i").test(ownWords);
  return isNamed ? message : `Column ${column}: ${message}`;
}

/** The subject of a commit has the same problems under `commit/…`. */
function codeOf({ code }: TitleProblem, of: "title" | "commit"): string {
  return of === "title" ? code : code.replace(/^title\//, "commit/");
}
