import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticeMarker } from "../../../src/render/marker.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";

const config = `version: 1
pull_request: { require: [title], on_merge: { tag: merged-<number> } }
programs:
  audit:
    when: { title: "docs: close audit <round>" }
    on_merge: { tag: audit-<round>-complete }
  released:
    when: { title: "docs: release <version>" }
    on_merge: { tag: <version> }
  urgent:
    when: { labels: [urgent] }
    on_merge: { tag: urgent-<number> }
`;

let local: LocalGitHub;
let desk: JobDesk;

beforeAll(async () => {
  local = await startLocalGitHub({ files: { ".github/gatehouse.yml": config } });
});
afterAll(() => local.close());
beforeEach(async () => {
  local.faults.clear();
  desk = await aJobDesk(local);
});

async function open(title: string, base = "main"): Promise<number> {
  const branch = `branch-${crypto.randomUUID()}`;
  const { number } = await local.as("dan").openPullRequest({ title, branch, base, files: { "a.txt": `${branch}\n` } });
  return number;
}

async function merged(title: string): Promise<{ readonly number: number; readonly sha: string }> {
  const number = await open(title);
  await desk.settle();
  const { sha } = await local.as("olga").merge(number);
  return { number, sha };
}

async function payload(number: number, title: string) {
  const { head, base } = await local.pullRequest(number);
  const was = { number, baseBranch: base.ref, headSha: head.sha, title };
  return { ...desk.app.at, installationId: local.installationId, ...was };
}

async function notices(number: number): Promise<readonly string[]> {
  const marker = noticeMarker("on-merge");
  const all = (await local.comments(number)).filter(({ body }) => body.startsWith(marker));
  return all.map(({ body }) => body.replace(`${marker}\n`, ""));
}

describe("a merge that is to be tagged", () => {
  it("under a name that git does not take is told so, and nothing is tagged", async () => {
    const { number } = await merged("docs: close audit 1..2");
    await desk.settle();
    expect((await notices(number))[0]).toContain("`audit-1..2-complete` holds `..`");
    expect(await local.findTag("audit-1..2-complete")).toBeUndefined();
  });

  it("without the permission is told so with what to do, and is tagged once it is there", async () => {
    const { number, sha } = await merged("fix: a");
    local.faults.next({ kind: "status", status: 403, route: "POST /repos/{owner}/{repo}/git/tags" });
    await desk.settle();
    const [refused = ""] = await notices(number);
    expect(refused).toContain("contents: write");
    expect(refused).toContain(`git tag -a 'merged-${number}' ${sha}`);
    await desk.run("tag-merge", await payload(number, "fix: a"));
    expect(await local.findTag(`merged-${number}`)).toMatchObject({ sha });
    // The same comment, which says something else now.
    expect(await notices(number)).toEqual([expect.stringContaining("Tagged")]);
  });

  it("is not told of twice when the store is lost", async () => {
    const { number } = await merged("fix: b");
    await desk.settle();
    const other = await aJobDesk(local);
    await other.run("tag-merge", await payload(number, "fix: b"));
    expect(await notices(number)).toEqual([expect.stringContaining("Tagged")]);
  });

  it("is not tagged by a store that was lost, which says so with what to do", async () => {
    const { number, sha } = await merged("fix: c");
    await desk.overlook();
    const other = await aJobDesk(local);
    await other.run("tag-merge", await payload(number, "fix: c"));
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
    expect((await notices(number))[0]).toContain(`git tag -a 'merged-${number}' ${sha}`);
  });

  it("is not tagged again by a merge that is told again, when somebody has taken the tag away", async () => {
    const { number } = await merged("fix: g");
    await desk.settle();
    await local.as("olga").deleteTag(`merged-${number}`);
    const mark = local.requests.mark();
    await desk.run("tag-merge", await payload(number, "fix: g"));
    expect(local.requests.since(mark).all()).toEqual([]);
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
  });

  it("is not tagged where a branch has the name", async () => {
    const { number } = await merged("docs: release main");
    await desk.settle();
    expect((await notices(number))[0]).toContain("a branch is called `main`");
    expect(await local.findTag("main")).toBeUndefined();
  });

  it("has the tag of its labels as they were at the last look, which a label asks for", async () => {
    const number = await open("fix: h");
    await desk.settle();
    await local.as("olga").label(number, "urgent");
    await desk.settle();
    const { sha } = await local.as("olga").merge(number);
    await local.as("olga").unlabel(number, "urgent");
    await desk.settle();
    expect(await local.findTag(`urgent-${number}`)).toMatchObject({ sha });
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
  });

  it("waits three times for a branch that does not have the commit, then says so", async () => {
    const before = await local.as("olga").push({ files: { "later.txt": "1\n" } });
    const { number, sha } = await merged("fix: d");
    await local.as("olga").forcePush("main", before);
    const asked = () => desk.asked.filter(({ job }) => job === "tag-merge").slice(-1);
    await desk.run("tag-merge", await payload(number, "fix: d"));
    for (const delayMs of [10_000, 60_000, 600_000]) {
      const [next] = asked();
      expect(next).toMatchObject({ delayMs });
      expect(await notices(number)).toEqual([]);
      await desk.run("tag-merge", next?.payload ?? {});
    }
    expect((await notices(number))[0]).toContain("does not have");
    expect((await notices(number))[0]).toContain(sha.slice(0, 7));
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
  });

  it("in a dry run is neither tagged nor told of", async () => {
    const { number } = await merged("fix: e");
    const mark = local.requests.mark();
    await desk.run("tag-merge", await payload(number, "fix: e"), { dryRun: true });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
  });
});

