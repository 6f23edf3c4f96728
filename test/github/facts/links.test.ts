import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPathKinds, refuseLinks } from "../../../src/github/facts/links.ts";
import type { RepositoryDocument } from "../../../src/policy/facts.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let sha: string;

beforeAll(async () => {
  local = await startLocalGitHub();
  sha = await local.as("dan").push({
    files: {
      "reports/2026.json": "{}",
      "reports/latest.json": { link: "2026.json" },
      "reports/gone.json": { link: "nowhere.json" },
      current: { link: "reports" },
      "deep/er": { link: "../reports" },
    },
  });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

const kindsOf = (...paths: readonly string[]) => findPathKinds(paths, { ...app.at, sha }, app);

async function asked(work: () => Promise<unknown>): Promise<number> {
  const mark = local.requests.mark();
  await work();
  return local.requests.since(mark).reads().length;
}

describe("what stands at a path of a commit", () => {
  it.for([
    { path: "reports/2026.json", kind: "file" },
    { path: "reports/latest.json", kind: "link" },
    { path: "reports/gone.json", kind: "link" },
    { path: "current", kind: "link" },
    { path: "current/2026.json", kind: "link" },
    { path: "deep/er/2026.json", kind: "link" },
    { path: "reports", kind: "nothing" },
    { path: "nowhere.json", kind: "nothing" },
    { path: "nowhere/at/all.json", kind: "nothing" },
    { path: 'a"b/{}$p0', kind: "nothing" },
  ])("$path → $kind", async ({ path, kind }) => {
    expect((await kindsOf(path)).get(path)).toBe(kind);
  });

  it("costs one request for a hundred paths, and none when it is asked again", async () => {
    const paths = Array.from({ length: 150 }, (_, index) => `file-${index}.json`);
    expect(await asked(() => kindsOf(...paths, "reports/2026.json"))).toBe(2);
    expect(await asked(() => kindsOf(...paths))).toBe(0);
    expect(await asked(() => kindsOf("reports/2026.json", "reports/latest.json"))).toBe(1);
    expect(await asked(() => kindsOf())).toBe(0);
  });

  it("costs no request for folders where there is something", async () => {
    const deep = `${"d/".repeat(60)}e.yml`;
    sha = await local.as("dan").push({ files: { [deep]: "1\n" } });
    expect(await asked(() => kindsOf(deep))).toBe(1);
  });

  it("is an error where there is no such commit", async () => {
    const unknown = { ...app.at, sha: "0".repeat(40) };
    await expect(findPathKinds(["a"], unknown, app)).rejects.toThrow("could not read what git keeps");
  });
});

it("a document behind a link is refused, and every other stays what it is", async () => {
  const found = { state: "found", text: "{}" } as const;
  const large = { state: "too-large", bytes: 9, limit: 1 } as const;
  const documents = new Map<string, RepositoryDocument>([
    ["reports/2026.json", found],
    ["reports/latest.json", found],
    // As if the contents API led through folders.
    ["current/2026.json", found],
    ["not-there.json", found],
    ["nowhere.json", { state: "absent" }],
    ["large.json", large],
  ]);
  expect([...(await refuseLinks(documents, { ...app.at, sha }, app))]).toEqual([
    ["reports/2026.json", found],
    ["reports/latest.json", { state: "link" }],
    ["current/2026.json", { state: "link" }],
    ["not-there.json", { state: "link" }],
    ["nowhere.json", { state: "absent" }],
    ["large.json", large],
  ]);
});
