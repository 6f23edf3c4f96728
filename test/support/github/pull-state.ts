import type { ChangedFile, Commit, Comparison, Pull, PullSide } from "./shapes.ts";
import type { World } from "./world.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

/** What somebody wrote into the dialog of a merge; GitHub takes it as it stands. */
export interface MergeDialog {
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
}

interface TreeEntry {
  readonly path: string;
  readonly type: string;
  readonly sha: string;
}

/**
 * What emulate does not know about pull requests: that their head moves with the branch, and which files they change.
 * A closed pull request keeps the head and the base it had when it was closed.
 */
export class PullState {
  readonly #world: World;
  readonly #frozen = new Map<number, { readonly head: string; readonly base: string }>();
  readonly #mergeCommits = new Map<number, string>();
  readonly #fromFork = new Map<number, boolean>();

  constructor(world: World) {
    this.#world = world;
  }

  async raw(number: number | string): Promise<Pull | undefined> {
    return this.#world.upstream.find<Pull>(`${this.#world.repositoryPath}/pulls/${number}`);
  }

  /** As emulate has it, with the right head. */
  async withHead(pull: Pull): Promise<Pull> {
    const { head } = await this.#ends(pull);
    const statuses = `${this.#world.url}${this.#world.repositoryPath}/statuses/${head}`;
    const merged = this.#mergeCommits.get(pull.number) ?? pull.merge_commit_sha;
    const side = this.#isFromFork(pull) ? forkOf(pull) : pull.head;
    return {
      ...pull,
      merge_commit_sha: merged,
      head: { ...side, sha: head },
      statuses_url: statuses,
      active_lock_reason: null,
    };
  }

  async full(number: number | string): Promise<Pull | undefined> {
    const raw = await this.raw(number);
    if (!raw) return undefined;
    const pull = await this.withHead(raw);
    const [files, { total_commits: commits }, issueComments] = await Promise.all([
      this.files(raw),
      this.#comparison(raw),
      this.#world.upstream.all<unknown>(`${this.#world.repositoryPath}/issues/${number}/comments`),
    ]);
    const sum = (pick: (file: ChangedFile) => number) => files.reduce((total, file) => total + pick(file), 0);
    return {
      ...pull,
      commits,
      comments: issueComments.length,
      changed_files: files.length,
      additions: sum(({ additions }) => additions),
      deletions: sum(({ deletions }) => deletions),
    };
  }

  /** All of them; GitHub lists the first 3,000. */
  async files(pull: Pull): Promise<readonly ChangedFile[]> {
    const { head } = await this.#ends(pull);
    const { files, merge_base_commit: mergeBase } = await this.#comparison(pull);
    const { url, repositoryPath } = this.#world;
    const linked = (file: ChangedFile): ChangedFile => ({
      ...file,
      // Removed files are linked to where they still are.
      contents_url: `${url}${repositoryPath}/contents/${encodeURIComponent(file.filename)}?ref=${file.status === "removed" ? mergeBase.sha : head}`,
    });
    if (files.length < 300) return files.map(withGitHunks).map(linked);
    // emulate stops at 300 files: the rest comes from the trees, without patches.
    const [before, after] = await Promise.all([this.#tree(mergeBase.sha), this.#tree(head)]);
    const listed = new Set(files.flatMap(({ filename, previous_filename: previous }) => [filename, previous]));
    const rest = [...new Set([...before.keys(), ...after.keys()])].filter((path) => !listed.has(path));
    return [
      ...files.map(withGitHunks).map(linked),
      ...rest.flatMap((path) => fileWithoutPatch(path, before.get(path), after.get(path)).map(linked)),
    ];
  }

  /** At most 250, as on GitHub. */
  async commits(pull: Pull): Promise<readonly Commit[]> {
    return (await this.#comparison(pull)).commits;
  }

  /** Call it before a pull request is closed or merged. */
  async freeze(number: number): Promise<void> {
    const pull = await this.raw(number);
    if (pull) this.#frozen.set(number, await this.#ends(pull));
  }
  thaw(number: number): void {
    this.#frozen.delete(number);
  }

  /** Puts the changed files on top of the base branch: emulate would merge the head it saw first. */
  async merge(
    number: number,
    method: MergeMethod = "merge",
    dialog?: MergeDialog,
  ): Promise<{ readonly before: string; readonly after: string; readonly branch: string } | undefined> {
    const pull = await this.raw(number);
    if (!pull) return undefined;
    const { base } = await this.#ends(pull);
    const sha = method === "rebase" ? await this.#rebase(pull, base) : await this.combine(pull, base, method, dialog);
    this.#mergeCommits.set(number, sha);
    return { before: base, after: sha, branch: pull.base.ref };
  }

  /** Makes a commit, on no branch yet, that puts the pull request's change on top of another commit. */
  async combine(
    pull: Pull,
    onto: string,
    method: "merge" | "squash" = "merge",
    { subject = `${pull.title} (#${pull.number})`, body = "" }: MergeDialog = {},
  ): Promise<string> {
    const { head } = await this.#ends(pull);
    return this.#commit(await this.files(pull), {
      message: body === "" ? subject : `${subject}\n\n${body}`,
      onto,
      parents: method === "merge" ? [onto, head] : [onto],
    });
  }

  /** Each commit anew, in its order; gives the last one. */
  async #rebase(pull: Pull, onto: string): Promise<string> {
    const { upstream, repositoryPath } = this.#world;
    let tip = onto;
    for (const { sha, parents, commit } of await this.commits(pull)) {
      const path = `${repositoryPath}/compare/${parents[0]?.sha ?? onto}...${sha}`;
      const { files } = await upstream.get<Comparison>(path);
      tip = await this.#commit(files, { message: commit.message, onto: tip, parents: [tip] });
    }
    return tip;
  }

