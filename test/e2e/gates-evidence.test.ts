import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compositeStates } from "../support/composite-states.ts";
import { eventually } from "../support/eventually.ts";
import { gateLine } from "../support/gate-line.ts";
import { openPage, type PullRequestPage } from "../support/pull-request-page.ts";
import { writesOfReplay } from "../support/replay.ts";
import { startWorld, type World } from "../support/world.ts";

const gates = `version: 1
areas: { quality: { owners: [dan], paths: [src/**] } }
signoffs: { grace: 0s, self: with_evidence }
gates:
  coverage:
    evidence: { file: reports/coverage.json }
    rows: [{ name: Line coverage, value: lines.covered, of: lines.total, expect: ">= 80%" }]
    fix: npm run coverage
  audit:
    evidence: { body: audit }
    rows: [{ name: Critical findings, value: critical, expect: "<= 2" }]
  conformance:
    evidence: { artifact: { workflow: nightly.yml, name: "conformance-*", path: "**/summary.json" }, fresh: 1h }
    rows: [{ name: Pass rate, value: pass, of: pass + fail, expect: ">= 80%" }]
  release-rate:
    evidence: { same_as: conformance }
    rows: [{ name: Pass rate, value: pass, of: pass + fail, expect: ">= 90%" }]
`;
const config = `${gates}pull_request: { require: [touched, coverage] }\n`;
const stated = `${gates}pull_request: { require: [audit] }\n`;
const measured = `${gates}pull_request: { require: [conformance], advise: [release-rate] }\n`;
const reportPath = "reports/coverage.json";
const report = (covered: number) => JSON.stringify({ lines: { covered, total: 50 } });

let world: World;
let page: PullRequestPage;
let baseSha: string;
let mark = 0;
/** How far Gatehouse's clock is ahead of GitHub's. */
let aheadMs = 0;

beforeAll(async () => {
  const now = () => new Date(Date.now() + aheadMs);
  world = await startWorld({ config, files: { [reportPath]: report(42) }, creationPaceMs: 0, now });
  const olga = world.github.as("olga");
  await olga.push({ branch: "stated", files: { ".github/gatehouse.yml": stated } });
  baseSha = await olga.push({ branch: "measured", files: { ".github/gatehouse.yml": measured } });
});
afterAll(() => world.close());

const state = async () => (await page.check())?.state;

/** Everything that the composite was set to since the last time, in order. */
function said(): readonly string[] {
  const states = compositeStates(world.github.requests.since(mark));
  mark = world.github.requests.mark();
  return states;
}

describe("a report in the repository", () => {
  it("holds, and lets the author sign what the evidence of others shows", async () => {
    page = await openPage(world);
    expect(await gateLine(page, "coverage")).toContain("✅ holds: `Line coverage`: 84% (42 of 50), required `>= 80%`");
    expect(await gateLine(page, "coverage")).not.toContain("Self-reported");
    expect(await state()).not.toBe("success");
    await page.say("dan", "/signoff quality");
    expect(await state()).toBe("success");
  });

  it("that the pull request makes worse fails, with the numbers and the command that shows them", async () => {
    await page.push({ [reportPath]: report(39) });
    expect(await state()).toBe("failure");
    const line = await gateLine(page, "coverage");
    expect(line).toContain("❌ fails: `Line coverage`: 78% (39 of 50), required `>= 80%`");
    expect(line).toContain("run `npm run coverage`");
  });

  it("that the pull request makes better holds, is marked, and stands in for nobody's review", async () => {
    said();
    await page.push({ [reportPath]: report(45) });
    expect(await gateLine(page, "coverage")).toContain("90% (45 of 50)");
    expect(await gateLine(page, "coverage")).toContain(`Self-reported: this pull request changes \`${reportPath}\``);
    await page.say("dan", "/signoff quality");
    expect(await state()).not.toBe("success");
    expect(said()).not.toContain("success");
    await page.push({ [reportPath]: report(42) });
    expect(await gateLine(page, "coverage")).not.toContain("Self-reported");
    expect(await state()).toBe("success");
  });

  it.for([
    { title: "is gone", text: null, says: "does not exist at this head" },
    {
      title: "says one thing twice",
      text: '{"lines":{"covered":1,"covered":50,"total":50}}',
      says: "the key `covered` twice",
    },
    { title: "measured nothing", text: '{"lines":{"covered":0,"total":0}}', says: "is 0, so nothing was measured" },
  ])("that $title is no data, and no pass", async ({ text, says }) => {
    said();
    await page.push({ [reportPath]: text });
    expect(await state()).toBe("action_required");
    expect(await gateLine(page, "coverage")).toContain("❌ no data");
    expect(await gateLine(page, "coverage")).toContain(says);
    expect(said()).not.toContain("success");
  });
});

it("numbers in the description count as it is edited, and say that the author states them", async () => {
  page = await openPage(world, { base: "stated" });
  expect(await state()).toBe("action_required");
  expect(await gateLine(page, "audit")).toContain("The description holds no block that begins with");
  const block = (critical: string) => `Audited.\n\n\`\`\`gatehouse audit\ncritical: ${critical}\n\`\`\`\n`;
  const describeAs = async (body: string) => {
    await world.github.as("dan").setBody(page.number, body);
    await world.settled();
    return { state: await state(), line: await gateLine(page, "audit") };
  };
  expect(await describeAs(block("1"))).toEqual({
    state: "success",
    line: expect.stringContaining("Stated by the author"),
  });
  const failed = await describeAs(block("7"));
  expect(failed).toEqual({
    state: "failure",
    line: expect.stringContaining("`Critical findings`: 7, required `<= 2`"),
  });
  said();
  expect(await describeAs(block('"few"'))).toMatchObject({ state: "action_required" });
  expect(await describeAs(block("1").replaceAll(/^(?=.)/gm, "> "))).toMatchObject({ state: "action_required" });
  expect(said()).not.toContain("success");
});

