import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureTag, TagRefused } from "../../../src/github/posts/tag.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let sha: string;
let name: string;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.faults.clear();
  app = await anAppOn(local);
  name = `merged/${crypto.randomUUID()}`;
  sha = await local.as("olga").push({ files: { "a.txt": `${name}\n` } });
});

const ensure = (at = sha) =>
  ensureTag({ kind: "tag", name, sha: at, message: "What was merged." }, app.at, app.octokit);

async function refusal(work: Promise<void>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TagRefused)) throw new Error("it was not refused", { cause: error });
  return error.refusal;
}

describe("a tag", () => {
  it("is annotated, and names the commit", async () => {
    await ensure();
    expect(await local.findTag(name)).toEqual({ sha, message: "What was merged." });
  });

  it("that is there costs no write, also when it is a light one", async () => {
    await local.as("olga").tag(name, sha);
    const mark = local.requests.mark();
    await ensure();
    await ensure();
    expect(local.requests.since(mark).writes()).toEqual([]);
  });

  it("of that name at another commit is not moved", async () => {
    await local.as("olga").annotatedTag(name, sha);
    const other = await local.as("olga").push({ files: { "b.txt": `${name}\n` } });
    const mark = local.requests.mark();
    expect(await refusal(ensure(other))).toEqual({ kind: "elsewhere", sha });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await local.findTag(name)).toMatchObject({ sha });
  });

  it("is not made under the name of a branch", async () => {
    await local.as("olga").push({ branch: name, files: { "c.txt": `${name}\n` } });
    const mark = local.requests.mark();
    expect(await refusal(ensure())).toEqual({ kind: "branch" });
    expect(local.requests.since(mark).writes()).toEqual([]);
    expect(await local.findTag(name)).toBeUndefined();
  });

  it("that another worker made in the same moment is as good as ours", async () => {
    const [one, other] = await Promise.allSettled([ensure(), ensure()]);
    expect([one.status, other.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(await local.findTag(name)).toMatchObject({ sha });
  });

  it("was made, although the answer was lost", async () => {
    local.faults.next({ kind: "status-after", status: 502, route: "POST /repos/{owner}/{repo}/git/refs" });
    await expect(ensure()).rejects.toThrow("502");
    const mark = local.requests.mark();
    await ensure();
    expect(local.requests.since(mark).writes()).toEqual([]);
  });

  it.for([
    { status: 403, kind: "not-allowed" },
    { status: 422, kind: "refused" },
  ])("that GitHub answers with $status is $kind, with its words and without its links", async ({ status, kind }) => {
    local.faults.next({ kind: "status", status, route: "POST /repos/{owner}/{repo}/git/refs" });
    const refused = await refusal(ensure());
    expect(refused.kind).toBe(kind);
    expect("answer" in refused ? refused.answer : "").not.toContain("http");
    expect(await local.findTag(name)).toBeUndefined();
  });

  it("is tried again when GitHub is away, and that is no refusal", async () => {
    local.faults.next({ kind: "status", status: 500, route: "POST /repos/{owner}/{repo}/git/tags" });
    await expect(ensure()).rejects.not.toBeInstanceOf(TagRefused);
    await ensure();
    expect(await local.findTag(name)).toMatchObject({ sha });
  });
});

it("without the permission a tag is not allowed", async () => {
  const narrow = await startLocalGitHub({ permissions: { metadata: "read", contents: "read" } });
  const at = await anAppOn(narrow);
  const tip = await narrow.as("olga").push({ files: { "a.txt": "a\n" } });
  const effect = { kind: "tag", name: "v1", sha: tip, message: "One." } as const;
  expect(await refusal(ensureTag(effect, at.at, at.octokit))).toMatchObject({ kind: "not-allowed" });
  await narrow.close();
});
