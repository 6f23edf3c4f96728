import { describe, expect, it } from "vitest";
import { route } from "../../src/ingest/routing.ts";
import { codeownersPlaces, configPath } from "../../src/policy/known-paths.ts";
import {
  aLabelOfIssuesDelivery,
  aMilestoneDelivery,
  anIssuesDelivery,
  aPullRequestDelivery,
  aPushDelivery,
  aRemarkDelivery,
  aReviewDelivery,
  aThreadDelivery,
  aWorkflowRunDelivery,
  headSha,
} from "../support/deliveries.ts";
import { APP_ID, guid } from "../support/webhook-door.ts";

function routed(event: string, payload: unknown) {
  return route({ event, id: guid, payload, receivedAt: new Date("2026-11-20T09:00:00Z") }, APP_ID);
}

/** What changed by the account of the jobs, or why there are none. */
function told(event: string, payload: unknown): unknown {
  const routing = routed(event, payload);
  if (routing.state !== "jobs") return routing.state === "ignored" ? routing.because : "mismatch";
  const [first, ...others] = routing.jobs.map(({ job, payload: { change } }) => change ?? job);
  return others.length === 0 ? first : [first, ...others];
}

describe("an issue", () => {
  const counts = ["opened", "closed", "reopened", "labeled", "unlabeled", "deleted", "transferred"];

  it.for([...counts, "milestoned", "demilestoned"])("that was %s may change how many are open", (action) => {
    expect(told("issues", anIssuesDelivery(action))).toEqual({ about: "issues" });
  });

  it.for(["edited", "assigned", "pinned", "locked", "hidden"])("that was %s changes no number", (action) => {
    expect(told("issues", anIssuesDelivery(action))).toBe("action-not-needed");
  });

  it("is no comment on one", () => {
    expect(told("issues", { ...anIssuesDelivery("deleted"), comment: { id: 1 } })).toBe("mismatch");
  });
});

describe("a label or a milestone", () => {
  const renamed = { changes: { name: { from: "P0" }, title: { from: "v1" } } };
  const redrawn = { changes: { color: { from: "red" }, description: { from: "" }, due_on: { from: "" } } };

  it.for([
    { what: "that is made", action: "created", over: {}, does: { about: "issues" } },
    { what: "that is deleted", action: "deleted", over: {}, does: { about: "issues" } },
    { what: "that is renamed", action: "edited", over: renamed, does: { about: "issues" } },
    { what: "that only looks different", action: "edited", over: redrawn, does: "action-not-needed" },
    { what: "that is edited nobody says how", action: "edited", over: {}, does: "action-not-needed" },
    { what: "that is closed", action: "closed", over: {}, does: "action-not-needed" },
    { what: "of an issue", action: "created", over: { issue: { number: 1 } }, does: "mismatch" },
    { what: "of a pull request", action: "created", over: { pull_request: {} }, does: "mismatch" },
    { what: "of a discussion", action: "created", over: { discussion: {} }, does: "mismatch" },
  ])("$what counts where issues are found by its name", ({ action, over, does }) => {
    expect(told("label", aLabelOfIssuesDelivery(action, over))).toEqual(does);
    expect(told("milestone", aMilestoneDelivery(action, over))).toEqual(does);
  });
});

it.for([
  { action: "deleted", does: { about: "threads", number: 12 } },
  { action: "created", does: "action-not-needed" },
  { action: "edited", does: "action-not-needed" },
])("a remark on a line that was $action", ({ action, does }) => {
  expect(told("pull_request_review_comment", aRemarkDelivery(action))).toEqual(does);
});

it("a review that remarks may begin a thread, of which nothing else tells", () => {
  const review = aReviewDelivery({ state: "commented", body: null });
  expect(told("pull_request_review", review)).toContainEqual({ about: "threads", number: 12 });
});

it.for([
  { action: "resolved", does: { about: "threads", number: 12 } },
  { action: "unresolved", does: { about: "threads", number: 12 } },
  { action: "moved", does: "action-not-needed" },
])("a review thread that was $action", ({ action, does }) => {
  expect(told("pull_request_review_thread", aThreadDelivery(action))).toEqual(does);
});

