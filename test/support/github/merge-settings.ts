/** How a repository merges, in GitHub's own keys. */
export interface MergeSettings {
  readonly allow_squash_merge?: boolean;
  readonly allow_merge_commit?: boolean;
  readonly allow_rebase_merge?: boolean;
  readonly squash_merge_commit_title?: string;
  readonly squash_merge_commit_message?: string;
}

/** Those of a repository that nobody changed anything in. */
const untouched: MergeSettings = {
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
};

const keys = new Set(Object.keys(untouched));

/** Deliveries about pull requests tell how their repository merges; REST tells it to nobody who may not write there. */
export function mergeDesk() {
  let settings = untouched;
  let isToldByRest = false;

  return {
    /** Takes them out of what emulate says of any repository. */
    hide: (repository: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
      if (typeof repository["full_name"] !== "string" || !("default_branch" in repository)) return repository;
      const rest = Object.fromEntries(Object.entries(repository).filter(([key]) => !keys.has(key)));
      return isToldByRest ? { ...rest, ...settings } : rest;
    },
    /** As deliveries show a pull request. */
    tell: (payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
      const pull = asRecord(payload["pull_request"]);
      const base = asRecord(pull["base"]);
      if (base["repo"] === undefined) return payload;
      const repo = { ...asRecord(base["repo"]), ...settings };
      return { ...payload, pull_request: { ...pull, base: { ...base, repo } } };
    },
    ofTests: {
      /** Somebody changes how the repository merges; left out is what deliveries say nothing of. */
      setMerging: (next: MergeSettings): void => {
        settings = next;
      },
      /** As if the App might write contents. */
      tellMergingByRest: (told: boolean): void => {
        isToldByRest = told;
      },
    },
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
