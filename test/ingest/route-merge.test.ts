import { describe, expect, it } from "vitest";
import { route } from "../../src/ingest/routing.ts";
import { aPullRequestDelivery, headSha } from "../support/deliveries.ts";
import { APP_ID, guid } from "../support/webhook-door.ts";

function asked(pull: Readonly<Record<string, unknown>>) {
  const shown = { number: 12, head: { sha: headSha }, base: { ref: "main" }, title: "feat: x", ...pull };
  const payload = aPullRequestDelivery({ action: "closed", pull_request: shown });
  const routing = route({ event: "pull_request", id: guid, payload, receivedAt: new Date(0) }, APP_ID);
  return routing.state === "jobs" ? routing.jobs : [];
}

describe("a pull request that is closed", () => {
  it.for([
    { name: "by a merge", pull: { merged: true }, jobs: ["evaluate-head", "tag-merge", "report-drift"] },
    { name: "without one", pull: { merged: false }, jobs: ["evaluate-head"] },
    { name: "nobody says how", pull: {}, jobs: ["evaluate-head"] },
    { name: "and whether by a merge is null", pull: { merged: null }, jobs: ["evaluate-head"] },
  ])("$name asks for $jobs", ({ pull, jobs }) => {
    expect(asked(pull).map(({ job }) => job)).toEqual(jobs);
  });

  it("takes what was merged along, once per delivery", () => {
    const [, tag, drift] = asked({ merged: true });
    const at = { installationId: 5, owner: "acme", repo: "platform", repositoryId: 77 };
    expect(tag?.payload).toEqual({ ...at, number: 12, baseBranch: "main", headSha, title: "feat: x" });
    expect(drift?.payload).toEqual({ ...at, number: 12, baseBranch: "main", title: "feat: x" });
    for (const job of [tag, drift]) expect(job?.id).toContain(guid);
    expect(drift?.id).not.toBe(tag?.id);
  });
});
