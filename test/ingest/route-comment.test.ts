import { describe, expect, it } from "vitest";
import { route } from "../../src/ingest/routing.ts";
import { aCommentDelivery, anEditDelivery, aReviewDelivery, headSha } from "../support/deliveries.ts";
import { APP_ID, guid } from "../support/webhook-door.ts";

const ana = { id: 31, login: "ana", type: "User" };
const mallory = { id: 66, login: "mallory", type: "User" };
const ourselves = { id: 41, login: "gatehouse[bot]", type: "Bot" };
const signing = "/signoff runtime";

function routed(event: string, payload: unknown) {
  return route({ event, id: guid, payload, receivedAt: new Date("2026-11-20T09:00:00Z") }, APP_ID);
}

function summarize(event: string, payload: unknown): string {
  const routing = routed(event, payload);
  if (routing.state === "jobs") return routing.jobs.map(({ job }) => job).join(" ");
  return routing.state === "ignored" ? routing.because : "mismatch";
}

describe("a comment that is changed later", () => {
  it.for([
    { title: "a sign-off is edited away", payload: anEditDelivery(signing, "Not yet."), does: "record-edit" },
    { title: "a sign-off is edited in", payload: anEditDelivery("Looks good.", signing), does: "record-edit" },
    { title: "a remark is edited", payload: anEditDelivery("Looks god.", "Looks good."), does: "no-command" },
    {
      title: "nothing of its text is edited",
      payload: aCommentDelivery({}, { action: "edited", changes: {} }),
      does: "action-not-needed",
    },
    { title: "a sign-off is deleted", payload: aCommentDelivery({}, { action: "deleted" }), does: "record-edit" },
    {
      title: "a remark is deleted",
      payload: aCommentDelivery({ body: "Looks good." }, { action: "deleted" }),
      does: "no-command",
    },
    {
      title: "a bot's remark is deleted",
      payload: aCommentDelivery({ body: "No issues.", user: ourselves }, { action: "deleted" }),
      does: "note-change",
    },
    {
      title: "a comment of a deleted account is deleted",
      payload: aCommentDelivery({ user: null }, { action: "deleted", sender: null }),
      does: "record-edit",
    },
    {
      title: "it stands on an issue",
      payload: anEditDelivery(signing, "", { issue: { number: 12 } }),
      does: "not-a-pull-request",
    },
  ])("$title → $does", ({ payload, does }) => {
    expect(summarize("issue_comment", payload)).toBe(does);
  });

  it("comes with both texts, whose it is, and who changed it", () => {
    expect(routed("issue_comment", anEditDelivery(signing, "Not yet.", { sender: mallory }))).toMatchObject({
      jobs: [
        {
          id: `record-edit-${guid}`,
          payload: {
            number: 12,
            source: { kind: "comment", id: 900 },
            how: "edited",
            changedAt: "2026-11-20T08:59:59Z",
            author: { id: 31, login: "ana", isBot: false },
            sender: { id: 66, login: "mallory" },
            before: signing,
            after: "Not yet.",
          },
        },
      ],
    });
  });

  it("keeps null for accounts that are gone, and for a text that is gone", () => {
    const payload = aCommentDelivery({ user: null }, { action: "deleted", sender: null });
    expect(routed("issue_comment", payload)).toMatchObject({
      jobs: [{ payload: { author: null, sender: null, before: signing, after: null, how: "deleted" } }],
    });
  });
});

describe("a comment with a triage command", () => {
  const onIssue = { issue: { number: 12 } };
  const undo = { body: "/triage undo" };
  const both = { body: "/triage undo\n/signoff runtime" };

  it.for([
    { title: "on an issue", comment: undo, over: onIssue, does: "triage-advisory" },
    { title: "and another one, on an issue", comment: both, over: onIssue, does: "triage-advisory" },
    { title: "on a pull request", comment: undo, over: {}, does: "triage-advisory" },
    { title: "and another one, on a pull request", comment: both, over: {}, does: "triage-advisory run-command" },
    {
      title: "of a bot, on a pull request",
      comment: { ...undo, user: { id: 5, login: "x[bot]", type: "Bot" } },
      over: {},
      does: "triage-advisory note-change",
    },
    {
      title: "of ours, on an issue",
      comment: { ...undo, performed_via_github_app: { id: APP_ID } },
      over: onIssue,
      does: "not-a-pull-request",
    },
    {
      title: "of ours, on a pull request",
      comment: { ...undo, performed_via_github_app: { id: APP_ID } },
      over: {},
      does: "own-comment",
    },
    {
      title: "that is deleted from an issue",
      comment: undo,
      over: { ...onIssue, action: "deleted" },
      does: "not-a-pull-request",
    },
    {
      title: "that is edited into an issue",
      comment: undo,
      over: { ...onIssue, action: "edited", changes: { body: { from: "" } } },
      does: "not-a-pull-request",
    },
    {
      title: "that is edited into a pull request",
      comment: undo,
      over: { action: "edited", changes: { body: { from: "" } } },
      does: "no-command",
    },
    {
      title: "in the middle of a line, on an issue",
      comment: { body: "see /triage undo" },
      over: onIssue,
      does: "not-a-pull-request",
    },
    { title: "for something else, on an issue", comment: {}, over: onIssue, does: "not-a-pull-request" },
  ])("$title → $does", ({ comment, over, does }) => {
    expect(summarize("issue_comment", aCommentDelivery(comment, over))).toBe(does);
  });

  it("comes with its text and its author, once for each comment", () => {
    expect(routed("issue_comment", aCommentDelivery(undo, onIssue))).toMatchObject({
      jobs: [
        {
          id: "triage-900",
          payload: {
            number: 12,
            isPullRequest: false,
            source: {
              id: 900,
              body: "/triage undo",
              at: "2026-11-20T08:59:58Z",
              author: { id: 31, login: "ana", isBot: false },
              viaAppId: null,
            },
          },
        },
      ],
    });
  });
});

