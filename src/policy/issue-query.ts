/** Which open issues are counted; pull requests, which GitHub lists among them, are not. */
export interface IssueQuery {
  /** An issue with any of these labels. Empty for every issue. */
  readonly labels: readonly string[];
  /** Title of a milestone. */
  readonly milestone: string | undefined;
  /** How many there may be: once there are more, nobody needs to know how many more. */
  readonly limit: number;
}

export type IssueCount =
  | {
      readonly state: "counted";
      readonly open: number;
      /** False when counting stopped, at the limit or at a bound: there may be more. */
      readonly isComplete: boolean;
      /** The oldest of those that were counted, a few. */
      readonly numbers: readonly number[];
    }
  /** The repository has no milestone of that title, or no such label. */
  | { readonly state: "no-milestone" }
  | { readonly state: "no-label"; readonly label: string };

/** Of so many entries of GitHub's list, for one label, nobody asks for more: ten pages. */
export const mostListed = 1000;

export function issueQueryKey({ labels, milestone, limit }: IssueQuery): string {
  return JSON.stringify([labels, milestone ?? null, limit]);
}
