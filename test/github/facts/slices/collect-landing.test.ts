import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../../src/config/load.ts";
import { getPullRequest } from "../../../../src/github/facts/pull-request.ts";
import { recordMergeSettings } from "../../../../src/github/facts/merge-settings.ts";
import { collectLanding } from "../../../../src/github/facts/slices/collect-landing.ts";
import { recordMergeGroup } from "../../../../src/github/heads/merge-groups.ts";
import type { PullRequest } from "../../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import type { MergeGroup } from "../../../support/github/merge-queue.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

const squashOnly = { allow_squash_merge: true, allow_merge_commit: false, allow_rebase_merge: false };
const byTitle = { ...squashOnly, squash_merge_commit_title: "PR_TITLE" };
const byCommit = { ...squashOnly, squash_merge_commit_title: "COMMIT_OR_PR_TITLE" };
const byTitleKeepingMessages = { ...byTitle, squash_merge_commit_message: "COMMIT_MESSAGES" };
const anyMethod = { allow_squash_merge: true, allow_merge_commit: true, allow_rebase_merge: true };

let local: LocalGitHub;
let app: AppOnGitHub;
let opened = 0;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.faults.clear();
  local.tellMergingByRest(false);
  app = await anAppOn(local);
});

const first = "chore: begin";

/** With one commit for each of these messages, and the one it was opened with. */
async function open(...messages: readonly string[]): Promise<PullRequest> {
  opened += 1;
  const branch = `work-${opened}`;
  const files = { [`${branch}.txt`]: "1\n" };
  const { number } = await local.as("dan").openPullRequest({ title: `feat: ${branch}`, branch, files, message: first });
  if (messages.length > 0) await local.as("dan").pushMessages(branch, messages);
  return getPullRequest(number, app.at, app.octokit);
}

interface Given {
  readonly settings?: object;
  readonly title?: string;
  readonly checksAt?: string;
  readonly over?: Partial<PullRequest>;
}

