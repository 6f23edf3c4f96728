import { posix } from "node:path";
import type { RepositoryDocument } from "../../policy/facts.ts";
import type { Git } from "./git.ts";

// A link to a link to a link is followed; one in a circle ends here.
const mostLinks = 5;

/** A file of a commit. Links within the repository are followed, as GitHub does; folders and submodules are no files. */
export async function readDocument(commit: string, path: string, limit: number, git: Git): Promise<RepositoryDocument> {
  let place = path;
  for (let links = 0; links <= mostLinks; links += 1) {
    const entry = await findEntry(commit, place, git);
    if (entry === undefined || entry.type !== "blob") return { state: "absent" };
    if (entry.mode !== "120000") {
      if (entry.bytes > limit) return { state: "too-large", bytes: entry.bytes, limit };
      return { state: "found", text: await git.read("cat-file", "blob", entry.sha) };
    }
    place = posix.join(posix.dirname(place), await git.read("cat-file", "blob", entry.sha));
    if (place.startsWith("../") || place.startsWith("/")) return { state: "absent" };
  }
  return { state: "absent" };
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
