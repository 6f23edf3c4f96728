import { createHash } from "node:crypto";
import type { Store } from "../../store/store.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { ArchiveReading } from "./archive-reading.ts";
import { archiveLimit, downloadArchive } from "./download-archive.ts";
import type { ListedArtifact } from "./find-artifact.ts";
import { readArchive } from "./read-archive.ts";

export type ArtifactReading = ArchiveReading | { readonly state: "expired" };

// As long as a pull request is usually open. Larger texts are downloaded again at each look.
const keptMs = 7 * 24 * 3600 * 1000;
const keptLength = 256 * 1024;

/**
 * What each path means in one artifact, by path. An artifact never changes, so what was read of it is kept, and an
 * unchanged look downloads nothing; the others are read from one download.
 */
export async function readArtifact(
  artifact: ListedArtifact,
  paths: readonly string[],
  at: RepositoryRef,
  { octokit, store }: { readonly octokit: Octokit; readonly store: Store },
): Promise<ReadonlyMap<string, ArtifactReading>> {
  if (artifact.expired) return same(paths, { state: "expired" });
  if (artifact.size_in_bytes > archiveLimit) {
    return same(paths, { state: "too-large", bytes: artifact.size_in_bytes, limit: archiveLimit });
  }
  const readings = new Map<string, ArtifactReading>();
  for (const path of paths) {
    const kept = await store.get(keyOf(artifact, path, at));
    if (kept !== undefined) readings.set(path, ArchiveReading.parse(kept));
  }
  const missing = paths.filter((path) => !readings.has(path));
  if (missing.length === 0) return readings;
  const download = await downloadArchive(artifact.id, at, octokit);
  if (download.state !== "downloaded") return same(paths, download);
  for (const path of missing) {
    const reading = await readArchive(download.archive, path);
    readings.set(path, reading);
    const isSmall = JSON.stringify(reading).length <= keptLength;
    if (isSmall) await store.put(keyOf(artifact, path, at), reading, { expiresInMs: keptMs });
  }
  return readings;
}

function same(paths: readonly string[], reading: ArtifactReading): ReadonlyMap<string, ArtifactReading> {
  return new Map(paths.map((path) => [path, reading]));
}

function keyOf({ id }: ListedArtifact, path: string, { repositoryId }: RepositoryRef): string {
  return `artifact/${repositoryId}/${id}/${createHash("sha256").update(path).digest("hex")}`;
}
