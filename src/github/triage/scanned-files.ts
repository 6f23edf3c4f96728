import { z } from "zod";
import {
  chooseLockfiles,
  type ChosenLockfiles,
  companionsOf,
  isForeignFolder,
  isLockfile,
  type LockfileRules,
} from "../../advisories/lockfiles/choose-lockfiles.ts";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { foldersOf } from "../facts/links.ts";
import { listTree } from "../facts/list-tree.ts";

/** What a commit has of the files that a scan reads. */
export interface ScannedFiles extends ChosenLockfiles {
  /** Paths that are there, of lockfiles, of what stands beside them, and of policy files. */
  readonly present: ReadonlySet<string>;
  /** Those of them that are symbolic links, and paths of the configuration below a folder that is one. */
  readonly links: ReadonlySet<string>;
  /** The content of those that are no links, by its sha. */
  readonly blobs: ReadonlyMap<string, string>;
  /** False when the repository is too large to be listed whole. */
  readonly isComplete: boolean;
}

const Kept = z.object({
  /** Path, whether it is a link, and sha. */
  files: z.array(z.tuple([z.string(), z.boolean(), z.string()])),
  /** No listing follows links, so nothing is known of these. */
  belowLinks: z.array(z.string()),
  isComplete: z.boolean(),
});
type Kept = z.infer<typeof Kept>;

// What a commit holds never changes; after a day nobody asks about it any more.
const keptMs = 24 * 3600 * 1000;
// Beyond that a listing is not kept, and asked for again.
const mostKept = 5000;

/** Listed once for each commit. `policies`: paths of files with documented ignores that the configuration names. */
export async function findScannedFiles(
  at: RepositoryRef & { readonly sha: string },
  { rules, policies }: { readonly rules: LockfileRules; readonly policies: readonly string[] },
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<ScannedFiles> {
  const named = new Set([...(rules.lockfiles ?? []), ...policies]);
  const { files, belowLinks, isComplete } = await listConcerned(at, named, { octokit, store });
  const paths = files.map(([path]) => path);
  const links = new Set([...files.flatMap(([path, isLink]) => (isLink ? [path] : [])), ...belowLinks]);
  const blobs = new Map(files.flatMap(([path, isLink, sha]) => (isLink ? [] : [[path, sha]])));
  return { ...chooseLockfiles(paths, rules), present: new Set(paths), links, blobs, isComplete };
}

async function listConcerned(
  at: RepositoryRef & { readonly sha: string },
  named: ReadonlySet<string>,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<Kept> {
  const key = `scanned-files/${at.repositoryId}/${at.sha}/${[...named].sort().join("\n")}`;
  const kept = Kept.safeParse(await store.get(key));
  if (kept.success) return kept.data;
  const { files, isComplete } = await listTree(octokit, at, isForeignFolder);
  const lockfiles = files.map(({ path }) => path).filter(isLockfile);
  const beside = new Set(lockfiles.flatMap(companionsOf));
  const concerned = files
    .filter(({ path }) => isLockfile(path) || isPolicyBeside(path) || beside.has(path) || named.has(path))
    .map(({ path, isLink, sha }): [string, boolean, string] => [path, isLink, sha]);
  const links = new Set(files.flatMap(({ path, isLink }) => (isLink ? [path] : [])));
  const belowLinks = [...named].filter((path) => foldersOf(path).some((folder) => links.has(folder)));
  const listing = { files: concerned, belowLinks, isComplete };
  if (concerned.length <= mostKept) await store.put(key, listing, { expiresInMs: keptMs });
  return listing;
}

/** It holds for the lockfiles of its own folder, and may be there before them. */
function isPolicyBeside(path: string): boolean {
  return path === "osv-scanner.toml" || path.endsWith("/osv-scanner.toml");
}
