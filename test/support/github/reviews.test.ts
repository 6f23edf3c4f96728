import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { refusal } from "./refusal.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
let number: number;
let headSha: string;
let branch: string;
const at = { owner: "acme", repo: "engine" };

beforeEach(async () => {
  github = await startLocalGitHub({ events: ["pull_request", "pull_request_review"] });
  octokit = installationClient(github);
  const opened = { title: "feat: x", files: { "x.txt": "x\n" } };
  ({ number, headSha, branch } = await github.as("dan").openPullRequest(opened));
});
afterEach(() => github.close());

async function told(event: string, action: string) {
  await github.settled();
  return github.deliveries.all().filter((one) => one.event === event && one.action === action);
}

describe("reviews", () => {
  it.for([
    { state: "approve", event: "approved", listed: "APPROVED" },
    { state: "request-changes", event: "changes_requested", listed: "CHANGES_REQUESTED" },
    { state: "comment", event: "commented", listed: "COMMENTED" },
  ] as const)("$state is listed as $listed and told as $event", async ({ state, event, listed }) => {
    const { id } = await github.as("ana").review(number, { state, body: "/signoff runtime" });
    const { data } = await octokit.rest.pulls.listReviews({ ...at, pull_number: number });
    expect(data).toMatchObject([
      { id, node_id: `PRR_${id}`, state: listed, commit_id: headSha, body: "/signoff runtime", user: { login: "ana" } },
    ]);
    expect(data[0]?.submitted_at).toMatch(/T\d\d:\d\d:\d\dZ$/);
    expect(await told("pull_request_review", "submitted")).toMatchObject([
      {
        payload: {
          review: { id, state: event, commit_id: headSha, body: "/signoff runtime" },
          pull_request: { number, head: { sha: headSha }, base: { ref: "main" } },
          sender: { login: "ana" },
        },
      },
    ]);
  });

  it("are bound to the commit the reviewer looked at, also after a push", async () => {
    await github.as("dan").push({ branch, files: { "y.txt": "y\n" } });
    const { id } = await github.as("ana").review(number, { state: "approve", commitSha: headSha });
    const { data } = await octokit.rest.pulls.getReview({ ...at, pull_number: number, review_id: id });
    expect(data.commit_id).toBe(headSha);
    const later = await github.as("bea").review(number, { state: "approve" });
    expect(later.commit_id).toBe((await github.pullRequest(number)).head.sha);
    await expect(github.as("ana").review(number, { state: "approve", commitSha: "0".repeat(40) })).rejects.toThrow(
      "422",
    );
  });

  it("come in pages, with an ETag that holds until something changes", async () => {
    for (const login of ["ana", "bea", "olga"]) await github.as(login).review(number, { state: "comment" });
    const list = { ...at, pull_number: number, per_page: 2 };
    const pages = await octokit.paginate(octokit.rest.pulls.listReviews, list);
    expect(pages.map(({ user }) => user?.login)).toEqual(["ana", "bea", "olga"]);
    const { headers } = await octokit.rest.pulls.listReviews(list);
    const again = () => octokit.rest.pulls.listReviews({ ...list, headers: { "if-none-match": headers.etag ?? "" } });
    expect(await refusal(again())).toMatchObject({ status: 304 });
    await github.as("ana").editReview(number, pages[0]?.id ?? 0, "another text");
    expect((await again()).data).toHaveLength(2);
  });

  it("of their own work are refused to authors, but for a comment", async () => {
    const dan = github.as("dan");
    await expect(dan.review(number, { state: "approve" })).rejects.toThrow("422");
    await expect(dan.review(number, { state: "request-changes" })).rejects.toThrow("422");
    await dan.review(number, { state: "comment", body: "ready" });
    expect((await github.reviews(number)).map(({ state }) => state)).toEqual(["COMMENTED"]);
    expect(await told("pull_request_review", "submitted")).toHaveLength(1);
  });

  it("can be edited by their author and by whoever may write, and the event tells by whom", async () => {
    const { id } = await github.as("ana").review(number, { state: "approve", body: "/signoff runtime" });
    await expect(github.as("mallory").editReview(number, id, "/signoff all")).rejects.toThrow("403");
    await github.as("bea").editReview(number, id, "nothing");
    expect(await github.reviews(number)).toMatchObject([
      { body: "nothing", state: "APPROVED", user: { login: "ana" } },
    ]);
    expect((await told("pull_request_review", "edited")).map(({ payload }) => payload)).toMatchObject([
      {
        changes: { body: { from: "/signoff runtime" } },
        review: { id, body: "nothing", user: { login: "ana" } },
        sender: { login: "bea" },
      },
    ]);
  });

  it("are dismissed by whoever may write, keep their text, and cannot be dismissed twice", async () => {
    const { id } = await github.as("ana").review(number, { state: "approve", body: "/signoff runtime" });
    const remark = await github.as("ana").review(number, { state: "comment", body: "hm" });
    await expect(github.as("mallory").dismissReview(number, id, "no")).rejects.toThrow("403");
    await expect(github.as("bea").dismissReview(number, remark.id, "no")).rejects.toThrow("422");
    await github.as("bea").dismissReview(number, id, "outdated");
    await expect(github.as("bea").dismissReview(number, id, "again")).rejects.toThrow("422");
    expect((await github.reviews(number))[0]).toMatchObject({ id, state: "DISMISSED", body: "/signoff runtime" });
    expect(await told("pull_request_review", "dismissed")).toMatchObject([
      { payload: { review: { id, state: "dismissed" }, sender: { login: "bea" } } },
    ]);
  });

  it("have nobody as their author once the account is deleted", async () => {
    const { id } = await github.as("mallory").review(number, { state: "approve", body: "/signoff runtime" });
    github.deleteUser("mallory");
    const { data } = await octokit.rest.pulls.listReviews({ ...at, pull_number: number });
    expect(data).toMatchObject([{ user: null }]);
    await github.as("bea").editReview(number, id, "");
    expect(await told("pull_request_review", "edited")).toMatchObject([
      { payload: { review: { user: null, body: null } } },
    ]);
  });
});

