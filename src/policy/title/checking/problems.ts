import type { Span } from "../../text/characters.ts";
import { type BrokenPattern, brokenPatternInWords } from "./pattern-words.ts";
import { quote, quoteList } from "../../text/quote.ts";
import { type Impact, longestTitle } from "../rules.ts";
import { longestTitleRegex } from "../title-pattern.ts";

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
  "title/scope-disallowed": {
    readonly scope: string;
    /** Whether titles have no scope at all. */
    readonly isAny: boolean;
    readonly scopes: readonly string[] | undefined;
  };
  "title/scope-pattern": { readonly scope: string; readonly pattern: string; readonly expected: string | undefined };
  "title/subject-case": { readonly expected: string };
  "title/full-stop": object;
  "title/subject-too-long": { readonly length: number; readonly max: number };
  "title/description-empty": { readonly after: string };
  "title/invisible-character": { readonly character: string };
  "title/autosquash": { readonly marker: string };
  /** `hidesBreak`: titles of reverts pass, but this one brings back a change with a `!`. */
  "title/revert-wrapper": { readonly hidesBreak: boolean };
  "title/merge-subject": object;
  "title/version-only": object;
  "title/wip": { readonly marker: string };
  "title/breaking-mismatch": {
    /** The line of the description. */
    readonly line: string;
    /** What the title would begin with. */
    readonly expected: string | undefined;
  };
  /** A line of the description that announces nothing, and that tools read as if it did. */
  "title/breaking-line": { readonly line: string; readonly doesLand: boolean };
  /** Of a commit beside a title. `isCommit`: it has the type, and the title has not. */
  "title/security-mismatch": { readonly isCommit: boolean };
  /** Of a commit beside a title. */
  "title/type-mismatch": { readonly commit: TypeWithImpact; readonly title: TypeWithImpact };
  "title/late-bang": { readonly scope: string; readonly expected: string };
  /** Instead of the first end of the scope. */
  "title/scope-overrun": { readonly scope: string };
  /** `reads`: the first line of what release-please finds. */
  "title/commit-override": { readonly reads: string };
  "title/nested-commit": { readonly reads: string };
  "title/release-as": { readonly version: string };
  /** `line`: of the description, like a footer without its colon. */
  "title/breaking-prose": { readonly line: string };
  "title/pattern": BrokenPattern;
  /** Too long for patterns. */
  "title/pattern-unread": { readonly length: number };
  "title/too-long": { readonly length: number; readonly max: number };
  "title/long": { readonly length: number; readonly suffix: string };
  "title/extra-space": object;
  "title/trailing-space": object;
  "title/closing-keyword": { readonly text: string };
}

interface TypeWithImpact {
  readonly type: string;
  readonly impact: Impact;
}

type TitleProblemCode = keyof Values;

