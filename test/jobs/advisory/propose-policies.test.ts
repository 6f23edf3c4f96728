import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendTriage } from "../../../src/github/triage/triage-ledger.ts";
import {
  advisoriesConfig,
  type AdvisoryDesk,
  anAdvisoryDesk,
  denyToml,
  lockfile,
  osvRecords,
} from "../../support/advisory-desk.ts";

const advisory = "RUSTSEC-2099-0001";
const refusals = [
  { why: "the App may not write to the repository", route: "POST /repos/{owner}/{repo}/git/trees", status: 403 },
  { why: "a rule keeps such a branch from being made", route: "POST /repos/{owner}/{repo}/git/refs", status: 422 },
] as const;

// One accepted risk, in order: GitHub refuses its pull request twice, and then takes it.
describe("an ignore whose pull request GitHub refuses", () => {
  let desk: AdvisoryDesk;

  beforeAll(async () => {
    desk = await anAdvisoryDesk();
    await desk.scan();
    const by = { id: 31, login: "ana" };
    const at = desk.deps.now().toISOString();
    const entry = { kind: "accept-risk" as const, reason: "own frames only", id: "1001/0", by, at };
    await appendTriage(desk.store, desk.at.repositoryId, [{ advisory, entry }]);
  });
  afterAll(() => desk.close());

  it.for(refusals)("because $why, is left to a person, once, and the decision stands", async ({ route, status }) => {
    desk.github.faults.next({ kind: "status", status, route });
    await desk.scan();
    expect(desk.github.faults.pending).toEqual([]);
    const comments = (await desk.github.comments(1)).map(({ body }) => body);
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain("GitHub does not let it push the branch `gatehouse/ignore-RUSTSEC-2099-0001`.");
    const [issue] = await desk.github.issues();
    expect(issue?.body).toContain("`ana` accepts the risk. It counts when an ignore is on the default branch.");
    expect(desk.messages()).toContain("policy file not proposed: GitHub refuses the branch");
  });

  it("is proposed by the scan after GitHub lets it", async () => {
    await desk.scan();
    const [issue] = await desk.github.issues();
    expect(issue?.body).toMatch(/It counts when #\d+ is merged\./);
    expect(await desk.github.comments(1)).toHaveLength(1);
    const mark = desk.github.requests.mark();
    await desk.scan();
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
  });

  it("is no refusal where GitHub only breaks down", async () => {
    const entry = {
      kind: "undo" as const,
      id: "1002/0",
      by: { id: 31, login: "ana" },
      at: desk.deps.now().toISOString(),
    };
    const again = { ...entry, kind: "accept-risk" as const, reason: "another reason to keep it", id: "1003/0" };
    await appendTriage(desk.store, desk.at.repositoryId, [
      { advisory, entry },
      { advisory, entry: again },
    ]);
    desk.github.faults.next({ kind: "status", status: 500, route: "POST /repos/{owner}/{repo}/git/trees" });
    await expect(desk.scan()).rejects.toThrow("500");
    expect(await desk.github.comments(1)).toHaveLength(1);
  });
});

/** Says of these that they do not concern us, and scans. */
async function settle(desk: AdvisoryDesk, advisories: readonly string[]): Promise<void> {
  await desk.scan();
  desk.advance(60_000);
  const at = desk.deps.now().toISOString();
  const said = { kind: "not-affected" as const, reason: "our own files only, ever", by: { id: 31, login: "ana" }, at };
  const entries = advisories.map((id, index) => ({ advisory: id, entry: { ...said, id: `${9001 + index}/0` } }));
  await appendTriage(desk.store, desk.at.repositoryId, entries);
  desk.advance(60_000);
  await desk.scan();
}

const writes = (desk: AdvisoryDesk, route: string) =>
  desk.github.requests.writes().filter((each) => each.route === route);

describe("an ignore in a policy file that is a symbolic link", () => {
  it("is left to a person, and the link stays", async () => {
    const files = {
      "Cargo.lock": lockfile,
      ".github/gatehouse.yml": advisoriesConfig,
      "config/deny.toml": denyToml,
      "deny.toml": { link: "config/deny.toml" },
    };
    const desk = await anAdvisoryDesk({ github: { files } });
    await settle(desk, [advisory]);
    expect(writes(desk, "POST /repos/{owner}/{repo}/git/trees")).toEqual([]);
    expect((await desk.github.comments(1)).map(({ body }) => body)).toEqual([
      expect.stringContaining("`deny.toml` is a symbolic link, or stands in a folder that is one."),
    ]);
    await desk.close();
  });
});

describe("two ignores that are proposed for one file", () => {
  it("can both be merged: the second is written anew after the first, in the same pull request, once", async () => {
    const other = "RUSTSEC-2099-0300";
    const text = JSON.stringify(osvRecords.find((record) => JSON.stringify(record).includes(`"id":"${advisory}"`)));
    const record: unknown = JSON.parse(
      text.replaceAll(advisory, other).replace(/"aliases":\[[^\]]*\]/, '"aliases":[]'),
    );
    const desk = await anAdvisoryDesk({ records: [...osvRecords, record] });
    await settle(desk, [advisory, other]);
    await desk.github.as("dan").merge(3);
    await desk.scan();
    await desk.scan();
    const commits = writes(desk, "POST /repos/{owner}/{repo}/git/trees").map(({ body }) => JSON.stringify(body));
    expect(commits).toHaveLength(3);
    expect(commits[2]).toContain(advisory);
    expect(commits[2]).toContain(other);
    expect(writes(desk, "POST /repos/{owner}/{repo}/pulls")).toHaveLength(2);
    await desk.github.as("dan").merge(4);
    await desk.scan();
    const labels = (await desk.github.issues()).map((issue) => issue.labels.map(({ name }) => name));
    expect(labels).toEqual([
      expect.arrayContaining(["advisory:accepted"]),
      expect.arrayContaining(["advisory:accepted"]),
    ]);
    await desk.close();
  });
});
