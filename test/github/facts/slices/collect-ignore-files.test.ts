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
  const files = await collectIgnoreFiles({ config: loaded.config, needed, at: app.at, checksAt }, app);
  const asked = local.requests.since(mark).reads();
  return { files, asked: asked.map(({ route, status }) => `${route.replace(/^.*(?=\/)/, "")} ${status}`) };
}

const entry = (id: string) => `    { id = "RUSTSEC-2099-${id}", reason = "unused" },\n`;
const deny = (...ids: readonly string[]) => `[advisories]\nignore = [\n${ids.map(entry).join("")}]\n`;

describe("files with documented ignores", () => {
  it("are those of the head, and one that is absent is not an error", async () => {
    const sha = await local.as("dan").push({ branch: "one", files: { "deny.toml": deny("0001") } });
    const { files, asked } = await collect(sha);
    expect([...files]).toEqual([
      ["deny.toml", { state: "found", text: deny("0001"), lineTimes: undefined }],
      [".cargo/audit.toml", { state: "absent" }],
    ]);
    expect(asked).toEqual(["/{path} 200", "/{path} 404", "/graphql 200"]);
  });

  it("are not read where they are links: whoever changes the target would change no ignore", async () => {
    const files = { "policy/deny.toml": deny("0001"), "deny.toml": { link: "policy/deny.toml" } };
    const sha = await local.as("dan").push({ branch: "linked", files });
    const found = await collect(sha, { maxAge: "180d" });
    expect(found.files.get("deny.toml")).toEqual({ state: "link" });
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
    expect(asked).toEqual(["/{path} 200", "/{path} 404", "/graphql 200", "/graphql 200"]);
  });

  it.for([500, 403])("is not guessed where GitHub answers %s", async (status) => {
    const sha = await local.as("dan").push({ branch: `bad-${status}`, files: { "deny.toml": deny("0001") } });
    // Whether it is a link is known then.
    await collect(sha);
    local.faults.next({ kind: "status", status, route: "POST /graphql" });
    await expect(collect(sha, { maxAge: "1d" })).rejects.toThrow(String(status));
  });
});

async function committedAt(sha: string): Promise<Date> {
  const { owner, repo } = app.at;
  const { data } = await app.octokit.rest.repos.getCommit({ owner, repo, ref: sha });
  return new Date(data.commit.committer?.date ?? "");
}
