import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiscordTarget } from "../../../src/chat/discord.ts";
import { tellChatJob } from "../../../src/jobs/advisory/deliver-news.ts";
import { reportAdvisoriesJob } from "../../../src/jobs/advisory/report-advisories.ts";
import { weeklyReportJob } from "../../../src/jobs/advisory/weekly-report.ts";
import type { Deps } from "../../../src/jobs/deps.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import {
  type AdvisoryDesk,
  advisoriesConfig,
  anAdvisoryDesk,
  denyToml,
  lockfile,
} from "../../support/advisory-desk.ts";
import { type LocalDiscord, startDiscord } from "../../support/discord-server.ts";

const configPath = ".github/gatehouse.yml";
const config = `${advisoriesConfig}notify: { advisories: security }\n`;
// Two that no database knows, without a reason.
const denyWithFaults = denyToml.replace("ignore = [", 'ignore = [\n    "RUSTSEC-2098-0001",\n    "RUSTSEC-2098-0002",');
// The second is disputed: only the record of another database says that it is met.
const accepting = denyToml.replace(
  "ignore = [",
  `ignore = [
    { id = "RUSTSEC-2099-0001", reason = "no foreign input; until 2099-12-31; #1" },
    { id = "RUSTSEC-2099-0005", reason = "not called; until 2099-12-31; #1" },`,
);
const dayMs = 24 * 3_600_000;

let desk: AdvisoryDesk;
let discord: LocalDiscord;
let deps: Deps;
/** Ends of weeks, counted from the first. */
let week: (index: number) => string;

// Two weeks of one repository, in order. The other one has no configuration.
beforeAll(async () => {
  const files = { "Cargo.lock": lockfile, "deny.toml": denyWithFaults, [configPath]: config };
  desk = await anAdvisoryDesk({ github: { files, otherRepositories: ["empty"] } });
  discord = await startDiscord({ channels: ["security"], now: desk.deps.now });
  const { apiUrl, token } = discord;
  const grant = { channel: discord.channelId("security"), repositories: [], owners: [desk.at.owner] };
  const chat = createDiscordTarget({ token, apiUrl, destinations: new Map([["security", grant]]), now: desk.deps.now });
  deps = { ...desk.deps, chat };
  const first = desk.deps.now().getTime() + dayMs;
  week = (index) => new Date(first + index * 7 * dayMs).toISOString();
});
afterAll(() => Promise.all([desk.close(), discord.close()]));

const reportIssues = async () => (await desk.github.issues()).filter(({ title }) => title.includes("report of"));

/** Runs the report of a week with the news that it asks to tell; gives the routes of what it wrote to GitHub. */
async function report(slot: string, over: Partial<Deps> = {}): Promise<readonly string[]> {
  const mark = desk.github.requests.mark();
  desk.asked.length = 0;
  await reportAdvisoriesJob.run({ ...desk.at, slot }, { ...deps, ...over });
  for (const { job, payload } of desk.asked) if (job === "tell-chat") await tellChatJob.run(payload, deps);
  return desk.github.requests
    .since(mark)
    .writes()
    .map(({ route }) => route);
}

