import { replyMarker, summaryMarker } from "../../src/render/marker.ts";
import type { Files } from "./github/driver.ts";
import type { World } from "./world.ts";

/** One pull request as people see it on GitHub. */
export interface PullRequestPage {
  readonly number: number;
  readonly branch: string;
  /** Comments, and resolves when Gatehouse has done all that it will do about it. */
  say(login: string, body: string): Promise<number>;
  push(files: Files): Promise<string>;
  headSha(): Promise<string>;
  check(name?: string): Promise<{ readonly state: string; readonly title: string; readonly text: string } | undefined>;
  /** The bodies of our summary comments; there should never be two. */
  summaries(): Promise<readonly string[]>;
  repliesTo(commentId: number): Promise<readonly string[]>;
  reactions(commentId: number): readonly string[];
  /** Everything there is to see, for comparing. */
  everything(): Promise<unknown>;
}

export async function openPage(
  world: World,
  given: { readonly title?: string; readonly files?: Files; readonly by?: string } = {},
): Promise<PullRequestPage> {
  const { github } = world;
  const { title = "feat: faster start", files = { "src/runtime/start.ts": "export {};\n" }, by = "dan" } = given;
  const branch = `branch-${crypto.randomUUID()}`;
  // Without something of its own two pull requests of one second would have one commit, and so one head.
  const own = { [`.changes/${branch}`]: `${branch}\n` };
  const { number } = await github.as(by).openPullRequest({ title, branch, files: { ...files, ...own } });
  await world.settled();

  const headSha = async () => (await github.pullRequest(number)).head.sha;
  const ours = async (marker: string) =>
    (await github.comments(number))
      .filter(({ user, body }) => user.login === "gatehouse[bot]" && body.startsWith(marker))
      .map(({ body }) => body);

  return {
    number,
    branch,
    headSha,
    say: async (login, body) => {
      const { id } = await github.as(login).comment(number, body);
      await world.settled();
      return id;
    },
    push: async (changed) => {
      const sha = await github.as(by).push({ branch, files: changed });
      await world.settled();
      return sha;
    },
    check: async (name = "gatehouse") => {
      const run = (await github.checkRuns(await headSha())).find((each) => each.name === name);
      if (run === undefined) return undefined;
      const { title: shown, summary, text } = run.output;
      return { state: run.conclusion ?? run.status, title: shown ?? "", text: `${summary ?? ""}\n${text ?? ""}` };
    },
    summaries: () => ours(summaryMarker),
    repliesTo: (commentId) => ours(replyMarker(commentId)),
    reactions: (commentId) => github.reactions(commentId).map(({ content }) => content),
    everything: async () => ({
      title: (await github.pullRequest(number)).title,
      comments: await github.comments(number),
      checks: await github.checkRuns(await headSha()),
    }),
  };
}
