import { replyMarker, summaryMarker } from "../../src/render/marker.ts";
import type { NewReview } from "./github/driver.ts";
import type { Files } from "./github/pusher.ts";
import type { World } from "./world.ts";

interface ShownCheck {
  /** The conclusion, or the status while there is none. */
  readonly state: string;
  readonly title: string;
  readonly summary: string;
  /** Below the summary. */
  readonly details: string;
  /** The summary and the details, in one. */
  readonly text: string;
}

/** One pull request as people see it on GitHub. */
export interface PullRequestPage {
  readonly number: number;
  readonly branch: string;
  /** Comments, and resolves when Gatehouse has done all that it will do about it. */
  say(login: string, body: string): Promise<number>;
  /** Submits a review, like `say`. */
  review(login: string, review: NewReview): Promise<number>;
  /** Changes a comment, also somebody else's. */
  edit(login: string, id: number, body: string): Promise<void>;
  /** Deletes a comment, also somebody else's. */
  remove(login: string, id: number): Promise<void>;
  push(files: Files): Promise<string>;
  /** Moves the branch to a commit that was there before. */
  forcePush(sha: string): Promise<void>;
  headSha(): Promise<string>;
  check(name?: string): Promise<ShownCheck | undefined>;
  /** The bodies of our summary comments; there should never be two. */
  summaries(): Promise<readonly string[]>;
  repliesTo(id: number, kind?: "comment" | "review"): Promise<readonly string[]>;
  reactions(commentId: number): readonly string[];
  /** Everything there is to see, for comparing. */
  everything(): Promise<unknown>;
}

export async function openPage(
  world: World,
  given: {
    readonly title?: string;
    readonly files?: Files;
    readonly by?: string;
    readonly base?: string;
    readonly draft?: boolean;
  } = {},
): Promise<PullRequestPage> {
  const { github } = world;
  const {
    title = "feat: faster start",
    files = { "src/runtime/start.ts": "export {};\n" },
    by = "dan",
    ...more
  } = given;
  const branch = `branch-${crypto.randomUUID()}`;
  // Without something of its own two pull requests of one second would have one commit, and so one head.
  const own = { [`.changes/${branch}`]: `${branch}\n` };
  const { number } = await github.as(by).openPullRequest({ ...more, title, branch, files: { ...files, ...own } });
  await world.settled();

  const headSha = async () => (await github.pullRequest(number)).head.sha;
  const ours = async (marker: string) =>
    (await github.comments(number))
      .filter(({ user, body }) => user?.login === "gatehouse[bot]" && body.startsWith(marker))
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
    review: async (login, submitted) => {
      const { id } = await github.as(login).review(number, submitted);
      await world.settled();
      return id;
    },
    edit: async (login, id, body) => {
      await github.as(login).editComment(id, body);
      await world.settled();
    },
    remove: async (login, id) => {
      await github.as(login).deleteComment(id);
      await world.settled();
    },
    push: async (changed) => {
      const sha = await github.as(by).push({ branch, files: changed });
      await world.settled();
      return sha;
    },
    forcePush: async (sha) => {
      await github.as(by).forcePush(branch, sha);
      await world.settled();
    },
    check: async (name = "gatehouse") => {
      const run = (await github.checkRuns(await headSha())).find((each) => each.name === name);
      if (run === undefined) return undefined;
      const { title: shown, summary, text } = run.output;
      const texts = { summary: summary ?? "", details: text ?? "", text: `${summary ?? ""}\n${text ?? ""}` };
      return { state: run.conclusion ?? run.status, title: shown ?? "", ...texts };
    },
    summaries: () => ours(summaryMarker),
    repliesTo: (id, kind = "comment") => ours(replyMarker({ kind, id })),
    reactions: (commentId) => github.reactions(commentId).map(({ content }) => content),
    everything: async () => ({
      title: (await github.pullRequest(number)).title,
      comments: await github.comments(number),
      checks: await github.checkRuns(await headSha()),
    }),
  };
}
