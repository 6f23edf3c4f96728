/** A file in an artifact that runs of a workflow upload. */
export interface ArtifactWant {
  /** File name of the workflow, e.g. `ci.yml`. */
  readonly workflow: string;
  /** Name of the artifact; `*` stands for any text. */
  readonly name: string;
  /** Glob of the file in the archive. */
  readonly path: string;
}

export function artifactKey({ workflow, name, path }: ArtifactWant): string {
  return JSON.stringify([workflow, name, path]);
}

/** The run that an artifact comes from. */
export interface EvidenceRun {
  readonly id: number;
  readonly headSha: string;
  readonly branch: string;
  readonly startedAt: Date;
  /** Whether it ran for the head that is judged; otherwise it is the newest run of the base branch. */
  readonly isOfHead: boolean;
}

/**
 * The newest run of the workflow for the head; where it never ran there, the newest finished one of the base branch. At
 * a commit of the merge queue only a run for that commit counts, as of checks.
 */
export type ArtifactDocument =
  | { readonly state: "found"; readonly text: string; readonly file: string; readonly run: EvidenceRun }
  /** The workflow ran neither for the head nor on the base branch. */
  | { readonly state: "never-ran" }
  /** The workflow did not run for a commit of the merge queue. */
  | { readonly state: "never-queued" }
  | { readonly state: "running"; readonly run: EvidenceRun }
  /** The run uploaded no such artifact, or the archive holds no such file; with what is there instead. */
  | { readonly state: "no-artifact"; readonly run: EvidenceRun; readonly names: readonly string[] }
  | { readonly state: "no-file"; readonly run: EvidenceRun; readonly names: readonly string[] }
  /** Several files or artifacts match. */
  | { readonly state: "ambiguous"; readonly run: EvidenceRun; readonly names: readonly string[] }
  | { readonly state: "expired"; readonly run: EvidenceRun }
  | { readonly state: "too-large"; readonly run: EvidenceRun; readonly bytes: number; readonly limit: number }
  | { readonly state: "unreadable"; readonly run: EvidenceRun; readonly problem: string };