async function collect(pullRequest: PullRequest, { settings, title = "", checksAt, over }: Given = {}) {
  const { store, at } = app;
  if (settings !== undefined) await recordMergeSettings(store, at.repositoryId, { told: settings, at: app.now() });
  const loaded = loadConfig(`version: 1\n${title === "" ? "" : `title: { ${title} }\n`}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const mark = local.requests.mark();
  const scene = { pullRequest: { ...pullRequest, ...over }, at, checksAt: checksAt ?? pullRequest.headSha };
  const found = await collectLanding({ ...scene, config: loaded.config }, app);
  const reads = local.requests.since(mark).reads();
  return {
    ...found,
    subjects: found.commits?.commits.map(({ message }) => message),
    asked: reads.map(({ route, status }) => `${route.replace(/^.*(?=\/[a-z]+(?:\/\{commit_sha\})?$)/, "")} ${status}`),
  };
}

describe("the commits of a pull request", () => {
  it("are listed once, oldest first, each with its whole message", async () => {
    const pullRequest = await open("fix: one\n\nBecause.", "wip");
    const found = await collect(pullRequest, { settings: anyMethod });
    expect(found).toMatchObject({
      subjects: [first, "fix: one\n\nBecause.", "wip"],
      commits: { isComplete: true },
      settings: { methods: ["squash", "merge", "rebase"] },
      queued: undefined,
      unread: undefined,
      asked: ["/commits 200"],
    });
    expect(found.commits?.commits.at(-1)?.sha).toBe(pullRequest.headSha);
    expect((await collect(pullRequest, { settings: anyMethod })).asked).toEqual(["/commits 304"]);
  });

  it("are told from merges, and are complete all the same", async () => {
    const pullRequest = await open();
    await local.as("dan").commitTo("main", { [`main-${opened}.txt`]: "1\n" });
    await local.as("dan").push({ branch: `work-${opened}`, merging: "main", message: "Merge main", files: {} });
    const merged = await getPullRequest(pullRequest.number, app.at, app.octokit);
    expect(merged.commits).toBe(2);
    expect(await collect(merged)).toMatchObject({
      subjects: [first],
      commits: { isComplete: true, merges: [{ sha: merged.headSha, message: "Merge main" }] },
    });
  });

  it("are read from every page", async () => {
    const pullRequest = await open(...Array.from({ length: 101 }, (_, index) => `fix: ${index}`));
    const found = await collect(pullRequest);
    expect(found.subjects).toHaveLength(102);
    expect(found.subjects?.at(-1)).toBe("fix: 100");
    expect(found.asked).toEqual(["/commits 200", "/commits 200"]);
  });

  it("are said to be incomplete where GitHub counts more than it lists", async () => {
    const found = await collect(await open(), { over: { commits: 251 } });
    expect(found.commits?.isComplete).toBe(false);
  });

  it.for<{ name: string } & Given>([
    { name: "where a squash takes the title", settings: byTitle },
    {
      name: "where a squash keeps messages below a title that says all they can",
      settings: byTitleKeepingMessages,
      over: { title: "feat!: x" },
    },
    { name: "where the configuration wants the title alone", settings: byCommit, title: "commits: title" },
    { name: "for a base branch that is no target", settings: byCommit, title: "targets: [release/*]" },
    {
      name: "under a label that excepts it",
      settings: byCommit,
      title: "skip_labels: [skip]",
      over: { labels: ["skip"] },
    },
    { name: "for an author who is excepted", settings: byCommit, title: "ignore: [dan]" },
    { name: "for a bot whose title lands", settings: byTitleKeepingMessages, over: { isByBot: true } },
    {
      name: "for a bot whose title lands, where all must hold",
      settings: byTitle,
      title: "commits: all",
      over: { isByBot: true },
    },
    { name: "for a bot that is skipped", settings: byCommit, title: "bots: skip", over: { isByBot: true } },
    { name: "for a draft that waits", settings: byCommit, title: "drafts: neutral", over: { isDraft: true } },
  ])("are not asked for $name", async (given) => {
    const { commits, asked } = await collect(await open(), given);
    expect({ commits, asked }).toEqual({ commits: undefined, asked: [] });
  });

  it.for<{ name: string } & Given>([
    { name: "where nobody told how the repository merges" },
    { name: "where a squash may take the commit", settings: byCommit },
    { name: "where a squash keeps their messages", settings: byTitleKeepingMessages },
    { name: "where a merge keeps them", settings: { ...byTitle, allow_merge_commit: true } },
    { name: "where all must hold", settings: byTitle, title: "commits: all" },
    { name: "for a bot that is linted", settings: byCommit, title: "bots: lint", over: { isByBot: true } },
    { name: "for a bot whose commit may land", settings: byCommit, over: { isByBot: true } },
    { name: "for a draft", settings: byCommit, over: { isDraft: true } },
  ])("are asked for $name", async (given) => {
    expect((await collect(await open(), given)).asked).toEqual(["/commits 200"]);
  });
});

describe("how the repository merges", () => {
  it("is what GitHub says there itself, before what deliveries told", async () => {
    local.setMerging(byTitle);
    local.tellMergingByRest(true);
    const { settings, asked } = await collect(await open(), { settings: anyMethod });
    expect(settings).toMatchObject({ methods: ["squash"], squashTitle: "pull-request" });
    expect(asked).toEqual([]);
  });

  it("is not known where GitHub says it to nobody, and no delivery came", async () => {
    expect((await collect(await open())).settings).toBeUndefined();
  });
});

describe("commits that GitHub refuses to show", () => {
  const route = "/repos/{owner}/{repo}/pulls/{pull_number}/commits";
  it.for([403, 404])("%s: nobody can tell, where they must hold", async (status) => {
    local.faults.next({ kind: "status", status, route });
    const { commits, unread } = await collect(await open(), { settings: byCommit });
    expect(commits).toBeUndefined();
    expect(unread).toMatchObject({ parameters: { permission: "pull_requests: read", status: String(status) } });
  });

  it("nobody can tell either where they are only mentioned, because a single one must agree with the title", async () => {
    const pullRequest = await open();
    for (const count of [1, 4]) {
      local.faults.next({ kind: "status", status: 403, route });
      const { commits, unread } = await collect(pullRequest, { settings: anyMethod, over: { commits: count } });
      expect(commits).toBeUndefined();
      expect(unread).toMatchObject({ code: "facts-refused" });
    }
  });

  it("matter to nobody where nobody asks for them", async () => {
    local.faults.next({ kind: "status", status: 403, route });
    expect((await collect(await open(), { settings: byTitle })).unread).toBeUndefined();
    local.faults.clear();
  });

  it.for([500, 502])("%s: it is tried again", async (status) => {
    const pullRequest = await open();
    local.faults.next({ kind: "status", status, route });
    await expect(collect(pullRequest)).rejects.toThrow(String(status));
  });
});

describe("at a commit of the merge queue", () => {
  /** As `findNumbers` keeps it. */
  async function enqueue(numbers: readonly number[], onto?: MergeGroup, subject?: string): Promise<MergeGroup> {
    const words = subject === undefined ? {} : { subject };
    const own = numbers.at(-1) ?? 0;
    const group = await local.mergeGroup(own, { ...(onto && { onto }), method: "squash", words });
    const { headSha, headRef, baseSha } = group;
    const since = app.now().toISOString();
    const kept = { headSha, headRef, baseSha, baseBranch: "main", numbers: [...numbers], since };
    await recordMergeGroup(app.store, app.at.repositoryId, kept);
    return group;
  }

  it("what the queue made is read besides, by one request", async () => {
    const pullRequest = await open();
    const { headSha } = await enqueue([pullRequest.number], undefined, "Earlier");
    const { queued, asked } = await collect(pullRequest, { settings: byTitle, checksAt: headSha });
    expect(queued).toEqual({ sha: headSha, message: "Earlier" });
    expect(asked).toEqual(["/commits/{commit_sha} 200"]);
  });

  it("the commit is that of this pull request, not of those above it", async () => {
    const [lower, upper] = [await open(), await open()];
    const below = await enqueue([lower.number]);
    const above = await enqueue([lower.number, upper.number], below);
    const at = { settings: byTitle, checksAt: above.headSha };
    expect((await collect(lower, at)).queued).toMatchObject({ sha: below.headSha });
    expect((await collect(upper, at)).queued).toMatchObject({ sha: above.headSha });
  });

  it("nothing is read of a group that was ended", async () => {
    const pullRequest = await open();
    const { queued, asked } = await collect(pullRequest, { settings: byTitle, checksAt: "9".repeat(40) });
    expect({ queued, asked }).toEqual({ queued: undefined, asked: [] });
  });

  it("nor where the queue's commits are not judged", async () => {
    const pullRequest = await open();
    const { headSha } = await enqueue([pullRequest.number]);
    const found = await collect(pullRequest, { settings: byTitle, checksAt: headSha, title: "merge_queue: pass" });
    expect(found).toMatchObject({ queued: undefined, asked: [] });
  });

  it("nobody can tell what GitHub refuses to show", async () => {
    const pullRequest = await open();
    const { headSha } = await enqueue([pullRequest.number]);
    local.faults.next({ kind: "status", status: 403, route: "/repos/{owner}/{repo}/git/commits/{commit_sha}" });
    const { queued, unread } = await collect(pullRequest, { settings: byTitle, checksAt: headSha });
    expect(queued).toBeUndefined();
    expect(unread).toMatchObject({ code: "facts-refused", parameters: { permission: "contents: read" } });
  });
});
