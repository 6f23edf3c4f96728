import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { appClient, installationClient } from "./client.ts";
import { refusal } from "./refusal.ts";
import { aPrivateKey } from "./seed.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
let at: { readonly owner: string; readonly repo: string };

beforeAll(async () => {
  github = await startLocalGitHub({
    otherRepositories: ["docs"],
    files: { "src/runtime/start.ts": "one\ntwo\n", "old.md": "moved\n", "big.txt": "x".repeat(1_100_000) },
  });
  octokit = installationClient(github);
  at = { owner: github.owner, repo: github.repo };
});
afterAll(() => github.close());

describe("the App", () => {
  it("knows itself, its installation and the repositories it is installed on", async () => {
    const app = appClient(github);
    expect((await app.rest.apps.getAuthenticated()).data).toMatchObject({ id: github.appId, slug: "gatehouse" });
    expect((await app.rest.apps.listInstallations()).data.map(({ id }) => id)).toEqual([github.installationId]);
    const { data } = await octokit.rest.apps.listReposAccessibleToInstallation({ per_page: 1 });
    expect(data).toMatchObject({ total_count: 2, repositories: [{ id: github.repositoryId, name: "engine" }] });
  });

  it("gets a 401 for a token that nobody issued", async () => {
    const response = await fetch(`${github.apiUrl}/repos/acme/engine`, {
      headers: { authorization: "token ghs_nope" },
    });
    expect(response.status).toBe(401);
  });

  it("gets a 401 for a token signed with another key", async () => {
    const other = appClient({ ...github, privateKey: aPrivateKey() });
    expect(await refusal(other.rest.apps.getAuthenticated())).toMatchObject({ status: 401 });
    expect(await refusal(other.rest.apps.listWebhookDeliveries())).toMatchObject({ status: 401 });
  });

  it("is made from a manifest code once", async () => {
    const code = github.manifestCode();
    const convert = () => fetch(`${github.apiUrl}/app-manifests/${code}/conversions`, { method: "POST" });
    expect(await (await convert()).json()).toMatchObject({ id: github.appId, webhook_secret: github.webhookSecret });
    expect((await convert()).status).toBe(404);
  });
});

