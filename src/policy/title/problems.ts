import type { Span } from "../text/characters.ts";
import { quote, quoteList } from "./quote.ts";

/** What each sentence needs to know. The keys are the closed list of things that can be said about a title. */
interface Values {
  "title/empty": object;
  "title/leading-space": { readonly before: string };
  "title/no-type": { readonly types: readonly string[]; readonly expected: string | undefined };
  "title/unknown-type": {
    readonly type: string;
    readonly types: readonly string[];
    /** Name of a character that only looks like a letter of the expected type. */
    readonly foreign: string | undefined;
    readonly expected: string | undefined;
  };
  "title/type-case": { readonly expected: string };
  "title/colon-missing": object;
  "title/colon-lookalike": { readonly character: string };
  "title/space-before-colon": object;
  "title/space-after-colon": { readonly found: string | undefined };
  "title/bang-position": { readonly expected: string };
  "title/scope-empty": object;
  "title/scope-missing": { readonly scopes: readonly string[] | undefined; readonly expected: string };
  "title/scope-unclosed": object;
  "title/scope-space": { readonly scope: string };
  "title/scope-character": { readonly scope: string; readonly character: string };
  "title/scope-unknown": {
    readonly scope: string;
    readonly scopes: readonly string[];
    readonly expected: string | undefined;
  };
  "title/scope-disallowed": { readonly scope: string };
  "title/scope-pattern": { readonly scope: string; readonly pattern: string; readonly expected: string | undefined };
  "title/subject-case": { readonly expected: string };
  "title/full-stop": object;
  "title/description-empty": { readonly after: string };
  "title/invisible-character": { readonly character: string };
  "title/autosquash": { readonly marker: string };
  "title/revert-wrapper": object;
  "title/merge-subject": object;
  "title/version-only": object;
  "title/wip": { readonly marker: string };
  "title/too-long": { readonly length: number; readonly max: number };
  "title/long": { readonly length: number; readonly suffix: string };
  "title/extra-space": object;
  "title/trailing-space": object;
  "title/closing-keyword": { readonly text: string };
}

type TitleProblemCode = keyof Values;

export interface TitleProblem {
  readonly code: TitleProblemCode;
  /** 1-based, in code points; one past the end where something is missing there. Absent when it is about the whole title. */
  readonly column?: number;
  /** Code points from `column` on; absent where something is missing. Never reaches past the end of the title. */
  readonly length?: number;
  /** A sentence of safe inline Markdown: the title's own words only ever stand inside code spans. */
  readonly message: string;
  /** Raw text that would be right there. */
  readonly expected?: string;
}

