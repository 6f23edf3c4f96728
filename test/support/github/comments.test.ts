import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Octokit } from "../../../src/github/client/octokit.ts";
import { installationClient } from "./client.ts";
import { refusal } from "./refusal.ts";
import { startLocalGitHub } from "./start.ts";
import type { LocalGitHub } from "./start.ts";

let github: LocalGitHub;
let octokit: Octokit;
let number: number;
const at = { owner: "acme", repo: "engine" };

beforeEach(async () => {
  github = await startLocalGitHub({ events: ["issue_comment", "pull_request"] });
  octokit = installationClient(github);
  ({ number } = await github.as("dan").openPullRequest({ title: "feat: x", files: { "x.txt": "x\n" } }));
});
afterEach(() => github.close());

async function told(event: string, action: string) {
  await github.settled();
  return github.deliveries.all().flatMap((one) => (one.event === event && one.action === action ? [one.payload] : []));
}
const read = async (id: number) => (await octokit.rest.issues.getComment({ ...at, comment_id: id })).data;

describe("a comment", () => {
  it("edited by somebody else still carries its author; the event tells who edited it and what was there", async () => {
    const comment = await github.as("ana").comment(number, "thanks");
    await github.as("bea").editComment(comment.id, "/signoff runtime");
    expect(await read(comment.id)).toMatchObject({ body: "/signoff runtime", user: { login: "ana" } });
    expect(await told("issue_comment", "edited")).toMatchObject([
      {
        changes: { body: { from: "thanks" } },
        comment: { id: comment.id, body: "/signoff runtime", user: { login: "ana" } },
        issue: { number, pull_request: {} },
        sender: { login: "bea" },
      },
    ]);
  });

  it("keeps created_at for ever; updated_at moves with an edit and with nothing else", async () => {
    const { id, created_at: createdAt } = await github.as("ana").comment(number, "/hold");
    await github.as("dan").react(id, "+1");
    expect(await read(id)).toMatchObject({ created_at: createdAt, updated_at: createdAt });
    await github.as("ana").editComment(id, "/hold on");
    const edited = await read(id);
    expect(edited.created_at).toBe(createdAt);
    expect(Date.parse(edited.updated_at)).toBeGreaterThan(Date.parse(createdAt));
    expect(await told("issue_comment", "edited")).toMatchObject([{ comment: { updated_at: edited.updated_at } }]);
  });

  it("deleted by somebody else is gone, and the event tells who it was", async () => {
    const { id } = await github.as("ana").comment(number, "/signoff runtime");
    await github.as("bea").deleteComment(id);
    expect(await refusal(read(id))).toMatchObject({ status: 404 });
    expect(await told("issue_comment", "deleted")).toMatchObject([
      { comment: { id, body: "/signoff runtime", user: { login: "ana" } }, sender: { login: "bea" } },
    ]);
  });

  it("is safe from people without write, but for their own", async () => {
    const { id } = await github.as("ana").comment(number, "/signoff runtime");
    const mallory = github.as("mallory");
    await expect(mallory.editComment(id, "nothing")).rejects.toThrow("403");
    await expect(mallory.deleteComment(id)).rejects.toThrow("403");
    expect((await read(id)).body).toBe("/signoff runtime");
    const own = await mallory.comment(number, "hi");
    await mallory.editComment(own.id, "hello");
    await mallory.deleteComment(own.id);
    expect(await told("issue_comment", "edited")).toHaveLength(1);
    expect(await told("issue_comment", "deleted")).toHaveLength(1);
  });

  it("written through an App is the person's, and says which App", async () => {
    const { id } = await github.as("ana").commentThroughApp(number, "/signoff runtime");
    const direct = await github.as("ana").comment(number, "mine");
    expect(await read(id)).toMatchObject({
      user: { login: "ana", type: "User" },
      performed_via_github_app: { slug: "ci-runner" },
    });
    expect((await read(direct.id)).performed_via_github_app).toBeNull();
    expect((await told("issue_comment", "created")).map(({ comment }) => comment)).toMatchObject([
      { id, performed_via_github_app: { slug: "ci-runner" } },
      { id: direct.id, performed_via_github_app: null },
    ]);
  });
});

describe("labels", () => {
  it("of people and of the App are on the pull request and told with their name and who did it", async () => {
    await github.as("bea").label(number, "hold");
    await octokit.rest.issues.addLabels({ ...at, issue_number: number, labels: ["needs: api"] });
    const { data } = await octokit.rest.pulls.get({ ...at, pull_number: number });
    expect(data.labels.map(({ name }) => name)).toEqual(["hold", "needs: api"]);
    await octokit.rest.issues.removeLabel({ ...at, issue_number: number, name: "needs: api" });
    await github.as("bea").unlabel(number, "hold");
    expect((await github.pullRequest(number)).labels).toEqual([]);
    const labelled = (payloads: Awaited<ReturnType<typeof told>>) =>
      payloads.map(({ label, sender }) => [label, sender]);
    expect(labelled(await told("pull_request", "labeled"))).toMatchObject([
      [{ name: "hold" }, { login: "bea" }],
      [{ name: "needs: api" }, { login: "gatehouse[bot]" }],
    ]);
    expect(labelled(await told("pull_request", "unlabeled"))).toMatchObject([
      [{ name: "needs: api" }, { login: "gatehouse[bot]" }],
      [{ name: "hold" }, { login: "bea" }],
    ]);
  });

  it("that are not there cannot be taken away", async () => {
    const request = octokit.rest.issues.removeLabel({ ...at, issue_number: number, name: "hold" });
    expect(await refusal(request)).toMatchObject({ status: 404 });
  });
});

