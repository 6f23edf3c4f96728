import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Octokit, RepositoryRef } from "../../../src/github/client/octokit.ts";
import { collectDependabotAlerts } from "../../../src/github/triage/dependabot-alerts.ts";
import { RetryLater } from "../../../src/queue/job.ts";
import { anAppOn } from "../../support/app-on-github.ts";
import { corpusPath } from "../../support/corpus.ts";
import { describeCorpus } from "../../support/describe-corpus.ts";
import { declaredPermissionsAndEvents } from "../../support/github/app-manifest.ts";
import { type LocalGitHub, startLocalGitHub } from "../../support/github/start.ts";

let local: LocalGitHub;
let octokit: Octokit;
let at: RepositoryRef;
let reported: number;

beforeAll(async () => {
  local = await startLocalGitHub();
});
afterAll(() => local.close());
beforeEach(async () => {
  ({ octokit, at } = await anAppOn(local));
  local.switchDependabotAlerts(true);
  reported = local.requests.mark();
});

const asked = () => local.requests.since(reported).reads();

async function read() {
  const found = await collectDependabotAlerts(octokit, at);
  if (found.state !== "read") throw new Error(found.message);
  return found.alerts;
}

describe("the alerts of Dependabot", () => {
  it("are none where nothing was found", async () => {
    expect(await read()).toEqual(new Map());
  });

  it("are told with number, state, scope and why somebody dismissed one", async () => {
    local.reportDependabotAlert({ ghsa: "GHSA-aaaa-aaaa-aaaa", scope: "development" });
    local.reportDependabotAlert({ ghsa: "GHSA-bbbb-bbbb-bbbb", state: "dismissed", dismissedReason: "tolerable_risk" });
    local.reportDependabotAlert({ ghsa: "GHSA-cccc-cccc-cccc", state: "auto_dismissed", scope: null });
    expect(await read()).toEqual(
      new Map([
        ["GHSA-cccc-cccc-cccc", { number: 3, state: "auto_dismissed", dismissedReason: undefined, scope: undefined }],
        ["GHSA-bbbb-bbbb-bbbb", { number: 2, state: "dismissed", dismissedReason: "tolerable_risk", scope: "runtime" }],
        ["GHSA-aaaa-aaaa-aaaa", { number: 1, state: "open", dismissedReason: undefined, scope: "development" }],
      ]),
    );
  });

  it("are one for each advisory: the open one of several manifests, and of equal ones the first", async () => {
    const ghsa = "GHSA-dddd-dddd-dddd";
    const [, open] = (["fixed", "open", "open", "dismissed"] as const).map((state) =>
      local.reportDependabotAlert({ ghsa, state }),
    );
    expect((await read()).get(ghsa)).toMatchObject({ number: open, state: "open" });
  });

  it("are read page by page, a thousand at most", async () => {
    for (let index = 0; index < 1200; index += 1) local.reportDependabotAlert({ ghsa: `GHSA-${index}` });
    const alerts = await read();
    expect(alerts.size).toBe(1000);
    expect([alerts.has("GHSA-1199"), alerts.has("GHSA-0")]).toEqual([true, false]);
    expect(asked()).toHaveLength(10);
  });
});

describeCorpus("alerts as GitHub delivers them", () => {
  it.for([
    { file: "created", number: 20, ghsa: "GHSA-c2qf-rxjj-qqgw", state: "open" },
    { file: "fixed", number: 1, ghsa: "GHSA-8f4m-hccc-8qph", state: "fixed" },
  ])("are read: dependabot_alert.$file", async ({ file, ghsa, ...alert }) => {
    const path = corpusPath(`advisories/cassettes/webhooks/dependabot_alert.${file}.json`);
    local.showDependabotAlert(z.object({ alert: z.unknown() }).parse(JSON.parse(readFileSync(path, "utf8"))).alert);
    expect((await read()).get(ghsa)).toEqual({ ...alert, dismissedReason: undefined, scope: "runtime" });
  });
});

describe("where they cannot be read", () => {
  it("is said in GitHub's words: they are switched off", async () => {
    local.switchDependabotAlerts(false);
    const found = await collectDependabotAlerts(octokit, at);
    expect(found).toEqual({ state: "not-allowed", message: expect.stringContaining("alerts are disabled") });
    expect(asked()).toHaveLength(1);
  });

  it("is said in GitHub's words: the App may not", async () => {
    const { vulnerability_alerts: _optional, ...permissions } = declaredPermissionsAndEvents().permissions;
    const other = await startLocalGitHub({ permissions });
    const app = await anAppOn(other);
    const found = await collectDependabotAlerts(app.octokit, app.at);
    expect(found).toEqual({ state: "not-allowed", message: expect.stringContaining("not accessible by integration") });
    await other.close();
  });

  it("is no refusal when GitHub is away, or asks to wait with the same 403", async () => {
    local.faults.next({ kind: "status", status: 500 });
    await expect(collectDependabotAlerts(octokit, at)).rejects.toMatchObject({ status: 500 });
    local.faults.next({ kind: "secondary-limit" });
    await expect(collectDependabotAlerts(octokit, at)).rejects.toBeInstanceOf(RetryLater);
  });
});
