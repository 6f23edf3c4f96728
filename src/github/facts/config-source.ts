import { type ConfigProblem, describeProblem } from "../../config/problems.ts";
import { configSizeLimit, loadConfig } from "../../config/load.ts";
import type { Config } from "../../config/schema.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findRepositoryFile } from "./repository-file.ts";

const configPath = ".github/gatehouse.yml";

/** What a repository's `.github/gatehouse.yml` says at a ref. */
export type ConfigFinding =
  | { readonly state: "valid"; readonly config: Config }
  /** Sentences with line, column and the fix. */
  | { readonly state: "invalid"; readonly problems: readonly string[] }
  /** It existed once and is gone: must not open the gate. */
  | { readonly state: "vanished" }
  /** Never seen in this repository: the App stays silent. */
  | { readonly state: "never" };

/** Reads the configuration at a branch, never at a pull request's head. The last good one is never used silently. */
export async function findConfig(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
  store: Store,
): Promise<ConfigFinding> {
  const file = await findRepositoryFile(octokit, { ...at, path: configPath }, configSizeLimit);
  if (file.state === "absent") return { state: (await hasHadConfig(store, at.repositoryId)) ? "vanished" : "never" };
  await store.putIfAbsent(seenKey(at.repositoryId), true);
  if (file.state === "too-large") {
    return { state: "invalid", problems: [`${configPath} has ${file.bytes} bytes; the limit is ${configSizeLimit}.`] };
  }
  const loaded = loadConfig(file.text);
  if (loaded.ok) return { state: "valid", config: loaded.config };
  return { state: "invalid", problems: loaded.problems.map(inFile) };
}

/** Whether a configuration was ever seen in this repository, on any branch. */
export async function hasHadConfig(store: Store, repositoryId: number): Promise<boolean> {
  return (await store.get(seenKey(repositoryId))) !== undefined;
}

// By id, so that a renamed or transferred repository does not look as if it never had one.
function seenKey(repositoryId: number): string {
  return `config-seen/${repositoryId}`;
}

function inFile(problem: ConfigProblem): string {
  return describeProblem(configPath, problem);
}