describe("the title of a pull request when somebody commands", () => {
  const title = "feat: tier 1";
  const issue = { number: 12, title, pull_request: {} };
  it.for([
    { what: "a comment", event: "issue_comment", payload: aCommentDelivery({}, { issue }) },
    {
      what: "a review",
      event: "pull_request_review",
      payload: aReviewDelivery({}, { pull_request: { number: 12, title } }),
    },
  ])("comes with $what", ({ event, payload }) => {
    const routing = routed(event, payload);
    expect(routing.state === "jobs" && routing.jobs[0]).toMatchObject({
      job: "run-command",
      payload: { source: { title } },
    });
  });
});

describe("a comment of ours", () => {
  const ours = { performed_via_github_app: { id: APP_ID }, user: ourselves, body: "the summary" };

  it.for([
    { title: "that a person edits", over: { action: "edited", sender: mallory }, does: "restore-comment" },
    { title: "that a person deletes", over: { action: "deleted", sender: mallory }, does: "restore-comment" },
    { title: "that we edit", over: { action: "edited", sender: ourselves }, does: "own-comment" },
    { title: "that we delete", over: { action: "deleted", sender: ourselves }, does: "own-comment" },
    { title: "that was just written", over: { sender: ourselves }, does: "own-comment" },
  ])("$title → $does", ({ over, does }) => {
    expect(summarize("issue_comment", aCommentDelivery(ours, over))).toBe(does);
  });
});

describe("a review", () => {
  const remark = { state: "commented", body: "A remark." };

  it.for([
    { title: "that approves", review: { body: "" }, does: "evaluate-pull-request" },
    { title: "that approves and signs", review: {}, does: "run-command evaluate-pull-request" },
    {
      title: "that asks for changes",
      review: { state: "changes_requested", body: null },
      does: "record-objection",
    },
    {
      title: "that asks for changes and signs something else",
      review: { state: "CHANGES_REQUESTED" },
      does: "run-command record-objection",
    },
    {
      title: "that asks for changes, of a deleted account",
      review: { state: "changes_requested", body: null, user: null },
      does: "evaluate-pull-request",
    },
    { title: "that remarks", review: remark, does: "note-change note-change" },
    { title: "that remarks, of a deleted account", review: { ...remark, user: null }, does: "note-change" },
    {
      title: "that remarks and signs",
      review: { ...remark, body: signing },
      does: "run-command note-change note-change",
    },
    { title: "of a deleted account", review: { user: null }, does: "run-command evaluate-pull-request" },
    { title: "on a commit that is gone", review: { commit_id: null }, does: "run-command evaluate-pull-request" },
    { title: "with a commit in words", review: { commit_id: "main" }, does: "mismatch" },
  ])("$title → $does", ({ review, does }) => {
    expect(summarize("pull_request_review", aReviewDelivery(review))).toBe(does);
  });

  it.for([
    { title: "edited", over: { action: "edited", changes: { body: { from: "" } } }, does: "record-edit note-change" },
    { title: "edited elsewhere", over: { action: "edited", changes: {} }, does: "action-not-needed" },
    { title: "dismissed", over: { action: "dismissed" }, does: "record-edit evaluate-pull-request" },
    { title: "with an action of tomorrow", over: { action: "archived" }, does: "action-not-needed" },
  ])("$title → $does", ({ over, does }) => {
    expect(summarize("pull_request_review", aReviewDelivery({}, over))).toBe(does);
  });

  it("that is dismissed has its look also when it held no command", () => {
    const payload = aReviewDelivery({ body: null, state: "dismissed" }, { action: "dismissed" });
    expect(summarize("pull_request_review", payload)).toBe("evaluate-pull-request");
  });

  it("that remarks may begin a thread, and may be the word of a reviewer that a gate names", () => {
    expect(routed("pull_request_review", aReviewDelivery(remark))).toMatchObject({
      jobs: [
        { payload: { change: { about: "remarks", number: 12, by: "ana" } } },
        { payload: { change: { about: "threads", number: 12 } } },
      ],
    });
  });

  it("signs the commit that it was written for", () => {
    expect(routed("pull_request_review", aReviewDelivery({ state: "commented" }))).toMatchObject({
      jobs: [
        {
          id: "review-700",
          payload: {
            number: 12,
            source: {
              kind: "review",
              id: 700,
              body: signing,
              at: "2026-11-20T08:59:58Z",
              headSha,
              author: { id: 31, login: "ana", isBot: false },
              viaAppId: null,
            },
          },
        },
        { job: "note-change" },
        { job: "note-change" },
      ],
    });
  });

  it("that was dismissed comes with the name of whoever dismissed it", () => {
    const payload = aReviewDelivery({ user: ana }, { action: "dismissed", sender: mallory });
    expect(routed("pull_request_review", payload)).toMatchObject({
      jobs: [{ payload: { how: "dismissed", sender: { id: 66, login: "mallory" }, before: signing, after: null } }, {}],
    });
  });
});
