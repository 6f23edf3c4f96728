import type { Config } from "../../config/schema.ts";
import { areasOf } from "../../config/areas-of.ts";
import { type Area, type AreaPeople, filesOfArea } from "../../policy/area/area.ts";
import { neededFacts, type UsedGate } from "../../policy/evaluate.ts";
import type { Facts, FileList, Person, PullRequest, RepositoryDocument } from "../../policy/facts.ts";
import { LedgerEntry } from "../../policy/area/ledger.ts";
import { judgeAreas } from "../../policy/area/judge-areas.ts";
import type { Store } from "../../store/store.ts";
import { collectChecks } from "./collect-checks.ts";
import { collectFiles } from "./collect-files.ts";
import type { Octokit, RepositoryRef } from "../client/octokit.ts";
import { collectAreaPeople } from "./people.ts";
import { findRepositoryFile } from "./repository-file.ts";

interface Sources {
  readonly octokit: Octokit;
  readonly store: Store;
  readonly appId: number;
  readonly now: () => Date;
}

// Larger documents cost seconds and hundreds of megabytes to parse.
const documentLimit = 5 * 1024 * 1024;

/** Reads what the used gates need, and nothing else. Throws when something cannot be read; it never guesses. */
export async function collectFacts(
  pullRequest: PullRequest,
  at: RepositoryRef,
  { config, used }: { readonly config: Config; readonly used: readonly UsedGate[] },
  sources: Sources,
): Promise<Facts> {
  const needed = neededFacts(used);
  const files = needed.slices.has("files") ? await collectFiles(pullRequest, at, sources) : noFiles;
  const areas = needed.slices.has("areas") ? await collectAreas(pullRequest, files, [], at, config, sources) : [];
  const checks = needed.slices.has("checks") ? await collectChecks(pullRequest.headSha, at, sources) : { checks: [] };
  const documents = new Map<string, RepositoryDocument>();
  for (const path of needed.documents) {
    const found = await findRepositoryFile(sources.octokit, { ...at, path, ref: pullRequest.headSha }, documentLimit);
    documents.set(path, found.state === "too-large" ? { ...found, limit: documentLimit } : found);
  }
  return { pullRequest, files, areas, checks, documents };
}

const noFiles: FileList = { files: [], isComplete: true };

/** How every area stands, and whether `alsoAsk` may sign it. Owners are looked up only where somebody could sign. */
export async function collectAreas(
  pullRequest: PullRequest,
  files: FileList,
  alsoAsk: readonly Person[],
  at: RepositoryRef,
  config: Config,
  { octokit, store }: Sources,
) {
  const areas = areasOf(config);
  const ledger = await readLedger(store, at.repositoryId, pullRequest.number);
  const people = new Map<string, AreaPeople>();
  for (const area of areas) {
    const signers = ledger.filter((entry) => entry.area === area.name).map(({ actor }) => actor);
    const asked = [...signers, ...alsoAsk];
    if (asked.length === 0 && !isTouched(area, files)) continue;
    people.set(area.name, await collectAreaPeople(area, unique(asked), at, { octokit, store }));
  }
  const allowsSelf = config.signoffs.self === "allow";
  return judgeAreas({ areas, pullRequest, files, people, ledger, allowsSelf });
}

async function readLedger(store: Store, repositoryId: number, number: number): Promise<readonly LedgerEntry[]> {
  const rows = await store.read(ledgerSubject(repositoryId, number));
  return rows.map(({ value }) => LedgerEntry.parse(value));
}

export function ledgerSubject(repositoryId: number, number: number): string {
  return `pull-request/${repositoryId}/${number}`;
}

function isTouched(area: Area, { files }: FileList): boolean {
  return filesOfArea(area, files).length > 0;
}

function unique(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
