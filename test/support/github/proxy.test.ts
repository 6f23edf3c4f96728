import { RequestError } from "@octokit/request-error";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
let number: number;
const at = { owner: "acme", repo: "engine" };

beforeEach(async () => {
  github = await startLocalGitHub();
  octokit = installationClient(github);
  number = (await github.as("dan").openIssue({ title: "a place to talk" })).number;
});
afterEach(() => github.close());

const post = (body = "hello") => octokit.rest.issues.createComment({ ...at, issue_number: number, body });

async function errorOf(request: Promise<unknown>): Promise<RequestError> {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RequestError)) throw new Error("the request did not fail", { cause: error });
  return error;
}

describe("an ETag", () => {
  it("saves the body while nothing changed, costs nothing of the limit, and changes with the thing", async () => {
    const first = await octokit.rest.issues.get({ ...at, issue_number: number });
    const conditional = () =>
      octokit.rest.issues.get({ ...at, issue_number: number, headers: { "if-none-match": first.headers.etag ?? "" } });
    expect((await errorOf(conditional())).status).toBe(304);
    const { headers } = await octokit.rest.repos.get(at);
    expect(Number(first.headers["x-ratelimit-remaining"]) - Number(headers["x-ratelimit-remaining"])).toBe(1);
    await github.as("dan").editIssue(number, { title: "another place" });
    expect((await conditional()).data.title).toBe("another place");
    expect(github.requests.notModified()).toHaveLength(1);
  });
});

