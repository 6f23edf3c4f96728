import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { collectReviews } from "../../../src/github/facts/reviews.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let number: number;
let headSha: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
  const title = `feat: ${crypto.randomUUID()}`;
  ({ number, headSha } = await local.as("dan").openPullRequest({ title, files: { "x.txt": `${title}\n` } }));
});

const collect = () => collectReviews(number, app.at, app.octokit);

it("tells who said what of which commit, oldest first", async () => {
  await local.as("ana").review(number, { state: "request-changes" });
  const { id } = await local.as("bea").review(number, { state: "approve" });
  await local.as("dan").push({ branch: (await local.pullRequest(number)).head.ref, files: { "y.txt": "y\n" } });
  await local.as("ana").review(number, { state: "comment" });
  await local.as("ana").dismissReview(number, id, "too early");
  const ana = { login: "ana", id: (await local.account("ana")).id };
  const present = (await local.pullRequest(number)).head.sha;
  expect(await collect()).toMatchObject([
    { author: ana, state: "changes-requested", headSha, isMachine: false, at: expect.any(Date) },
    { author: { login: "bea" }, state: "dismissed", headSha },
    { author: ana, state: "commented", headSha: present },
  ]);
});

it("T13: marks the review of a bot", async () => {
  await local.registerUser("renovate[bot]", "write");
  await local.as("renovate[bot]").review(number, { state: "approve" });
  expect(await collect()).toMatchObject([{ author: { login: "renovate[bot]" }, isMachine: true }]);
});

it("T49: keeps the review of a deleted account, without an author", async () => {
  await local.registerUser("zoe");
  await local.as("zoe").review(number, { state: "approve" });
  local.deleteUser("zoe");
  expect(await collect()).toMatchObject([{ author: undefined, isMachine: false, state: "approved" }]);
});

it("T20: lists all pages, and asks with their ETags", { timeout: 60_000 }, async () => {
  await Promise.all(Array.from({ length: 101 }, () => local.as("ana").review(number, { state: "comment" })));
  expect(await collect()).toHaveLength(101);
  const mark = local.requests.mark();
  expect(await collect()).toHaveLength(101);
  expect(
    local.requests
      .since(mark)
      .reads()
      .map(({ status }) => status),
  ).toEqual([304, 304]);
});
