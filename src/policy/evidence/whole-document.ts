import type { Facts } from "../facts.ts";
import { type Reason, reason } from "../reason.ts";
import { shortSha } from "../text/short-sha.ts";
import { judgeAge } from "./age.ts";
import type { Document } from "./formats/format.ts";
import { commitProblem, schemaProblem } from "./identity.ts";
import type { Evidence } from "./options.ts";
import type { Reading } from "./sources/reading.ts";
import type { Work } from "./rows/work.ts";

export interface Examined {
  /** Why no row of it counts; empty when they do. */
  readonly problems: readonly Reason[];
  readonly notes: readonly Reason[];
  readonly changesAt?: Date;
}

/** What is asked of a document besides its rows: of which schema, for which commit and how old it is. */
export function examine(
  document: Document,
  { name, run }: Pick<Reading, "name" | "run">,
  evidence: Evidence,
  { pullRequest, now, work }: Pick<Facts, "pullRequest" | "now"> & { readonly work: Work },
): Examined {
  const { schema, commit } = evidence;
  const sha = run?.headSha ?? pullRequest.headSha;
  const wrongSchema = schema === undefined ? undefined : schemaProblem(document, schema, name);
  const wrongCommit = commit === undefined ? undefined : commitProblem(document, { commit, sha, file: name, work });
  const age = judgeAge(document, evidence, { name, run, now, work });
  const forCommit =
    commit === undefined || wrongCommit !== undefined ? [] : [reason("evidence-commit", { head: shortSha(sha) })];
  return {
    ...age,
    problems: [wrongSchema, wrongCommit, age.problem].filter((problem) => problem !== undefined),
    notes: [...forCommit, ...age.notes],
  };
}
