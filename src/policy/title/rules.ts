/** What a title must look like here, and what it means: the `title:` section of the configuration. */
export interface TitleRules {
  readonly types: readonly string[];
  readonly scope: "required" | "optional" | "none";
  /** The only scopes that are accepted; any when undefined. */
  readonly scopes?: readonly string[] | undefined;
  /** A regular expression that `regexProblem` has nothing against; each scope must match it as a whole. */
  readonly scopePattern?: string | undefined;
  /** Most characters a title may have; no limit when undefined. */
  readonly max?: number | undefined;
  readonly subject?: SubjectRules | undefined;
  /** Logins of authors whose titles are not judged, with or without `[bot]`. */
  readonly ignore?: readonly string[] | undefined;
  /** What a type means, where the configuration says so. */
  readonly meanings?: Readonly<Record<string, TypeMeaning>> | undefined;
  /** What a `!` means; a major release when undefined. */
  readonly breaking?: Impact | undefined;
}

/** What is asked of the text behind the colon. */
export interface SubjectRules {
  readonly case: "any" | "not-capitalised";
  /** Whether it may end in a full stop. */
  readonly fullStop: boolean;
}

/** Which part of the version a change raises. */
export const impacts = ["major", "minor", "patch", "none"] as const;
export type Impact = (typeof impacts)[number];

export interface TypeMeaning {
  readonly impact?: Impact | undefined;
  /** Where the change stands in the changelog. */
  readonly section?: string | undefined;
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
export const defaultTitleRules: TitleRules = { types: defaultTypes, scope: "optional" };

/** The longest title that GitHub keeps. */
export const longestTitle = 256;
