import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../../src/config/load.ts";
import { collectIgnoreFiles } from "../../../../src/github/facts/slices/collect-ignore-files.ts";
import { neededFacts } from "../../../../src/policy/evaluate.ts";
import { ignoresGate } from "../../../../src/policy/gates/ignores.ts";
import { type AppOnGitHub, anAppOn } from "../../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../../support/github/start.ts";
import { nextSecond } from "../../../support/next-second.ts";

let local: LocalGitHub;
let app: AppOnGitHub;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  app = await anAppOn(local);
});

async function collect(checksAt: string, { maxAge, config = "" }: { maxAge?: string; config?: string } = {}) {
  const loaded = loadConfig(`version: 1\n${config}`);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const options = { need: ["reason"], ...(maxAge === undefined ? {} : { max_age: maxAge }) };
  const gate = ignoresGate.bind({ ignores: options });
  const needed = neededFacts([{ name: "documented", use: "require", gate, area: undefined }]);
  const mark = local.requests.mark();
  const { files, isComplete } = await collectIgnoreFiles({ config: loaded.config, needed, at: app.at, checksAt }, app);
  const asked = local.requests.since(mark).reads();
  return { files, isComplete, asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`) };
}

const entry = (id: string) => `    { id = "RUSTSEC-2099-${id}", reason = "unused" },\n`;
const deny = (...ids: readonly string[]) => `[advisories]\nignore = [\n${ids.map(entry).join("")}]\n`;

describe("files with documented ignores", () => {
  it("are those of the head, and one that is absent is not an error", async () => {
    const sha = await local.as("dan").push({ branch: "one", files: { "deny.toml": deny("0001") } });
    const { files, isComplete, asked } = await collect(sha);
    expect(Object.fromEntries(files)).toEqual({
      "deny.toml": { state: "found", text: deny("0001"), lineTimes: undefined },
      ".deny.toml": { state: "absent" },
      ".cargo/deny.toml": { state: "absent" },
      ".cargo/audit.toml": { state: "absent" },
    });
    expect(isComplete).toBe(true);
    expect(asked).toEqual(["/{tree_sha} 200", "/{path} 200"]);
  });

  it("cost a listing once for each commit, and a request for each that is there", async () => {
    const sha = await local.as("dan").push({ branch: "again", files: { "deny.toml": deny("0001") } });
    await collect(sha);
    expect((await collect(sha)).asked).toEqual(["/{path} 304"]);
    const none = await local.as("dan").push({ branch: "none", files: { "deny.toml": null } });
    expect((await collect(none)).asked).toEqual(["/{tree_sha} 200"]);
  });

  it("are also those of osv-scanner beside lockfiles that count, and no others of that name", async () => {
    const osv = '[[IgnoredVulns]]\nid = "CVE-2099-1"\n';
    const lockfiles = { "web/package-lock.json": "{}", "docs/yarn.lock": "", "node_modules/a/yarn.lock": "" };
    const beside = ["web", "docs", "other", "node_modules/a"].map((folder) => [`${folder}/osv-scanner.toml`, osv]);
    const files = { ...lockfiles, ...Object.fromEntries(beside) };
    const sha = await local.as("dan").push({ branch: "beside", files });
    const found = await collect(sha, { config: 'advisories: { ignores: [], skip: ["docs/**"] }\n' });
    expect([...found.files]).toEqual([["web/osv-scanner.toml", { state: "found", text: osv, lineTimes: undefined }]]);
    expect(found.asked).toEqual(["/{tree_sha} 200", "/{path} 200"]);
  });

  it("are nowhere where the configuration names none and no lockfile is there", async () => {
    const sha = await local.as("dan").push({ branch: "nowhere", files: { "osv-scanner.toml": "" } });
    const { files, isComplete } = await collect(sha, { config: "advisories: { ignores: [] }\n" });
    expect([[...files], isComplete]).toEqual([[], true]);
  });

  it("are not said to be all where more of them stand beside lockfiles than are read", async () => {
    const folders = Array.from({ length: 101 }, (_, index) => `apps/a${index}`);
    const files = folders.flatMap((folder) => [
      [`${folder}/yarn.lock`, ""],
      [`${folder}/osv-scanner.toml`, ""],
    ]);
    const sha = await local.as("dan").push({ branch: "many", files: Object.fromEntries(files) });
    const found = await collect(sha);
    expect(found.isComplete).toBe(false);
    expect(found.asked).toHaveLength(101);
  });

  it("are not read where they are links: whoever changes the target would change no ignore", async () => {
    const files = { "policy/deny.toml": deny("0001"), "deny.toml": { link: "policy/deny.toml" } };
    const sha = await local.as("dan").push({ branch: "linked", files });
    const found = await collect(sha, { maxAge: "180d" });
    expect(found.files.get("deny.toml")).toEqual({ state: "link" });
    expect(found.asked).toEqual(["/{tree_sha} 200"]);
  });

  it("are not read below a folder that is a link, which no listing follows", async () => {
    const files = { "policy/audit.toml": deny("0001"), ".cargo": { link: "policy" } };
    const sha = await local.as("dan").push({ branch: "linked-folder", files });
    const found = await collect(sha);
    expect(found.files.get(".cargo/audit.toml")).toEqual({ state: "link" });
    expect(found.files.get("deny.toml")).toEqual({ state: "absent" });
    expect((await collect(sha)).files).toEqual(found.files);
    expect(found.asked).toEqual(["/{tree_sha} 200"]);
  });

  it("are those that the configuration names", async () => {
    const sha = await local.as("dan").push({ branch: "two", files: { "tools/deny.toml": deny("0001") } });
    const { files } = await collect(sha, { config: "advisories: { ignores: [tools/deny.toml] }\n" });
    expect([...files.keys()]).toEqual(["tools/deny.toml"]);
  });

  it("that are too large are not read", async () => {
    const sha = await local.as("dan").push({ branch: "three", files: { "deny.toml": "# x\n".repeat(70_000) } });
    expect((await collect(sha)).files.get("deny.toml")).toEqual({
      state: "too-large",
      bytes: 280_000,
      limit: 262_144,
    });
  });
});

describe("the age of an ignore", () => {
  it("is asked for once a file, and is that of the line that names it", async () => {
    const push = (...ids: readonly string[]) =>
      local.as("dan").push({ branch: "ages", files: { "deny.toml": deny(...ids) } });
    const first = await push("0001");
    await nextSecond();
    const second = await push("0001", "0002");
    const { files, asked } = await collect(second, { maxAge: "180d" });
    const file = files.get("deny.toml");
    const times = file?.state === "found" ? (file.lineTimes ?? []) : [];
    const at = (line: number) => times.find(({ startLine, endLine }) => startLine <= line && line <= endLine)?.at;
    expect(at(3)).toEqual(await committedAt(first));
    expect(at(4)).toEqual(await committedAt(second));
    expect(at(3)).not.toEqual(at(4));
    expect(asked).toEqual(["/{tree_sha} 200", "/{path} 200", "/graphql 200"]);
  });

  it.for([500, 403])("is not guessed where GitHub answers %s", async (status) => {
    const sha = await local.as("dan").push({ branch: `bad-${status}`, files: { "deny.toml": deny("0001") } });
    local.faults.next({ kind: "status", status, route: "POST /graphql" });
    await expect(collect(sha, { maxAge: "1d" })).rejects.toThrow(String(status));
  });
});

async function committedAt(sha: string): Promise<Date> {
  const { owner, repo } = app.at;
  const { data } = await app.octokit.rest.repos.getCommit({ owner, repo, ref: sha });
  return new Date(data.commit.committer?.date ?? "");
}
