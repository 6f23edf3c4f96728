import type { Octokit } from "../../github/client/octokit.ts";

/** From now on GitHub shows this title to us: what a command would have changed is read back like everything else. */
export function pretendTitle(octokit: Pick<Octokit, "hook">, number: number, title: string): void {
  octokit.hook.after("request", (response, options) => {
    const isPullRequest =
      options.url === "/repos/{owner}/{repo}/pulls/{pull_number}" && options["pull_number"] === number;
    if (isPullRequest && typeof response.data === "object" && response.data !== null) {
      response.data = { ...response.data, title };
    }
  });
}
