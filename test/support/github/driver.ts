import type { Answer } from "./api.ts";
import { asking } from "./ask.ts";
import type { Ask } from "./ask.ts";
import type { JobStep } from "./check-store.ts";
import type { Identity } from "./exchange.ts";
import type { MergeDialog, MergeMethod } from "./pull-state.ts";
import { pusherOf } from "./pusher.ts";
import type { Files } from "./pusher.ts";
import type { CheckRun, Comment, Issue, Pull, Reaction, Release, Review } from "./shapes.ts";
import type { World } from "./world.ts";

export interface NewPullRequest {
  readonly title: string;
  readonly files: Files;
  readonly branch?: string;
  readonly base?: string;
  readonly body?: string;
  readonly draft?: boolean;
  /** Of its commit. */
  readonly message?: string;
}

export interface NewReview {
  readonly state: "approve" | "request-changes" | "comment";
  readonly body?: string;
  /** What the reviewer looked at; the head when left out. */
  readonly commitSha?: string;
}

export interface ReleaseText {
  readonly tag?: string;
  readonly name?: string;
  readonly body?: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
}

interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  /** By its number. */
  readonly milestone?: number;
}

const reviewEvents = { approve: "APPROVE", "request-changes": "REQUEST_CHANGES", comment: "COMMENT" } as const;

/** What a person does on GitHub. Every method resolves when GitHub has done it, not when the App has heard of it. */
export function personOf(
  world: World,
  answer: Answer,
  identity: Extract<Identity, { readonly kind: "user" }>,
  authorization: string,
  defaultBranch: string,
) {
  const { repositoryPath } = world;
  const ask = asking(answer, identity, authorization);
  const call: Ask = (method, path, body) => ask(method, `${repositoryPath}${path}`, body);
  // emulate lets the owner alone change references.
  const pushRef = asking(answer, identity, "token gho_admin0");
  const { push, pushMessages, forcePush } = pusherOf(world, answer, identity, defaultBranch);

  async function openPullRequest(given: NewPullRequest) {
    const { title, files, branch, base = defaultBranch, body, draft } = given;
    // GitHub offers the subject of the only commit as the title. What is no such subject somebody wrote by hand.
    const message = given.message ?? (/^[a-z]+(?:\([^()]+\))?!?: /.test(title) ? title : undefined);
    const head = branch ?? title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    const headSha = await push({ branch: head, files, ...(message === undefined ? {} : { message }) });
    const text = {
      title,
      head,
      base,
      ...(body === undefined ? {} : { body }),
      ...(draft === undefined ? {} : { draft }),
    };
    const { number } = await call<Pull>("POST", "/pulls", text);
    return { number, headSha, branch: head };
  }

  async function review(number: number, { state, body, commitSha }: NewReview): Promise<Review> {
    // GitHub wants a word with everything but an approval.
    const text = body ?? (state === "approve" ? "" : "Please have a look.");
    const commit = commitSha === undefined ? {} : { commit_id: commitSha };
    return call<Review>("POST", `/pulls/${number}/reviews`, { event: reviewEvents[state], body: text, ...commit });
  }

  return {
    push,
    commitFiles: push,
    commitTo: (branch: string, files: Files) => push({ branch, files }),
    pushMessages,
    forcePush,
    openPullRequest,
    review,
    editReview: (number: number, id: number, body: string) =>
      call<Review>("PUT", `/pulls/${number}/reviews/${id}`, { body }),
    dismissReview: (number: number, id: number, message: string) =>
      call<Review>("PUT", `/pulls/${number}/reviews/${id}/dismissals`, { message }),
    requestReview: (number: number, ...reviewers: readonly string[]) =>
      call<Pull>("POST", `/pulls/${number}/requested_reviewers`, { reviewers }),
    unrequestReview: (number: number, ...reviewers: readonly string[]) =>
      call<Pull>("DELETE", `/pulls/${number}/requested_reviewers`, { reviewers }),
    setTitle: (number: number, title: string) => call<Pull>("PATCH", `/pulls/${number}`, { title }),
    setBody: (number: number, body: string) => call<Pull>("PATCH", `/pulls/${number}`, { body }),
    setBase: (number: number, base: string) => call<Pull>("PATCH", `/pulls/${number}`, { base }),
    setDraft: (number: number, draft: boolean) => call<Pull>("PATCH", `/pulls/${number}`, { draft }),
    close: (number: number) => call<Issue>("PATCH", `/issues/${number}`, { state: "closed" }),
    reopen: (number: number) => call<Issue>("PATCH", `/issues/${number}`, { state: "open" }),
    merge: (number: number, method: MergeMethod = "merge", { subject, body }: MergeDialog = {}) =>
      call<{ readonly sha: string }>("PUT", `/pulls/${number}/merge`, {
        merge_method: method,
        ...(subject === undefined ? {} : { commit_title: subject }),
        ...(body === undefined ? {} : { commit_message: body }),
      }),
    label: (number: number, ...labels: readonly string[]) => call("POST", `/issues/${number}/labels`, { labels }),
    unlabel: (number: number, label: string) => call("DELETE", `/issues/${number}/labels/${encodeURIComponent(label)}`),
    openIssue: (issue: NewIssue) => call<Issue>("POST", "/issues", issue),
    createLabel: (name: string) => call("POST", "/labels", { name, color: "cccccc" }),
    createMilestone: (title: string) => call<{ readonly number: number }>("POST", "/milestones", { title }),
    editIssue: (number: number, issue: { readonly title?: string; readonly body?: string }) =>
      call<Issue>("PATCH", `/issues/${number}`, issue),
    comment: (number: number, body: string) => call<Comment>("POST", `/issues/${number}/comments`, { body }),
    /** With a token that some other App got from the person. */
    commentThroughApp: (number: number, body: string) => {
      const via = asking(answer, { ...identity, via: world.seed.apps[1] }, authorization);
      return via<Comment>("POST", `${repositoryPath}/issues/${number}/comments`, { body });
    },
    editComment: (id: number, body: string) => call<Comment>("PATCH", `/issues/comments/${id}`, { body }),
    deleteComment: (id: number) => call<undefined>("DELETE", `/issues/comments/${id}`),
    react: (id: number, content: string) => call<Reaction>("POST", `/issues/comments/${id}/reactions`, { content }),
    publishRelease: ({ tag, ...release }: ReleaseText & { readonly tag: string }) =>
      call<Release>("POST", "/releases", { tag_name: tag, ...release }),
    editRelease: (id: number, { tag, ...release }: ReleaseText) =>
      call<Release>("PATCH", `/releases/${id}`, { ...(tag === undefined ? {} : { tag_name: tag }), ...release }),
    uploadAsset: (id: number, name: string, content: Buffer) =>
      call<{ readonly id: number }>("POST", `/releases/${id}/assets?name=${encodeURIComponent(name)}`, content),
    /** A lightweight tag. */
    tag: (name: string, sha: string) =>
      pushRef("POST", `${repositoryPath}/git/refs`, { ref: `refs/tags/${name}`, sha }),
    /** A tag with a text of its own, at a commit or at anything else that git keeps; returns the tag's own sha. */
    annotatedTag: async (name: string, object: string, type = "commit"): Promise<string> => {
      const { sha } = await pushRef<{ sha: string }>("POST", `${repositoryPath}/git/tags`, {
        tag: name,
        message: name,
        object,
        type,
      });
      await pushRef("POST", `${repositoryPath}/git/refs`, { ref: `refs/tags/${name}`, sha });
      return sha;
    },
    deleteTag: (name: string) =>
      pushRef<undefined>("DELETE", `${repositoryPath}/git/refs/tags/${encodeURIComponent(name)}`),
    deleteRelease: (id: number) => call<undefined>("DELETE", `/releases/${id}`),
  };
}

