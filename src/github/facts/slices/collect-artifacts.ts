import {
  artifactKey,
  type ArtifactDocument,
  type ArtifactWant,
  type EvidenceRun,
} from "../../../policy/evidence/artifact.ts";
import type { Snapshot } from "../../../policy/facts.ts";
import { someNames } from "../../artifacts/archive-reading.ts";
import { artifactsCalled, collectArtifactsOf, type ListedArtifact } from "../../artifacts/find-artifact.ts";
import { findRun, type FoundRun } from "../../artifacts/find-run.ts";
import { type ArtifactReading, readArtifact } from "../../artifacts/read-artifact.ts";
import type { SliceScene } from "../collect.ts";
import type { Sources } from "../signing.ts";

// Parts of one report that a pattern joins; each may be 50 MB.
const openedLimit = 10;

type ArtifactScene = Pick<SliceScene, "needed" | "at" | "checksAt" | "pullRequest">;
type ArtifactSources = Pick<Sources, "octokit" | "store">;
type Documents = ReadonlyMap<ArtifactWant, ArtifactDocument>;

/** What workflow runs uploaded. A run is found once for all that want it, and what a name means is downloaded once. */
export async function collectArtifacts(scene: ArtifactScene, sources: ArtifactSources): Promise<Snapshot["artifacts"]> {
  const documents = new Map<string, ArtifactDocument>();
  for (const [workflow, wants] of Map.groupBy(scene.needed.artifacts, (want) => want.workflow)) {
    for (const [want, document] of await readWorkflow(workflow, wants, scene, sources)) {
      documents.set(artifactKey(want), document);
    }
  }
  return documents;
}

async function readWorkflow(
  workflow: string,
  wants: readonly ArtifactWant[],
  scene: ArtifactScene,
  sources: ArtifactSources,
): Promise<Documents> {
  const { at } = scene;
  const found = await findRunFor(workflow, scene, sources);
  if (typeof found === "string") return same(wants, { state: found });
  const { run, isFinished } = found;
  // What it uploaded so far may not be all, and what an earlier attempt uploaded is taken back.
  if (!isFinished) return same(wants, { state: "running", run });
  const artifacts = await collectArtifactsOf(run.id, at, sources.octokit);
  const documents = new Map<ArtifactWant, ArtifactDocument>();
  for (const [name, meant] of Map.groupBy(wants, (want) => want.name)) {
    const called = artifactsCalled(name, artifacts);
    const names = someNames((called.length === 0 ? artifacts : called).map((artifact) => artifact.name));
    if (called.length === 0 || called.length > openedLimit) {
      const state = called.length === 0 ? "no-artifact" : "ambiguous";
      for (const want of meant) documents.set(want, { state, run, names });
      continue;
    }
    const paths = meant.map(({ path }) => path);
    const read: Read[] = [];
    for (const artifact of called) read.push({ artifact, byPath: await readArtifact(artifact, paths, at, sources) });
    for (const want of meant) documents.set(want, choose(want.path, read, run));
  }
  return documents;
}

/** What runs for pull requests runs for a commit of the merge queue as well, and is waited for; a nightly run is not. */
async function findRunFor(
  workflow: string,
  { at, checksAt, pullRequest: { headSha, baseBranch } }: ArtifactScene,
  { octokit }: ArtifactSources,
): Promise<FoundRun | "never-ran" | "never-queued"> {
  const isQueued = checksAt !== headSha;
  if (isQueued) {
    const own = await findRun(workflow, { at, checksAt, baseBranch: undefined }, octokit);
    if (own !== undefined) return own;
    const before = await findRun(workflow, { at, checksAt: headSha, baseBranch: undefined }, octokit);
    if (before !== undefined) return "never-queued";
  }
  return (await findRun(workflow, { at, checksAt, baseBranch }, octokit)) ?? "never-ran";
}

interface Read {
  readonly artifact: ListedArtifact;
  readonly byPath: ReadonlyMap<string, ArtifactReading>;
}

/** The one artifact that has the file, or may have it for all we know. */
function choose(path: string, read: readonly Read[], run: EvidenceRun): ArtifactDocument {
  const readings = read.flatMap(({ artifact, byPath }) => {
    const reading = byPath.get(path);
    return reading === undefined ? [] : [{ artifact, reading }];
  });
  const having = readings.filter(({ reading }) => reading.state !== "no-file");
  const [only] = having;
  if (only === undefined) {
    const names = readings.flatMap(({ reading }) => (reading.state === "no-file" ? reading.names : []));
    return { state: "no-file", run, names: someNames(names) };
  }
  if (having.length > 1) {
    return { state: "ambiguous", run, names: someNames(having.map(({ artifact }) => artifact.name)) };
  }
  return { ...only.reading, run: asOldAs(only.artifact, run) };
}

/** What an attempt took over from an earlier one is not younger than its upload. */
function asOldAs({ created_at: createdAt }: ListedArtifact, run: EvidenceRun): EvidenceRun {
  if (createdAt === null || new Date(createdAt) >= run.startedAt) return run;
  return { ...run, startedAt: new Date(createdAt) };
}

function same(wants: readonly ArtifactWant[], document: ArtifactDocument): Documents {
  return new Map(wants.map((want) => [want, document]));
}
