import type { TitlePattern } from "./title-pattern.ts";

/** The `title:` section of the configuration: what a title must look like, what it means, and which ones are judged. */
export interface TitlePolicy {
  readonly rules: TitleRules;
  readonly meaning: MeaningRules;
  readonly judging: JudgingRules;
}

/** What a title must look like. */
export interface TitleRules {
  readonly types: readonly string[];
  /** Whether a type may have capitals; what it means does not depend on them. */
  readonly typeCase: "lower" | "any";
  readonly scope: "required" | "optional" | "none";
  /** The only scopes that are accepted; any when undefined. */
  readonly scopes?: readonly string[] | undefined;
  readonly refusedScopes: readonly string[];
  /** A regular expression that `regexProblem` has nothing against; each scope must match it as a whole. */
  readonly scopePattern?: string | undefined;
  readonly scopeSeparator: ScopeSeparator;
  /** Most characters a title may have; no limit when undefined. */
  readonly max?: number | undefined;
  readonly subject: SubjectRules;
  /** Own rules of the repository. */
  readonly patterns: readonly TitlePattern[];
  /** Whether GitHub's own titles of reverts, `Revert "…"`, pass. */
  readonly revertTitles: "refuse" | "allow";
}

/** What stands between two scopes. */
export const scopeSeparators = [",", "/"] as const;
export type ScopeSeparator = (typeof scopeSeparators)[number];

/** What is asked of the text behind the colon. */
export interface SubjectRules {
  readonly case: "any" | "not-capitalised";
  /** Whether it may end in a full stop. */
  readonly fullStop: boolean;
  /** Most characters it may have; no limit when undefined. */
  readonly max?: number | undefined;
}

/** What a title means for the next version. */
export interface MeaningRules {
  readonly preset: ImpactPreset;
  /** What a `!` means; as the preset says when undefined. */
  readonly breaking?: Impact | undefined;
  /** What a type means, where the configuration says so. */
  readonly types: Readonly<Record<string, TypeMeaning>>;
}

/** Which part of the version a change raises. */
export const impacts = ["major", "minor", "patch", "none"] as const;
export type Impact = (typeof impacts)[number];

/** How the tools that make releases read a history; they differ before 1.0. */
export const impactPresets = ["seed", "cargo", "release-please"] as const;
export type ImpactPreset = (typeof impactPresets)[number];

export interface TypeMeaning {
  readonly impact?: Impact | undefined;
  /** Where the change stands in the changelog. */
  readonly section?: string | undefined;
}

/** Which titles are judged, when, and what else is judged by the same rules. */
export interface JudgingRules {
  /** Logins of authors whose titles are not judged, with or without `[bot]`. */
  readonly ignore: readonly string[];
  /** `lint`: as those of people. `lenient`: they never fail. `skip`: they are not judged. */
  readonly bots: "lint" | "lenient" | "skip";
  /** Logins of people's accounts that a machine writes with. */
  readonly botLogins: readonly string[];
  /** Under one of these labels a title is not judged. */
  readonly skipLabels: readonly string[];
  /** Globs of the base branches on which titles are judged; all when undefined. */
  readonly targets?: readonly string[] | undefined;
  /** Whether titles of drafts are judged. */
  readonly drafts: "check" | "neutral";
  /** What a title means that says it is not finished: `neutral` blocks without a red mark. */
  readonly wip: "fail" | "neutral";
  /** Which commits are judged by the rules for titles: see `whatLands`. */
  readonly commits: "auto" | "title" | "single" | "all";
  /** Whether the commits that a merge queue makes are judged. */
  readonly mergeQueue: "lint" | "pass";
  /** Whether a subject that was spoilt while merging is told. */
  readonly postMerge: "report" | "off";
  /** Whether a comment says what is wrong with a title, besides the check. */
  readonly comment: "never" | "on_failure";
  /** Whether `/retitle` works on a closed pull request. */
  readonly retitleClosed: "refuse" | "allow";
}

/** The types of Conventional Commits tooling, and `security`. */
export const defaultTypes = [
  "feat",
  "fix",
  "perf",
  "security",
  "docs",
  "style",
  "refactor",
  "test",
  "build",
  "ci",
  "chore",
  "revert",
] as const;

/** What holds in a repository whose configuration has no `title:` section. */
export const defaultTitleRules: TitleRules = {
  types: defaultTypes,
  typeCase: "lower",
  scope: "optional",
  refusedScopes: [],
  scopeSeparator: ",",
  subject: { case: "any", fullStop: true },
  patterns: [],
  revertTitles: "refuse",
};

export const defaultTitlePolicy: TitlePolicy = {
  rules: defaultTitleRules,
  meaning: { preset: "seed", types: {} },
  judging: {
    ignore: [],
    bots: "lenient",
    botLogins: [],
    skipLabels: [],
    drafts: "check",
    wip: "fail",
    commits: "auto",
    mergeQueue: "lint",
    postMerge: "report",
    comment: "never",
    retitleClosed: "refuse",
  },
};

/** The longest title that GitHub keeps. */
export const longestTitle = 256;

/** The longest subject of a commit that is read: git keeps those of any length, and a pull request has 250 of them. */
export const longestSubject = 4 * longestTitle;