describe("the weekly report", () => {
  it("is asked for where a scan was noted, after the scans of that hour", async () => {
    await weeklyReportJob.run({ slot: week(0) }, deps);
    expect(desk.asked).toEqual([]);
    await desk.scan();
    const mark = desk.github.requests.mark();
    desk.asked.length = 0;
    await weeklyReportJob.run({ slot: week(0) }, deps);
    expect(desk.asked).toEqual([
      {
        job: "report-advisories",
        payload: { ...desk.at, slot: week(0) },
        subject: `advisory-report-${desk.at.repositoryId}`,
        delayMs: 900_000,
      },
    ]);
    expect(desk.github.requests.since(mark).writes()).toEqual([]);
  });

  it("plans and writes nothing in a dry run", async () => {
    expect(await report(week(0), { dryRun: true })).toEqual([]);
    expect(desk.messages()).toContain("advisory report planned");
    expect(discord.requests).toEqual([]);
  });

  it("opens one issue with what is open and what ignores lack, and tells the chat once", async () => {
    desk.advance(dayMs);
    expect(await report(week(0))).toEqual(["POST /repos/{owner}/{repo}/issues"]);
    const [issue] = await reportIssues();
    expect(issue).toMatchObject({ title: `advisories: report of ${week(0).slice(0, 10)}`, state: "open" });
    const body = issue?.body?.replaceAll(/[\d-]{10} [\d:]{5} UTC/g, "TIME").replace(/At `\w{7}`/, "At `SHA`");
    expect(body).toMatchInlineSnapshot(`
      "<!-- gatehouse:advisory v1 report -->

      ⏳ **1 open; 0 accepted.** At \`SHA\`, TIME.

      ### Open

      | Issue | Advisory | Package | Kind and rating | First seen | Due |
      |---|---|---|---|---|---|
      | #1 | \`RUSTSEC-2099-0001\` | \`slate-codec\` | vulnerability, high | TIME | TIME |

      ### Documented ignores

      - Without a reason: \`RUSTSEC-2098-0001 (deny.toml:5)\` and \`RUSTSEC-2098-0002 (deny.toml:6)\`. Write why it does no harm here, as the reason of the entry or in a comment behind it.
      - Without an issue: \`RUSTSEC-2098-0001 (deny.toml:5)\` and \`RUSTSEC-2098-0002 (deny.toml:6)\`. Name the issue that tracks it in the reason, such as \`#123\`.
      - In no database of advisories: \`RUSTSEC-2098-0001 (deny.toml:5)\` and \`RUSTSEC-2098-0002 (deny.toml:6)\`. Correct the ids, or remove the ignores.

      ### Not checked: 1

      - 1 from git

      Advisories come from \`osv-api\`, as of TIME."
    `);
    expect(discord.messages("security").map(({ embeds }) => embeds[0]?.title)).toEqual([
      `Advisories: report of ${week(0).slice(0, 10)}`,
    ]);
  });

  it("writes nothing and tells nothing when it runs again", async () => {
    expect(await report(week(0))).toEqual([]);
    expect(discord.messages("security")).toHaveLength(1);
  });

  it("is the same issue a week later, with what is overdue first", async () => {
    desk.advance(7 * dayMs);
    expect(await report(week(1))).toEqual(["PATCH /repos/{owner}/{repo}/issues/{issue_number}"]);
    const issues = await reportIssues();
    expect(issues).toHaveLength(1);
    expect(issues[0]?.body).toContain("❌ **1 open, 1 overdue");
    expect(discord.messages("security")).toHaveLength(2);
  });

  it("tells what is accepted, until when and by which file", async () => {
    await desk.github.as("dan").push({ files: { "deny.toml": accepting } });
    await desk.scan();
    await report(week(2));
    const [issue] = await reportIssues();
    expect(issue?.body).toContain("✅ **0 open; 1 accepted.**");
    expect(issue?.body).toContain("| #1 | `RUSTSEC-2099-0001` | `slate-codec` | `deny.toml` | 2099-12-31 |");
    expect(issue?.body).toContain("Accepted, and there is a fix now: `RUSTSEC-2099-0001 (deny.toml:5)`");
    expect(issue?.body).not.toContain("Cover nothing");
    expect(discord.messages("security")).toHaveLength(3);
  });

  it("waits an hour while no source answers, and leaves the issue as it is", async () => {
    for (let attempt = 0; attempt < 4; attempt += 1)
      desk.osv.faults.push({ on: "querybatch", kind: "status", status: 503 });
    await expect(report(week(3))).rejects.toBeInstanceOf(RetryLater);
    desk.osv.faults.length = 0;
    expect(await reportIssues()).toHaveLength(1);
  });

  it("is closed where there is nothing to say, and the chat hears nothing", async () => {
    const files = { "Cargo.lock": "version = 4\n", "deny.toml": "[advisories]\nignore = []\n" };
    await desk.github.as("dan").push({ files });
    await desk.scan();
    expect(await report(week(4))).toEqual(["PATCH /repos/{owner}/{repo}/issues/{issue_number}"]);
    expect(await reportIssues()).toMatchObject([{ state: "closed" }]);
    expect(await report(week(5))).toEqual([]);
    expect(discord.messages("security")).toHaveLength(3);
  });

  it.for([
    { what: "in a fork", shown: { fork: true }, files: {} },
    { what: "without issues", shown: { has_issues: false }, files: {} },
    { what: "without the section advisories", shown: {}, files: { [configPath]: "version: 1\n" } },
  ])("says nothing $what, at the cost of finding that out", async ({ shown, files }) => {
    await desk.github.as("dan").push({ files: { "Cargo.lock": lockfile, ...files } });
    desk.github.showRepository(shown);
    const mark = desk.github.requests.mark();
    expect(await report(week(6))).toEqual([]);
    expect(desk.github.requests.since(mark).reads().length).toBeLessThanOrEqual(4);
    expect(await reportIssues()).toMatchObject([{ state: "closed" }]);
    desk.github.showRepository({});
  });
});
