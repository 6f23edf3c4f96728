interface Shown {
  readonly fork?: boolean;
  readonly archived?: boolean;
  readonly private?: boolean;
  readonly has_issues?: boolean;
}

type Repository = Readonly<Record<string, unknown>>;

/** What GitHub says of a repository, where a test wants it to be another kind of repository. `dress`: what it says else. */
export function repositoryPage(dress: (repository: Repository) => Repository) {
  let shown: Shown = {};
  return {
    show: (repository: Repository): Repository => {
      const isRepository = typeof repository["full_name"] === "string" && "default_branch" in repository;
      return isRepository ? { ...dress(repository), ...shown } : dress(repository);
    },
    ofTests: {
      /** From now on every repository is said to be such a one. */
      showRepository: (next: Shown): void => {
        shown = next;
      },
    },
  };
}
