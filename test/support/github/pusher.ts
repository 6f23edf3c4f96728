import type { Answer } from "./api.ts";
import { asking } from "./ask.ts";
import type { Ask } from "./ask.ts";
import type { Identity } from "./exchange.ts";
import type { ChangedFile, Commit } from "./shapes.ts";
import type { World } from "./world.ts";

/** Path to content; null deletes. The same content under a new path is a rename. */
export type Files = Readonly<Record<string, string | Buffer | Link | null>>;

/** A symbolic link. */
interface Link {
  readonly link: string;
}

/** Whoever a commit names. An e-mail that belongs to no account leaves GitHub's `author` null. */
interface Signature {
  readonly login?: string;
  readonly name?: string;
  readonly email?: string;
}

export interface NewCommits {
  /** The default branch when left out. A branch that does not exist starts at the default branch. */
  readonly branch?: string;
  readonly files: Files;
  readonly message?: string;
  /** Throws the branch's own commits away and starts again from the default branch. */
  readonly force?: boolean;
  /** A merge commit, with this branch as the second parent; `files` come on top of what it brings. */
  readonly merging?: string;
  /** Whoever pushes, when left out. */
  readonly author?: Signature;
  /** The author, when left out. */
  readonly committer?: Signature;
}

/** How a person changes branches. */
export function pusherOf(world: World, answer: Answer, identity: Identity, defaultBranch: string) {
  const { upstream, repositoryPath, accounts } = world;
  const asOwner: Ask = (method, path, body) => upstream.write(method, `${repositoryPath}${path}`, body);
  // Whoever may not push here pushes to a fork, which shares our objects: see `PullState`.
  const pushRef = asking(answer, identity, "token gho_admin0");
  const refs = `${repositoryPath}/git/refs`;

  /** Puts files on a branch as one commit and returns its sha. */
  async function push(change: NewCommits): Promise<string> {
    const { branch = defaultBranch, files, message, force = false, merging, author, committer } = change;
    const main = await tipOf(defaultBranch);
    const tip = await findTip(branch);
    const parent = force ? main : (tip ?? main);
    const merged = merging === undefined ? undefined : await tipOf(merging);
    const { commit } = await asOwner<Commit>("GET", `/commits/${parent}`);
    const present = await pathsAt(parent);
    const tree = await Promise.all(
      Object.entries(files)
        // Deleting what is not there is a no-op, as after a force push.
        .filter(([path, content]) => content !== null || present.has(path))
        .map(([path, content]) => entryOf(path, content)),
    );
    const brought = merged === undefined ? [] : await changesOf(merged, parent);
    const own = new Set(tree.map(({ path }) => path));
    const entries = [...brought.filter(({ path }) => !own.has(path)), ...tree];
    const made = await asOwner<{ sha: string }>("POST", "/git/trees", { base_tree: commit.tree.sha, tree: entries });
    const signed = signature(author ?? {});
    const created = await asOwner<{ sha: string }>("POST", "/git/commits", {
      // A single commit may give a squash its subject, so it must hold where the title does.
      message: message ?? `chore: change ${Object.keys(files).length} files`,
      tree: made.sha,
      parents: merged === undefined ? [parent] : [parent, merged],
      author: signed,
      committer: committer ? signature(committer) : signed,
    });
    if (tip === undefined) await pushRef("POST", refs, { ref: `refs/heads/${branch}`, sha: created.sha });
    else await move(branch, created.sha, force);
    return created.sha;
  }

  /** One push of a commit for each message, oldest first, none of which changes a file; gives the sha of the last one. */
  async function pushMessages(branch: string, messages: readonly string[]): Promise<string> {
    let parent = await tipOf(branch);
    const { tree } = (await asOwner<Commit>("GET", `/commits/${parent}`)).commit;
    for (const message of messages) {
      const commit = { message, tree: tree.sha, parents: [parent], author: signature({}) };
      parent = (await asOwner<{ sha: string }>("POST", "/git/commits", commit)).sha;
    }
    await move(branch, parent, false);
    return parent;
  }

  async function move(branch: string, sha: string, force: boolean): Promise<void> {
    await pushRef("PATCH", `${refs}/heads/${encodeURIComponent(branch)}`, { sha, force });
  }

  function signature({ login, name, email }: Signature) {
    const acting = identity.kind === "user" ? identity.login : "admin";
    const key = login === undefined ? acting : accounts.getKey(login);
    return { name: name ?? accounts.loginOf(key), email: email ?? `${key}@users.noreply.github.com` };
  }

  async function entryOf(path: string, content: Files[string]) {
    const entry = { path, mode: "100644", type: "blob" };
    if (content === null) return { ...entry, sha: null };
    const isLink = typeof content === "object" && "link" in content;
    const text = Buffer.from(isLink ? content.link : content).toString("base64");
    const blob = { content: text, encoding: "base64" };
    return {
      ...entry,
      mode: isLink ? "120000" : "100644",
      sha: (await asOwner<{ sha: string }>("POST", "/git/blobs", blob)).sha,
    };
  }

  /** What the other branch has changed since the two parted, file by file. */
  async function changesOf(theirs: string, ours: string) {
    const { files } = await asOwner<{ files: readonly ChangedFile[] }>("GET", `/compare/${ours}...${theirs}`);
    const entry = { mode: "100644", type: "blob" };
    return files.flatMap(({ filename, previous_filename: previous, status, sha }) => [
      ...(previous === undefined ? [] : [{ ...entry, path: previous, sha: null }]),
      { ...entry, path: filename, sha: status === "removed" ? null : sha },
    ]);
  }

  async function pathsAt(sha: string): Promise<ReadonlySet<string>> {
    const { tree } = await asOwner<{ tree: readonly { path: string }[] }>("GET", `/git/trees/${sha}?recursive=1`);
    return new Set(tree.map(({ path }) => path));
  }

  async function findTip(branch: string): Promise<string | undefined> {
    const path = `${repositoryPath}/git/ref/heads/${encodeURIComponent(branch)}`;
    return (await upstream.find<{ object: { sha: string } }>(path))?.object.sha;
  }
  async function tipOf(branch: string): Promise<string> {
    const tip = await findTip(branch);
    if (tip === undefined) throw new Error(`there is no branch ${branch}`);
    return tip;
  }

  return {
    push,
    pushMessages,
    /** To a commit that is here already, like an earlier head. */
    forcePush: (branch: string, sha: string): Promise<void> => move(branch, sha, true),
  };
}
