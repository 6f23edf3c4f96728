import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureProposal, type ProposedChange } from "../../../src/github/triage/propose-change.ts";
import { type AppOnGitHub, anAppOn } from "../../support/app-on-github.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let github: LocalGitHub;
let app: AppOnGitHub;
let base: string;

beforeAll(async () => {
  github = await startLocalGitHub({
    files: { "deny.toml": "[advisories]\nignore = []\n", "Cargo.lock": "version = 4\n" },
  });
  app = await anAppOn(github, { creationPaceMs: 0 });
  base = await github.as("dan").push({ files: { "README.md": "one" } });
});
afterAll(() => github.close());

function aChange(over: Partial<ProposedChange> = {}): ProposedChange {
  return {
    branch: "gatehouse/ignore-RUSTSEC-2099-0001",
    base: { branch: "main", sha: base },
    before: new Map([["deny.toml", "[advisories]\nignore = []\n"]]),
    files: new Map([["deny.toml", "[advisories]\nignore = [1]\n"]]),
    title: "chore(security): accept RUSTSEC-2099-0001 in slate-codec",
    body: "Because.",
    commitMessage: "chore(security): accept RUSTSEC-2099-0001 in slate-codec",
    ...over,
  };
}

async function ensure(over: Partial<ProposedChange> = {}, only?: number) {
  const mark = github.requests.mark();
  const ensured = await ensureProposal(app.octokit, app.at, aChange(over), { ...app, only });
  if (ensured.state === "refused") throw new Error("nothing refuses it");
  return {
    number: ensured.state === "left" ? undefined : ensured.number,
    writes: github.requests
      .since(mark)
      .writes()
      .map(({ route }) => route),
  };
}

describe("a change that we propose", () => {
  let number: number | undefined;

  it("opens one pull request that changes the file and nothing else", async () => {
    const first = await ensure();
    number = first.number;
    const { data: files } = await app.octokit.rest.pulls.listFiles({
      owner: app.at.owner,
      repo: app.at.repo,
      pull_number: number ?? 0,
    });
    expect(files.map(({ filename, patch }) => [filename, patch?.includes("+ignore = [1]")])).toEqual([
      ["deny.toml", true],
    ]);
    const { data: pull } = await app.octokit.rest.pulls.get({
      owner: app.at.owner,
      repo: app.at.repo,
      pull_number: number ?? 0,
    });
    expect([pull.title, pull.body, pull.base.ref]).toEqual([aChange().title, "Because.", "main"]);
  });

  it("writes nothing when it is the same, also after its base has moved on", async () => {
    const moved = await github.as("dan").push({ files: { "README.md": "two" } });
    expect(await ensure({ base: { branch: "main", sha: moved } })).toEqual({ number, writes: [] });
  });

  it("replaces what it proposed, in the same pull request", async () => {
    const again = await ensure({ files: new Map([["deny.toml", "[advisories]\nignore = [2]\n"]]), body: "Until May." });
    expect(again.number).toBe(number);
    expect(again.writes).not.toContain("POST /repos/{owner}/{repo}/pulls");
    const { data: files } = await app.octokit.rest.pulls.listFiles({
      owner: app.at.owner,
      repo: app.at.repo,
      pull_number: number ?? 0,
    });
    expect(files.map(({ patch }) => patch?.includes("+ignore = [2]"))).toEqual([true]);
  });

  it("is written anew on a base where others have changed its file, in the same pull request", async () => {
    const text = "# Ours\n[advisories]\nignore = [1]\n";
    const moved = await github.as("dan").push({ files: { "deny.toml": text } });
    const over = { base: { branch: "main", sha: moved }, before: new Map([["deny.toml", text]]) };
    const same = { files: new Map([["deny.toml", "[advisories]\nignore = [2]\n"]]), body: "Until May." };
    expect((await ensure(same, number)).writes).toEqual([]);
    expect((await ensure({ ...over, ...same }, number)).writes).toContain("PATCH /repos/{owner}/{repo}/git/refs/{ref}");
    const files = new Map([["deny.toml", `${text}# One more\n`]]);
    const again = await ensure({ ...over, files }, number);
    expect(again.number).toBe(number);
    expect(again.writes).toContain("PATCH /repos/{owner}/{repo}/git/refs/{ref}");
    expect(await ensure({ ...over, files }, number)).toEqual({ number, writes: [] });
  });

  it("is left alone where the one that was open is closed by now", async () => {
    await github.as("dan").close(number ?? 0);
    expect(await ensure({ body: "Too late." }, number)).toEqual({ number: undefined, writes: [] });
  });

  it("opens a new one after people closed it", async () => {
    const again = await ensure({ body: "Once more." });
    expect(again.number).not.toBe(number);
  });

  it("goes on after a request that failed in the middle, and opens one", async () => {
    const branch = "gatehouse/ignore-RUSTSEC-2099-0002";
    github.faults.next({ method: "POST", route: "/repos/{owner}/{repo}/pulls", kind: "drop-after" });
    await expect(ensure({ branch })).rejects.toThrow(/socket|fetch|other side/i);
    const { number: made } = await ensure({ branch });
    const { data: open } = await app.octokit.rest.pulls.list({ owner: app.at.owner, repo: app.at.repo, state: "open" });
    expect(open.filter(({ head }) => head.ref === branch).map((pull) => pull.number)).toEqual([made]);
  });
});
