import { ignorePathsFor } from "../../../policy/advisory/ignores/ignore-paths.ts";
import type { Ignore } from "../../../policy/advisory/ignores/ignore.ts";
import { createPolicyReader } from "../../../policy/advisory/ignores/policy-reader.ts";
import type { RepositoryDocument } from "../../../policy/facts.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import type { Octokit } from "../../client/octokit.ts";
import { readIgnoreFiles } from "./collect-ignore-files.ts";
import type { LockfileSide } from "./lockfile-side.ts";

/** What the policy files of the head accept, and those of the commit that it grew from. */
export interface BothIgnores {
  readonly before: readonly Ignore[];
  readonly atHead: readonly Ignore[];
  /** The files of the head that could not be read: their ignores count as absent. */
  readonly unread: readonly Reason[];
}

type PresentDocument = Exclude<RepositoryDocument, { readonly state: "absent" }>;
type Side = Pick<LockfileSide, "at" | "files">;

export async function readBothIgnores(
  octokit: Octokit,
  { head, base }: { readonly head: Side; readonly base: Side | undefined },
  configured: readonly string[],
): Promise<BothIgnores> {
  const paths = ignorePathsFor(configured, head.files.chosen);
  const { ignores, unread } = await readIgnores(
    octokit,
    head,
    paths.filter((path) => head.files.present.has(path)),
  );
  if (base === undefined) return { before: [], atHead: ignores, unread };
  const { chosen, present } = base.files;
  // Beside a lockfile that was not there yet an ignore may have been all the same, and then it is nobody's own.
  const besideNew = ignorePathsFor(
    [],
    head.files.chosen.filter((path) => !chosen.includes(path)),
  );
  const old = new Set([...ignorePathsFor(configured, chosen), ...besideNew]);
  const before = await readIgnores(
    octokit,
    base,
    [...old].filter((path) => present.has(path)),
  );
  return { before: before.ignores, atHead: ignores, unread };
}

/** A file that is absent, or a link, accepts nothing. */
async function readIgnores(
  octokit: Octokit,
  { at, files: { links } }: Side,
  paths: readonly string[],
): Promise<{ readonly ignores: readonly Ignore[]; readonly unread: readonly Reason[] }> {
  const ignores: Ignore[] = [];
  const unread: Reason[] = [];
  const parse = createPolicyReader();
  for (const [path, file] of await readIgnoreFiles(octokit, { ...at, ref: at.sha }, paths)) {
    if (file.state === "absent") continue;
    // Whoever changes what it leads to would change it, and the list of changed files does not name it.
    const problem = read(path, links.has(path) ? { state: "link" } : file, { parse, ignores });
    if (problem !== undefined) unread.push(reason("advisories-ignores-unread", { file: path, problem }));
  }
  return { ignores, unread };
}

/** Adds what it finds; says why it cannot. */
function read(
  path: string,
  file: PresentDocument,
  { parse, ignores }: { readonly parse: ReturnType<typeof createPolicyReader>; readonly ignores: Ignore[] },
): string | undefined {
  if (file.state === "link") return "it is a symbolic link";
  if (file.state === "too-large") return `it has ${file.bytes} bytes`;
  const reading = parse(path, file.text);
  if (reading.state === "problem") return `line ${reading.line} ${reading.message}`;
  ignores.push(...reading.ignores);
  return undefined;
}
