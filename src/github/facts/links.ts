import { z } from "zod";
import type { RepositoryDocument } from "../../policy/facts.ts";
import type { RepositoryRef } from "../client/octokit.ts";
import type { Sources } from "./signing.ts";
import { findTreeEntries } from "./tree-entries.ts";

/** A commit by its sha: what stands at its paths never changes. */
export type CommitRef = RepositoryRef & { readonly sha: string };

type PathKind = z.infer<typeof PathKind>;
/** `link`: a symbolic link, or below a folder that is one. */
const PathKind = z.enum(["file", "link", "nothing"]);
const Known = z.record(z.string(), PathKind);

// As long as a pull request is busy at one head.
const rememberedMs = 24 * 3600 * 1000;

/** What stands at these paths of a commit, asked once for each of them. */
export async function findPathKinds(
  paths: readonly string[],
  { owner, repo, repositoryId, sha }: CommitRef,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<ReadonlyMap<string, PathKind>> {
  const key = `path-kinds/${repositoryId}/${sha}`;
  const known = new Map(Object.entries(Known.parse((await store.get(key)) ?? {})));
  const asked = [...new Set(paths)].filter((path) => !known.has(path));
  if (asked.length === 0) return known;
  const at = { owner, repo, revision: sha };
  const entries = await findTreeEntries(asked, at, octokit);
  // Only for paths without anything: those that a pull request changes have something, so nobody chooses how many.
  const folders = new Set(asked.filter((path) => !entries.has(path)).flatMap(foldersOf));
  const above = await findTreeEntries([...folders], at, octokit);
  for (const path of asked) {
    const isBelowLink = foldersOf(path).some((folder) => above.get(folder)?.kind === "link");
    const kind = entries.get(path)?.kind ?? (isBelowLink ? "link" : "other");
    known.set(path, kind === "other" ? "nothing" : kind);
  }
  await store.put(key, Object.fromEntries(known), { expiresInMs: rememberedMs });
  return known;
}

/**
 * The documents without what a link leads to: whoever changes the target would change the document, and the list of
 * changed files does not name it.
 */
export async function refuseLinks<Found extends { readonly state: string }>(
  documents: ReadonlyMap<string, Found>,
  at: CommitRef,
  sources: Pick<Sources, "octokit" | "store">,
): Promise<ReadonlyMap<string, Found | Extract<RepositoryDocument, { readonly state: "link" }>>> {
  const found = [...documents].filter(([, { state }]) => state === "found").map(([path]) => path);
  const kinds = await findPathKinds(found, at, sources);
  return new Map(
    [...documents].map(([path, document]) => {
      const isUnclear = document.state === "found" && kinds.get(path) !== "file";
      return [path, isUnclear ? { state: "link" } : document];
    }),
  );
}

/** `a/b/c` → `a`, `a/b`. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
