import type { RepositoryDocument } from "../../policy/facts.ts";
import type { Git } from "./git.ts";

// The mode that git gives to symbolic links.
const linkMode = "120000";

/** A file of a commit. Links are not followed, as on GitHub, and lead nowhere out of the checkout; folders and submodules are no files. */
export async function readDocument(commit: string, path: string, limit: number, git: Git): Promise<RepositoryDocument> {
  const entry = await findEntry(commit, path, git);
  if (entry?.mode === linkMode) return { state: "link" };
  if (entry === undefined) return { state: (await isBelowLink(commit, path, git)) ? "link" : "absent" };
  if (entry.type !== "blob") return { state: "absent" };
  if (entry.bytes > limit) return { state: "too-large", bytes: entry.bytes, limit };
  return { state: "found", text: await git.read("cat-file", "blob", entry.sha) };
}

/** Only paths that are not there lead to folders, so a configuration chooses how many are looked at. */
async function isBelowLink(commit: string, path: string, git: Git): Promise<boolean> {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth += 1) {
    const folder = await findEntry(commit, parts.slice(0, depth).join("/"), git);
    if (folder?.mode === linkMode) return true;
  }
  return false;
}

interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly bytes: number;
}

async function findEntry(commit: string, path: string, git: Git): Promise<TreeEntry | undefined> {
  const text = await git.read("ls-tree", "-z", "--long", "--full-tree", commit, "--", path);
  for (const line of text.split("\0")) {
    const end = line.indexOf("\t");
    const [mode = "", type = "", sha = "", bytes = ""] = line.slice(0, Math.max(end, 0)).split(/ +/);
    if (line.slice(end + 1) === path) return { mode, type, sha, bytes: Number(bytes) };
  }
  return undefined;
}