const sentences: { readonly [Code in TitleProblemCode]: (values: Values[Code], column: number) => string } = {
  "title/empty": () => "The title is empty.",
  "title/leading-space": ({ before }) => `Remove the blank before ${quote(before)}.`,
  "title/no-type": ({ types, expected }) =>
    `No type found. Start with one of ${quoteList(types)}${expected === undefined ? "" : `, e.g. ${quote(expected)}`}.`,
  "title/unknown-type": ({ type, types, foreign, expected }) =>
    `${quote(type)}${foreign === undefined ? "" : ` (with ${foreign})`} is not a type here. ${didYouMean(expected, `Use one of ${quoteList(types)}.`)}`,
  "title/type-case": ({ expected }) => `Write the type in lower case: ${quote(expected)}.`,
  "title/colon-missing": (_, column) => `Expected \`:\` at column ${column}.`,
  "title/colon-lookalike": ({ character }, column) => `Column ${column} is ${character}, not \`:\`.`,
  "title/space-before-colon": (_, column) => `Remove the blank at column ${column}.`,
  "title/space-after-colon": ({ found }) => `Write one blank (U+0020) after the colon; found ${found ?? "nothing"}.`,
  "title/bang-position": ({ expected }) => `One \`!\` stands right before \`:\`, as in ${quote(expected)}.`,
  "title/scope-empty": (_, column) => `The scope at column ${column} is empty. Name it, or leave it out.`,
  "title/scope-missing": ({ scopes, expected }) =>
    `A scope is required here, as in ${quote(expected)}.${scopes === undefined ? "" : ` Use one of ${quoteList(scopes)}.`}`,
  "title/scope-unclosed": (_, column) => `The scope that opens at column ${column} is not closed with \`)\`.`,
  "title/scope-space": ({ scope }) => `Remove the blank around the scope ${quote(scope)}.`,
  "title/scope-character": ({ scope, character }) =>
    `The scope ${quote(scope)} must not have ${quote(character)} there.`,
  "title/scope-unknown": ({ scope, scopes, expected }) =>
    `${quote(scope)} is not a scope here. ${didYouMean(expected, `Use one of ${quoteList(scopes)}.`)}`,
  "title/scope-disallowed": ({ scope }) => `Titles have no scope here; remove ${quote(scope)}.`,
  "title/scope-pattern": ({ scope, pattern, expected }) =>
    `${quote(scope)} is not a scope here. ${didYouMean(expected, `It must match ${quote(pattern)}.`)}`,
  "title/subject-case": ({ expected }) => `Begin with a small letter after the colon: ${quote(expected)}.`,
  "title/full-stop": () => "Remove the full stop at the end.",
  "title/description-empty": ({ after }) => `Say what changed after ${quote(after)}.`,
  "title/invisible-character": ({ character }, column) => `Column ${column} holds ${character}, which cannot be seen.`,
  "title/autosquash": ({ marker }) => `Squash the commit first; the title must not start with ${quote(marker)}.`,
  "title/revert-wrapper": () => "GitHub's own revert title has no type; write `revert: …`.",
  "title/merge-subject": () => "The subject of a merge commit does not describe a change.",
  "title/version-only": () => "A version alone does not describe a change.",
  "title/wip": ({ marker }) => `Convert the pull request to a draft, or remove ${quote(marker)}.`,
  "title/too-long": ({ length, max }) => `The title has ${length} characters; the limit is ${max}.`,
  "title/long": ({ length, suffix }) =>
    `The title has ${length} characters${suffix === "" ? "" : ` with the ${quote(suffix)} that a squash adds`}; above 100 most tools cut it.`,
  "title/extra-space": (_, column) => `More than one blank follows the colon, from column ${column} on.`,
  "title/trailing-space": () => "A blank stands at the end.",
  "title/closing-keyword": ({ text }) =>
    `${quote(text)} closes that issue once the title is a commit; put it in the body.`,
};

/** The problems found so far, in the order they were added. */
export interface ProblemList {
  add<Code extends TitleProblemCode>(code: Code, at: Span | undefined, values: Values[Code], expected?: string): void;
  readonly all: () => readonly TitleProblem[];
}

// A hostile title can be wrong in ten thousand places; five of a kind are enough to find the rest.
const mostOfOneCode = 5;

export function problemList(): ProblemList {
  const problems: TitleProblem[] = [];
  const counts = new Map<TitleProblemCode, number>();
  return {
    add: (code, at, values, expected) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= mostOfOneCode) problems.push(problem(code, at, values, expected));
    },
    all: () => problems.map((one) => withRest(one, (counts.get(one.code) ?? 0) - mostOfOneCode, problems)),
  };
}

function problem<Code extends TitleProblemCode>(
  code: Code,
  at: Span | undefined,
  values: Values[Code],
  expected: string | undefined,
): TitleProblem {
  const column = at === undefined ? undefined : at.start + 1;
  const length = at === undefined ? 0 : at.end - at.start;
  return {
    code,
    ...(column !== undefined && { column }),
    ...(length > 0 && { length }),
    message: sentences[code](values, column ?? 1),
    ...(expected !== undefined && { expected }),
  };
}

function withRest(one: TitleProblem, rest: number, problems: readonly TitleProblem[]): TitleProblem {
  const isLast = problems.findLast(({ code }) => code === one.code) === one;
  return rest > 0 && isLast ? { ...one, message: `${one.message} And ${rest} more like this.` } : one;
}

function didYouMean(expected: string | undefined, otherwise: string): string {
  return expected === undefined ? otherwise : `Did you mean ${quote(expected)}?`;
}
