import { writeZip, type ZipFiles } from "../zip.ts";
import type { ArtifactStorage } from "./artifact-storage.ts";
import type { NewRun, WorkflowRuns } from "./workflow-runs.ts";
import { timestamp } from "./world.ts";

interface Upload {
  readonly name: string;
  /** Packed as they are, or an archive as somebody's program made it. */
  readonly files: ZipFiles | Buffer;
  readonly createdAt?: Date;
  readonly isExpired?: boolean;
  /** What GitHub says of the size; the truth when left out. */
  readonly bytes?: number;
}

/** What GitHub's runners do. */
export function actionsDeskOf(runs: WorkflowRuns, storage: ArtifactStorage) {
  return {
    /** A run that is over and succeeded, unless told. */
    runWorkflow: (run: NewRun) => runs.start(run),
    runWorkflowAgain: (id: number, given: { readonly startedAt?: Date } = {}) => runs.startAgain(id, given),
    finishWorkflow: (id: number, conclusion = "success") => runs.finish(id, conclusion),
    uploadArtifact: (runId: number, { name, files, createdAt, isExpired = false, bytes }: Upload) => {
      const archive = Buffer.isBuffer(files) ? files : writeZip(files);
      const at = createdAt === undefined ? runs.get(runId).startedAt : timestamp(createdAt);
      return runs.upload({ runId, name, archive, bytes: bytes ?? archive.length, isExpired, createdAt: at });
    },
    artifactStorage: storage,
  };
}
