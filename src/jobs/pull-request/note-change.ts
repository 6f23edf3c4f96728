import { z } from "zod";
import { findHead } from "../../github/heads/head-index.ts";
import { findMergeGroup } from "../../github/heads/merge-groups.ts";
import { doesRead, findReaders, isKnownBase } from "../../github/heads/read-index.ts";
import { artifactsOf, type Listened, remarksBy, tagsOn } from "../../policy/listened.ts";
import { defineJob, type JobRequest } from "../../queue/job.ts";
import { at } from "../at.ts";
import type { Deps } from "../deps.ts";
import { groupRequest, lookRequest } from "../subjects.ts";
import { sweepSoon } from "../sweep/sweep-soon.ts";
import type { Where } from "./look.ts";

const number = z.number().int().positive();

/** What changed, in GitHub's own words. */
const Change = z.discriminatedUnion("about", [
  z.object({ about: z.enum(["body", "labels", "threads"]), number }),
  z.object({ about: z.literal("remarks"), number, by: z.string() }),
  /** `branch` is null unless the run counts for pull requests into it. */
  z.object({ about: z.literal("artifacts"), workflow: z.string(), headSha: z.string(), branch: z.string().nullable() }),
  z.object({ about: z.enum(["issues", "tags"]) }),
  /** A branch moved, came or went. */
  z.object({ about: z.literal("branch"), branch: z.string() }),
  /** The configuration of a branch, or who owns its code. `mayAppear`: perhaps the first one it ever had. */
  z.object({ about: z.literal("config"), branch: z.string(), mayAppear: z.boolean() }),
]);
type Change = z.infer<typeof Change>;

const Payload = z.object({ ...at, change: Change });
type Payload = z.infer<typeof Payload>;

/**
 * Something changed that is no part of a commit. Costs no request: what the last looks read tells who is looked at
 * again, and mostly it is nobody.
 */
export const noteChangeJob = defineJob({
  name: "note-change",
  payload: Payload,
  process: async ({ change, ...where }: Payload, deps: Deps) => {
    const requests = await requestsFor(change, where, deps);
    if (requests.length > 0) await deps.enqueue(requests);
  },
});

function requestsFor(change: Change, where: Where, deps: Deps): Promise<readonly JobRequest[]> {
  switch (change.about) {
    case "body":
    case "labels":
    case "threads":
      return lookIfRead(change.number, change.about, where, deps);
    case "remarks":
      return lookIfRead(change.number, remarksBy(change.by), where, deps);
    case "artifacts":
      return lookAfterRun(change, where, deps);
    case "issues":
    case "tags":
      return lookAtReaders(change.about, null, where, deps);
    case "branch":
      return lookAtReaders(tagsOn(change.branch), null, where, deps);
    case "config":
      return lookAtBase(change, where, deps);
  }
}

async function lookIfRead(
  pullRequest: number,
  word: Listened,
  where: Where,
  { store }: Deps,
): Promise<readonly JobRequest[]> {
  const isRead = await doesRead(store, { repositoryId: where.repositoryId, number: pullRequest }, word);
  return isRead ? [lookRequest(where, pullRequest)] : [];
}

async function lookAtReaders(
  word: Listened,
  baseBranch: string | null,
  where: Where,
  deps: Deps,
): Promise<readonly JobRequest[]> {
  const readers = await findReaders(deps.store, where.repositoryId, { word, baseBranch: baseBranch ?? undefined });
  if (readers.length === 0) return [];
  return [await sweepSoon(where, { baseBranch, reads: word, asksForConfigAt: null }, deps)];
}

/** What stands at the commit looks at once; a run of the base branch counts for all that have none of their own. */
async function lookAfterRun(
  { workflow, headSha, branch }: Extract<Change, { about: "artifacts" }>,
  where: Where,
  deps: Deps,
): Promise<readonly JobRequest[]> {
  const { store } = deps;
  const { repositoryId } = where;
  const word = artifactsOf(workflow);
  const there = Object.keys(await findHead(store, { repositoryId, headSha })).map(Number);
  const looks = (await Promise.all(there.map((each) => lookIfRead(each, word, where, deps)))).flat();
  const group = looks.length === 0 ? undefined : await findMergeGroup(store, repositoryId, headSha);
  const ofBase = branch === null ? [] : await lookAtReaders(word, branch, where, deps);
  return [...(group === undefined ? looks : [groupRequest(where, group)]), ...ofBase];
}

/** All pull requests into the branch, also those that nobody looked at because there was no configuration. */
async function lookAtBase(
  { branch, mayAppear }: Extract<Change, { about: "config" }>,
  where: Where,
  deps: Deps,
): Promise<readonly JobRequest[]> {
  const isKnown = await isKnownBase(deps.store, { repositoryId: where.repositoryId, baseBranch: branch });
  if (!isKnown && !mayAppear) return [];
  return [await sweepSoon(where, { baseBranch: branch, reads: null, asksForConfigAt: isKnown ? null : branch }, deps)];
}