describe("the record", () => {
  it("keeps the App's requests by kind and route, and nobody else's", async () => {
    const mark = github.requests.mark();
    await github.as("dan").comment(number, "not counted");
    await octokit.rest.issues.listComments({ ...at, issue_number: number, per_page: 50 });
    await post();
    const since = github.requests.since(mark);
    expect(since.tokens()).toHaveLength(1);
    expect(since.reads()).toMatchObject([
      { route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", query: { per_page: "50" }, status: 200 },
    ]);
    expect(since.writes()).toMatchObject([{ method: "POST", body: { body: "hello" }, status: 201 }]);
    expect(since.byRoute()).toMatchObject({ "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": 1 });
    expect(github.requests.since(github.requests.mark()).all()).toEqual([]);
  });
});

describe("a fault", () => {
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const bodies = async () => (await github.comments(number)).map(({ body }) => body);

  it.for([
    { kind: "status", status: 500 },
    { kind: "status", status: 503 },
  ] as const)("$kind $status comes instead of the work", async (fault) => {
    github.faults.next({ ...fault, route, headers: { "retry-after": "7" } });
    const error = await errorOf(post());
    expect(error.status).toBe(fault.status);
    expect(error.response?.headers["retry-after"]).toBe("7");
    expect(await bodies()).toEqual([]);
  });

  it("after the work leaves the work done", async () => {
    github.faults.next({ kind: "status-after", status: 502, route });
    expect((await errorOf(post())).status).toBe(502);
    expect(await bodies()).toEqual(["hello"]);
  });

  it.for([
    { kind: "drop", done: [] },
    { kind: "drop-after", done: ["hello"] },
  ] as const)("$kind breaks the connection", async ({ kind, done }) => {
    github.faults.next({ kind, route });
    expect((await errorOf(post())).status).toBe(500);
    expect(await bodies()).toEqual(done);
    expect(github.requests.writes()).toMatchObject([{ route, status: undefined }]);
  });

  it("secondary limit speaks GitHub's words and says when to come back", async () => {
    github.faults.next({ kind: "secondary-limit", retryAfterSeconds: 30, route });
    const error = await errorOf(post());
    expect(error).toMatchObject({ status: 403, message: expect.stringContaining("secondary rate limit") });
    expect(error.response?.headers["retry-after"]).toBe("30");
  });

  it("primary limit says that nothing remains, until when", async () => {
    github.faults.next({ kind: "primary-limit", resetAt: new Date("2026-11-20T12:00:00Z"), route });
    const { response } = await errorOf(post());
    expect(response?.headers).toMatchObject({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795176000" });
  });

  it("unauthorized refuses a good token once", async () => {
    github.faults.next({ kind: "unauthorized", method: "GET" });
    // The App's auth library asks once more on its own, because GitHub may not know a fresh token for some seconds.
    const response = await fetch(`${github.apiUrl}/repos/acme/engine`);
    expect(response.status).toBe(401);
    expect((await fetch(`${github.apiUrl}/repos/acme/engine`)).status).toBe(200);
  });

  it("truncated does the work, answers with success, and breaks off in the middle of the JSON", async () => {
    github.faults.next({ kind: "truncated", route });
    // Octokit hides a broken body behind a status of success, so it is not asked whether this one rejects.
    await Promise.allSettled([post()]);
    expect(await bodies()).toEqual(["hello"]);
    github.faults.next({ kind: "truncated" });
    const broken = await fetch(`${github.apiUrl}/repos/acme/engine`);
    expect(broken.status).toBe(200);
    await expect(broken.text()).rejects.toThrow("terminated");
  });

  it("delay lets a later request overtake", async () => {
    github.faults.next({ kind: "delay", delayMs: 150, route });
    await octokit.rest.repos.get(at);
    const finished: string[] = [];
    await Promise.all([
      post("slow").then(() => finished.push("slow")),
      octokit.rest.repos.get(at).then(() => finished.push("fast")),
    ]);
    expect(finished).toEqual(["fast", "slow"]);
  });

  it("hang never answers, so the client has to give up", async () => {
    github.faults.next({ kind: "hang", route });
    const giveUp = new AbortController();
    const request = octokit.rest.issues.createComment({
      ...at,
      issue_number: number,
      body: "hello",
      request: { signal: giveUp.signal },
    });
    // The record of the write proves that the request arrived before the client gives up.
    const arrived = async (): Promise<void> => {
      while (github.requests.writes().length === 0) await new Promise(setImmediate);
    };
    await Promise.all([expect(request).rejects.toThrow("aborted"), arrived().then(() => giveUp.abort())]);
    expect(await bodies()).toEqual([]);
  });

  it("waits for its route, leaves token requests alone, and is used up", async () => {
    github.faults.next({ kind: "status", status: 500, times: 2 });
    github.faults.next({ kind: "status", status: 500, route: "/app" });
    expect((await errorOf(post())).status).toBe(500);
    expect((await errorOf(post())).status).toBe(500);
    expect((await post()).status).toBe(201);
    expect(github.faults.used.map((used) => used.route)).toEqual([route, route]);
    expect(github.faults.pending).toHaveLength(1);
  });

  it("does not touch what people do", async () => {
    github.faults.next({ kind: "status", status: 500 });
    await github.as("dan").comment(number, "fine");
    expect(github.faults.used).toEqual([]);
  });
});

describe("GitHub's own description", () => {
  it.for([
    {
      title: "a wrong field",
      method: "POST",
      path: "check-runs",
      body: { name: "n", head_sha: "s", summry: "s" },
      says: "summry",
    },
    {
      title: "a wrong field inside",
      method: "POST",
      path: "check-runs",
      body: { name: "n", head_sha: "s", output: { title: "t", summary: "s", txt: "x" } },
      says: "txt",
    },
    { title: "a wrong type", method: "POST", path: "issues", body: { title: "t", labels: "bug" }, says: "labels" },
    {
      title: "a value that is none",
      method: "POST",
      path: "check-runs",
      body: { name: "n", head_sha: "s", status: "done" },
      says: "status",
    },
    { title: "a missing field", method: "POST", path: "check-runs", body: { name: "n" }, says: "head_sha" },
    {
      title: "a wrong query parameter",
      method: "GET",
      path: "pulls?state=open&perpage=5",
      body: undefined,
      says: "perpage",
    },
    { title: "a wrong value in the query", method: "GET", path: "pulls?state=opened", body: undefined, says: "state" },
    { title: "a wrong path", method: "GET", path: "pull/1", body: undefined, says: "/pull/1" },
  ])("catches $title", async ({ method, path, body, says }) => {
    const request = octokit.request({
      method,
      url: `/repos/acme/engine/${path}`,
      ...(body === undefined ? {} : { data: body }),
    });
    expect(await errorOf(request)).toMatchObject({ status: 422, message: expect.stringContaining(says) });
    expect(github.violations).toEqual([expect.stringContaining(says)]);
  });

  it("lets every request above through", async () => {
    await post();
    await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels: ["advisory"] });
    await octokit.rest.issues.update({ ...at, issue_number: number, state: "closed", state_reason: "completed" });
    expect(github.violations).toEqual([]);
  });

  it("makes close fail while a violation is unread", async () => {
    const other = await startLocalGitHub();
    await errorOf(installationClient(other).request("GET /repos/acme/engine/nothing"));
    await expect(other.close()).rejects.toThrow("GitHub has no GET /repos/acme/engine/nothing");
  });
});
