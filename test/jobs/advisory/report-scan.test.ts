import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AdvisoryDesk, anAdvisoryDesk, denyToml, lockfile } from "../../support/advisory-desk.ts";

let desk: AdvisoryDesk;
let headSha: string;

beforeAll(async () => {
  desk = await anAdvisoryDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.github.showRepository({ has_issues: false });
  headSha = await desk.github.as("dan").push({ files: { "Cargo.lock": lockfile, "deny.toml": denyToml } });
});

const checks = async () => (await desk.github.checkRuns(headSha)).filter(({ name }) => name === "gatehouse/advisories");

/** Routes of what a scan wrote. */
async function scan(): Promise<readonly string[]> {
  const mark = desk.github.requests.mark();
  await desk.scan();
  return desk.github.requests
    .since(mark)
    .writes()
    .map(({ route }) => route);
}

const accepted = denyToml.replace("ignore = [", 'ignore = [\n    { id = "RUSTSEC-2099-0001", reason = "no input" },');

describe("where no issue may be opened", () => {
  it.for([
    { what: "because they are switched off", shown: { has_issues: false } },
    { what: "because it is a fork", shown: { fork: true } },
  ])("a scan reports in one check on the commit, $what", async ({ shown }) => {
    desk.github.showRepository(shown);
    expect(await scan()).toEqual(["POST /repos/{owner}/{repo}/check-runs"]);
    const [check, ...others] = await checks();
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      conclusion: "neutral",
      output: {
        title: "1 advisory without a decision",
        text: expect.stringContaining("| `RUSTSEC-2099-0001` | `slate-codec 0.4.11` | `Cargo.lock` |"),
      },
    });
    expect(await scan()).toEqual([]);
    expect(await desk.github.issues()).toEqual([]);
  });

  it("succeeds where everything is documented, and says how much that is", async () => {
    headSha = await desk.github.as("dan").push({ files: { "deny.toml": accepted } });
    await scan();
    expect(await checks()).toEqual([
      expect.objectContaining({
        conclusion: "success",
        output: expect.objectContaining({ title: "No advisory without a decision, 2 documented" }),
      }),
    ]);
  });

  it("is neutral where a file cannot be read, although nothing is found", async () => {
    headSha = await desk.github.as("dan").push({ files: { "Cargo.lock": "<<<<<<< HEAD\n", "deny.toml": denyToml } });
    await scan();
    expect(await checks()).toEqual([
      expect.objectContaining({
        conclusion: "neutral",
        output: expect.objectContaining({
          title: "Not everything could be scanned",
          summary: expect.stringContaining("`Cargo.lock`"),
        }),
      }),
    ]);
  });

  it("does not take a policy file that cannot be read for one that covers", async () => {
    headSha = await desk.github.as("dan").push({ files: { "deny.toml": "[advisories\n" } });
    await scan();
    expect(await checks()).toEqual([
      expect.objectContaining({
        conclusion: "neutral",
        output: expect.objectContaining({
          title: "2 advisories without a decision",
          summary: expect.stringContaining("`deny.toml`: its documented ignores cannot be read"),
        }),
      }),
    ]);
  });

  it("writes nothing in a dry run", async () => {
    const mark = desk.github.requests.mark();
    await desk.scan({ dryRun: true });
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
  });

  it("brings the check of the same commit up to date when an advisory is published later", async () => {
    desk.osv.publish([]);
    await scan();
    expect(await checks()).toMatchObject([{ conclusion: "success" }]);
    desk.advance(24 * 3_600_000);
    const { osvRecords } = await import("../../support/advisory-desk.ts");
    desk.osv.publish(osvRecords);
    expect(await scan()).not.toEqual([]);
    expect((await checks()).at(-1)).toMatchObject({ conclusion: "neutral" });
  });
});
