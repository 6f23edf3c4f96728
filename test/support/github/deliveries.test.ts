import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import { createRequire } from "node:module";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appClient, installationClient } from "./client.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const events = (
  "check_run check_suite issue_comment issues membership merge_group organization pull_request " +
  "pull_request_review pull_request_review_thread push release status team workflow_run installation"
).split(" ");
let github: LocalGitHub;
let receiver: Server;
let received: Received[];
let answer: number;

beforeEach(async () => {
  received = [];
  answer = 202;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, text: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(answer).end("thanks");
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  if (typeof address !== "object" || address === null) throw new Error("the receiver has no address");
  github = await startLocalGitHub({ events });
  github.deliverTo(`http://127.0.0.1:${address.port}/api/github/webhooks`);
});
afterEach(async () => {
  await github.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const names = () =>
  github.deliveries.all().map(({ event, action }) => (action === null ? event : `${event}.${action}`));

describe("a delivery", () => {
  it("is signed over its raw bytes and carries GitHub's headers", async () => {
    await github.as("dan").openIssue({ title: "Ünïcode – and more" });
    await github.settled();
    const [{ headers, text } = { headers: {}, text: "" }] = received;
    const signature = createHmac("sha256", github.webhookSecret).update(text).digest("hex");
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-hub-signature-256": `sha256=${signature}`,
      "x-github-hook-installation-target-id": String(github.appId),
      "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
    });
    expect(JSON.parse(text)).toMatchObject({
      action: "opened",
      installation: { id: github.installationId },
      repository: { id: github.repositoryId, default_branch: "main", owner: { login: "acme" } },
      sender: { login: "dan" },
    });
    expect(github.deliveries.all()).toMatchObject([{ event: "issues", action: "opened", status: 202, body: "thanks" }]);
  });

  it("can be sent again under the same GUID and another id", async () => {
    await github.as("dan").openIssue({ title: "again" });
    await github.settled();
    const [first] = github.deliveries.all();
    await github.redeliver(first?.guid ?? "", 2);
    expect(new Set(received.map(({ headers }) => headers["x-github-delivery"]))).toEqual(new Set([first?.guid]));
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ text }) => text)).size).toBe(1);
    expect(new Set(github.deliveries.all().map(({ id }) => id)).size).toBe(3);
  });

  it("that fails is on the App's list, and its redelivery is asked for there", async () => {
    github.deliveries.lose(1);
    await github.as("dan").openIssue({ title: "lost" });
    await github.settled();
    expect(received).toEqual([]);
    const app = appClient(github);
    const { data: failed } = await app.request("GET /app/hook/deliveries", { status: "failure" });
    expect(failed).toMatchObject([{ event: "issues", action: "opened", status_code: 502, redelivery: false }]);
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: Number(failed[0]?.id) });
    await github.settled();
    expect(received).toHaveLength(1);
    const { data: all } = await app.rest.apps.listWebhookDeliveries();
    expect(all.map(({ guid, status }) => [guid, status])).toEqual([
      [failed[0]?.guid, "OK"],
      [failed[0]?.guid, "failed to connect to host"],
    ]);
  });

  it("is lost while the App is down, those that were meant alone, and can be asked for again once it is up", async () => {
    const issue = await github.as("dan").openIssue({ title: "talk" });
    await github.settled();
    github.deliveries.lose(Infinity, ({ event, action }) => event === "issue_comment" && action === "created");
    for (const body of ["/hold", "/unhold"]) {
      const { id } = await github.as("dan").comment(issue.number, body);
      await github.as("dan").editComment(id, "nothing");
    }
    await github.settled();
    expect(received.map(({ headers }) => headers["x-github-event"])).toEqual([
      "issues",
      "issue_comment",
      "issue_comment",
    ]);
    github.deliveries.loseNoMore();
    const app = appClient(github);
    const { data: failed } = await app.request("GET /app/hook/deliveries", { status: "failure" });
    expect(failed.map(({ action, status_code: code }) => [action, code])).toEqual([
      ["created", 502],
      ["created", 502],
    ]);
    const [last] = failed;
    expect((await app.rest.apps.redeliverWebhookDelivery({ delivery_id: Number(last?.id) })).status).toBe(202);
    await github.settled();
    expect(received.at(-1)?.headers["x-github-delivery"]).toBe(last?.guid);
    expect(JSON.parse(received.at(-1)?.text ?? "")).toMatchObject({ action: "created", comment: { body: "/unhold" } });
  });

  it("list is read page by page with a cursor", async () => {
    for (const title of ["1", "2", "3"]) await github.as("dan").openIssue({ title });
    await github.settled();
    const pages = await appClient(github).paginate("GET /app/hook/deliveries", { per_page: 2 });
    expect(pages.map(({ id }) => id)).toEqual(
      github.deliveries
        .all()
        .map(({ id }) => id)
        .toReversed(),
    );
  });

  it("that is refused is recorded with the status, and nothing is tried again by itself", async () => {
    answer = 503;
    await github.as("dan").openIssue({ title: "busy" });
    await github.settled();
    expect(github.deliveries.all().map(({ status }) => status)).toEqual([503]);
  });
});

