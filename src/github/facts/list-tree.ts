import type { Octokit, RepositoryRef } from "../client/octokit.ts";

/** A file or a symbolic link of a commit; folders and submodules are left out. */
interface TreeFile {
  readonly path: string;
  readonly isLink: boolean;
  /** Of its content; of a link, of what it leads to by name. */
  readonly sha: string;
}

export interface TreeListing {
  readonly files: readonly TreeFile[];
  /** False when the repository is larger than what is asked for. */
  readonly isComplete: boolean;
}

// GitHub cuts a recursive listing at 100,000 entries or 7 MB; a repository beyond that is walked folder by folder.
const mostRequests = 200;

interface Folder {
  readonly sha: string;
  /** With the slash at its end; empty for the root. */
  readonly prefix: string;
}

/** Every file of a commit. Folders that `isSkipped` names are not walked where the listing has to be. */
export async function listTree(
  octokit: Octokit,
  { owner, repo, sha }: Pick<RepositoryRef, "owner" | "repo"> & { readonly sha: string },
  isSkipped: (folder: string) => boolean,
): Promise<TreeListing> {
  const files: TreeFile[] = [];
  const folders: Folder[] = [{ sha, prefix: "" }];
  let requests = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    if (requests >= mostRequests) return { files, isComplete: false };
    requests += 1;
    const whole = await read(folder, { recursive: "1" });
    if (!whole.truncated) {
      files.push(...filesIn(whole.tree, folder));
      continue;
    }
    requests += 1;
    const flat = await read(folder, {});
    files.push(...filesIn(flat.tree, folder));
    // A single folder with more than 100,000 names: the rest of them cannot be had.
    if (flat.truncated) return { files, isComplete: false };
    for (const entry of flat.tree) {
      const prefix = `${folder.prefix}${entry.path}/`;
      if (entry.type === "tree" && !isSkipped(prefix)) folders.push({ sha: entry.sha, prefix });
    }
  }
  return { files, isComplete: true };

  async function read(folder: Folder, how: { readonly recursive?: string }) {
    return (await octokit.rest.git.getTree({ owner, repo, tree_sha: folder.sha, ...how })).data;
  }
}

interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
}

function filesIn(tree: readonly Entry[], { prefix }: Folder): readonly TreeFile[] {
  return tree
    .filter(({ type }) => type === "blob")
    .map(({ path, mode, sha }) => ({ path: `${prefix}${path}`, isLink: mode === "120000", sha }));
}
