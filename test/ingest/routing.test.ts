import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { route, subscribedEvents } from "../../src/ingest/routing.ts";
import {
  aCheckRunDelivery,
  aCheckSuiteDelivery,
  aCommentDelivery,
  aLabelDelivery,
  aMergeGroupDelivery,
  anEditDelivery,
  anIssuesDelivery,
  anOrganizationDelivery,
  aPullRequestDelivery,
  aPushDelivery,
  aReleaseDelivery,
  aReviewDelivery,
  aSecurityAdvisoryDelivery,
  aStatusDelivery,
  headSha,
} from "../support/deliveries.ts";
import { APP_ID, guid, readExamples } from "../support/webhook-door.ts";

const AT = { installationId: 5, owner: "acme", repo: "platform", repositoryId: 77 };
const otherApp = 15_368;

function routed(event: string, payload: unknown) {
  return route({ event, id: guid, payload, receivedAt: new Date("2026-11-20T09:00:00Z") }, APP_ID);
}

/** The names of the jobs, or why there are none. */
function summarize(event: string, payload: unknown): string {
  const routing = routed(event, payload);
  if (routing.state === "jobs") return routing.jobs.map(({ job }) => job).join(" ");
  return routing.state === "ignored" ? routing.because : "mismatch";
}

describe("what a delivery asks for", () => {
  it("a push is noted by itself, because looks coalesce and a comment is held against every push", () => {
    expect(routed("pull_request", aPullRequestDelivery({ action: "synchronize" }))).toEqual({
      state: "jobs",
      jobs: [
        {
          job: "record-movement",
          payload: { ...AT, number: 12, headSha, baseBranch: "main", seenAt: "2026-11-20T09:00:00.000Z" },
        },
      ],
    });
  });

  it("a comment with a command is run once, by the comment's id", () => {
    expect(routed("issue_comment", aCommentDelivery({ performed_via_github_app: { id: otherApp } }))).toEqual({
      state: "jobs",
      jobs: [
        {
          job: "run-command",
          payload: {
            ...AT,
            number: 12,
            source: {
              kind: "comment",
              id: 900,
              body: "/signoff runtime",
              at: "2026-11-20T08:59:58Z",
              headSha: null,
              author: { id: 31, login: "ana", isBot: false },
              viaAppId: otherApp,
            },
          },
          id: "comment-900",
        },
      ],
    });
  });

  it("a finished check of another App has its head looked at, once per delivery", () => {
    expect(routed("check_run", aCheckRunDelivery("completed", otherApp))).toEqual({
      state: "jobs",
      jobs: [
        {
          job: "evaluate-head",
          payload: { ...AT, headSha: headSha, reported: { name: "ci / linux", appId: otherApp } },
          id: `evaluate-head-${guid}`,
        },
      ],
    });
  });

  it("a release is looked at under its subject, whatever happened to it", () => {
    expect(routed("release", aReleaseDelivery("edited"))).toEqual({
      state: "jobs",
      jobs: [{ job: "announce-release", payload: { ...AT, releaseId: 81 }, subject: "release-77-81" }],
    });
  });

  it.for([
    { event: "pull_request", with: { action: "opened" }, does: "record-movement" },
    { event: "pull_request", with: { action: "reopened" }, does: "record-movement" },
    { event: "pull_request", with: { action: "ready_for_review" }, does: "evaluate-pull-request" },
    { event: "pull_request", with: { action: "converted_to_draft" }, does: "evaluate-pull-request" },
    { event: "pull_request", with: edited("title"), does: "evaluate-pull-request" },
    { event: "pull_request", with: edited("body"), does: "note-change" },
    { event: "pull_request", with: edited("base"), does: "record-movement" },
    { event: "pull_request", with: edited("milestone"), does: "action-not-needed" },
    { event: "pull_request", with: { action: "edited" }, does: "action-not-needed" },
    { event: "pull_request", with: { action: "labeled" }, does: "note-change" },
    { event: "pull_request", with: { action: "assigned" }, does: "action-not-needed" },
    { event: "pull_request", with: { action: "closed" }, does: "evaluate-head" },
    { event: "pull_request", with: { installation: undefined }, does: "no-installation" },
    { event: "pull_request", with: { installation: null }, does: "no-installation" },
    { event: "pull_request", with: { number: undefined }, does: "mismatch" },
    { event: "pull_request", with: { number: "12" }, does: "mismatch" },
    { event: "pull_request", with: { pull_request: { head: { sha: "main" } } }, does: "mismatch" },
    { event: "pull_request", with: { repository: undefined }, does: "mismatch" },
  ])("$event $with → $does", ({ event, with: over, does }) => {
    expect(summarize(event, aPullRequestDelivery(over))).toBe(does);
  });

  it.for([
    { title: "a pinned comment", payload: aCommentDelivery({}, { action: "pinned" }), does: "action-not-needed" },
    { title: "an unpinned comment", payload: aCommentDelivery({}, { action: "unpinned" }), does: "action-not-needed" },
    { title: "an action of tomorrow", payload: aCommentDelivery({}, { action: "hidden" }), does: "action-not-needed" },
    {
      title: "a comment on an issue",
      payload: aCommentDelivery({}, { issue: { number: 12 } }),
      does: "not-a-pull-request",
    },
    { title: "a remark", payload: aCommentDelivery({ body: "Looks good." }), does: "no-command" },
    { title: "an empty comment", payload: aCommentDelivery({ body: null }), does: "no-command" },
    {
      title: "a bot's remark",
      payload: aCommentDelivery({ body: "No issues.", user: { id: 41, login: "codex[bot]", type: "Bot" } }),
      does: "note-change",
    },
    {
      title: "T14: our own",
      payload: aCommentDelivery({ performed_via_github_app: { id: APP_ID } }),
      does: "own-comment",
    },
    { title: "a deleted account", payload: aCommentDelivery({ user: null }), does: "run-command" },
    {
      title: "an App's id as text",
      payload: aCommentDelivery({ performed_via_github_app: { id: "4242" } }),
      does: "mismatch",
    },
    { title: "a date in words", payload: aCommentDelivery({ created_at: "yesterday" }), does: "mismatch" },
  ])("$title → $does", ({ payload, does }) => {
    expect(summarize("issue_comment", payload)).toBe(does);
  });

  it("keeps null for the author whose account is gone, and tells bots from people", () => {
    const gone = JSON.stringify(routed("issue_comment", aCommentDelivery({ user: null })));
    expect(gone).toContain('"author":null');
    const bot = JSON.stringify(
      routed("issue_comment", aCommentDelivery({ user: { id: 1, login: "x[bot]", type: "Bot" } })),
    );
    expect(bot).toContain('"isBot":true');
  });

  it.for([
    { event: "check_run", payload: aCheckRunDelivery("completed", APP_ID), does: "own-report" },
    { event: "check_run", payload: aCheckRunDelivery("completed", null), does: "evaluate-head" },
    { event: "check_run", payload: aCheckRunDelivery("created", otherApp), does: "evaluate-head" },
    { event: "check_run", payload: aCheckRunDelivery("rerequested", APP_ID), does: "evaluate-head" },
    { event: "check_run", payload: aCheckRunDelivery("requested_action", APP_ID), does: "evaluate-head" },
    { event: "check_run", payload: aCheckRunDelivery("rerequested", otherApp), does: "other-app" },
    { event: "check_run", payload: aCheckRunDelivery("requested_action", otherApp), does: "other-app" },
    { event: "check_suite", payload: aCheckSuiteDelivery("rerequested", APP_ID), does: "evaluate-head" },
    { event: "check_suite", payload: aCheckSuiteDelivery("rerequested", otherApp), does: "other-app" },
    { event: "check_suite", payload: aCheckSuiteDelivery("completed", otherApp), does: "action-not-needed" },
    { event: "status", payload: aStatusDelivery(), does: "evaluate-head" },
    { event: "release", payload: aReleaseDelivery("published"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("unpublished"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("created"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("deleted"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("prereleased"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("released"), does: "announce-release" },
    { event: "release", payload: aReleaseDelivery("locked"), does: "action-not-needed" },
    { event: "commit_comment", payload: {}, does: "event-not-needed" },
    { event: "__proto__", payload: {}, does: "event-not-needed" },
    { event: "hasOwnProperty", payload: {}, does: "event-not-needed" },
    { event: "constructor", payload: {}, does: "event-not-needed" },
  ])("$event $payload.action → $does", ({ event, payload, does }) => {
    expect(summarize(event, payload)).toBe(does);
  });

  it('"Re-run" has our checks written again, "Look again" only has them looked at', () => {
    const isRerun = (event: string, payload: object) => JSON.stringify(routed(event, payload)).includes("isRerun");
    expect(isRerun("check_run", aCheckRunDelivery("rerequested", APP_ID))).toBe(true);
    expect(isRerun("check_suite", aCheckSuiteDelivery("rerequested", APP_ID))).toBe(true);
    expect(isRerun("check_run", aCheckRunDelivery("requested_action", APP_ID))).toBe(false);
    expect(isRerun("check_run", aCheckRunDelivery("completed", null))).toBe(false);
  });

  it("T48: a button of ours names no report and only has every gate of the head looked at", () => {
    for (const payload of [aCheckRunDelivery("rerequested", APP_ID), aCheckRunDelivery("requested_action", APP_ID)]) {
      expect(routed("check_run", payload)).toMatchObject({ jobs: [{ payload: { reported: null } }] });
    }
    expect(routed("status", aStatusDelivery())).toMatchObject({
      jobs: [{ payload: { reported: { name: "ci/jenkins", appId: null } } }],
    });
  });
});

describe("a label", () => {
  const bot = { id: 41, login: "gatehouse[bot]", type: "Bot" };

  it.for([
    { title: "that a person sets", payload: aLabelDelivery(), does: "record-label note-change" },
    {
      title: "that a person takes off",
      payload: aLabelDelivery({ action: "unlabeled" }),
      does: "record-label note-change",
    },
    {
      title: "that a bot takes off",
      payload: aLabelDelivery({ action: "unlabeled", sender: bot }),
      does: "record-label note-change",
    },
    { title: "that a bot sets", payload: aLabelDelivery({ sender: bot }), does: "note-change" },
    { title: "that nobody sets", payload: aLabelDelivery({ sender: null }), does: "note-change" },
    { title: "without a name", payload: aLabelDelivery({ label: undefined }), does: "note-change" },
  ])("$title → $does", ({ payload, does }) => {
    expect(summarize("pull_request", payload)).toBe(does);
  });
});

describe("the merge queue", () => {
  it("has its commit judged, under a subject of that commit", () => {
    expect(routed("merge_group", aMergeGroupDelivery())).toMatchObject({
      jobs: [
        {
          job: "evaluate-merge-group",
          payload: { ...AT, headSha, baseBranch: "main", headRef: expect.stringContaining("/main/pr-12-") },
          subject: `merge-group-77-${headSha}`,
        },
      ],
    });
  });

  it.for([
    { payload: aMergeGroupDelivery("destroyed"), does: "forget-merge-group" },
    { payload: aMergeGroupDelivery("renamed"), does: "action-not-needed" },
    { payload: aMergeGroupDelivery("checks_requested", { head_sha: "main" }), does: "mismatch" },
  ])("$payload.action → $does", ({ payload, does }) => {
    expect(summarize("merge_group", payload)).toBe(does);
  });
});

describe("who joins or leaves", () => {
  const member = { id: 31, login: "ana" };
  const team = { id: 8, slug: "runtime" };

  it.for([
    { event: "membership", body: { action: "added", scope: "team", member, team } },
    { event: "membership", body: { action: "removed", scope: "team", member: null, team } },
    { event: "team", body: { action: "deleted", team } },
    { event: "team", body: { action: "removed_from_repository", team, repository: { id: 77 } } },
    { event: "organization", body: { action: "member_removed", membership: { user: member } } },
    { event: "organization", body: { action: "renamed", changes: { login: { from: "old" } } } },
  ])("$event $body.action has who may sign asked anew", ({ event, body }) => {
    expect(routed(event, anOrganizationDelivery(body))).toEqual({
      state: "jobs",
      jobs: [{ job: "forget-people", payload: { installationId: 5, org: "acme" }, subject: "people-5" }],
    });
  });

  it.for([
    { event: "organization", body: { action: "member_invited", invitation: {} }, does: "action-not-needed" },
    { event: "team", body: { action: "edited", team, installation: undefined }, does: "no-installation" },
    { event: "team", body: { action: "edited", team, organization: undefined }, does: "mismatch" },
    { event: "membership", body: { action: "added", team }, does: "mismatch" },
    { event: "organization", body: { action: "member_added" }, does: "mismatch" },
  ])("$event $body.action → $does", ({ event, body, does }) => {
    expect(summarize(event, anOrganizationDelivery(body))).toBe(does);
  });
});

describe("GitHub's own example payloads", () => {
  const examples = readExamples().map((example) => ({
    ...example,
    payload: { ...example.payload, installation: { id: 5 } },
  }));

  it("give these jobs, counted by event and action", () => {
    const counts: Record<string, number> = {};
    for (const { event, action, payload } of examples) {
      const routing = routed(event, payload);
      expect(routing.state, `${event} ${action}`).not.toBe("mismatch");
      if (routing.state !== "jobs") continue;
      const key = [event, action].filter(Boolean).join(".");
      counts[key] = (counts[key] ?? 0) + routing.jobs.length;
    }
    expect(counts).toEqual({
      "check_run.completed": 3,
      "check_run.created": 3,
      "dependabot_alert.created": 1,
      "issues.deleted": 1,
      "issues.demilestoned": 2,
      "issues.labeled": 2,
      "issues.milestoned": 2,
      "issues.opened": 4,
      "issues.reopened": 1,
      "issues.transferred": 1,
      "issues.unlabeled": 2,
      "label.created": 3,
      "label.deleted": 2,
      "membership.added": 1,
      "membership.removed": 4,
      "merge_group.checks_requested": 2,
      "milestone.created": 2,
      "milestone.deleted": 1,
      "organization.member_added": 3,
      "organization.renamed": 1,
      "pull_request.closed": 2,
      "pull_request.converted_to_draft": 3,
      "pull_request.labeled": 4,
      "pull_request.opened": 4,
      "pull_request.ready_for_review": 3,
      "pull_request.reopened": 2,
      "pull_request.synchronize": 1,
      "pull_request.unlabeled": 4,
      "pull_request_review.dismissed": 1,
      "pull_request_review.submitted": 6,
      "pull_request_review_comment.deleted": 1,
      "pull_request_review_thread.resolved": 2,
      "pull_request_review_thread.unresolved": 1,
      push: 7,
      "release.created": 3,
      "release.deleted": 2,
      "release.edited": 2,
      "release.prereleased": 2,
      "release.published": 3,
      "release.released": 1,
      "security_advisory.published": 2,
      "security_advisory.updated": 1,
      "security_advisory.withdrawn": 1,
      status: 4,
      "team.added_to_repository": 2,
      "team.created": 1,
      "team.deleted": 1,
      "team.edited": 1,
      "team.removed_from_repository": 1,
      "workflow_run.completed": 3,
      "workflow_run.requested": 2,
    });
  });

  it("are refused or ignored when sent under the name of another event", () => {
    const replays = examples.flatMap((example) =>
      subscribedEvents.filter((name) => name !== example.event).map((name) => ({ name, example })),
    );
    expect(replays.length).toBeGreaterThan(1000);
    const outcomes = replays.map(({ name, example }) => ({
      state: routed(name, example.payload).state,
      replay: `${example.event} sent as ${name}`,
    }));
    // A deployment_status also carries the check run that it came from.
    expect(outcomes.filter(({ state }) => state !== "mismatch")).toEqual([]);
  });
});

it("job ids and subjects fit the queue: no colon, not digits only", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1 }), (id, number) => {
      const receivedAt = new Date(0);
      const payloads: [string, unknown][] = [
        ["status", aStatusDelivery()],
        ["pull_request", aPullRequestDelivery({ number, action: "ready_for_review" })],
        ["issue_comment", aCommentDelivery({ id: number })],
        ["release", aReleaseDelivery("edited")],
        ["issue_comment", anEditDelivery("/signoff runtime", "")],
        ["pull_request_review", aReviewDelivery({ id: number, state: "commented" })],
        ["merge_group", aMergeGroupDelivery()],
        ["team", anOrganizationDelivery({ action: "edited", team: { id: number } })],
        ["issues", anIssuesDelivery("opened", number)],
        ["push", aPushDelivery(["CODEOWNERS", "Cargo.lock"], { ref: `refs/heads/${id}` })],
        ["security_advisory", aSecurityAdvisoryDelivery("published", [`npm/${id}`])],
      ];
      const jobs = payloads.flatMap(([event, payload]) => {
        const routing = route({ event, id, payload, receivedAt }, APP_ID);
        return routing.state === "jobs" ? routing.jobs : [];
      });
      expect(jobs.length).toBeGreaterThanOrEqual(payloads.length);
      const keys = jobs.flatMap((job) => [job.id ?? [], job.subject ?? []]).flat();
      for (const key of keys) expect(key).toMatch(/^[a-z]+-[0-9A-Za-z-]*$/);
    }),
  );
});

it("no JSON under any event name makes it throw", () => {
  fc.assert(
    fc.property(fc.constantFrom(...subscribedEvents, "__proto__", "ping"), fc.jsonValue(), (event, payload) => {
      expect(["ignored", "mismatch"]).toContain(routed(event, payload).state);
    }),
  );
});

function edited(field: string) {
  return { action: "edited", changes: { [field]: { from: "before" } } };
}
