/** A tag that must be there, and from which branch it must be reachable. */
export interface TagWant {
  readonly name: string;
  /** Undefined: the base branch of the pull request. */
  readonly branch: string | undefined;
}

export type TagState =
  | { readonly state: "absent" }
  /** Git can tag a file or a folder as well. */
  | { readonly state: "no-commit"; readonly type: string }
  /** `sha` is the commit, also of an annotated tag. */
  | { readonly state: "found"; readonly sha: string; readonly branch: string; readonly isReachable: boolean }
  | { readonly state: "no-branch"; readonly branch: string };

export function tagKey({ name, branch }: TagWant): string {
  return JSON.stringify([name, branch ?? null]);
}