export interface CheckReport {
  readonly name: string;
  readonly headSha: string;
  readonly status?: "queued" | "in_progress" | "completed";
  readonly conclusion?: string;
  readonly startedAt?: string;
  readonly summary?: string;
  readonly text?: string;
  /** Of a job. */
  readonly steps?: readonly JobStep[];
}

/** Another App. A report under a name that runs at this commit already continues that run, as CI does. */
export function reporterOf({ repositoryPath }: World, answer: Answer, identity: Identity) {
  const ask = asking(answer, identity, undefined);
  return {
    reportCheck: async ({
      name,
      headSha,
      status = "completed",
      conclusion,
      startedAt,
      summary,
      text,
      steps,
    }: CheckReport): Promise<CheckRun> => {
      const path = `${repositoryPath}/commits/${headSha}/check-runs?check_name=${encodeURIComponent(name)}`;
      const { check_runs: runs } = await ask<{ check_runs: readonly CheckRun[] }>("GET", path);
      const mine = runs.find((run) => identity.kind === "installation" && run.app.id === identity.app.id);
      const output = { title: name, summary, ...(text === undefined ? {} : { text }) };
      const said = summary === undefined ? {} : { output };
      const ended = conclusion === undefined ? {} : { conclusion };
      const begun = startedAt === undefined ? {} : { started_at: startedAt };
      const body = { name, status, ...ended, ...begun, ...said, ...(steps === undefined ? {} : { steps }) };
      if (mine && mine.status !== "completed") return ask("PATCH", `${repositoryPath}/check-runs/${mine.id}`, body);
      return ask("POST", `${repositoryPath}/check-runs`, { ...body, head_sha: headSha });
    },
    reportStatus: (status: { readonly headSha: string; readonly context: string; readonly state: string }) =>
      ask("POST", `${repositoryPath}/statuses/${status.headSha}`, { context: status.context, state: status.state }),
  };
}
