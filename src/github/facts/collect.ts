import type { Config } from "../../config/schema.ts";
import { neededFacts } from "../../policy/evaluate.ts";
import type { FileList, RepositoryDocument, SigningFacts, Snapshot } from "../../policy/facts.ts";
import type { Heads } from "../../policy/heads.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import type { RepositoryRef } from "../client/octokit.ts";
import { collectChecks } from "./collect-checks.ts";
import { collectFiles } from "./collect-files.ts";
import { findRepositoryFile } from "./repository-file.ts";
import { collectSigning, graceMsOf, type Scene, type Sources } from "./signing.ts";

// Larger documents cost seconds and hundreds of megabytes to parse.
const documentLimit = 5 * 1024 * 1024;

/** Files that nobody asked for: nothing may be concluded from them, also not that nothing changed. */
export const filesUnread: FileList = { files: [], isComplete: false };

/** Reads what the used gates need, and nothing else. Throws when something cannot be read; it never guesses. */
export async function collectSnapshot(
  given: Omit<Scene, "files">,
  at: RepositoryRef,
  /** The commit whose checks and documents count. */
  checksAt: string,
  sources: Sources,
): Promise<Snapshot> {
  const { pullRequest, used, ledger } = given;
  const needed = neededFacts(used);
  // A waiver counts for the same code, which only the files tell, and while whoever gave it still may.
  const isWaived = ledger.some((entry) => isLiveWaiver(entry, sources.now()));
  const files = needed.slices.has("files") || isWaived ? await collectFiles(pullRequest, at, sources) : filesUnread;
  const signing =
    needed.slices.has("areas") || isWaived
      ? await collectSigning({ ...given, files }, at, sources)
      : withoutAreas(given.heads, given.config);
  const checks = needed.slices.has("checks") ? await collectChecks(checksAt, at, sources) : { checks: [] };
  const documents = new Map<string, RepositoryDocument>();
  for (const path of needed.documents) {
    const found = await findRepositoryFile(sources.octokit, { ...at, path, ref: checksAt }, documentLimit);
    documents.set(path, found.state === "too-large" ? { ...found, limit: documentLimit } : found);
  }
  return { pullRequest, files, signing, ledger, checks, documents };
}

export function withoutAreas(heads: Heads, config: Config): SigningFacts {
  return { areas: [], people: new Map(), reviews: [], heads, graceMs: graceMsOf(config), contributors: undefined };
}

function isLiveWaiver(entry: LedgerEntry, now: Date): boolean {
  return entry.kind === "waived" && now.getTime() < Date.parse(entry.until);
}
