import { z } from "zod";
import { AdvisoriesConfig } from "../../../config/sections/advisories.ts";
import type { IgnoreFile, LineTime } from "../../../policy/advisory/ignores/ignore-file.ts";
import { ignorePathsFor } from "../../../policy/advisory/ignores/ignore-paths.ts";
import type { RepositoryDocument, Snapshot } from "../../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { findScannedFiles } from "../../triage/scanned-files.ts";
import type { SliceScene } from "../collect.ts";
import { findRepositoryFile } from "../repository-file.ts";
import type { Sources } from "../signing.ts";

// The largest real one we know has 30 KB.
const ignoreFileLimit = 256 * 1024;
// Whoever opens a pull request chooses how many stand beside lockfiles, and each costs a request.
const mostFiles = 100;

type Commit = RepositoryRef & { readonly ref: string };

/** The files with documented ignores of one commit, by path, in the order of `paths`. Links to files are followed. */
export async function readIgnoreFiles(
  octokit: Octokit,
  at: Commit,
  paths: readonly string[],
): Promise<ReadonlyMap<string, RepositoryDocument>> {
  const files = new Map<string, RepositoryDocument>();
  for (const path of new Set(paths)) {
    const found = await findRepositoryFile(octokit, { ...at, path }, ignoreFileLimit);
    files.set(path, found.state === "too-large" ? { ...found, limit: ignoreFileLimit } : found);
  }
  return files;
}

/** Those of the head that are there, without following links; where their age decides, with the time of each line. */
export async function collectIgnoreFiles(
  { config, needed, at, checksAt }: Pick<SliceScene, "config" | "needed" | "at" | "checksAt">,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<Snapshot["ignoreFiles"]> {
  const { lockfiles, skip, ignores: policies } = config.advisories ?? AdvisoriesConfig.parse({});
  const commit = { ...at, sha: checksAt };
  const listed = await findScannedFiles(commit, { rules: { lockfiles, skip }, policies }, { octokit, store });
  const { chosen, tooMany, present, links } = listed;
  const paths = ignorePathsFor(policies, [...chosen, ...tooMany]);
  const there = paths.filter((path) => present.has(path));
  const plain = there.filter((path) => !links.has(path)).slice(0, mostFiles);
  const files = new Map<string, IgnoreFile>();
  for (const path of paths) {
    if (links.has(path)) files.set(path, { state: "link" });
    // What is missing from a listing that was cut may be there.
    else if (listed.isComplete && !present.has(path)) files.set(path, { state: "absent" });
  }
  for (const [path, file] of await readIgnoreFiles(octokit, { ...at, ref: checksAt }, plain)) {
    if (file.state !== "found") files.set(path, file);
    else {
      const lineTimes = needed.ignoreAges ? await collectLineTimes({ ...commit, path }, octokit) : undefined;
      files.set(path, { state: "found", text: file.text, lineTimes });
    }
  }
  return { files, isComplete: listed.isComplete && there.length <= mostFiles };
}

// REST lists the commits of a file, and nowhere which of them changed a line.
const query = `query ($owner: String!, $repo: String!, $sha: GitObjectID!, $path: String!) {
  repository(owner: $owner, name: $repo) {
    object(oid: $sha) {
      ... on Commit { blame(path: $path) { ranges { startingLine endingLine commit { committedDate } } } }
    }
  }
}`;

const Range = z.object({
  startingLine: z.int(),
  endingLine: z.int(),
  commit: z.object({ committedDate: z.iso.datetime({ offset: true }) }),
});
const Answer = z.object({
  repository: z.object({ object: z.object({ blame: z.object({ ranges: z.array(Range) }) }) }),
});

/** Throws also where GitHub answers 200 with errors. */
async function collectLineTimes(
  { owner, repo, path, sha }: RepositoryRef & { readonly path: string; readonly sha: string },
  octokit: Octokit,
): Promise<readonly LineTime[]> {
  const answer: unknown = await octokit.graphql(query, { owner, repo, path, sha });
  const { object } = Answer.parse(answer).repository;
  return object.blame.ranges.map(({ startingLine, endingLine, commit }) => ({
    startLine: startingLine,
    endLine: endingLine,
    at: new Date(commit.committedDate),
  }));
}
