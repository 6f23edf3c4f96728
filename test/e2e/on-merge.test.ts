import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticeMarker } from "../../src/render/marker.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { startWorld, type World } from "../support/world.ts";

const config = `version: 1
areas: { runtime: { owners: [ana], paths: [src/**] } }
signoffs: { grace: 0s }
gates: { ci: { checks: [build] } }
pull_request:
  require: [title, touched]
  advise: [ci]
  on_merge: { tag: merged-<number>, annotate: summary }
programs:
  audit:
    when: { title: "docs: close audit <round>" }
    on_merge: { tag: audit-<round>-complete }
`;
// What a merge made of the title is another matter.
const silent = config.replace(/ {2}on_merge: .*\n/, "").replace(/programs:[^]*/, "title: { post_merge: off }\n");

let world: World;

beforeAll(async () => {
  world = await startWorld({ config, creationPaceMs: 0 });
  await world.github.as("olga").push({ branch: "silent", files: { ".github/gatehouse.yml": silent } });
});
afterAll(() => world.close());

const docs = { "notes.md": `${crypto.randomUUID()}\n` };

async function merge(page: PullRequestPage, method: "merge" | "squash" | "rebase" = "squash") {
  const { sha } = await world.github.as("olga").merge(page.number, method);
  await world.settled();
  return sha;
}

async function notices(number: number): Promise<readonly string[]> {
  const marker = noticeMarker("on-merge");
  const all = (await world.github.comments(number)).filter(({ body }) => body.startsWith(marker));
  return all.map(({ body }) => body.replace(`${marker}\n`, ""));
}

async function replay(event: string): Promise<void> {
  const guid = world.github.deliveries
    .all()
    .findLast((each) => each.event === event && each.payload["action"] === "closed")?.guid;
  await world.github.redeliver(guid ?? "", 2);
  await world.settled();
}

describe("the tag of a merge", () => {
  it.for(["merge", "squash", "rebase"] as const)(
    "is at the commit that a %s makes of two, and says what was merged",
    async (method) => {
      const page = await openPage(world, { title: `feat: by ${method}` });
      await page.push({ "src/runtime/more.ts": `export const by = "${method}";\n` });
      await page.say("ana", "/signoff runtime");
      const head = await page.headSha();
      const sha = await merge(page, method);
      const tag = await world.github.findTag(`merged-${page.number}`);
      expect(tag?.sha).toBe(sha);
      expect(tag?.sha).not.toBe(head);
      expect(tag?.message.split("\n")).toEqual([
        `feat: by ${method} (#${page.number})`,
        "",
        "Merged into main by olga.",
        `At ${head.slice(0, 7)}: ✅ Ready: 2 required gates hold`,
        "",
        expect.stringMatching(/^- (?:title|touched) holds: /),
        expect.stringMatching(/^- (?:title|touched) holds: /),
        expect.stringMatching(/^- ci \(advisory\) is not finished: /),
      ]);
      const [notice = "", ...others] = await notices(page.number);
      // A commit of digits only stands without quotes.
      expect(notice.replaceAll("`", "")).toBe(`Tagged ${sha.slice(0, 7)} as merged-${page.number}.`);
      expect(others).toEqual([]);
    },
  );

  it("is not made twice, and nothing is written when the merge is told again", async () => {
    const page = await openPage(world, { title: "docs: once", files: docs });
    await merge(page);
    const mark = world.github.requests.mark();
    await replay("pull_request");
    expect(world.github.requests.since(mark).writes()).toEqual([]);
    expect(await notices(page.number)).toHaveLength(1);
  });

  it("takes a part of the title as it was when it was merged, and not as somebody changed it since", async () => {
    const page = await openPage(world, { title: "docs: close audit 3", files: docs });
    const sha = await merge(page);
    await world.github.as("dan").setTitle(page.number, "docs: close audit 4");
    await replay("pull_request");
    expect(await world.github.findTag("audit-3-complete")).toMatchObject({ sha });
    expect(await world.github.findTag("audit-4-complete")).toBeUndefined();
    expect((await world.github.findTag("audit-3-complete"))?.message).not.toContain("holds:");
  });

  it("whose name stands elsewhere is refused in words, and the other one stays", async () => {
    const tip = await world.github.as("olga").push({ files: { "a.txt": "a\n" } });
    await world.github.as("olga").tag("audit-9-complete", tip);
    const page = await openPage(world, { title: "docs: close audit 9", files: docs });
    await merge(page);
    const [notice = ""] = await notices(page.number);
    expect(notice.replaceAll("`", "")).toContain(`the tag audit-9-complete is at ${tip.slice(0, 7)} already`);
    expect(notice).toContain("git tag -a 'audit-9-complete'");
  });
});

describe("no tag and no word", () => {
  it("for a pull request that is closed without a merge", async () => {
    const page = await openPage(world, { title: "docs: never", files: docs });
    const mark = world.github.requests.mark();
    await world.github.as("dan").close(page.number);
    await world.settled();
    expect(world.github.requests.since(mark).all()).toEqual([]);
    expect(await world.github.findTag(`merged-${page.number}`)).toBeUndefined();
  });

  it("where the base branch asks for none, which one request finds out", async () => {
    const page = await openPage(world, { title: "docs: quiet", files: docs, base: "silent" });
    const mark = world.github.requests.mark();
    await merge(page);
    const made = world.github.requests.since(mark);
    expect(made.writes()).toEqual([]);
    expect(made.reads().filter(({ status }) => status !== 304)).toEqual([]);
  });
});
