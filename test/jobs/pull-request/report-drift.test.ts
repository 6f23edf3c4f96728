import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticeMarker } from "../../../src/render/marker.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `version: 1
title: { ignore: [bea] }
pull_request: { require: [title] }
`;

let local: LocalGitHub;
let desk: JobDesk;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
  const push = (branch: string, text: string) =>
    local.as("olga").push({ branch, files: { ".github/gatehouse.yml": text } });
  await push("off", config.replace("ignore: [bea]", "post_merge: off"));
  await push(
    "untitled",
    "version: 1\npull_request: { require: [touched] }\nareas: { a: { owners: [ana], paths: [a] } }\n",
  );
  await push("broken", "version: 1\nnonsense: 1\n");
  const under = (when: string) => `version: 1\npull_request: { require: [{ title: { when: ${when} } }] }\n`;
  await push("by-path", under("{ paths: [src/**] }"));
  await push("by-label", under("{ labels: [judged] }"));
});
afterAll(() => local.close());
beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
});

interface Merging {
  readonly title?: string;
  readonly base?: string;
  readonly by?: string;
  readonly method?: "squash" | "merge" | "rebase";
  /** What the dialog says; GitHub's own words when left out. */
  readonly subject?: string;
  readonly body?: string;
  /** One more commit. */
  readonly second?: string;
  /** Of its first commit; the title when left out. */
  readonly message?: string;
  readonly file?: string;
}

async function merged(given: Merging = {}): Promise<{ readonly number: number; readonly sha: string }> {
  const {
    title = "feat: start faster",
    base = "main",
    by = "dan",
    method = "squash",
    second,
    message = title,
    file = "a.txt",
    ...dialog
  } = given;
  const branch = `branch-${crypto.randomUUID()}`;
  const files = { [file]: `${branch}\n` };
  const { number } = await local.as(by).openPullRequest({ title, branch, base, message, files });
  if (second !== undefined) await local.as(by).push({ branch, message: second, files: { "b.txt": `${branch}\n` } });
  await desk.settle();
  const { sha } = await local.as("olga").merge(number, method, dialog);
  return { number, sha };
}

/** The comments about merges, and whether the label is there. */
async function shown(number: number) {
  const marker = noticeMarker("title-drift");
  const all = await local.comments(number);
  const told = all.filter(({ body }) => body.startsWith(marker)).map(({ body }) => body.replace(`${marker}\n`, ""));
  const { labels } = await local.pullRequest(number);
  return { told, isLabeled: labels.some(({ name }) => name === "title-drift") };
}

const nothing = { told: [], isLabeled: false };

async function payload(number: number, title = "feat: start faster") {
  const { base } = await local.pullRequest(number);
  return { ...desk.app.at, installationId: local.installationId, number, baseBranch: base.ref, title };
}

describe("a merge under another subject", () => {
  it("that does not pass is told once, with a label", async () => {
    const { number, sha } = await merged({ subject: "Start faster", second: "more" });
    await desk.settle();
    const { told, isLabeled } = await shown(number);
    expect(told).toEqual([expect.stringContaining(sha.slice(0, 7))]);
    expect(told[0]).toContain("Start faster\n^^^^^\n");
    expect(told[0]).toContain("BEGIN_COMMIT_OVERRIDE\nfeat: start faster\nEND_COMMIT_OVERRIDE");
    expect(isLabeled).toBe(true);
  });

  it.for([
    { title: "feat!: drop v1", subject: "feat: drop v1", says: "The title says that this change breaks something" },
    { title: "feat: drop v1", body: "BREAKING CHANGE: v1 is gone", says: "says in its subject or in a footer" },
  ])("$title as $subject $body is told", async ({ says, ...merging }) => {
    const { number } = await merged(merging);
    await desk.settle();
    expect((await shown(number)).told).toEqual([expect.stringContaining(says)]);
  });

  it("is told of its only commit, which nobody can tell from a squash", async () => {
    const { number } = await merged({ method: "rebase", message: "chore: start faster" });
    await desk.settle();
    expect((await shown(number)).told).toEqual([expect.stringContaining("commit: chore: start faster")]);
  });
});

it("a merge under another subject is told where titles count for what it changes", async () => {
  const { number } = await merged({ base: "by-path", file: "src/a.ts", subject: "Whatever" });
  await desk.settle();
  expect((await shown(number)).told).toHaveLength(1);
});

describe("nothing is said and nothing written", () => {
  it.for<{ readonly name: string; readonly merging: Merging }>([
    { name: "of a squash under the title", merging: {} },
    { name: "of other words that mean the same", merging: { subject: "feat(app): start without a cache" } },
    { name: "of a merge commit", merging: { method: "merge", subject: "Merge it" } },
    { name: "of commits that were rebased", merging: { method: "rebase", second: "more" } },
    { name: "of a title that did not pass", merging: { title: "Start faster", subject: "Whatever" } },
    { name: "of an author who is ignored", merging: { by: "bea", subject: "Whatever" } },
    { name: "on a branch that wants no word", merging: { base: "off", subject: "Whatever" } },
    { name: "on a branch that judges no titles", merging: { base: "untitled", subject: "Whatever" } },
    { name: "on a branch whose configuration cannot be used", merging: { base: "broken", subject: "Whatever" } },
    { name: "where titles count for other files", merging: { base: "by-path", subject: "Whatever" } },
    { name: "where titles count under a label", merging: { base: "by-label", subject: "Whatever" } },
  ])("$name", async ({ merging }) => {
    const { number } = await merged(merging);
    const mark = local.requests.mark();
    await desk.settle();
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await shown(number)).toEqual(nothing);
  });

  it("of a pull request that was not merged, whatever a job says", async () => {
    const branch = `branch-${crypto.randomUUID()}`;
    const { number } = await local.as("dan").openPullRequest({ title: "feat: d", branch, files: { "d.txt": branch } });
    await local.as("dan").close(number);
    await desk.settle();
    const mark = local.requests.mark();
    await desk.run("report-drift", await payload(number));
    expect(local.requests.since(mark).writes()).toEqual([]);
  });
});

describe("it is said once", () => {
  it("when the delivery comes again, also after somebody took the label off", async () => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.settle();
    await local.as("olga").unlabel(number, "title-drift");
    await desk.settle();
    const mark = local.requests.mark();
    await desk.run("report-drift", await payload(number));
    expect(local.requests.since(mark).all()).toEqual([]);
  });

  it("when everything is delivered again, in any order", async () => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.settle();
    const mark = local.requests.mark();
    await desk.replay((deliveries) => deliveries.toReversed());
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect((await shown(number)).told).toHaveLength(1);
  });

  it.for([
    { name: "the label", route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels" },
    { name: "the comment", route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments" },
    { name: "the commit", route: "GET /repos/{owner}/{repo}/git/commits/{commit_sha}" },
  ])("after a failure at $name", async ({ route }) => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.overlook();
    local.faults.next({ kind: "status", status: 502, route });
    await expect(desk.run("report-drift", await payload(number))).rejects.toThrow("502");
    await desk.run("report-drift", await payload(number));
    await desk.run("report-drift", await payload(number));
    expect(await shown(number)).toEqual({ told: [expect.any(String)], isLabeled: true });
  });

  it("after an answer that was lost", async () => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.overlook();
    const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    local.faults.next({ kind: "drop-after", route });
    await desk.run("report-drift", await payload(number)).catch(() => undefined);
    await desk.run("report-drift", await payload(number));
    expect((await shown(number)).told).toHaveLength(1);
  });

  it("after the store is lost, and not at all once release-please was told", async () => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.settle();
    const other = await aJobDesk(local);
    await other.run("report-drift", await payload(number));
    expect((await shown(number)).told).toHaveLength(1);
    await local.as("olga").unlabel(number, "title-drift");
    await local.as("dan").setBody(number, "BEGIN_COMMIT_OVERRIDE\nfeat: start faster\nEND_COMMIT_OVERRIDE");
    const mark = local.requests.mark();
    await (await aJobDesk(local)).run("report-drift", await payload(number));
    expect(local.requests.since(mark).writes()).toEqual([]);
  });

  it("in a dry run not at all", async () => {
    const { number } = await merged({ subject: "Start faster" });
    await desk.overlook();
    await desk.run("report-drift", await payload(number), { dryRun: true });
    expect(await shown(number)).toEqual(nothing);
  });

  it("with the title as it was when it was merged", async () => {
    const { number } = await merged({ title: "feat: start faster", subject: "fix: start faster" });
    await local.as("dan").setTitle(number, "fix: start faster");
    await desk.settle();
    expect((await shown(number)).told).toHaveLength(1);
  });
});

describe("what it costs", () => {
  const asked = async (given: Merging) => {
    const { number } = await merged(given);
    await desk.overlook();
    const mark = local.requests.mark();
    await desk.run("report-drift", await payload(number, given.title));
    return local.requests
      .since(mark)
      .all()
      .map(({ route }) => route.replace("/repos/{owner}/{repo}", ""));
  };
  const configuration = "GET /contents/{path}";
  const pull = "GET /pulls/{pull_number}";
  const commit = "GET /git/commits/{commit_sha}";

  it.for<{ readonly name: string; readonly merging: Merging; readonly requests: readonly string[] }>([
    { name: "no word is wanted", merging: { base: "off" }, requests: [configuration] },
    { name: "no titles are judged", merging: { base: "untitled" }, requests: [configuration] },
    { name: "the title landed", merging: { second: "more" }, requests: [configuration, pull, commit] },
    {
      name: "titles count for other files",
      merging: { base: "by-path" },
      requests: [configuration, pull, "GET /pulls/{pull_number}/files"],
    },
    { name: "titles count under a label", merging: { base: "by-label" }, requests: [configuration, pull] },
    { name: "commits were merged", merging: { method: "merge" }, requests: [configuration, pull, commit] },
    {
      name: "commits were rebased",
      merging: { method: "rebase", second: "more" },
      requests: [configuration, pull, commit, "GET /pulls/{pull_number}/commits"],
    },
  ])("where $name", async ({ merging, requests }) => {
    const made = await asked(merging);
    expect(made.map((route) => route.replace(/^GET \/repos\/[^/]+\/[^/]+/, "GET "))).toEqual(requests);
  });
});
