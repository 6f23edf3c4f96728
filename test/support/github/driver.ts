import { z } from "zod";
import type { Answer } from "./api.ts";
import type { Identity } from "./exchange.ts";
import type { CheckRun, Comment, Commit, Issue, Pull, Reaction, Release } from "./shapes.ts";
import type { World } from "./world.ts";

/** Path to content; null deletes. The same content under a new path is a rename. */
export type Files = Readonly<Record<string, string | Buffer | null>>;

export interface NewPullRequest {
  readonly title: string;
  readonly files: Files;
  readonly branch?: string;
  readonly base?: string;
  readonly body?: string;
  readonly draft?: boolean;
}

export interface NewCommits {
  /** The default branch when left out. A branch that does not exist starts at the default branch. */
  readonly branch?: string;
  readonly files: Files;
  readonly message?: string;
  /** Throws the branch's own commits away and starts again from the default branch. */
  readonly force?: boolean;
}

export interface ReleaseText {
  readonly tag?: string;
  readonly name?: string;
  readonly body?: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
}

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** What a person does on GitHub. Every method resolves when GitHub has done it, not when the App has heard of it. */
export function personOf(
  world: World,
  answer: Answer,
  identity: Identity,
  authorization: string,
  defaultBranch: string,
) {
  const { repositoryPath } = world;
  const ask = asking(answer, identity, authorization);
  const call: Ask = (method, path, body) => ask(method, `${repositoryPath}${path}`, body);
  // Whoever may not push here pushes to a fork, which shares our objects: see `PullState`.
  const pushRef = asking(answer, identity, "token gho_admin0");
  const asOwner: Ask = (method, path, body) => world.upstream.write(method, `${repositoryPath}${path}`, body);

  /** Puts files on a branch as one commit and returns its sha. */
  async function push({ branch = defaultBranch, files, message, force = false }: NewCommits): Promise<string> {
    const main = await tipOf(defaultBranch);
    const tip = await findTip(branch);
    const parent = force ? main : (tip ?? main);
    if (parent === undefined) throw new Error(`there is no branch ${defaultBranch}`);
    const { commit } = await asOwner<Commit>("GET", `/commits/${parent}`);
    const present = await pathsAt(parent);
    const tree = await Promise.all(
      Object.entries(files)
        // Deleting what is not there is a no-op, as after a force push.
        .filter(([path, content]) => content !== null || present.has(path))
        .map(([path, content]) => entryOf(path, content)),
    );
    const made = await asOwner<{ sha: string }>("POST", "/git/trees", { base_tree: commit.tree.sha, tree });
    const login = identity.kind === "user" ? identity.login : "admin";
    const author = { name: login, email: `${login}@users.noreply.github.com` };
    const created = await asOwner<{ sha: string }>("POST", "/git/commits", {
      message: message ?? `Change ${Object.keys(files).join(", ")}`,
      tree: made.sha,
      parents: [parent],
      author,
    });
    const refs = `${repositoryPath}/git/refs`;
    if (tip === undefined) await pushRef("POST", refs, { ref: `refs/heads/${branch}`, sha: created.sha });
    else await pushRef("PATCH", `${refs}/heads/${encodeURIComponent(branch)}`, { sha: created.sha, force });
    return created.sha;
  }

  async function entryOf(path: string, content: string | Buffer | null) {
    const entry = { path, mode: "100644", type: "blob" };
    if (content === null) return { ...entry, sha: null };
    const blob = { content: Buffer.from(content).toString("base64"), encoding: "base64" };
    return { ...entry, sha: (await asOwner<{ sha: string }>("POST", "/git/blobs", blob)).sha };
  }

  async function pathsAt(sha: string): Promise<ReadonlySet<string>> {
    const { tree } = await asOwner<{ tree: readonly { path: string }[] }>("GET", `/git/trees/${sha}?recursive=1`);
    return new Set(tree.map(({ path }) => path));
  }

  async function findTip(branch: string): Promise<string | undefined> {
    const path = `${repositoryPath}/git/ref/heads/${encodeURIComponent(branch)}`;
    return (await world.upstream.find<{ object: { sha: string } }>(path))?.object.sha;
  }
  async function tipOf(branch: string): Promise<string> {
    const tip = await findTip(branch);
    if (tip === undefined) throw new Error(`there is no branch ${branch}`);
    return tip;
  }

  async function openPullRequest({ title, files, branch, base = defaultBranch, body, draft }: NewPullRequest) {
    const head = branch ?? title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    const headSha = await push({ branch: head, files });
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

  return {
    push,
    commitFiles: push,
    openPullRequest,
    setTitle: (number: number, title: string) => call<Pull>("PATCH", `/pulls/${number}`, { title }),
    setBody: (number: number, body: string) => call<Pull>("PATCH", `/pulls/${number}`, { body }),
    setBase: (number: number, base: string) => call<Pull>("PATCH", `/pulls/${number}`, { base }),
    close: (number: number) => call<Issue>("PATCH", `/issues/${number}`, { state: "closed" }),
    reopen: (number: number) => call<Issue>("PATCH", `/issues/${number}`, { state: "open" }),
    merge: (number: number) => call<{ readonly sha: string }>("PUT", `/pulls/${number}/merge`, {}),
    label: (number: number, ...labels: readonly string[]) => call("POST", `/issues/${number}/labels`, { labels }),
    unlabel: (number: number, label: string) => call("DELETE", `/issues/${number}/labels/${encodeURIComponent(label)}`),
    openIssue: (issue: { readonly title: string; readonly body?: string; readonly labels?: readonly string[] }) =>
      call<Issue>("POST", "/issues", issue),
    editIssue: (number: number, issue: { readonly title?: string; readonly body?: string }) =>
      call<Issue>("PATCH", `/issues/${number}`, issue),
    comment: (number: number, body: string) => call<Comment>("POST", `/issues/${number}/comments`, { body }),
    editComment: (id: number, body: string) => call<Comment>("PATCH", `/issues/comments/${id}`, { body }),
    deleteComment: (id: number) => call<undefined>("DELETE", `/issues/comments/${id}`),
    react: (id: number, content: string) => call<Reaction>("POST", `/issues/comments/${id}/reactions`, { content }),
    publishRelease: ({ tag, ...release }: ReleaseText & { readonly tag: string }) =>
      call<Release>("POST", "/releases", { tag_name: tag, ...release }),
    editRelease: (id: number, { tag, ...release }: ReleaseText) =>
      call<Release>("PATCH", `/releases/${id}`, { ...(tag === undefined ? {} : { tag_name: tag }), ...release }),
    uploadAsset: (id: number, name: string, content: Buffer) =>
      call<{ readonly id: number }>("POST", `/releases/${id}/assets?name=${encodeURIComponent(name)}`, content),
    deleteRelease: (id: number) => call<undefined>("DELETE", `/releases/${id}`),
  };
}

export interface CheckReport {
  readonly name: string;
  readonly headSha: string;
  readonly status?: "queued" | "in_progress" | "completed";
  readonly conclusion?: string;
  readonly summary?: string;
}

/** The second App. A report under a name that runs at this commit already continues that run, as CI does. */
export function ciRunnerOf({ repositoryPath }: World, answer: Answer, identity: Identity) {
  const ask = asking(answer, identity, undefined);
  return {
    reportCheck: async ({
      name,
      headSha,
      status = "completed",
      conclusion,
      summary,
    }: CheckReport): Promise<CheckRun> => {
      const path = `${repositoryPath}/commits/${headSha}/check-runs?check_name=${encodeURIComponent(name)}`;
      const { check_runs: runs } = await ask<{ check_runs: readonly CheckRun[] }>("GET", path);
      const mine = runs.find((run) => identity.kind === "installation" && run.app.id === identity.app.id);
      const text = summary === undefined ? {} : { output: { title: name, summary } };
      const body = { name, status, ...(conclusion === undefined ? {} : { conclusion }), ...text };
      if (mine && mine.status !== "completed") return ask("PATCH", `${repositoryPath}/check-runs/${mine.id}`, body);
      return ask("POST", `${repositoryPath}/check-runs`, { ...body, head_sha: headSha });
    },
    reportStatus: (status: { readonly headSha: string; readonly context: string; readonly state: string }) =>
      ask("POST", `${repositoryPath}/statuses/${status.headSha}`, { context: status.context, state: status.state }),
  };
}

/** Reading and writing past the record, the faults and the validation. Throws unless the answer is 2xx. */
export function asking(answer: Answer, identity: Identity, authorization: string | undefined): Ask {
  return async <T>(method: string, path: string, body?: unknown) => {
    const [pathname = "", search = ""] = path.split("?");
    const query = new URLSearchParams(search);
    const reply = await answer({ method, path: pathname, query, authorization, accept: undefined, identity, body });
    const message = z.object({ message: z.string() }).safeParse(reply.body).data?.message;
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${message ?? ""}`);
    // What the local GitHub answers is what `shapes.ts` says; its tests hold the two together.
    return reply.body as T;
  };
}
