import { must, readComposite, readGate, readSummary, type Stage } from "./stage.ts";
import { readMarkdown } from "./terminal.ts";

export async function showEvidence(stage: Stage): Promise<void> {
  const { world, terminal, pullRequest } = stage;
  await pushReport(stage, { covered: 0, total: 0 });
  const empty = await readGate(stage, "coverage");
  must(empty.includes("no data"), "a report that measured nothing is no data");
  terminal.show(empty);
  const ended = await readGate(stage, "touched");
  must(ended.includes("holds"), "a push elsewhere leaves the sign-off as it is");
  terminal.note("area runtime: still signed by ana, because nothing in it changed");

  await pushReport(stage, { covered: 45, total: 50 });
  must((await readComposite(stage)) === "in_progress", "the composite waits for the build");
  terminal.note("check gatehouse: in_progress, because the build of the App ci-runner has not been reported");
  for (const report of [{ status: "in_progress" }, { conclusion: "success" }] as const) {
    terminal.act("ci", `reports build: ${"status" in report ? report.status : report.conclusion}`);
    await world.github.reportCheck({ name: "build", headSha: pullRequest.headSha, ...report });
    await world.settled();
    terminal.note(`check gatehouse: ${await readComposite(stage)}`);
  }
  must((await readComposite(stage)) === "success", "the composite succeeds when all gates hold");
  terminal.act("", "The comment now says, with the denominator of its evidence and who brought it:");
  terminal.show(readMarkdown(await readSummary(stage)));
}

async function pushReport({ world, terminal, pullRequest }: Stage, lines: object): Promise<void> {
  const report = JSON.stringify({ lines });
  terminal.act("dan", `pushes reports/coverage.json  ${report}`);
  pullRequest.headSha = await world.github.as("dan").push({
    branch: "faster-start",
    files: { "reports/coverage.json": report },
  });
  await world.settled();
}
