import { configSizeLimit } from "../../config/load.ts";
import { configPath } from "../../policy/known-paths.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { findPlainFile } from "./plain-file.ts";
import type { RepositoryFile } from "./repository-file.ts";

const repositoryName = ".github";

// Owners who keep none have many repositories, and each of their events would ask; GitHub's 404 has no ETag.
const absentForMs = 10 * 60 * 1000;

/** Where an owner keeps what holds for all repositories that say nothing of their own. */
export function ownersRepository(owner: string): string {
  return `${owner}/${repositoryName}`;
}

/**
 * The configuration that the owner keeps for all repositories, at the default branch of their `.github` repository. A
 * private one that the installation does not cover is absent, as GitHub tells it. That there is none is remembered for
 * ten minutes.
 */
export async function findOwnersFile(
  octokit: Octokit,
  { owner, repo }: RepositoryRef,
  store: Store,
): Promise<RepositoryFile> {
  // Its own file is its own configuration, and was asked for already.
  if (repo.toLowerCase() === repositoryName) return { state: "absent" };
  if ((await store.get(absentKey(owner))) !== undefined) return { state: "absent" };
  const file = await findPlainFile(octokit, { owner, repo: repositoryName, path: configPath }, configSizeLimit, store);
  if (file.state === "absent") await store.put(absentKey(owner), true, { expiresInMs: absentForMs });
  return file;
}

/** When the owner's file may have come: the next look asks for it. */
export async function forgetOwnersFileAbsent(store: Store, owner: string): Promise<void> {
  await store.delete(absentKey(owner));
}

function absentKey(owner: string): string {
  return `owner-config-absent/${owner.toLowerCase()}`;
}