describe("a merge of which nobody knows that its gates held", () => {
  it("because they did not is told so, and not tagged", async () => {
    const { number, sha } = await merged("no title at all");
    await desk.settle();
    expect(await notices(number)).toEqual([expect.stringContaining("not all that was required held")]);
    expect((await notices(number))[0]).toContain(`git tag -a 'merged-${number}' ${sha}`);
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
  });

  it.for([
    { name: "under a title that chooses another tag", before: "docs: harmless", after: "docs: close audit 7" },
    { name: "under a title that the gates have not seen", before: "docs: close audit 7", after: "docs: release 7" },
  ])("$name is not tagged", async ({ before, after }) => {
    const number = await open(before);
    await desk.settle();
    await local.as("dan").setTitle(number, after);
    await local.as("olga").merge(number);
    await desk.settle();
    expect(await notices(number)).toEqual([expect.stringContaining("nobody had looked at this head")]);
    for (const tag of [`merged-${number}`, "audit-7-complete", "7"]) expect(await local.findTag(tag)).toBeUndefined();
  });

  it("at a head that nobody has looked at is not tagged", async () => {
    const branch = `branch-${crypto.randomUUID()}`;
    const { number } = await local.as("dan").openPullRequest({ title: "fix: i", branch, files: { "b.txt": branch } });
    await desk.settle();
    await local.as("dan").push({ branch, files: { "b.txt": "other\n" } });
    await local.as("olga").merge(number);
    await desk.settle();
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
    expect(await notices(number)).toHaveLength(1);
  });

  it.for([
    { name: "at the last look", look: true, title: "fix: j", says: "not all that was required held" },
    { name: "under another title", look: false, title: "fix: other", says: "nobody had looked at this head" },
  ])("is told of also where the configuration cannot be used $name", async ({ look, title, says }) => {
    const number = await open("fix: j");
    await desk.settle();
    const before = await local.as("olga").push({ files: { "k.txt": `${title}\n` } });
    await local.as("olga").push({ files: { ".github/gatehouse.yml": "version: 1\nnonsense: 1\n" } });
    await desk.settle();
    const at = { ...desk.app.at, installationId: local.installationId };
    if (look) await desk.run("evaluate-pull-request", { ...at, number });
    await local.as("olga").merge(number);
    await desk.overlook();
    await desk.run("tag-merge", await payload(number, title));
    expect(await notices(number)).toEqual([expect.stringContaining(says)]);
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
    await local.as("olga").forcePush("main", before);
  });
});

describe("a merge that changes the rules", () => {
  const silent = "version: 1\npull_request: { require: [title] }\n";
  async function proposed(text: string) {
    const before = await local.as("olga").push({ files: { "l.txt": `${crypto.randomUUID()}\n` } });
    const branch = `branch-${crypto.randomUUID()}`;
    const given = { title: "ci: other rules", branch, files: { ".github/gatehouse.yml": text } };
    const { number } = await local.as("dan").openPullRequest(given);
    await desk.settle();
    const { sha } = await local.as("olga").merge(number);
    await desk.settle();
    return { number, sha, before };
  }

  it("is tagged by those it was judged by", async () => {
    const { number, sha, before } = await proposed(silent);
    expect(await local.findTag(`merged-${number}`)).toMatchObject({ sha });
    await local.as("olga").forcePush("main", before);
  });

  it("that asked for no tag is told what the new ones ask for, and not tagged", async () => {
    const before = await local.as("olga").push({ files: { ".github/gatehouse.yml": silent } });
    const { number } = await proposed(config);
    expect(await local.findTag(`merged-${number}`)).toBeUndefined();
    expect(await notices(number)).toEqual([expect.stringContaining(`git tag -a 'merged-${number}'`)]);
    await local.as("olga").forcePush("main", before);
  });
});

describe("what was not merged", () => {
  it("is not tagged, whatever a job says", async () => {
    const number = await open("fix: f");
    await desk.settle();
    const mark = local.requests.mark();
    await desk.run("tag-merge", await payload(number, "fix: f"));
    await local.as("dan").close(number);
    await desk.run("tag-merge", await payload(number, "fix: f"));
    expect(local.requests.since(mark).writes()).toEqual([]);
  });
});
