import { aJobDesk, type JobDesk } from "../../test/support/job-desk.ts";
import { type LocalGitHub, startLocalGitHub } from "../../test/support/github/start.ts";
import { median } from "../quantile.ts";
import { figure, renderTable } from "../table.ts";
import { everyKind } from "./every-kind.ts";

interface Size {
  readonly comments: number;
  readonly checks: number;
  readonly files: number;
}

interface Cost {
  readonly ms: number;
  /** Of which GitHub counts those that it did not answer with 304. */
  readonly requests: number;
  readonly counted: number;
  readonly writes: number;
}

const small: Size = { comments: 10, checks: 10, files: 10 };

/** What one whole look costs where every kind of gate is configured: the first time, and when nothing has changed. */
export async function benchLook(isQuick: boolean): Promise<string> {
  const large = isQuick ? 100 : 1_000;
  // The local GitHub answers 5,000 requests an hour, and each check takes several to set up.
  const checks = isQuick ? 100 : 300;
  const sizes: readonly (readonly [name: string, size: Size])[] = [
    ["10 comments, checks and files", small],
    [`${large} comments`, { ...small, comments: large }],
    [`${checks} checks`, { ...small, checks }],
    [`${large} files`, { ...small, files: large }],
  ];
  const rows: string[][] = [];
  for (const [name, size] of sizes) {
    const { first, again } = await measure(size, isQuick ? 3 : 5);
    rows.push([name, ...describe(first), ...describe(again)]);
  }
  return [
    "One look at a pull request with every kind of gate, against a GitHub of this machine (its own time included)",
    "",
    renderTable(["", "first ms", "requests", "counted", "writes", "again ms", "requests", "counted", "writes"], rows),
  ].join("\n");
}

function describe({ ms, requests, counted, writes }: Cost): string[] {
  return [figure(ms), String(requests), String(counted), String(writes)];
}

async function measure(size: Size, rounds: number): Promise<{ readonly first: Cost; readonly again: Cost }> {
  const github = await startLocalGitHub({ files: filesOfBase });
  try {
    const desk = await aJobDesk(github);
    const number = await open(github, size);
    await desk.overlook();
    const look = () => costOf(() => lookAt(desk, number), github);
    const first = await look();
    // Its own check and comment change what is listed.
    await look();
    const again: Cost[] = [];
    for (let round = 0; round < rounds; round += 1) again.push(await look());
    const [one] = again;
    if (one === undefined || one.writes > 0) throw new Error("a look at what has not changed wrote something");
    return { first, again: { ...one, ms: median(again.map(({ ms }) => ms)) } };
  } finally {
    await github.close();
  }
}

async function lookAt(desk: JobDesk, number: number): Promise<void> {
  await desk.run("evaluate-pull-request", { ...desk.app.at, installationId: 70_001, number });
}

async function costOf(work: () => Promise<void>, github: LocalGitHub): Promise<Cost> {
  const mark = github.requests.mark();
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  const made = github.requests.since(mark);
  const free = made.notModified().length;
  const requests = made.all().length - made.tokens().length;
  return { ms, requests, counted: requests - free, writes: made.writes().length };
}

const filesOfBase = {
  ".github/gatehouse.yml": everyKind,
  "reports/coverage.json": JSON.stringify({ generated_at: new Date().toISOString(), lines: { covered: 9, total: 10 } }),
  "Cargo.lock": "version = 4\n",
  "deny.toml": "[advisories]\nignore = []\n",
};

async function open(github: LocalGitHub, { comments, checks, files }: Size): Promise<number> {
  const changed = Object.fromEntries(
    Array.from({ length: files }, (_, index) => [`src/module-${index}.ts`, `export const value = ${index};\n`]),
  );
  const { number, headSha } = await github.as("dan").openPullRequest({
    title: "feat: many modules",
    body: "## Test plan\n\nRun it.\n\n```gatehouse audit\nopen: 0\n```\n",
    files: { ...changed, "CHANGELOG.md": "Many modules.\n" },
  });
  await github.as("olga").createLabel("P0");
  await github.as("olga").tag("v1.0.0", (await github.pullRequest(number)).base.sha);
  await github.as("olga").openIssue({ title: "Slow start", labels: ["P0"] });
  const run = github.runWorkflow({ workflow: "nightly.yml", headSha });
  github.uploadArtifact(run.id, { name: "results", files: { "out/results.json": JSON.stringify({ failures: 0 }) } });
  await github.commentsUntold(
    number,
    Array.from({ length: comments }, (_, index) => `Remark ${index} on this.`),
  );
  for (let index = 0; index < checks; index += 1) {
    await github.reportCheck({ name: `build ${index + 1}`, headSha, conclusion: "success" });
  }
  await github.settled();
  return number;
}