describe("what people do", () => {
  it("is told as GitHub tells it, in order of creation", async () => {
    const dan = github.as("dan");
    const { number, branch } = await dan.openPullRequest({ title: "Feature: x", files: { "x.txt": "x" } });
    await dan.setTitle(number, "feat: x");
    await dan.push({ branch, files: { "y.txt": "y" } });
    const comment = await dan.comment(number, "/help");
    await dan.editComment(comment.id, "/help me");
    await dan.deleteComment(comment.id);
    await dan.label(number, "hold");
    await dan.unlabel(number, "hold");
    await dan.close(number);
    await dan.reopen(number);
    await github.settled();
    expect(
      names()
        .filter((name) => !name.startsWith("check_suite"))
        .sort(),
    ).toEqual(
      [
        "issue_comment.created",
        "issue_comment.deleted",
        "issue_comment.edited",
        "pull_request.closed",
        "pull_request.edited",
        "pull_request.labeled",
        "pull_request.opened",
        "pull_request.reopened",
        "pull_request.synchronize",
        "pull_request.unlabeled",
        "push",
        "push",
      ].sort(),
    );
    const edited = github.deliveries.all().find(({ event, action }) => event === "pull_request" && action === "edited");
    expect(edited?.payload["changes"]).toEqual({ title: { from: "Feature: x" } });
  });

  it("does not tell a push to the base branch as a change of the pull request", async () => {
    await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    await github.as("dan").commitFiles({ files: { "main.txt": "m" } });
    await github.settled();
    expect(names()).not.toContain("pull_request.synchronize");
  });

  it("tells a published release as published and released, an edit as edited", async () => {
    const release = await github.as("olga").publishRelease({ tag: "v0.8.0", body: "notes" });
    await github.as("olga").editRelease(release.id, { body: "better notes" });
    await github.as("olga").publishRelease({ tag: "v0.9.0-rc.1", prerelease: true });
    await github.settled();
    const of = (tag: string) =>
      github.deliveries
        .all()
        .filter(({ payload }) => JSON.stringify(payload["release"]).includes(`"${tag}"`))
        .map(({ action }) => action);
    expect(new Set(of("v0.8.0"))).toEqual(new Set(["created", "published", "released", "edited"]));
    expect(new Set(of("v0.9.0-rc.1"))).toEqual(new Set(["created", "published", "prereleased"]));
    expect(github.deliveries.all()).toHaveLength(7);
  });

  it("tells of a tag that is made, and that is deleted", async () => {
    const { headSha } = await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    await github.as("olga").tag("v1.0.0", headSha);
    await github.as("olga").deleteTag("v1.0.0");
    await github.settled();
    const tags = github.deliveries.all().filter(({ payload }) => payload["ref"] === "refs/tags/v1.0.0");
    expect(
      tags.map(({ event, payload: { created, deleted, before, after } }) => ({
        event,
        created,
        deleted,
        before,
        after,
      })),
    ).toEqual([
      { event: "push", created: true, deleted: false, before: "0".repeat(40), after: headSha },
      { event: "push", created: false, deleted: true, before: headSha, after: "0".repeat(40) },
    ]);
  });

  it("can be made up, for events that nobody causes here", async () => {
    await github.tell("membership", { action: "removed", member: await github.account("ana") }, "olga");
    await github.settled();
    expect(github.deliveries.all()).toMatchObject([
      {
        event: "membership",
        action: "removed",
        payload: { sender: { login: "olga" }, installation: { id: github.installationId } },
      },
    ]);
  });

  it("is not told when the App did not subscribe to it: by default only to what app.yml names", async () => {
    const other = await startLocalGitHub();
    await other.tell("star", { action: "created", starred_at: "2026-11-20T09:00:00Z" }, "dan");
    await other.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    await other.settled();
    const told = new Set(other.deliveries.all().map(({ event }) => event));
    expect(told).toEqual(new Set(["check_suite", "pull_request", "push"]));
    await other.close();
  });

  it("tells the App of its own comments and of other Apps' check runs, with the right sender", async () => {
    const { number, headSha } = await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    const octokit = installationClient(github);
    await octokit.rest.issues.createComment({ owner: "acme", repo: "engine", issue_number: number, body: "summary" });
    await github.reportCheck({ name: "ci", headSha, conclusion: "success" });
    const { data: run } = await octokit.rest.checks.create({
      owner: "acme",
      repo: "engine",
      name: "gatehouse",
      head_sha: headSha,
    });
    await github.as("dan").requestAction(run.id, "retitle");
    await github.settled();
    const told = github.deliveries
      .all()
      .map(({ event, action, payload }) => [event, action, payload["sender"]] as const);
    expect(told).toContainEqual([
      "issue_comment",
      "created",
      expect.objectContaining({ login: "gatehouse[bot]", type: "Bot" }),
    ]);
    expect(told).toContainEqual(["check_run", "completed", expect.objectContaining({ login: "ci-runner[bot]" })]);
    expect(told).toContainEqual(["check_run", "requested_action", expect.objectContaining({ login: "dan" })]);
  });
});

