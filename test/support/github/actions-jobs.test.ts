import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declaredPermissionsAndEvents } from "./app-manifest.ts";
import { installationClient } from "./client.ts";
import { aJobStep } from "./extras/actions-jobs.ts";
import { type LocalGitHub, startLocalGitHub } from "./start.ts";

const at = { owner: "acme", repo: "engine" };
let github: LocalGitHub;
let blind: LocalGitHub;

beforeAll(async () => {
  const { actions: _, ...permissions } = declaredPermissionsAndEvents().permissions;
  [github, blind] = await Promise.all([
    startLocalGitHub({ private: true }),
    startLocalGitHub({ private: true, permissions }),
  ]);
});
afterAll(() => Promise.all([github.close(), blind.close()]));

async function aJob(on: LocalGitHub) {
  const headSha = await on.as("dan").commitFiles({ files: { "file.txt": "1\n" } });
  const steps = [aJobStep("Set up job"), aJobStep("Unit", "failure")];
  return on.reportJob({ name: "test", headSha, conclusion: "failure", steps });
}

describe("a job of GitHub Actions", () => {
  it("has the id of its check run, and numbered steps", async () => {
    const { id, app } = await aJob(github);
    expect(app.slug).toBe("github-actions");
    const { data } = await installationClient(github).rest.actions.getJobForWorkflowRun({ ...at, job_id: id });
    expect(data).toMatchObject({
      id,
      name: "test",
      status: "completed",
      conclusion: "failure",
      steps: [
        { name: "Set up job", number: 1, conclusion: "success" },
        { name: "Unit", number: 2, conclusion: "failure" },
      ],
    });
  });

  it("is not shown to who may not read it, and nothing else is a job", async () => {
    const read = (on: LocalGitHub, job: number) =>
      installationClient(on).rest.actions.getJobForWorkflowRun({ ...at, job_id: job });
    await expect(read(blind, (await aJob(blind)).id)).rejects.toMatchObject({ status: 403 });
    const { head_sha: headSha } = await aJob(github);
    const { id } = await github.reportCheck({ name: "lint", headSha, conclusion: "success" });
    await expect(read(github, id)).rejects.toMatchObject({ status: 404 });
  });
});