  async #commit(
    files: readonly ChangedFile[],
    given: { readonly message: string; readonly onto: string; readonly parents: readonly string[] },
  ): Promise<string> {
    const { message, onto, parents } = given;
    const { upstream, repositoryPath } = this.#world;
    const below = await upstream.get<Commit>(`${repositoryPath}/commits/${onto}`);
    const tree = files.flatMap(({ filename, previous_filename: previous, status, sha }) => [
      ...(previous === undefined ? [] : [{ path: previous, mode: "100644", type: "blob", sha: null }]),
      { path: filename, mode: "100644", type: "blob", sha: status === "removed" ? null : sha },
    ]);
    const made = await upstream.write<{ sha: string }>("POST", `${repositoryPath}/git/trees`, {
      base_tree: below.commit.tree.sha,
      tree,
    });
    const commit = await upstream.write<{ sha: string }>("POST", `${repositoryPath}/git/commits`, {
      message,
      tree: made.sha,
      parents,
    });
    return commit.sha;
  }

  /** emulate changes `updated_at` only when the pull request itself is written. */
  async touch(number: number): Promise<void> {
    const path = `${this.#world.repositoryPath}/pulls/${number}`;
    if (await this.raw(number)) await this.#world.upstream.write("PATCH", path, {});
  }

  async openFrom(branch: string): Promise<readonly Pull[]> {
    const pulls = await this.#world.upstream.all<Pull>(`${this.#world.repositoryPath}/pulls?state=open`);
    return pulls.filter(({ head }) => head.ref === branch);
  }

  /** As check runs list them: open, with this head, and not from a fork, which GitHub leaves out. */
  async listedAt(sha: string) {
    const { upstream, repositoryPath } = this.#world;
    const [open, refs] = await Promise.all([
      upstream.all<Pull>(`${repositoryPath}/pulls?state=open`),
      upstream.get<readonly { ref: string; object: { sha: string } }[]>(`${repositoryPath}/git/matching-refs/heads`),
    ]);
    // One request for all branches: with many pull requests open, one for each takes seconds.
    const tips = new Map(refs.map(({ ref, object }) => [ref.replace("refs/heads/", ""), object.sha]));
    const here = open.filter(({ head }) => (tips.get(head.ref) ?? head.sha) === sha);
    const current = await Promise.all(here.map((pull) => this.withHead(pull)));
    const side = ({ ref, sha: at, repo: { id, url, name } }: PullSide) => ({ ref, sha: at, repo: { id, url, name } });
    return current
      .filter(({ head }) => head.sha === sha && !head.repo.fork)
      .map(({ id, number, url, head, base }) => ({ id, number, url, head: side(head), base: side(base) }));
  }

  /** Who may not push here opens pull requests from a fork, and a role that changes later moves no branch. */
  #isFromFork({ number, user }: Pull): boolean {
    const isFork = this.#fromFork.get(number) ?? !this.#world.accounts.mayPush(user.login);
    this.#fromFork.set(number, isFork);
    return isFork;
  }

  async #ends(pull: Pull): Promise<{ readonly head: string; readonly base: string }> {
    const frozen = this.#frozen.get(pull.number);
    if (frozen) return frozen;
    const [head, base] = await Promise.all([this.#tip(pull.head.ref), this.#tip(pull.base.ref)]);
    return { head: head ?? pull.head.sha, base: base ?? pull.base.sha };
  }

  async #tip(branch: string): Promise<string | undefined> {
    const { upstream, repositoryPath } = this.#world;
    const ref = await upstream.find<{ object: { sha: string } }>(
      `${repositoryPath}/git/ref/heads/${encodeURIComponent(branch)}`,
    );
    return ref?.object.sha;
  }

  async #comparison(pull: Pull) {
    const { head, base } = await this.#ends(pull);
    const { upstream, repositoryPath } = this.#world;
    return upstream.get<Comparison & { merge_base_commit: Commit }>(`${repositoryPath}/compare/${base}...${head}`);
  }

  async #tree(sha: string): Promise<ReadonlyMap<string, string>> {
    const { upstream, repositoryPath } = this.#world;
    const { tree } = await upstream.get<{ tree: readonly TreeEntry[] }>(
      `${repositoryPath}/git/trees/${sha}?recursive=1`,
    );
    return new Map(tree.filter(({ type }) => type === "blob").map(({ path, sha: blob }) => [path, blob]));
  }
}