describe("lastEditedAt", () => {
  const query = "query ($id: ID!) { node(id: $id) { ... on IssueComment { lastEditedAt } } }";
  const lastEditedAt = async (id: string) =>
    (await octokit.request("POST /graphql", { query, variables: { id } })).data;

  it("tells an edit also within the second of the comment, which updated_at does not", async () => {
    const { id, node_id: nodeId, created_at: createdAt } = await github.as("ana").comment(number, "thanks");
    expect(await lastEditedAt(nodeId)).toEqual({ data: { node: { lastEditedAt: null } } });
    github.keepSecond(id);
    await github.as("bea").editComment(id, "/signoff runtime");
    expect(await read(id)).toMatchObject({ body: "/signoff runtime", updated_at: createdAt });
    expect(await lastEditedAt(nodeId)).toEqual({ data: { node: { lastEditedAt: createdAt } } });
    expect(github.requests.writes()).toEqual([]);
  });

  it("of a comment that is gone is an error in a 200", async () => {
    const { id, node_id: nodeId } = await github.as("ana").comment(number, "thanks");
    await github.as("ana").deleteComment(id);
    expect(await lastEditedAt(nodeId)).toMatchObject({ data: { node: null }, errors: [{ type: "NOT_FOUND" }] });
  });
});

describe("minimizeComment", () => {
  const mutation = `mutation Hide($id: ID!) {
    minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } }
  }`;
  const graphql = (query: string, variables: object = {}) => octokit.request("POST /graphql", { query, variables });

  it("hides the comment of that node, and no other", async () => {
    const { data: ours } = await octokit.rest.issues.createComment({ ...at, issue_number: number, body: "refused" });
    const other = await github.as("dan").comment(number, "hm");
    const { data } = await graphql(mutation, { id: ours.node_id });
    expect(data).toEqual({
      data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } } },
    });
    expect([ours.id, other.id].map((id) => github.isMinimized(id))).toEqual([true, false]);
    expect(github.requests.writes().at(-1)).toMatchObject({ route: "POST /graphql", status: 200 });
  });

  it("takes its input as a literal or as one variable too", async () => {
    const { node_id: nodeId, id } = await github.as("dan").comment(number, "one");
    await graphql(
      `mutation { minimizeComment(input: {subjectId: "${nodeId}", classifier: OUTDATED}) { clientMutationId } }`,
    );
    expect(github.isMinimized(id)).toBe(true);
    const second = await github.as("dan").comment(number, "two");
    const query = `mutation($input: MinimizeCommentInput!) { minimizeComment(input: $input) { minimizedComment { isMinimized } } }`;
    await graphql(query, { input: { subjectId: second.node_id, classifier: "OUTDATED" } });
    expect(github.isMinimized(second.id)).toBe(true);
  });

  it("of a comment that is gone is an error in a 200", async () => {
    const { node_id: nodeId, id } = await github.as("dan").comment(number, "one");
    await github.as("dan").deleteComment(id);
    expect((await graphql(mutation, { id: nodeId })).data).toMatchObject({ errors: [{ type: "NOT_FOUND" }] });
    expect(github.isMinimized(id)).toBe(false);
  });

  it.for([
    { title: "a query", query: "query { viewer { login } }" },
    { title: "another classifier", query: mutation.replace("OUTDATED", "SPAM") },
    { title: "another mutation", query: mutation.replace("minimizeComment", "unminimizeComment") },
  ])("is all that is understood: $title gets a 400 and is held against us", async ({ query }) => {
    const { node_id: nodeId, id } = await github.as("dan").comment(number, "one");
    expect(await refusal(graphql(query, { id: nodeId }))).toMatchObject({ status: 400 });
    expect(github.isMinimized(id)).toBe(false);
    expect(github.violations).toEqual([expect.stringContaining("minimizeComment")]);
  });

  it("is for installations only", async () => {
    const { node_id: nodeId, id } = await github.as("dan").comment(number, "one");
    const body = JSON.stringify({ query: mutation, variables: { id: nodeId } });
    for (const authorization of [undefined, "token gho_olga", "token ghs_nope"]) {
      const headers = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${github.apiUrl}/graphql`, { method: "POST", headers, body });
      expect(response.status).toBe(401);
    }
    expect(github.isMinimized(id)).toBe(false);
  });
});
