import { z } from "zod";
import { AdvisoriesConfig } from "../../../config/sections/advisories.ts";
import type { LineTime, IgnoreFile } from "../../../policy/advisory/ignore-file.ts";
import type { RepositoryDocument, Snapshot } from "../../../policy/facts.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import type { SliceScene } from "../collect.ts";
import { refuseLinks } from "../links.ts";
import { findRepositoryFile } from "../repository-file.ts";
import type { Sources } from "../signing.ts";

// The largest real one we know has 30 KB.
const ignoreFileLimit = 256 * 1024;

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

/** Those of the head, without following links; where their age decides, with the time of each line. */
export async function collectIgnoreFiles(
  { config, needed, at, checksAt }: Pick<SliceScene, "config" | "needed" | "at" | "checksAt">,
  { octokit, store }: Pick<Sources, "octokit" | "store">,
): Promise<Snapshot["ignoreFiles"]> {
  const { ignores } = config.advisories ?? AdvisoriesConfig.parse({});
  const files = new Map<string, IgnoreFile>();
  const read = await readIgnoreFiles(octokit, { ...at, ref: checksAt }, ignores);
  for (const [path, file] of await refuseLinks(read, { ...at, sha: checksAt }, { octokit, store })) {
    if (file.state !== "found") files.set(path, file);
    else {
      const lineTimes = needed.ignoreAges ? await collectLineTimes({ ...at, path, sha: checksAt }, octokit) : undefined;
      files.set(path, { state: "found", text: file.text, lineTimes });
    }
  }
  return files;
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
