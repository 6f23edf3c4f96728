import { companionsOf } from "../../advisories/lockfiles/choose-lockfiles.ts";
import { readLockfiles, type ReadLockfiles } from "../../advisories/scan.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRepositoryFile, type RepositoryFile } from "../facts/repository-file.ts";
import { findKeptLockfile, keepLockfile, keyOfLockfile, type KeptLockfile } from "./kept-lockfiles.ts";
import type { ScannedFiles } from "./scanned-files.ts";

/** `lockfiles` are those that could be had, and what is wrong with some of them. */
export interface CollectedLockfiles {
  readonly lockfiles: ReadLockfiles;
  readonly absent: readonly string[];
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}

// The largest real lockfile we know has 1.3 MB.
const lockfileLimit = 10 * 1024 * 1024;
// Of one commit. What is read of them is held together, and whoever opens a pull request chooses how many there are.
const togetherLimit = 32 * 1024 * 1024;
// What stands beside it is a list of names.
const companionLimit = 1024 * 1024;

type Commit = RepositoryRef & { readonly sha: string };
interface Sources {
  readonly octokit: Octokit;
  readonly store: Store;
}

/**
 * The chosen lockfiles of one commit with what stands beside them, in their order. Each is read as it comes, so that no two
 * texts are held together, and what was read is kept: another look, and another commit with the same file, asks nothing.
 */
export async function collectLockfiles(
  at: Commit,
  files: Pick<ScannedFiles, "chosen" | "present" | "blobs">,
  sources: Sources,
): Promise<CollectedLockfiles> {
  const inventories: ReadLockfiles["inventories"][number][] = [];
  const unreadable: ReadLockfiles["problems"][number][] = [];
  const absent: string[] = [];
  const problems: { path: string; problem: string }[] = [];
  let left = togetherLimit;
  for (const path of files.chosen) {
    const found = await findLockfile({ ...at, path, limit: Math.min(lockfileLimit, left) }, files, sources);
    if (found.state === "absent") absent.push(path);
    else if (found.state === "link") problems.push({ path, problem: "is a symbolic link that leads to no file" });
    else if (found.bytes > lockfileLimit) {
      problems.push({ path, problem: `has ${found.bytes} bytes, more than the ${lockfileLimit} that are read` });
    } else if (found.state === "too-large" || found.bytes > left) {
      const problem = `has ${found.bytes} bytes, which brings all lockfiles above the ${togetherLimit} that are read`;
      problems.push({ path, problem });
    } else {
      left -= found.bytes;
      const { reading } = found;
      if ("inventory" in reading) inventories.push({ path, inventory: reading.inventory });
      else unreadable.push({ path, problem: reading.problem });
    }
  }
  return { lockfiles: { inventories, problems: unreadable }, absent, problems };
}

type FoundLockfile = Exclude<RepositoryFile, { readonly state: "found" }> | ({ readonly state: "read" } & KeptLockfile);

async function findLockfile(
  { path, limit, ...at }: Commit & { readonly path: string; readonly limit: number },
  files: Pick<ScannedFiles, "present" | "blobs">,
  { octokit, store }: Sources,
): Promise<FoundLockfile> {
  const key = keyOfLockfile(at.repositoryId, path, files);
  const kept = key === undefined ? undefined : await findKeptLockfile(store, key);
  if (kept !== undefined) return { state: "read", ...kept };
  const file = await findRepositoryFile(octokit, { ...at, path, ref: at.sha }, limit);
  if (file.state !== "found") return file;
  const companions = await readCompanions({ ...at, path }, files.present, octokit);
  const { inventories, problems } = readLockfiles([{ path, text: file.text, companions }]);
  const [read] = inventories;
  const reading = read === undefined ? { problem: problems[0]?.problem ?? "" } : { inventory: read.inventory };
  const lockfile = { bytes: Buffer.byteLength(file.text), reading };
  if (key !== undefined) await keepLockfile(store, key, lockfile);
  return { state: "read", ...lockfile };
}

/** By name. One that cannot be read is left out: then nothing is known to be direct, and nothing else changes. */
async function readCompanions(
  { path: lockfile, ...at }: Commit & { readonly path: string },
  present: ReadonlySet<string>,
  octokit: Octokit,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of companionsOf(lockfile)) {
    if (!present.has(path)) continue;
    const file = await findRepositoryFile(octokit, { ...at, path, ref: at.sha }, companionLimit);
    if (file.state === "found") texts.set(path.slice(path.lastIndexOf("/") + 1), file.text);
  }
  return texts;
}
