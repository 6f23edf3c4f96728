import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendTriage } from "../../../src/github/triage/triage-ledger.ts";
import { type AdvisoryDesk, anAdvisoryDesk, denyToml } from "../../support/advisory-desk.ts";

const hourMs = 3_600_000;

const accepted = denyToml.replace(
  "ignore = [",
  'ignore = [\n    # The codec reads our own files only.\n    { id = "CVE-2099-10001", reason = "own files only; #1" },',
);
const auditToml = '[advisories]\nignore = [\n  "RUSTSEC-2099-0001", # own files only\n  "RUSTSEC-2099-0002",\n]\n';

describe("an accepted risk that somebody wants looked at again", () => {
  let desk: AdvisoryDesk;

  beforeAll(async () => {
    desk = await anAdvisoryDesk();
    await desk.scan();
    await desk.github.as("dan").push({ files: { "deny.toml": accepted, ".cargo/audit.toml": auditToml } });
    await desk.scan();
  });
  afterAll(() => desk.close());

  async function sayReopen(advisory: string, id: string): Promise<void> {
    desk.advance(hourMs);
    const by = { id: 31, login: "ana" };
    const entry = { kind: "reopen" as const, id, by, at: desk.deps.now().toISOString() };
    await appendTriage(desk.store, desk.at.repositoryId, [{ advisory, entry }]);
    desk.advance(hourMs);
  }

  function pullRequests() {
    return desk.github.requests
      .writes()
      .filter(({ route }) => route === "POST /repos/{owner}/{repo}/pulls")
      .map(({ body }) => body);
  }

  it("gets one pull request that removes just its entries, by whatever name, from every policy file", async () => {
    await sayReopen("RUSTSEC-2099-0001", "1001/0");
    await desk.scan();
    expect(pullRequests()).toMatchObject([
      {
        head: "gatehouse/unignore-RUSTSEC-2099-0001",
        base: "main",
        title: "chore(security): no longer accept RUSTSEC-2099-0001 in slate-codec",
      },
    ]);
    const trees = desk.github.requests.writes().filter(({ route }) => route.endsWith("/git/trees"));
    expect(trees.map(({ body }) => body)).toMatchObject([
      {
        tree: [
          { path: "deny.toml", content: denyToml },
          { path: ".cargo/audit.toml", content: '[advisories]\nignore = [\n  "RUSTSEC-2099-0002",\n]\n' },
        ],
      },
    ]);
  });

  it("stays accepted and open meanwhile, without a comment, and a second scan writes nothing", async () => {
    const [issue] = await desk.github.issues();
    expect(issue?.state).toBe("open");
    expect(issue?.labels.map(({ name }) => name)).toContain("advisory:accepted");
    const mark = desk.github.requests.mark();
    await desk.scan();
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
  });

  it("counts again once it is merged, and nothing is proposed a second time", async () => {
    const note = /"proposal":(\d+)/.exec((await desk.github.issues())[0]?.body ?? "");
    await desk.github.as("dan").merge(Number(note?.[1]));
    await desk.scan();
    await desk.scan();
    const issue = (await desk.github.issues()).find(({ number }) => number === 1);
    expect(issue?.labels.map(({ name }) => name)).not.toContain("advisory:accepted");
    expect(pullRequests()).toHaveLength(1);
  });

  it("gets the issue that it never had, and that issue has its pull request at once", async () => {
    await sayReopen("RUSTSEC-2099-0002", "1002/0");
    await desk.scan();
    expect((await desk.github.issues()).map(({ title }) => title)).toContainEqual(
      expect.stringContaining("RUSTSEC-2099-0002"),
    );
    expect(pullRequests()).toHaveLength(2);
    const mark = desk.github.requests.mark();
    await desk.scan();
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
  });
});
