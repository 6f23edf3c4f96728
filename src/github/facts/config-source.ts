import { configSizeLimit, loadConfig } from "../../config/load.ts";
import { linkProblem } from "../../config/problems/link-problem.ts";
import { describeProblem } from "../../config/problems.ts";
import type { Config } from "../../config/schema.ts";
import { configPath } from "../../policy/known-paths.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findOwnersFile, ownersRepository } from "./owner-config.ts";
import { findPlainFile } from "./plain-file.ts";
import type { RepositoryFile } from "./repository-file.ts";

/** Whose file it is: the repository's own, or the one that its owner keeps for all that have none. */
export type ConfigFrom = "repository" | "owner";

/** What `.github/gatehouse.yml` says for a repository at a ref. */
export type ConfigFinding =
  | { readonly state: "valid"; readonly config: Config; readonly from: ConfigFrom }
  /** Sentences with line, column and the fix. */
  | { readonly state: "invalid"; readonly problems: readonly string[]; readonly from: ConfigFrom }
  /** One held here once, the last time this one, and none does now: must not open the gate. */
  | { readonly state: "vanished"; readonly from: ConfigFrom }
  /** None ever held in this repository: the App stays silent. */
  | { readonly state: "never" };

/**
 * Reads the configuration at a branch, never at a pull request's head; where the repository has none, the one that its
 * owner keeps for all of them. The last good one is never used silently.
 */
export async function findConfig(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
  store: Store,
): Promise<ConfigFinding> {
  // As a whole ref: whoever may push a tag of the branch's name must not choose the rules with it.
  const ref = `refs/heads/${at.ref}`;
  const own = await findPlainFile(octokit, { ...at, path: configPath, ref }, configSizeLimit, store);
  if (own.state !== "absent") {
    await noteSeen(store, at.repositoryId, "repository");
    return { ...read(own, configPath), from: "repository" };
  }
  const owners = await findOwnersFile(octokit, at, store);
  if (owners.state !== "absent") {
    await noteSeen(store, at.repositoryId, "owner");
    return { ...read(owners, `${ownersRepository(at.owner)}:${configPath}`), from: "owner" };
  }
  const seen = await findSeen(store, at.repositoryId);
  return seen === undefined ? { state: "never" } : { state: "vanished", from: seen };
}

/** Whether a configuration ever held in this repository, on any branch. */
export async function hasHadConfig(store: Store, repositoryId: number): Promise<boolean> {
  return (await findSeen(store, repositoryId)) !== undefined;
}

type Read = { readonly state: "valid"; config: Config } | { readonly state: "invalid"; problems: readonly string[] };

function read(file: Exclude<RepositoryFile, { readonly state: "absent" }>, name: string): Read {
  if (file.state === "too-large") {
    return { state: "invalid", problems: [`${name} has ${file.bytes} bytes; the limit is ${configSizeLimit}.`] };
  }
  if (file.state === "link") return { state: "invalid", problems: [describeProblem(name, linkProblem)] };
  const loaded = loadConfig(file.text);
  if (loaded.ok) return { state: "valid", config: loaded.config };
  return { state: "invalid", problems: loaded.problems.map((problem) => describeProblem(name, problem)) };
}

async function findSeen(store: Store, repositoryId: number): Promise<ConfigFrom | undefined> {
  const seen = await store.get(seenKey(repositoryId));
  if (seen === undefined) return undefined;
  // Whatever else stands there was written when a repository could only have its own.
  return seen === "owner" ? "owner" : "repository";
}

async function noteSeen(store: Store, repositoryId: number, from: ConfigFrom): Promise<void> {
  if ((await findSeen(store, repositoryId)) !== from) await store.put(seenKey(repositoryId), from);
}

// By id, so that a renamed or transferred repository does not look as if it never had one.
function seenKey(repositoryId: number): string {
  return `config-seen/${repositoryId}`;
}