describe("asking for a review", () => {
  const asked = { ...at, reviewers: ["ana"] };

  it("is seen on the pull request, told, and done with by the review", async () => {
    await octokit.rest.pulls.requestReviewers({ ...asked, pull_number: number, reviewers: ["Ana", "bea"] });
    expect(await github.requestedReviewers(number)).toEqual(["ana", "bea"]);
    const requests = await told("pull_request", "review_requested");
    expect(requests.map(({ payload }) => payload)).toMatchObject([
      { requested_reviewer: { login: "ana" }, sender: { login: "gatehouse[bot]", type: "Bot" } },
      { requested_reviewer: { login: "bea" } },
    ]);
    await octokit.rest.pulls.requestReviewers({ ...asked, pull_number: number });
    expect(await told("pull_request", "review_requested")).toHaveLength(2);
    await github.as("ana").review(number, { state: "comment", body: "hm" });
    expect(await github.requestedReviewers(number)).toEqual(["bea"]);
  });

  it("can be taken back", async () => {
    await github.as("dan").requestReview(number, "ana");
    await octokit.rest.pulls.removeRequestedReviewers({ ...asked, pull_number: number });
    const { data } = await octokit.rest.pulls.listRequestedReviewers({ ...at, pull_number: number });
    expect(data).toEqual({ users: [], teams: [] });
    expect(await told("pull_request", "review_request_removed")).toMatchObject([
      { payload: { requested_reviewer: { login: "ana" } } },
    ]);
  });

  it.for([
    { who: "the author", reviewers: ["ana", "dan"], says: "author" },
    { who: "somebody who does not exist", reviewers: ["nobody"], says: "collaborators" },
    { who: "somebody without a role here", reviewers: ["mallory"], says: "collaborators" },
  ])("is refused for $who, and then nobody is asked", async ({ reviewers, says }) => {
    const request = octokit.rest.pulls.requestReviewers({ ...at, pull_number: number, reviewers });
    expect(await refusal(request)).toMatchObject({ status: 422, message: expect.stringContaining(says) });
    expect(await github.requestedReviewers(number)).toEqual([]);
    expect(await told("pull_request", "review_requested")).toEqual([]);
  });
});
