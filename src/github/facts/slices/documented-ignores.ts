import { type Ignore, parseIgnores } from "../../../policy/advisory/ignore.ts";
import type { RepositoryDocument } from "../../../policy/facts.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import { type CommitRef, refuseLinks } from "../links.ts";
import type { Sources } from "../signing.ts";
import { readIgnoreFiles } from "./collect-ignore-files.ts";

export interface DocumentedIgnores {
  readonly ignores: readonly Ignore[];
  /** The files that could not be read: their ignores count as absent. */
  readonly unread: readonly Reason[];
}

type PresentDocument = Exclude<RepositoryDocument, { readonly state: "absent" }>;

/** What the policy files of one commit accept. A file that is absent, or a link, accepts nothing. */
export async function readIgnores(
  sources: Pick<Sources, "octokit" | "store">,
  at: CommitRef,
  paths: readonly string[],
): Promise<DocumentedIgnores> {
  const ignores: Ignore[] = [];
  const unread: Reason[] = [];
  const files = await readIgnoreFiles(sources.octokit, { ...at, ref: at.sha }, paths);
  for (const [path, file] of await refuseLinks(files, at, sources)) {
    if (file.state === "absent") continue;
    const problem = read(path, file, ignores);
    if (problem !== undefined) unread.push(reason("advisories-ignores-unread", { file: path, problem }));
  }
  return { ignores, unread };
}

/** Adds what it finds; says why it cannot. */
function read(path: string, file: PresentDocument, ignores: Ignore[]): string | undefined {
  if (file.state === "link") return "it is a symbolic link";
  if (file.state === "too-large") return `it has ${file.bytes} bytes`;
  const reading = parseIgnores(path, file.text);
  if (reading.state === "problem") return `line ${reading.line} ${reading.message}`;
  ignores.push(...reading.ignores);
  return undefined;
}