export interface TitleProblem {
  readonly code: TitleProblemCode;
  /** 1-based, in code points; one past the end where something is missing there. Absent when it is about the whole title. */
  readonly column?: number;
  /** Code points from `column` on; absent where something is missing. Never reaches past the end of the title. */
  readonly length?: number;
  /** No other title helps, only another description. */
  readonly isOfDescription?: true;
  /** A sentence of safe inline Markdown: the title's own words only ever stand inside code spans. */
  readonly message: string;
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
  "title/scope-disallowed": ({ scope, isAny, scopes }) => {
    if (isAny) return `Titles have no scope here; remove ${quote(scope)}.`;
    return `${quote(scope)} is refused as a scope here. ${scopes === undefined ? "Name another." : `Use one of ${quoteList(scopes)}.`}`;
  },
  "title/scope-pattern": ({ scope, pattern, expected }) =>
    `${quote(scope)} is not a scope here. ${didYouMean(expected, `It must match ${quote(pattern, longestTitleRegex)}.`)}`,
  "title/subject-case": ({ expected }) => `Begin with a small letter after the colon: ${quote(expected)}.`,
  "title/full-stop": () => "Remove the full stop at the end.",
  "title/subject-too-long": ({ length, max }) =>
    `What stands behind the colon has ${length} characters; the limit is ${max}.`,
  "title/description-empty": ({ after }) => `Say what changed after ${quote(after)}.`,
  "title/invisible-character": ({ character }, column) => `Column ${column} holds ${character}, which cannot be seen.`,
  "title/autosquash": ({ marker }) => `Squash the commit first; the title must not start with ${quote(marker)}.`,
  "title/revert-wrapper": ({ hidesBreak }) =>
    hidesBreak
      ? "This brings back a breaking change, and no tool reads the `!` inside the quotes; write `type!: …`."
      : "GitHub's own revert title has no type; write `revert: …`.",
  "title/merge-subject": () => "The subject of a merge commit does not describe a change.",
  "title/version-only": () => "A version alone does not describe a change.",
  "title/wip": ({ marker }) => `Convert the pull request to a draft, or remove ${quote(marker)}.`,
  "title/breaking-mismatch": ({ line, expected }) => {
    const mark =
      expected === undefined ? "Mark the title with `!`" : `Mark the title with \`!\`, as in ${quote(expected)}`;
    return `The description announces a breaking change: ${quote(line)}. ${mark}, or take that line out of the description.`;
  },
  "title/breaking-line": ({ line, doesLand }) => {
    const lands = doesLand
      ? ", and a squash here keeps the description; take the line out."
      : " where the description becomes part of a commit.";
    return `The description holds ${quote(line)}. Release tools read any such line as a breaking change${lands}`;
  },
  "title/security-mismatch": ({ isCommit }) =>
    isCommit
      ? "This commit has the type `security`, and the title has not. Give it to both, or to neither."
      : "The title has the type `security`, and this commit has not. Give it to both, or to neither.",
  "title/type-mismatch": ({ commit, title }) =>
    `From 1.0 on the type of this commit, ${quote(commit.type)}, asks for ${releaseOf(commit.impact)}, and that of the title, ${quote(title.type)}, for ${releaseOf(title.impact)}. Give both the same type.`,
  "title/late-bang": ({ scope, expected }) =>
    `Some release tools end the scope here, and read ${quote(scope)} and a breaking change. Begin with ${quote(expected)} if it is one, or take this \`!\` away.`,
  "title/scope-overrun": ({ scope }) => `Some release tools end the scope here, and read ${quote(scope)}.`,
  "title/commit-override": ({ reads }) =>
    `The description has a \`BEGIN_COMMIT_OVERRIDE\`: release-please will read ${quote(reads)} instead of the commit.`,
  "title/nested-commit": ({ reads }) =>
    `The description has a \`BEGIN_NESTED_COMMIT\`: where it lands, release-please will read ${quote(reads)} as a commit of its own.`,
  "title/release-as": ({ version }) =>
    `The description has a \`Release-As\`: where it lands, release-please will release ${quote(version)}, whatever the title says.`,
  "title/breaking-prose": ({ line }) =>
    `The description has the line ${quote(line)}: some release tools read it as a breaking change, also without a colon.`,
  "title/pattern": brokenPatternInWords,
  "title/pattern-unread": ({ length }) =>
    `The title has ${length} characters; the rules of this repository are held against at most ${longestTitle}. Shorten it.`,
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
  add<Code extends TitleProblemCode>(code: Code, at: Span | undefined, values: Values[Code]): void;
  readonly all: () => readonly TitleProblem[];
}

// A hostile title can be wrong in ten thousand places; five of a kind are enough to find the rest.
const mostOfOneCode = 5;

/** An empty list. Of each kind it keeps the first five, and the fifth says how many more there are. */
export function problemList(): ProblemList {
  const problems: TitleProblem[] = [];
  const counts = new Map<TitleProblemCode, number>();
  return {
    add: (code, at, values) => {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= mostOfOneCode) problems.push(problem(code, at, values));
    },
    all: () => problems.map((one) => withRest(one, (counts.get(one.code) ?? 0) - mostOfOneCode, problems)),
  };
}

function problem<Code extends TitleProblemCode>(code: Code, at: Span | undefined, values: Values[Code]): TitleProblem {
  const column = at === undefined ? undefined : at.start + 1;
  const length = at === undefined ? 0 : at.end - at.start;
  return {
    code,
    ...(column !== undefined && { column }),
    ...(length > 0 && { length }),
    ...(code === "title/breaking-line" && { isOfDescription: true }),
    message: sentences[code](values, column ?? 1),
  };
}

function withRest(one: TitleProblem, rest: number, problems: readonly TitleProblem[]): TitleProblem {
  const isLast = problems.findLast(({ code }) => code === one.code) === one;
  return rest > 0 && isLast ? { ...one, message: `${one.message} And ${rest} more like this.` } : one;
}

function releaseOf(impact: Impact): string {
  return impact === "none" ? "no release" : `a ${impact} release`;
}

function didYouMean(expected: string | undefined, otherwise: string): string {
  return expected === undefined ? otherwise : `Did you mean ${quote(expected)}?`;
}