describe("pull requests", () => {
  it("list their files with status, patch and previous name, and count them", async () => {
    const { number, headSha } = await github.as("dan").openPullRequest({
      title: "feat(runtime): faster start",
      files: { "src/runtime/start.ts": "one\n2\n", "old.md": null, "new.md": "moved\n", "one.md": "a line\n" },
    });
    const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: number });
    expect(pull).toMatchObject({
      changed_files: 3,
      additions: 2,
      deletions: 1,
      head: { sha: headSha },
      base: { ref: "main" },
    });
    const { data: files } = await octokit.rest.pulls.listFiles({ ...at, pull_number: number });
    expect(
      files.map(({ filename, status, previous_filename, patch }) => [filename, status, previous_filename, patch]),
    ).toEqual([
      ["new.md", "renamed", "old.md", undefined],
      ["one.md", "added", undefined, "@@ -0,0 +1 @@\n+a line"],
      ["src/runtime/start.ts", "modified", undefined, "@@ -1,2 +1,2 @@\n one\n-two\n+2"],
    ]);
  });

  it("carry patches that turn the old file into the new one", async () => {
    const long = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const texts = [
      ["", "first\n"],
      ["only\n", ""],
      ["no newline", "no newline\n"],
      ["a\nb\nc\n", "c\nb\na\n"],
      [long.join("\n"), long.toSpliced(30, 1).toSpliced(3, 0, "new", "new").join("\n")],
      [`${long.join("\n")}\n`, `@@ -1 +1 @@\n${long.join("\n")}\n-- end\n`],
    ] as const;
    const side = (index: 0 | 1) =>
      Object.fromEntries(texts.map((pair, number) => [`patch/${number}.txt`, pair[index]]));
    await github.as("dan").commitFiles({ files: side(0) });
    const { number } = await github.as("dan").openPullRequest({ title: "feat: patches", files: side(1) });
    const { data: files } = await octokit.rest.pulls.listFiles({ ...at, pull_number: number });
    expect(files.map(({ patch }, index) => applyPatch(texts[index]?.[0] ?? "", patch ?? ""))).toEqual(
      texts.map(([, after]) => after),
    );
  });

  it("move their head with a push and keep it after the merge", async () => {
    const dan = github.as("dan");
    const { number, branch } = await dan.openPullRequest({ title: "feat: moving", files: { "a.txt": "1\n" } });
    const pushed = await dan.push({ branch, files: { "b.txt": "2\n" } });
    expect((await octokit.rest.pulls.get({ ...at, pull_number: number })).data.head.sha).toBe(pushed);
    const forced = await dan.push({ branch, files: { "c.txt": "3\n" }, force: true });
    const { data: listed } = await octokit.rest.pulls.list({ ...at, state: "open" });
    expect(listed.find((pull) => pull.number === number)?.head.sha).toBe(forced);
    const files = await octokit.rest.pulls.listFiles({ ...at, pull_number: number });
    expect(files.data.map(({ filename }) => filename)).toEqual(["c.txt"]);

    await dan.merge(number);
    const { data: merged } = await octokit.rest.pulls.get({ ...at, pull_number: number });
    expect(merged).toMatchObject({ merged: true, state: "closed", changed_files: 1, head: { sha: forced } });
    expect((await octokit.rest.repos.getContent({ ...at, path: "c.txt" })).status).toBe(200);
    expect((await refusal(octokit.rest.repos.getContent({ ...at, path: "b.txt" }))).status).toBe(404);
  });

  it("list more than 300 files over several pages", async () => {
    const files = Object.fromEntries(Array.from({ length: 310 }, (_, index) => [`many/${index}.txt`, `${index}\n`]));
    const { number } = await github.as("dan").openPullRequest({ title: "feat: many", files });
    const pages = await octokit.paginate(octokit.rest.pulls.listFiles, { ...at, pull_number: number, per_page: 100 });
    expect(new Set(pages.map(({ filename }) => filename)).size).toBe(310);
  });

  it("are listed by when they last changed, page by page", async () => {
    const other = await startLocalGitHub();
    const dan = other.as("dan");
    const numbers: number[] = [];
    for (const title of ["feat: one", "feat: two", "feat: three"]) {
      numbers.push((await dan.openPullRequest({ title, files: { [`${title}.txt`]: "x" } })).number);
    }
    const [one = 0, two = 0, three = 0] = numbers;
    await dan.comment(one, "still here");
    await dan.close(three);
    const client = installationClient(other);
    const list = { ...at, state: "open", sort: "updated", direction: "desc", per_page: 1 } as const;
    const listed = await client.paginate(client.rest.pulls.list, list);
    expect(listed.map(({ number }) => number)).toEqual([one, two]);
    await other.close();
  });

  it("come from a fork when the author may not push", async () => {
    const { number } = await github
      .as("mallory")
      .openPullRequest({ title: "feat: outside", files: { "m.txt": "m\n" } });
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: number });
    expect(data.head.repo?.full_name).toBe("mallory/engine");
    expect(data.base.repo.full_name).toBe("acme/engine");
  });

  it("are issues too: read, labelled, listed and retitled as such", async () => {
    const { number } = await github.as("dan").openPullRequest({ title: "Feature: wrong", files: { "w.txt": "w\n" } });
    const issue = { ...at, issue_number: number };
    await octokit.rest.issues.addLabels({ ...issue, labels: ["hold"] });
    expect((await octokit.rest.issues.get(issue)).data).toMatchObject({ pull_request: {}, labels: [{ name: "hold" }] });
    const { data: held } = await octokit.rest.issues.listForRepo({ ...at, labels: "hold" });
    expect(held.map((one) => one.number)).toEqual([number]);
    await octokit.rest.pulls.update({ ...at, pull_number: number, title: "feat: right" });
    expect((await octokit.rest.issues.get(issue)).data.title).toBe("feat: right");
  });
});

