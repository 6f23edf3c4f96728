import { quoteList } from "../../policy/text/quote.ts";
import type { TitleRules } from "../../policy/title/rules.ts";
import type { TitlePattern } from "../../policy/title/title-pattern.ts";
import { code, cut } from "../markdown.ts";

const longestShown = 200;

/** What a title must look like here, one sentence a line. What the configuration says stands in code only. */
export function explainRules(rules: TitleRules): string {
  const shape = rules.scope === "required" ? "type(scope): what changed" : "type: what changed";
  return [
    `A title reads \`${shape}\`; a \`!\` right before the colon marks a breaking change.`,
    ...(rules.typeCase === "any" ? ["The type may have capitals."] : []),
    ...(rules.scope === "none" ? [] : scopeLines(rules)),
    ...subjectLines(rules),
    ...(rules.max === undefined ? [] : [`A title has at most ${rules.max} characters.`]),
    ...rules.patterns.map(patternLine),
    ...(rules.revertTitles === "allow" ? ['GitHub\'s own titles of reverts, `Revert "…"`, pass as they are.'] : []),
    "The rules stand under `title` in `.github/gatehouse.yml`; without that section defaults hold.",
    "Columns count characters (Unicode code points) from 1. What takes no place on the line is shown as `□`.",
  ].join("\n");
}

function scopeLines({ scope, scopes, refusedScopes, scopePattern, scopeSeparator }: TitleRules): readonly string[] {
  const several = scopeSeparator === "," ? "" : " Several scopes are separated by `/`.";
  return [
    ...(scope === "optional" ? [`A scope may follow the type, as in \`type(scope): what changed\`.${several}`] : []),
    ...(scope === "required" && several !== "" ? [several.trim()] : []),
    ...(scopes === undefined ? [] : [`Accepted scopes: ${quoteList(scopes)}.`]),
    ...(refusedScopes.length === 0 ? [] : [`Refused scopes: ${quoteList(refusedScopes)}.`]),
    ...(scopePattern === undefined ? [] : [`Scopes match ${shown(scopePattern)}.`]),
  ];
}

function subjectLines({ subject }: TitleRules): readonly string[] {
  return [
    ...(subject.case === "not-capitalised" ? ["What changed begins with a small letter."] : []),
    ...(subject.fullStop ? [] : ["What changed ends without a full stop."]),
    ...(subject.max === undefined ? [] : [`What changed has at most ${subject.max} characters.`]),
  ];
}

/** In the words of the repository, where it gave some. */
function patternLine({ in: where, require, forbid, say }: TitlePattern): string {
  if (say !== undefined) return `Here also holds: ${shown(say)}`;
  const what = where === "title" ? "The title" : "What changed";
  return forbid === undefined ? `${what} matches ${shown(require ?? "")}.` : `${what} must not match ${shown(forbid)}.`;
}

function shown(text: string): string {
  return code(cut(text, longestShown));
}