it("a new title covers a new description, and both are one look", () => {
  const changes = { title: { from: "a" }, body: { from: "b" } };
  expect(told("pull_request", aPullRequestDelivery({ action: "edited", changes }))).toBe("evaluate-pull-request");
});

describe("a run of a workflow", () => {
  const of = (over: Record<string, unknown> = {}, action = "completed") =>
    told("workflow_run", aWorkflowRunDelivery(action, over));
  const nightly = { about: "artifacts", workflow: ".github/workflows/nightly.yml", headSha };

  it.for([
    { title: "that is over", action: "completed", attempt: 1, branch: "main" },
    { title: "that is started again, which takes back what it said", action: "requested", attempt: 2, branch: "main" },
    { title: "that is at it again", action: "in_progress", attempt: 2, branch: "main" },
    { title: "that is asked for", action: "requested", attempt: 1, branch: null },
    { title: "that begins, before which the last one counts", action: "in_progress", attempt: 1, branch: null },
    { title: "on a server that counts no attempts", action: "requested", attempt: undefined, branch: null },
  ])("$title counts for its commit, and for the branch $branch", ({ action, attempt, branch }) => {
    expect(of({ run_attempt: attempt }, action)).toEqual({ ...nightly, branch });
  });

  it.for([
    { title: "for a pull request", run: { event: "pull_request" } },
    { title: "of the base branch for a pull request", run: { event: "pull_request_target" } },
    { title: "in a fork whose branch has the same name", run: { head_repository: { id: 78 } } },
    { title: "in a fork that was deleted", run: { head_repository: null } },
    { title: "without a branch", run: { head_branch: null } },
  ])("$title counts for its commit only", ({ run }) => {
    expect(of(run)).toEqual({ ...nightly, branch: null });
  });

  it("has its file's path beside it on older servers", () => {
    const payload = aWorkflowRunDelivery("completed", { path: undefined });
    const workflow = { path: ".github/workflows/old.yml" };
    expect(told("workflow_run", { ...payload, workflow })).toMatchObject({ workflow: ".github/workflows/old.yml" });
    expect(told("workflow_run", payload)).toBe("action-not-needed");
  });

  it.for(["deployment", "environment"])("is nothing that also names a %s", (key) => {
    expect(told("workflow_run", { ...aWorkflowRunDelivery("completed"), [key]: {} })).toBe("mismatch");
  });

  it("with an action of tomorrow asks for nothing", () => {
    expect(of({}, "paused")).toBe("action-not-needed");
  });
});

