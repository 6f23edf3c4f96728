import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas:
  runtime: { owners: [ana], paths: [src/runtime/**] }
  docs: { owners: ["@acme/runtime"], paths: [docs/**] }
signoffs: { grace: 0s }
gates:
  ci: { checks: [build], app: ci-runner }
  coverage:
    evidence: { file: reports/coverage.json }
    rows:
      - { name: Line coverage, value: lines.covered, of: lines.total, expect: ">= 80%" }
pull_request: { require: [title, touched, ci, coverage] }
`;

// One story, told in order: each test goes on where the one before it stopped.
describe("a pull request from its first title to its merge", () => {
  let world: World;
  let number: number;
  let headSha: string;

  beforeAll(async () => {
    world = await startWorld({ config });
  });
  afterAll(() => world.close());

  it("a wrong title fails its check, which offers one that passes", async () => {
    const opened = await world.github.as("dan").openPullRequest({
      title: "Feature: faster start",
      branch: "faster-start",
      files: { "src/runtime/start.ts": "export const delay = 10;\n", "reports/coverage.json": coverage(84, 100) },
    });
    ({ number, headSha } = opened);
    await world.settled();
    expect(await check("gatehouse/title")).toMatchObject({ status: "completed", conclusion: "failure" });
    expect((await check("gatehouse/title"))?.output.summary).toContain("feat: faster start");
    expect(await check("gatehouse")).toMatchObject({ status: "completed", conclusion: "failure" });
  });

  it("the one comment asks for the touched area, and for no other", async () => {
    const [comment, ...others] = await world.github.comments(number);
    expect(others).toEqual([]);
    expect(comment?.body).toContain("`/signoff runtime`");
    expect(comment?.body).not.toContain("`docs`");
    expect(comment?.body).toContain("84% (84 of 100)");
    expect(comment?.body).toContain("Self-reported");
  });

  it("the author retitles, and the title passes", async () => {
    const { id } = await say("dan", "/retitle feat(runtime): faster start");
    expect((await world.github.pullRequest(number)).title).toBe("feat(runtime): faster start");
    expect(reactions(id)).toEqual(["+1"]);
    expect(await check("gatehouse/title")).toMatchObject({ status: "completed", conclusion: "success" });
    expect(await check("gatehouse")).toMatchObject({ status: "in_progress" });
  });

  it("somebody who is not listed is refused with the name of who can", async () => {
    const { id } = await say("mallory", "/signoff runtime");
    expect(reactions(id)).toEqual(["confused"]);
    const reply = (await world.github.comments(number)).at(-1);
    expect(reply?.body).toContain("`mallory` is not an owner of `runtime`");
    expect(reply?.body).toContain("`ana`");
    expect(await summary()).toContain("not signed");
  });

  it("the author is refused their own sign-off, and a quoted command signs nothing", async () => {
    await say("dan", "/signoff runtime");
    const { id } = await say("ana", "> /signoff runtime\n\nLooks fine so far.");
    expect(reactions(id)).toEqual(["confused"]);
    expect(await summary()).toContain("not signed");
  });

  it("a listed approver signs", async () => {
    const { id } = await say("ana", "Read it twice.\n\n/signoff runtime");
    expect(reactions(id)).toEqual(["+1"]);
    expect(await summary()).toContain("Signed by `ana`");
  });

  it("a push that changes the area makes the sign-off stale and names the file", async () => {
    headSha = await world.github.as("dan").push({
      branch: "faster-start",
      files: { "src/runtime/start.ts": "export const delay = 5;\n" },
    });
    await world.settled();
    expect(await summary()).toContain("`src/runtime/start.ts` changed in");
    expect(await check("gatehouse")).toMatchObject({ conclusion: "action_required" });
  });

  it("a push elsewhere after the second sign-off keeps it", async () => {
    await say("ana", "/signoff runtime");
    headSha = await world.github.as("dan").push({ branch: "faster-start", files: { "notes.txt": "More.\n" } });
    await world.settled();
    expect(await summary()).toContain("Signed by `ana`");
    expect(await check("gatehouse")).toMatchObject({ status: "in_progress" });
  });

  it("the composite succeeds when the check of the other App does, not before", async () => {
    await world.github.reportCheck({ name: "build", headSha, status: "in_progress" });
    await world.settled();
    expect(await check("gatehouse")).toMatchObject({ status: "in_progress" });
    await world.github.reportCheck({ name: "build", headSha, conclusion: "success" });
    await world.settled();
    expect(await check("gatehouse")).toMatchObject({ status: "completed", conclusion: "success" });
  });

  it("a check that turns red again closes the gate", async () => {
    await world.github.reportCheck({ name: "build", headSha, conclusion: "failure" });
    await world.settled();
    expect(await check("gatehouse")).toMatchObject({ conclusion: "failure" });
    await world.github.reportCheck({ name: "build", headSha, conclusion: "success" });
    await world.settled();
    expect(await check("gatehouse")).toMatchObject({ conclusion: "success" });
  });

  it("every delivery once more, twice and in reverse, writes nothing", async () => {
    const before = await everything();
    const mark = world.github.requests.mark();
    const guids = [...new Set(world.github.deliveries.all().map(({ guid }) => guid))];
    for (const guid of guids.toReversed()) await world.github.redeliver(guid, 2);
    await world.settled();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it("no request broke GitHub's own description", () => {
    expect(world.github.violations).toEqual([]);
  });

  async function check(name: string) {
    return (await world.github.checkRuns(headSha)).find((run) => run.name === name);
  }

  async function summary(): Promise<string> {
    const comments = await world.github.comments(number);
    return comments.find(({ body }) => body.startsWith("<!-- gatehouse:summary"))?.body ?? "";
  }

  async function say(login: string, body: string) {
    const comment = await world.github.as(login).comment(number, body);
    await world.settled();
    return comment;
  }

  function reactions(commentId: number): readonly string[] {
    return world.github.reactions(commentId).map(({ content }) => content);
  }

  async function everything() {
    return { comments: await world.github.comments(number), checks: await world.github.checkRuns(headSha) };
  }
});

function coverage(covered: number, total: number): string {
  return JSON.stringify({ lines: { covered, total } });
}