describe("comments", () => {
  it("of the App say that a Bot and which App wrote them; those of people do not", async () => {
    const { number } = await github.as("dan").openIssue({ title: "talk" });
    const { data: ours } = await octokit.rest.issues.createComment({ ...at, issue_number: number, body: "hello" });
    expect(ours.user).toMatchObject({ login: "gatehouse[bot]", type: "Bot" });
    expect(ours.performed_via_github_app).toMatchObject({ id: github.appId });
    expect(ours.created_at).toMatch(/T\d\d:\d\d:\d\dZ$/);
    const theirs = await github.as("dan").comment(number, "hi");
    const { data: read } = await octokit.rest.issues.getComment({ ...at, comment_id: theirs.id });
    expect(read).toMatchObject({ user: { login: "dan", type: "User" }, performed_via_github_app: null });
  });

  it("count reactions, and a second equal reaction changes nothing", async () => {
    const { number } = await github.as("dan").openIssue({ title: "react" });
    const comment = await github.as("dan").comment(number, "/signoff runtime");
    const react = { ...at, comment_id: comment.id, content: "eyes" } as const;
    expect((await octokit.rest.reactions.createForIssueComment(react)).status).toBe(201);
    const second = await octokit.rest.reactions.createForIssueComment(react);
    expect(second.status).toBe(200);
    expect(github.reactions(comment.id).map(({ content, user }) => [content, user.login])).toEqual([
      ["eyes", "gatehouse[bot]"],
    ]);
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment.id });
    expect(data.reactions?.eyes).toBe(1);
    await octokit.rest.reactions.deleteForIssueComment({ ...at, comment_id: comment.id, reaction_id: second.data.id });
    expect(github.reactions(comment.id)).toEqual([]);
  });

  it("come in pages with Link headers that lead back here", async () => {
    const { number } = await github.as("dan").openIssue({ title: "long" });
    for (const text of ["1", "2", "3"]) await github.as("dan").comment(number, text);
    const options = { ...at, issue_number: number, per_page: 2 };
    const first = await octokit.rest.issues.listComments(options);
    expect(first.data).toHaveLength(2);
    expect(first.headers.link).toContain(`<${github.apiUrl}/repos/acme/engine/issues/${number}/comments?`);
    const all = await octokit.paginate(octokit.rest.issues.listComments, options);
    expect(all.map(({ body }) => body)).toEqual(["1", "2", "3"]);
  });

  it("of 65536 characters are taken, one more is refused", async () => {
    const { number } = await github.as("dan").openIssue({ title: "limits" });
    const post = (length: number) =>
      octokit.rest.issues.createComment({ ...at, issue_number: number, body: "x".repeat(length) });
    expect((await post(65_536)).status).toBe(201);
    expect(await refusal(post(65_537))).toMatchObject({ status: 422, message: expect.stringContaining("65536") });
    expect(await github.comments(number)).toHaveLength(1);
  });
});

describe("people", () => {
  it.for([
    { login: "olga", permission: "admin", role: "admin" },
    { login: "ana", permission: "write", role: "maintain" },
    { login: "dan", permission: "write", role: "write" },
    { login: "mallory", permission: "read", role: "read" },
  ])("$login has $permission ($role)", async ({ login, permission, role }) => {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login });
    expect(data).toMatchObject({ permission, role_name: role, user: { login } });
  });

  it("keep their numeric id, and are found by it", async () => {
    const ana = await github.account("ana");
    const { data } = await octokit.request("GET /user/{account_id}", { account_id: ana.id });
    expect(data.login).toBe("ana");
  });

  it("are members of the team until they leave it", async () => {
    const membership = () =>
      octokit.rest.teams.getMembershipForUserInOrg({ org: github.owner, team_slug: github.teamSlug, username: "bea" });
    expect((await refusal(membership())).status).toBe(404);
    await github.joinTeam("bea");
    expect((await membership()).data.state).toBe("active");
    await github.leaveTeam("bea");
    expect((await refusal(membership())).status).toBe(404);
  });
});

describe("files and releases", () => {
  it("gives files as base64, and none of the content above 1 MB except as a blob", async () => {
    const { data: small } = await octokit.rest.repos.getContent({ ...at, path: "src/runtime/start.ts", ref: "main" });
    expect(small).toMatchObject({ encoding: "base64", size: 8 });
    const { data: big } = await octokit.rest.repos.getContent({ ...at, path: "big.txt" });
    if (Array.isArray(big)) throw new Error("big.txt is a file");
    expect(big).toMatchObject({ encoding: "none", content: "", size: 1_100_000 });
    const { data: blob } = await octokit.rest.git.getBlob({ ...at, file_sha: big.sha });
    expect(Buffer.from(blob.content, "base64")).toHaveLength(1_100_000);
  });

  it("gives trees, branches, commits and tags", async () => {
    const { data: branch } = await octokit.rest.repos.getBranch({ ...at, branch: "main" });
    const { data: tree } = await octokit.rest.git.getTree({ ...at, tree_sha: branch.commit.sha, recursive: "1" });
    expect(tree.tree.map(({ path }) => path)).toContain("src/runtime/start.ts");
    const release = await github.as("olga").publishRelease({ tag: "v0.8.0", name: "0.8", body: "notes" });
    const { data: tag } = await octokit.rest.git.getRef({ ...at, ref: "tags/v0.8.0" });
    expect(tag.object.sha).toBe(branch.commit.sha);
    for (const found of await Promise.all([
      octokit.rest.repos.getRelease({ ...at, release_id: release.id }),
      octokit.rest.repos.getReleaseByTag({ ...at, tag: "v0.8.0" }),
      octokit.rest.repos.getLatestRelease(at),
    ])) {
      expect(found.data).toMatchObject({ id: release.id, body: "notes", draft: false });
    }
    await github.as("olga").uploadAsset(release.id, "engine.tgz", Buffer.from([1, 2, 255]));
    const { data: assets } = await octokit.rest.repos.listReleaseAssets({ ...at, release_id: release.id });
    expect(assets).toMatchObject([{ name: "engine.tgz", size: 3 }]);
  });

  it("hides a draft behind its tag", async () => {
    await github.as("olga").publishRelease({ tag: "v9.0.0", draft: true });
    expect((await refusal(octokit.rest.repos.getReleaseByTag({ ...at, tag: "v9.0.0" }))).status).toBe(404);
  });
});

