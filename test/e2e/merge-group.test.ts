import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `
version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { ci: { checks: [build] } }
pull_request: { require: [touched, ci] }
`;

let world: World;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
});
afterAll(() => world.close());

async function checkAt(headSha: string): Promise<string | undefined> {
  const run = (await world.github.checkRuns(headSha)).find(({ name }) => name === "gatehouse");
  return run === undefined ? undefined : (run.conclusion ?? run.status);
}

async function report(headSha: string, conclusion = "success"): Promise<void> {
  await world.github.reportCheck({ name: "build", headSha, conclusion });
  await world.settled();
}

async function openGreen(): Promise<PullRequestPage> {
  const page = await openPage(world);
  await page.say("ana", "/signoff runtime");
  await report(await page.headSha());
  expect(await page.check()).toMatchObject({ state: "success" });
  return page;
}

async function queue(page: PullRequestPage, onto?: Awaited<ReturnType<World["github"]["mergeGroup"]>>) {
  const group = await world.github.mergeGroup(page.number, onto === undefined ? {} : { onto });
  await world.settled();
  return group;
}

describe("T26: the merge queue", () => {
  it("is answered on its own commit: by its reports, and by what people say meanwhile", async () => {
    const page = await openGreen();
    const group = await queue(page);
    expect(await checkAt(group.headSha)).toBe("in_progress");
    await report(group.headSha);
    expect(await checkAt(group.headSha)).toBe("success");
    await page.say("ana", "/hold");
    expect(await checkAt(group.headSha)).toBe("action_required");
    await page.say("ana", "/unhold");
    expect(await checkAt(group.headSha)).toBe("success");
    await world.github.destroyMergeGroup(group, "dequeued");
    await world.settled();
    await page.say("ana", "/unsignoff runtime");
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    // Nobody asks for it any more.
    expect(await checkAt(group.headSha)).toBe("success");
  });

  it("gets no pass for what nobody signed, alone or behind one that is ready", async () => {
    const ready = await openGreen();
    const first = await queue(ready);
    await report(first.headSha);
    const unsigned = await openPage(world);
    const second = await queue(unsigned, first);
    await report(second.headSha);
    expect(await checkAt(first.headSha)).toBe("success");
    expect(await checkAt(second.headSha)).toBe("in_progress");
    await ready.say("ana", "/unsignoff runtime");
    await unsigned.say("ana", "/signoff runtime");
    expect(await checkAt(second.headSha)).toBe("in_progress");
  });

  it("gets no pass for a commit of which nobody can tell the pull requests", async () => {
    const page = await openGreen();
    const group = await queue(page);
    await report(group.headSha);
    const headSha = await world.github.as("olga").push({ branch: "unknown", files: { "notes.txt": "More.\n" } });
    await report(headSha);
    const shas = {
      head_sha: headSha,
      head_ref: "refs/heads/unknown",
      base_sha: group.baseSha,
      base_ref: group.baseRef,
    };
    await world.github.tell("merge_group", { action: "checks_requested", merge_group: shas }, "olga");
    await world.settled();
    expect(await checkAt(headSha)).toBe("action_required");
  });
});
