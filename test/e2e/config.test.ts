import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const path = ".github/gatehouse.yml";
const valid = `version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
pull_request: { require: [title, touched] }
`;
const invalid = valid.replace("require:", "requre:").replace("paths:", "path:");

let world: World;

// One repository through the life of its configuration, in order.
beforeAll(async () => {
  world = await startWorld({ creationPaceMs: 0 });
});
afterAll(() => world.close());

async function configure(text: string | null): Promise<void> {
  await world.github.as("olga").push({ files: { [path]: text } });
  await world.settled();
}

describe("the configuration", () => {
  it("of a repository that has none: the App stays silent, whatever happens there", async () => {
    const mark = world.github.requests.mark();
    const page = await openPage(world, { title: "no convention at all" });
    const ids = [await page.say("ana", "/signoff runtime"), await page.say("mallory", "/help")];
    await page.push({ "src/more.ts": "export {};\n" });
    await world.github.reportCheck({ name: "build", headSha: await page.headSha(), conclusion: "failure" });
    await world.github.as("olga").publishRelease({ tag: "v1.0.0", body: "First." });
    await world.gatehouse.enqueue([{ job: "due-advisories", payload: { slot: "2099-03-01T09:00:00.000Z" } }]);
    await world.settled();
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(world.discord.requests).toEqual([]);
    expect(ids.flatMap((id) => page.reactions(id))).toEqual([]);
    expect(await page.check()).toBeUndefined();
  });

  it("that a pull request brings along does not count before it is merged", async () => {
    const page = await openPage(world, { title: "feat: gates", files: { [path]: valid } });
    expect(await page.check()).toBeUndefined();
  });

  it("counts from the base branch, also against a pull request that would switch it off", async () => {
    await configure(valid);
    const lax = "version: 1\n";
    const page = await openPage(world, { title: "wrong", files: { [path]: lax, "src/start.ts": "export {};\n" } });
    expect(await page.check()).toMatchObject({ state: "failure" });
    expect(await page.check("gatehouse/title")).toMatchObject({ state: "failure" });
    expect(await page.summaries()).toHaveLength(1);
  });

  it("that is invalid asks for action, with every place and every fix", async () => {
    await configure(invalid);
    const page = await openPage(world);
    const check = await page.check();
    expect(check?.state).toBe("action_required");
    expect(check?.text).toContain(`${path}:2:36`);
    expect(check?.text).toContain("Did you mean `paths`?");
    expect(check?.text).toContain(`${path}:4:17`);
    expect(check?.text).toContain("Did you mean `require`?");
    expect(await page.summaries()).toEqual([]);
  });

  it("that is invalid neither lets a sign-off through nor keeps the last good one in force", async () => {
    const page = await openPage(world);
    const id = await page.say("ana", "/signoff runtime");
    expect(page.reactions(id)).toEqual(["confused"]);
    expect((await page.repliesTo(id))[0]).toContain("The configuration on `main` has");
    await configure(valid);
    await page.say("ana", "/recheck");
    expect((await page.summaries())[0]).not.toContain("Signed by");
    expect(await page.check()).toMatchObject({ state: "in_progress" });
  });

  it("that vanished asks for action and opens nothing that was closed", async () => {
    await configure(valid);
    const page = await openPage(world);
    await configure(null);
    const id = await page.say("ana", "/signoff runtime");
    expect((await page.repliesTo(id))[0]).toContain("has none now");
    await page.push({ "src/more.ts": "export {};\n" });
    expect(await page.check()).toMatchObject({ state: "action_required", title: expect.stringContaining("onfig") });
    expect((await page.check())?.text).toContain("Restore it");
  });
});

describe("a pull request that changes the configuration", () => {
  const governed = valid.replace(
    "areas: { runtime: { owners: [ana], paths: [src/**] } }",
    "areas: { runtime: { owners: [ana], paths: [src/**] }, governance: { owners: [olga] } }",
  );
  const withDan = governed.replace("[ana]", "[ana, dan]").replace("[olga]", "[olga, dan]");

  it("is told what is wrong with it, then what would be different, while the base's rules decide", async () => {
    await configure(governed);
    const broken = withDan.replace("require:", "requre:");
    const page = await openPage(world, { title: "ci: let dan sign", files: { [path]: broken } });
    const failed = await page.check();
    expect(failed?.state).toBe("failure");
    expect(failed?.text).toContain("Line 4, column 17");
    expect(failed?.text).toContain("Did you mean `require`?");

    await page.push({ [path]: withDan, "src/more.ts": "export {};\n" });
    const shown = await page.check();
    expect(shown?.state).toBe("in_progress");
    expect(shown?.text).toContain("May ask less than before: area `governance` gains the owner `dan`.");
    expect(shown?.text).toContain("May ask less than before: area `runtime` gains the owner `dan`.");
    expect(shown?.text).not.toContain("Line 4");

    const own = await page.say("dan", "/signoff runtime governance");
    expect(page.reactions(own)).toEqual(["confused"]);
    await page.say("ana", "/signoff runtime");
    expect(await page.check()).toMatchObject({ state: "in_progress" });
    await page.say("olga", "/signoff governance");
    expect(await page.check()).toMatchObject({ state: "success" });

    await world.github.as("olga").merge(page.number, "squash");
    await world.settled();
    const next = await openPage(world, { by: "bea" });
    expect((await next.check())?.text).not.toContain("gains the owner");
    await next.say("dan", "/signoff runtime");
    expect(await next.check()).toMatchObject({ state: "success" });
  });

  it("and removes it is told what happens then", async () => {
    const page = await openPage(world, { title: "ci: no more rules", files: { [path]: null } });
    const shown = await page.check();
    expect(shown?.state).toBe("in_progress");
    expect(shown?.text).toContain("This pull request removes .github/gatehouse.yml.");
    expect(shown?.text).toContain("must not open the gate");
  });
});
