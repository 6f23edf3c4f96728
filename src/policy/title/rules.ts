/** What a title must look like here. A parsed `title:` section of the configuration fits this shape. */
export interface TitleRules {
  readonly types: readonly string[];
  readonly scope: "required" | "optional" | "none";
  /** The only scopes that are accepted; any when undefined. */
  readonly scopes?: readonly string[] | undefined;
  /** Most characters a title may have; no limit when undefined. */
  readonly max?: number | undefined;
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
