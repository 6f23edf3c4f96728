import { timestamp } from "./world.ts";

export interface NewRun {
  /** File name, e.g. `ci.yml`. */
  readonly workflow: string;
  readonly headSha: string;
  readonly branch?: string;
  readonly event?: string;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly startedAt?: Date;
  /** The branch is one of a fork. */
  readonly isOfFork?: boolean;
}

export interface StoredWorkflowRun extends Required<Omit<NewRun, "startedAt">> {
  readonly id: number;
  readonly attempt: number;
  readonly createdAt: string;
  /** Of the last attempt. */
  readonly startedAt: string;
}

export interface StoredArtifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly archive: Buffer;
  /** What GitHub says of the size. */
  readonly bytes: number;
  readonly isExpired: boolean;
  readonly createdAt: string;
}

/** Runs of workflows and what they uploaded. emulate has jobs of its own making, and no artifacts. */
export class WorkflowRuns {
  readonly #runs = new Map<number, StoredWorkflowRun>();
  readonly #artifacts: StoredArtifact[] = [];
  #nextId = 17_000_000_001;

  start({ startedAt = new Date(), ...given }: NewRun): StoredWorkflowRun {
    const { branch = "main", event = "push", status = "completed", isOfFork = false } = given;
    const conclusion = given.conclusion ?? (status === "completed" ? "success" : null);
    const at = { createdAt: timestamp(startedAt), startedAt: timestamp(startedAt) };
    const run = { ...given, ...at, branch, event, status, conclusion, isOfFork, id: this.#nextId++, attempt: 1 };
    this.#runs.set(run.id, run);
    return run;
  }
  /** Keeps its id and what it uploaded before. */
  startAgain(id: number, { startedAt = new Date() }: { readonly startedAt?: Date }): StoredWorkflowRun {
    const run = this.get(id);
    const again = { status: "in_progress", conclusion: null, startedAt: timestamp(startedAt) };
    return this.#replace({ ...run, ...again, attempt: run.attempt + 1 });
  }
  finish(id: number, conclusion: string): StoredWorkflowRun {
    return this.#replace({ ...this.get(id), status: "completed", conclusion });
  }
  get(id: number): StoredWorkflowRun {
    const run = this.#runs.get(id);
    if (run === undefined) throw new Error(`there is no run ${id}`);
    return run;
  }
  /** By creation, newest first; undefined for a workflow that GitHub does not know. */
  of(workflow: string): readonly StoredWorkflowRun[] | undefined {
    const runs = [...this.#runs.values()].filter((run) => run.workflow === workflow).reverse();
    return runs.length === 0 ? undefined : runs;
  }

  upload(artifact: Omit<StoredArtifact, "id">): StoredArtifact {
    const stored = { ...artifact, id: this.#nextId++ };
    this.#artifacts.push(stored);
    return stored;
  }
  artifactsOf(runId: number): readonly StoredArtifact[] {
    return this.#artifacts.filter((artifact) => artifact.runId === runId).reverse();
  }
  findArtifact(id: number): StoredArtifact | undefined {
    return this.#artifacts.find((artifact) => artifact.id === id);
  }

  #replace(run: StoredWorkflowRun): StoredWorkflowRun {
    this.#runs.set(run.id, run);
    return run;
  }
}