/** The branch really lives in our repository; a fork shows the same objects under its own name. */
function forkOf({ user, head }: Pull): PullSide {
  const fullName = `${user.login}/${head.repo.name}`;
  const repo = { ...head.repo, id: head.repo.id + 1_000_000, full_name: fullName, owner: user, fork: true };
  return { ...head, label: `${user.login}:${head.ref}`, user, repo };
}

/** git leaves out the length of a hunk of one line, emulate does not. */
function withGitHunks(file: ChangedFile): ChangedFile {
  if (file.patch === undefined) return file;
  return { ...file, patch: file.patch.replaceAll(/^@@ -(\d+)(?:,1|(,\d+))? \+(\d+)(?:,1|(,\d+))? @@/gm, hunkHeader) };
}

function hunkHeader(
  _all: string,
  old: string,
  oldCount: string | undefined,
  now: string,
  nowCount: string | undefined,
) {
  return `@@ -${old}${oldCount ?? ""} +${now}${nowCount ?? ""} @@`;
}

function fileWithoutPatch(filename: string, before: string | undefined, after: string | undefined): ChangedFile[] {
  const sha = after ?? before;
  if (sha === undefined || before === after) return [];
  const status = before === undefined ? "added" : after === undefined ? "removed" : "modified";
  return [{ sha, filename, status, additions: 0, deletions: 0, changes: 0 }];
}

/** A pull request the way an issue shows it. */
export function pullAsIssue(pull: Pull): Readonly<Record<string, unknown>> {
  const { html_url: html, merged_at: mergedAt } = pull;
  const url = pull.url.replace("/pulls/", "/issues/");
  const shown = Object.entries(pull).filter(([key]) => !onlyPull.test(key));
  return {
    ...Object.fromEntries(shown),
    url,
    repository_url: url.replace(/\/issues\/\d+$/, ""),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    state_reason: null,
    performed_via_github_app: null,
    pull_request: {
      url: pull.url,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: mergedAt,
    },
    reactions: { url: `${url}/reactions`, total_count: 0, ...noReactions },
  };
}

const noReactions = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };

const onlyPull =
  /^(head|base|_links|auto_merge|commits|additions|deletions|changed_files|rebaseable|diff_url|patch_url|issue_url|.*merge.*|review.*|requested.*|statuses_url|commits_url|maintainer.*)$/;