interface Summary {
  readonly pass: number;
  readonly fail: number;
  readonly generated_at?: string;
}

/** A run of the nightly workflow that is over and has left its numbers. */
async function measure(headSha: string, branch: string, summary: Summary): Promise<void> {
  const { id } = world.github.runWorkflow({ workflow: "nightly.yml", headSha, branch });
  await leave(id, summary);
  await world.settled();
}

async function leave(id: number, summary: Summary): Promise<void> {
  const files = { "out/summary.json": JSON.stringify(summary) };
  world.github.uploadArtifact(id, { name: "conformance-linux", files });
  await world.github.tellRun(id, "completed");
}

// One story, told in order: each test goes on where the one before it stopped.
describe("what a workflow uploaded", () => {
  const line = () => gateLine(page, "conformance");

  it("is no data while it never ran", async () => {
    const openedAt = Date.now();
    page = await openPage(world, { base: "measured" });
    expect(await state()).toBe("action_required");
    expect(await line()).toContain("`nightly.yml` ran neither for this head nor on the base branch");
    // All but some seconds of the five minutes are over in which a run for a new head may begin.
    aheadMs = 5 * 60_000 - 8_000 - (Date.now() - openedAt);
    said();
  });

  it("of the base branch is held back while a run for the head may still begin, then counts by itself, marked", async () => {
    const { id } = world.github.runWorkflow({ workflow: "nightly.yml", headSha: baseSha, branch: "measured" });
    await leave(id, { pass: 60, fail: 0 });
    await eventually(async () => (await line()).includes("a run for this head may still begin"), "it is held back");
    expect(said()).not.toContain("success");
    await world.settled();
    expect(await state()).toBe("success");
    expect(await line()).toContain("✅ holds | 1 of 1 row holds");
    expect(await line()).toContain(
      `Not of this pull request: uploaded by run ${id} of \`nightly.yml\` for \`measured\``,
    );
  });

  it("of the base branch is replaced by what its next run uploads", async () => {
    // Rounds of looks that many pull requests may want are a minute apart.
    aheadMs += 61_000;
    await measure(baseSha, "measured", { pass: 30, fail: 30 });
    expect(await state()).toBe("failure");
    expect(await line()).toContain("50% (30 of 60)");
    expect(await line()).toContain("Not of this pull request");
  });

  it("is replaced by the head's own run: waited for, then judged, without the mark", async () => {
    const { github } = world;
    const headSha = await page.headSha();
    const { id } = github.runWorkflow({ workflow: "nightly.yml", headSha, branch: page.branch, status: "in_progress" });
    await github.tellRun(id, "requested");
    await world.settled();
    expect(await state()).toBe("in_progress");
    expect(await line()).toContain(`Run ${id} of \`nightly.yml\``);
    expect(await line()).toContain("has not finished");
    github.finishWorkflow(id);
    await leave(id, { pass: 85, fail: 15 });
    await world.settled();
    expect(await state()).toBe("success");
    expect(await line()).toContain("85% (85 of 100)");
    expect(await line()).not.toContain("Not of this pull request");
  });

  it("blocks nothing through a gate that is only advised, which stands on the same document", async () => {
    const rate = await gateLine(page, "release-rate");
    expect(rate).toContain("❌ fails (advisory, never blocks)");
    expect(rate).toContain("85% (85 of 100), required `>= 90%`");
    expect(await page.check()).toMatchObject({ state: "success", title: "✅ Ready: 1 required gate holds" });
  });

  it("by a workflow that no gate reads costs nothing", async () => {
    const before = world.github.requests.mark();
    const { id } = world.github.runWorkflow({
      workflow: "docs.yml",
      headSha: await page.headSha(),
      branch: page.branch,
    });
    await world.github.tellRun(id, "completed");
    await world.settled();
    expect(world.github.requests.since(before).all()).toEqual([]);
  });

  it("later for the same head takes the success back from its beginning on, and gives it back", async () => {
    const { github } = world;
    const headSha = await page.headSha();
    said();
    const { id } = github.runWorkflow({ workflow: "nightly.yml", headSha, branch: page.branch, status: "queued" });
    await github.tellRun(id, "requested");
    await world.settled();
    expect(await state()).toBe("in_progress");
    github.finishWorkflow(id);
    await leave(id, { pass: 10, fail: 90 });
    await world.settled();
    expect(await state()).toBe("failure");
    expect(said()).not.toContain("success");
    await measure(headSha, page.branch, { pass: 99, fail: 1 });
    expect(await state()).toBe("success");
  });

  it("was downloaded once each, without our token", () => {
    const { requests } = world.github.artifactStorage;
    expect(requests).toHaveLength(5);
    expect(requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });

  it("is too old by itself once the time is up that the document itself says", async () => {
    said();
    const madeAt = new Date(Date.now() + aheadMs - 60 * 60_000 + 5_000);
    await measure(await page.headSha(), page.branch, { pass: 99, fail: 1, generated_at: madeAt.toISOString() });
    expect(said()).toEqual(["success", "action_required"]);
    expect(await line()).toContain("which is longer ago than 1 hour");
  });
});

it("every delivery again writes nothing", { timeout: 60_000 }, async () => {
  expect(await writesOfReplay(world)).toEqual([]);
});
