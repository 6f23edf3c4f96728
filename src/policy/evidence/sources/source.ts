import type { AlwaysThere, Facts } from "../../facts.ts";
import type { Wants } from "../../gate.ts";
import { readArtifact } from "./artifact-source.ts";
import { readBody } from "./body-source.ts";
import { readFile } from "./file-source.ts";
import type { Evidence } from "../options.ts";
import type { Reading } from "./reading.ts";

type Slice = "documents" | "artifacts" | "files";

/** Where the document of a gate comes from. */
interface Source {
  /** What it does without. */
  readonly spares: readonly Slice[];
  readonly wants: Wants;
  readonly read: (facts: Pick<Facts, AlwaysThere | Slice>) => Reading;
}

/** Throws on `same_as`, in whose place the evidence that it names is put before a gate is used. */
export function sourceOf({ file, artifact, body }: Evidence): Source {
  if (file !== undefined) {
    return { spares: ["artifacts"], wants: { documents: [file] }, read: (facts) => readFile(file, facts) };
  }
  if (artifact !== undefined) {
    const read: Source["read"] = (facts) => readArtifact(artifact, facts);
    return { spares: ["documents"], wants: { artifacts: [artifact] }, read };
  }
  if (body !== undefined) {
    const read: Source["read"] = ({ pullRequest }) => readBody(body, pullRequest);
    return { spares: ["documents", "artifacts", "files"], wants: { body: true }, read };
  }
  throw new Error("evidence without a source: `same_as` was not replaced, or the configuration not validated");
}
