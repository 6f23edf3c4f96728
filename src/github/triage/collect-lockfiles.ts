import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRepositoryFile } from "../facts/repository-file.ts";

export interface LockfileTexts {
  readonly found: readonly { readonly path: string; readonly text: string }[];
  readonly absent: readonly string[];
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}

// The largest real lockfile we know has 1.3 MB.
const lockfileLimit = 10 * 1024 * 1024;

/** Lockfiles of one commit, in the order of `paths`. */
export async function collectLockfiles(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
  paths: readonly string[],
): Promise<LockfileTexts> {
  const found: { path: string; text: string }[] = [];
  const absent: string[] = [];
  const problems: { path: string; problem: string }[] = [];
  for (const path of new Set(paths)) {
    const file = await findRepositoryFile(octokit, { ...at, path }, lockfileLimit);
    if (file.state === "found") found.push({ path, text: file.text });
    else if (file.state === "absent") absent.push(path);
    else if (file.state === "link") problems.push({ path, problem: "is a symbolic link that leads to no file" });
    else problems.push({ path, problem: `has ${file.bytes} bytes, more than the ${lockfileLimit} that are read` });
  }
  return { found, absent, problems };
}
