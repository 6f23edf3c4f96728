import type { Config } from "../../config/schema.ts";
import { applicableGates, type Needed, neededFacts, settlingAreas } from "../../policy/evaluate.ts";
import type { FactName, FileList, SigningFacts, Snapshot } from "../../policy/facts.ts";
import type { Heads } from "../../policy/heads.ts";
import type { LedgerEntry } from "../../policy/ledger/entry.ts";
import { nothingRead } from "../../policy/nothing-read.ts";
import type { Reason } from "../../policy/reason.ts";
import type { RepositoryRef } from "../client/octokit.ts";
import { findRefusal } from "../client/refusal.ts";
import { compareAdvisories } from "./slices/compare-advisories.ts";
import { collectArtifacts } from "./slices/collect-artifacts.ts";
import { collectChecks } from "./slices/collect-checks.ts";
import { collectDocuments } from "./slices/collect-documents.ts";
import { collectFiles } from "./collect-files.ts";
import { collectIgnoreFiles } from "./slices/collect-ignore-files.ts";
import { collectLanding } from "./slices/collect-landing.ts";
import { collectLatestVersion } from "./slices/collect-latest-version.ts";
import { collectProposedConfig } from "./slices/collect-proposed-config.ts";
import { collectRemarks } from "./slices/collect-remarks.ts";
import { collectTags } from "./slices/collect-tags.ts";
import { collectThreads } from "./slices/collect-threads.ts";
import { countIssues } from "./slices/count-issues.ts";
import { collectSigning, graceMsOf, type Scene, type Sources } from "./signing.ts";
import { whyUnread } from "./why-unread.ts";

/** What a slice is read for. */
export interface SliceScene extends Scene {
  readonly needed: Needed;
  readonly at: RepositoryRef;
  /** The commit whose checks and documents count. */
  readonly checksAt: string;
}

type SliceName = Exclude<FactName, "files" | "areas" | "ledger" | "wholeDigest">;
type Collectors = { readonly [Name in SliceName]: (scene: SliceScene, sources: Sources) => Promise<Snapshot[Name]> };

/** One collector per slice; each reads all pages, or throws. */
const collectors: Collectors = {
  checks: collectChecks,
  documents: collectDocuments,
  artifacts: collectArtifacts,
  threads: collectThreads,
  remarks: collectRemarks,
  issues: countIssues,
  tags: collectTags,
  ignoreFiles: collectIgnoreFiles,
  advisories: compareAdvisories,
  landing: collectLanding,
  latestVersion: collectLatestVersion,
  proposed: collectProposedConfig,
};

/**
 * Reads what the gates that apply need, and nothing else. A slice that GitHub refuses to tell is marked as unread, so that
 * the gates without it are judged. Throws when anything else cannot be read; it never guesses.
 */
export async function collectSnapshot(
  given: Omit<Scene, "files">,
  at: RepositoryRef,
  checksAt: string,
  sources: Sources,
): Promise<Snapshot> {
  const { pullRequest, ledger } = given;
  // A waiver counts for the same code, which only the files tell, and while whoever gave it still may.
  const isWaived = ledger.some((entry) => isLiveWaiver(entry, sources.now()));
  const restsOnFiles = isWaived || neededFacts(given.used).slices.has("files");
  const files: FileList = restsOnFiles ? await collectFiles(pullRequest, at, sources) : nothingRead.files;
  const used = applicableGates(given.used, { pullRequest, files });
  const needed = neededFacts(used);
  const scene: SliceScene = { ...given, used, files, needed, at, checksAt };
  const slices = await collectSlices(scene, sources);
  // Who signed may settle what is found, and is asked only then.
  const settling = used.flatMap((each) => settlingAreas(each, slices));
  const signing =
    needed.slices.has("areas") || isWaived || settling.length > 0
      ? await collectSigning({ ...scene, settling }, at, sources)
      : withoutAreas(given.heads, given.config);
  return { ...nothingRead, ...slices, pullRequest, files, signing, ledger };
}

async function collectSlices(scene: SliceScene, sources: Sources): Promise<Partial<Snapshot>> {
  const found: [string, unknown][] = [];
  const unread = new Map<FactName, Reason>();
  for (const [key, collect] of Object.entries(collectors)) {
    // The keys of `Collectors` are names of slices; `Object.entries` forgets them.
    const name = key as SliceName;
    if (!scene.needed.slices.has(name)) continue;
    try {
      found.push([name, await collect(scene, sources)]);
    } catch (error) {
      const status = findRefusal(error, sources.now());
      // An App that may not read checks cannot write its own either.
      if (status === undefined || name === "checks") throw error;
      unread.set(name, whyUnread(name, status));
    }
  }
  return { ...Object.fromEntries(found), unread };
}

export function withoutAreas(heads: Heads, config: Config): SigningFacts {
  return { areas: [], people: new Map(), reviews: [], heads, graceMs: graceMsOf(config), contributors: undefined };
}

function isLiveWaiver(entry: LedgerEntry, now: Date): boolean {
  return entry.kind === "waived" && now.getTime() < Date.parse(entry.until);
}