describe("payloads", () => {
  // Not worth imitating: links of the owning organization, and what only push payloads repeat.
  const left =
    /^(repository\.owner\.|repository\.(stargazers|master_branch)|release\.(discussion_url|reactions)|issue\.draft|avatar_url|changes)/;

  it("have the fields of GitHub's own examples", async () => {
    const dan = github.as("dan");
    const { number, headSha, branch } = await dan.openPullRequest({ title: "feat: x", files: { "x.txt": "x" } });
    await dan.push({ branch, files: { "y.txt": "y" } });
    await dan.comment(number, "hello");
    await dan.openIssue({ title: "issue" });
    await github.reportCheck({ name: "ci", headSha, conclusion: "success" });
    await github.reportStatus({ headSha, context: "ci", state: "success" });
    await dan.publishRelease({ tag: "v1.0.0", name: "v1", body: "notes" });
    const { id } = await github.as("ana").review(number, { state: "approve" });
    await dan.dismissReview(number, id, "outdated");
    await github.destroyMergeGroup(await github.mergeGroup(number));
    await github.tellThread(number, "resolved", { login: "dan" });
    const { id: runId } = github.runWorkflow({ workflow: "ci.yml", headSha });
    await github.tellRun(runId, "completed");
    await github.createTeam("api");
    await github.deleteTeam("api");
    await github.joinTeam("bea");
    await github.removeFromOrganization("ana");
    await github.settled();
    // The package is one JSON file: the event's name, and payloads that people have contributed.
    const webhooks = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly {
      readonly name: string;
      readonly examples: readonly object[];
    }[];
    const missing = github.deliveries.all().flatMap(({ event, action, payload }) => {
      const examples = webhooks.find(({ name }) => name === event)?.examples ?? [];
      const example = examples.findLast((one) => action === null || ("action" in one && one.action === action));
      return example === undefined ? [] : missingFrom(example, payload, "", 2).map((path) => `${event}: ${path}`);
    });
    expect(missing.filter((path) => !left.test(path.split(": ")[1] ?? ""))).toEqual([]);
    expect(new Set(github.deliveries.all().map(({ event }) => event)).size).toBe(15);
  });
});

function missingFrom(example: object, payload: unknown, path: string, depth: number): readonly string[] {
  const ours: object = typeof payload === "object" && payload !== null ? payload : {};
  const fields = new Map<string, unknown>(Object.entries(ours));
  return Object.entries(example).flatMap(([key, value]: [string, unknown]) => {
    if (!fields.has(key)) return [`${path}${key}`];
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && depth > 0 && fields.get(key) !== null
      ? missingFrom(value, fields.get(key), `${path}${key}.`, depth - 1)
      : [];
  });
}
