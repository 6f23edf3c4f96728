import { shortSha } from "../text/short-sha.ts";
import { type Reason, reason } from "../reason.ts";
import type { Document } from "./formats/format.ts";
import { markAtKey, markAtPath } from "./mark.ts";
import { clip, plainText } from "./rows/value.ts";
import type { Work } from "./rows/work.ts";

const schemaKeys = ["schema", "$schema", "schema_version"];
const commitKeys = ["commit", "git_sha", "sha", "head_sha", "commit_sha"];
/** What stands for these keys in the configuration. A key of that name is written in quotes. */
const head = "head";

/** Why a document is not of the schema that is asked for; undefined when one of its keys says that it is. */
export function schemaProblem(document: Document, wanted: string, file: string): Reason | undefined {
  const stated = schemaKeys.map((key) => markAtKey(document, [key])).filter((mark) => mark.state === "found");
  if (stated.some(({ values }) => values.every((value) => plainText(value) === wanted))) return undefined;
  const other = stated.flatMap(({ values }) => values).find((value) => plainText(value) !== wanted);
  if (stated.length === 0) return reason("evidence-no-schema", { file, wanted });
  return reason("evidence-wrong-schema", { file, found: clip(plainText(other) ?? "a list or an object"), wanted });
}

interface Asked {
  /** `head`, or the path of the commit. */
  readonly commit: string;
  /** The commit that the document was read for. */
  readonly sha: string;
  readonly file: string;
  readonly work: Work;
}

/** Why a document was not made for the commit that it is read for; undefined when it was. */
export function commitProblem(document: Document, { commit, sha, file, work }: Asked): Reason | undefined {
  const mark = commit === head ? markAtKey(document, commitKeys) : markAtPath(document, commit, work);
  if (mark.state !== "found") {
    return commit === head
      ? reason("evidence-no-commit", { file })
      : reason("evidence-no-commit-at", { file, path: commit });
  }
  const other = mark.values.find((value) => !isCommit(value, sha));
  if (other === undefined) return undefined;
  const found = clip(plainText(other) ?? "a list or an object");
  return reason("evidence-wrong-commit", { file, found, wanted: shortSha(sha) });
}

/** Short ids count from 7 digits on; fewer are no id but a number. */
function isCommit(value: unknown, sha: string): boolean {
  return typeof value === "string" && /^[0-9a-f]{7,64}$/i.test(value) && sha.startsWith(value.toLowerCase());
}