describe("a push", () => {
  const moved = (branch: string) => ({ about: "branch", branch });
  const commit = (over: object) => ({ commits: [{ added: [], modified: [], removed: [], ...over }] });
  const files = (count: number) => Array.from({ length: count }, (_, index) => `src/${index}.ts`);
  const commits = (count: number) => Array.from({ length: count }, () => ({ added: [], modified: [], removed: [] }));
  const rules = (branch: string, mayAppear: boolean) => [moved(branch), { about: "config", branch, mayAppear }];
  // What it says of advisories may have changed with it.
  const anew = (branch: string) => [...rules(branch, true), "scan-advisories"];

  it.for([
    { title: "of code", paths: ["src/start.ts"], does: moved("main") },
    { title: "of nothing", paths: [], does: moved("main") },
    { title: "of a file that is only called alike", paths: ["docs/.github/gatehouse.yml"], does: moved("main") },
    { title: "of the configuration", paths: ["src/a.ts", configPath], does: anew("main") },
    ...codeownersPlaces.map((path) => ({ title: `of ${path}`, paths: [path], does: rules("main", false) })),
  ])("$title", ({ paths, does }) => {
    expect(told("push", aPushDelivery(paths))).toEqual(does);
  });

  it.for([
    { title: "adds it", over: commit({ added: [configPath] }), does: anew("main") },
    { title: "removes it", over: commit({ removed: [configPath] }), does: anew("main") },
    { title: "to another branch", over: { ref: "refs/heads/release/1.x" }, does: rules("release/1.x", true) },
    { title: "to a new branch", over: { created: true }, does: [moved("main"), "scan-advisories"] },
    { title: "that deletes the branch", over: { deleted: true, commits: [] }, does: moved("main") },
    { title: "of a tag", over: { ref: "refs/tags/v1.0.0", created: true }, does: { about: "tags" } },
    { title: "that deletes a tag", over: { ref: "refs/tags/v1.0.0", deleted: true }, does: { about: "tags" } },
    { title: "of notes", over: { ref: "refs/notes/commits" }, does: "no-branch" },
    { title: "without a name of its branch", over: { ref: null }, does: "mismatch" },
  ])("of the configuration, $title", ({ over, does }) => {
    expect(told("push", aPushDelivery([configPath], over))).toEqual(does);
  });

  const unsaid = [
    { title: "was forced", over: { forced: true } },
    { title: "comes without commits", over: { commits: null } },
    { title: "names as many commits as GitHub ever does", over: { commits: commits(2048) } },
    { title: "has as many files as GitHub ever names", over: commit({ added: files(3000) }) },
    { title: "does not name its files", over: { commits: [{}] } },
  ];

  it.for(unsaid)("that $title may have brought anything to the default branch", ({ over }) => {
    expect(told("push", aPushDelivery([], over))).toEqual(anew("main"));
  });

  it.for(unsaid)("that $title counts elsewhere only where pull requests are known", ({ over }) => {
    expect(told("push", aPushDelivery([], { ...over, ref: "refs/heads/feature" }))).toEqual(rules("feature", false));
  });

  it.for([
    { title: "just below those limits", over: { commits: commits(2047) } },
    { title: "of just fewer files", over: commit({ added: files(2999) }) },
  ])("$title is known to the last file", ({ over }) => {
    expect(told("push", aPushDelivery([], over))).toEqual(moved("main"));
  });

  describe("to the repository that holds its owner's configuration", () => {
    const repository = { id: 78, name: ".github", owner: { login: "acme" }, default_branch: "trunk" };
    const to = (branch: string, paths: readonly string[]) =>
      told("push", aPushDelivery(paths, { repository, ref: `refs/heads/${branch}` }));

    it("concerns all the repositories", () => {
      expect(to("trunk", [configPath])).toEqual([...rules("trunk", true), "note-owner-config", "scan-advisories"]);
    });

    it.for([
      { title: "to another branch", branch: "feature", paths: [configPath], does: rules("feature", true) },
      { title: "of its own CODEOWNERS", branch: "trunk", paths: ["CODEOWNERS"], does: rules("trunk", false) },
      { title: "of a profile", branch: "trunk", paths: ["profile/README.md"], does: moved("trunk") },
    ])("$title concerns it alone at most", ({ branch, paths, does }) => {
      expect(to(branch, paths)).toEqual(does);
    });
  });
});

describe("the same change told twice", () => {
  const subjects = (...deliveries: readonly (readonly [event: string, payload: unknown])[]) =>
    deliveries.flatMap(([event, payload]) => {
      const routing = routed(event, payload);
      return routing.state === "jobs" ? routing.jobs.map(({ subject }) => subject) : [];
    });

  it("is one job, whoever caused it", () => {
    expect(
      new Set(subjects(["issues", anIssuesDelivery("opened", 1)], ["issues", anIssuesDelivery("closed", 2)])).size,
    ).toBe(1);
  });

  it("is another one in another branch, run or pull request", () => {
    const found = subjects(
      ["push", aPushDelivery([])],
      ["push", aPushDelivery([], { ref: "refs/heads/release" })],
      ["workflow_run", aWorkflowRunDelivery("completed")],
      ["workflow_run", aWorkflowRunDelivery("completed", { path: ".github/workflows/ci.yml" })],
      ["pull_request_review_thread", aThreadDelivery("resolved")],
      ["pull_request_review_thread", { ...aThreadDelivery("resolved"), pull_request: { number: 13 } }],
    );
    expect(new Set(found).size).toBe(6);
  });
});