describe("permissions", () => {
  it("are exactly those given: without the right to write, nothing is written", async () => {
    const narrow = await startLocalGitHub({ permissions: { metadata: "read", contents: "read" } });
    const client = installationClient(narrow);
    const { number, headSha } = await narrow.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    const username = "ana";
    for (const request of [
      () => client.rest.issues.createComment({ ...at, issue_number: number, body: "no" }),
      () => client.rest.checks.create({ ...at, name: "gatehouse", head_sha: headSha }),
      () => client.rest.pulls.update({ ...at, pull_number: number, title: "no" }),
      () => client.rest.teams.getMembershipForUserInOrg({ org: "acme", team_slug: "runtime", username }),
    ]) {
      expect((await refusal(request())).status).toBe(403);
    }
    expect(await narrow.comments(number)).toEqual([]);
    expect(await narrow.checkRuns(headSha)).toEqual([]);
    await narrow.close();
  });
});

describe("a symbolic link", () => {
  it("to a file is answered with that file, and GraphQL tells it", async () => {
    const ref = await github.as("dan").push({
      branch: "links",
      files: { "links/file.txt": "text\n", "links/link.txt": { link: "file.txt" }, "links/away.txt": { link: "/etc" } },
    });
    const contents = async (path: string) => (await octokit.rest.repos.getContent({ ...at, path, ref })).data;
    expect(await contents("links/link.txt")).toMatchObject({ type: "file", content: "dGV4dAo=\n" });
    expect(await contents("links/away.txt")).toMatchObject({ type: "symlink", target: "/etc" });
    const query = `query ($owner: String!, $repo: String!, $revision: String!, $p0: String!, $p1: String!, $p2: String!) {
      repository(owner: $owner, name: $repo) {
        object(expression: $revision) {
          ... on Commit { p0: file(path: $p0) { mode oid } p1: file(path: $p1) { mode oid } p2: file(path: $p2) { mode oid } }
        }
      }
    }`;
    const paths = { p0: "links/file.txt", p1: "links/link.txt", p2: "links/none.txt" };
    for (const revision of [ref, "refs/heads/links", "links"]) {
      expect(await octokit.graphql(query, { ...at, revision, ...paths })).toMatchObject({
        repository: { object: { p0: { mode: 33_188 }, p1: { mode: 40_960 }, p2: null } },
      });
    }
    const nowhere = await octokit.graphql(query, { ...at, revision: "refs/heads/none", ...paths });
    expect(nowhere).toEqual({ repository: { object: null } });
  });
});

/** Throws when a context or removed line is not where the hunk says. */
function applyPatch(before: string, patch: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const result: string[] = [];
  let line = 0;
  for (const hunk of patch.split(/^(?=@@ )/m)) {
    const [header = "", ...changes] = hunk.split("\n").filter((text) => text !== "");
    const [, start = "0", count = "1"] = /^@@ -(\d+)(?:,(\d+))? \+/.exec(header) ?? [];
    result.push(...lines.slice(line, count === "0" ? Number(start) : Number(start) - 1));
    line = count === "0" ? Number(start) : Number(start) - 1;
    for (const [index, change] of changes.entries()) {
      if (change.startsWith("\\")) continue;
      const text = `${change.slice(1)}${changes[index + 1]?.startsWith("\\") ? "" : "\n"}`;
      if (!change.startsWith("+") && lines[line++] !== text) throw new Error(`the hunk does not fit at line ${line}`);
      if (!change.startsWith("-")) result.push(text);
    }
  }
  return [...result, ...lines.slice(line)].join("");
}
