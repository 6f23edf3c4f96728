import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { route } from "../../../src/ingest/routing.ts";
import { advisoriesConfig, lockfile, osvRecords, osvSourceAt } from "../../support/advisory-desk.ts";
import { aDependabotAlertDelivery, aSecurityAdvisoryDelivery } from "../../support/deliveries.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";
import { aJobDesk, type JobDesk } from "../../support/job-desk.ts";
import { type LocalOsv, startOsv } from "../../support/osv-server.ts";

let github: LocalGitHub;
let osv: LocalOsv;
let desk: JobDesk;

// Days of one repository, in order.
beforeAll(async () => {
  github = await startLocalGitHub({ files: { "README.md": "one\n" } });
  osv = await startOsv({ records: osvRecords });
  let advisories: ReturnType<typeof osvSourceAt> | undefined;
  const query: ReturnType<typeof osvSourceAt>["query"] = (packages) => source().query(packages);
  const lookUp: ReturnType<typeof osvSourceAt>["lookUp"] = (ids) => source().lookUp(ids);
  desk = await aJobDesk(github, { advisories: { name: "osv-api", query, lookUp } });

  function source() {
    advisories ??= osvSourceAt(osv, desk.app);
    return advisories;
  }
});
afterAll(() => Promise.all([github.close(), osv.close()]));

/** What is asked of the source, and written, by what happens. */
async function costOf(happens: () => Promise<unknown>) {
  const mark = github.requests.mark();
  const before = osv.requests.length;
  await happens();
  await desk.settle();
  const since = github.requests.since(mark);
  return { reads: since.reads().length, writes: since.writes().length, asked: osv.requests.length - before };
}

const push = (files: Readonly<Record<string, string>>, branch = "main") =>
  github.as("dan").push({ files, branch, message: "chore: change files" });

const advisoryIssues = async () => (await github.issues()).filter(({ title }) => title.startsWith("advisory:"));

describe("a push to a repository", () => {
  it("without a configuration costs no more than finding that out", async () => {
    const { reads, writes, asked } = await costOf(() => push({ "Cargo.lock": lockfile }));
    expect({ writes, asked }).toEqual({ writes: 0, asked: 0 });
    expect(reads).toBeLessThanOrEqual(3);
  });

  it("that brings a configuration has it scanned at once", async () => {
    const { asked } = await costOf(() => push({ ".github/gatehouse.yml": advisoriesConfig }));
    expect(asked).toBeGreaterThan(0);
    expect(await advisoryIssues()).toHaveLength(2);
  });

  it("of a documented ignore has it scanned at once, and code has not", async () => {
    const denies = '[advisories]\nignore = [{ id = "RUSTSEC-2099-0002", reason = "constants only; #1" }]\n';
    await costOf(() => push({ "deny.toml": denies }));
    const labels = (await advisoryIssues()).map((issue) => issue.labels.map(({ name }) => name));
    expect(labels.filter((names) => names.includes("advisory:accepted"))).toHaveLength(1);
    expect(await costOf(() => push({ "src/main.rs": "fn main() {}\n" }))).toEqual({ reads: 0, writes: 0, asked: 0 });
  });

  it("on another branch costs no request", async () => {
    await push({ "README.md": "two\n" });
    const clean = "version = 4\n";
    expect(await costOf(() => push({ "Cargo.lock": clean }, "feature"))).toEqual({ reads: 0, writes: 0, asked: 0 });
    expect((await advisoryIssues()).map(({ state }) => state)).toEqual(["open", "open"]);
  });
});

describe("the same again", () => {
  it("in any order writes nothing", async () => {
    const mark = github.requests.mark();
    await desk.replay((items) => items.toReversed());
    await desk.replay((items) => items);
    expect(github.requests.since(mark).writes()).toEqual([]);
  });

  it.for([
    { event: "dependabot_alert", of: () => ({ ...aDependabotAlertDelivery("created"), ...deliveredTo() }) },
    { event: "security_advisory", of: () => aSecurityAdvisoryDelivery("published", ["rust/slate-codec"]) },
  ])("told by $event has it scanned, which finds nothing new", async ({ event, of }) => {
    const routing = route({ event, id: "a-guid", payload: of(), receivedAt: desk.app.now() }, github.appId);
    if (routing.state !== "jobs") throw new Error(routing.state);
    const before = desk.asked.length;
    const { writes } = await costOf(async () => {
      for (const { job, payload } of routing.jobs) await desk.run(job, payload);
    });
    expect(writes).toBe(0);
    const asked = [...routing.jobs, ...desk.asked.slice(before)].map(({ job }) => job);
    expect(asked).toContain("scan-advisories");
  });
});

function deliveredTo() {
  const { installationId, repositoryId, owner, repo } = github;
  return {
    installation: { id: installationId },
    repository: { id: repositoryId, name: repo, owner: { login: owner } },
  };
}
