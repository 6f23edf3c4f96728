import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  changedLimit,
  collectDocuments,
  documentLimit,
} from "../../../../src/github/facts/slices/collect-documents.ts";
import { neededFacts, type UsedGate } from "../../../../src/policy/evaluate.ts";
import type { ChangedFile } from "../../../../src/policy/facts.ts";
import { pinnedGate } from "../../../../src/policy/gates/pinned.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { aFile } from "../../../support/builders.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";

let local: LocalGitHub;
let app: AppOnGitHub;
let headSha: string;

const contents = {
  ".github/workflows/ci.yml": "on: push\n",
  ".github/workflows/kept.yml": "on: push\n",
  ".github/actions/build/action.yml": "runs: {}\n",
  ".github/actions/build/index.js": "run();\n",
  "reports/coverage.json": "{}\n",
  "reports/latest.json": { link: "coverage.json" },
  ".github/workflows/linked.yml": { link: "../../ci/linked.yml" },
  "ci/linked.yml": "on: push\n",
};

beforeAll(async () => {
  local = await startLocalGitHub();
  headSha = await local.as("dan").push({ files: contents });
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

const pins: UsedGate = {
  name: "pins",
  use: "require",
  area: undefined,
  gate: pinnedGate.bind({ pinned: [".github/**"] }),
};

/** What is read of these changed files, and with how many requests. */
async function collect(files: readonly ChangedFile[], documents: readonly string[] = []) {
  const needed = { ...neededFacts([pins]), documents };
  const mark = local.requests.mark();
  const scene = { needed, files: { files, isComplete: true }, at: app.at, checksAt: headSha };
  const found = await collectDocuments(scene, app);
  return { found, requests: local.requests.since(mark).reads().length };
}

describe("the documents that a gate means by glob", () => {
  it("are read where the pull request changes them, and nowhere else", async () => {
    const paths = [".github/workflows/ci.yml", ".github/actions/build/action.yml", ".github/actions/build/index.js"];
    const { found, requests } = await collect([...paths, "reports/coverage.json"].map((path) => aFile({ path })));
    expect([...found]).toMatchObject([
      [".github/workflows/ci.yml", { state: "found", text: "on: push\n" }],
      [".github/actions/build/action.yml", { state: "found", text: "runs: {}\n" }],
    ]);
    // One more for all of them: whether they are links.
    expect(requests).toBe(3);
  });

  it("are read under the name that the head knows, and not when they are gone", async () => {
    const { found, requests } = await collect([
      aFile({ path: ".github/workflows/ci.yml", previousPath: ".github/workflows/old.yml", status: "renamed" }),
      aFile({ path: ".github/workflows/kept.yml", status: "removed" }),
    ]);
    expect([...found.keys()]).toEqual([".github/workflows/ci.yml"]);
    expect(requests).toBe(2);
  });

  it("are read once, also when a gate names them too", async () => {
    const path = ".github/workflows/ci.yml";
    const { found, requests } = await collect([aFile({ path })], [path, "reports/coverage.json"]);
    expect([...found.keys()]).toEqual([path, "reports/coverage.json"]);
    expect(requests).toBe(3);
  });

  it("are not read where they are links, and neither are those that a gate names", async () => {
    const path = ".github/workflows/linked.yml";
    const { found } = await collect([aFile({ path })], ["reports/latest.json", "reports/coverage.json"]);
    expect([...found]).toEqual([
      ["reports/latest.json", { state: "link" }],
      ["reports/coverage.json", expect.objectContaining({ state: "found", text: "{}\n" })],
      [path, { state: "link" }],
    ]);
  });

  it("are asked once whether they are links, at each head", async () => {
    const collectOnce = () => collect([], ["reports/coverage.json"]);
    expect((await collectOnce()).requests).toBe(2);
    expect((await collectOnce()).requests).toBe(1);
  });

  it("tell what the head does not have, and what is too large", async () => {
    const large = ".github/workflows/large.yml";
    const text = "#".repeat(documentLimit + 1);
    headSha = await local.as("dan").push({ files: { ...contents, [large]: text } });
    const { found } = await collect([aFile({ path: large }), aFile({ path: ".github/gone.yml" })]);
    expect([...found]).toEqual([
      [large, { state: "too-large", bytes: text.length, limit: documentLimit }],
      [".github/gone.yml", { state: "absent" }],
    ]);
  });

  it(`are at most ${changedLimit}, so that 10,000 changed workflows cost no more; the others are missing, not absent`, async () => {
    const many = Array.from({ length: changedLimit + 5 }, (_, at) => aFile({ path: `.github/workflows/${at}.yml` }));
    const { found, requests } = await collect(many);
    expect(found.size).toBe(changedLimit);
    expect(found.has(`.github/workflows/${changedLimit}.yml`)).toBe(false);
    expect(requests).toBe(changedLimit);
  });

  it("that cannot be read are no answer", async () => {
    local.faults.next({ kind: "status", status: 403, route: "GET /repos/{owner}/{repo}/contents/{path}" });
    await expect(collect([aFile({ path: ".github/workflows/ci.yml" })])).rejects.toThrow(/could not read/);
    expect(local.faults.pending).toEqual([]);
  });
});
