import { type Ignore, parseIgnores } from "../../../policy/advisory/ignore.ts";
import { type Reason, reason } from "../../../policy/reason.ts";
import type { Octokit, RepositoryRef } from "../../client/octokit.ts";
import { readIgnoreFiles } from "./collect-ignore-files.ts";

export interface DocumentedIgnores {
  readonly ignores: readonly Ignore[];
  /** The files that could not be read: their ignores count as absent. */
  readonly unread: readonly Reason[];
}

/** What the policy files of one commit accept. A file that is absent accepts nothing. */
export async function readIgnores(
  octokit: Octokit,
  at: RepositoryRef & { readonly ref: string },
  paths: readonly string[],
): Promise<DocumentedIgnores> {
  const ignores: Ignore[] = [];
  const unread: Reason[] = [];
  for (const [path, file] of await readIgnoreFiles(octokit, at, paths)) {
    if (file.state === "absent") continue;
    const problem = file.state === "too-large" ? `it has ${file.bytes} bytes` : read(path, file.text, ignores);
    if (problem !== undefined) unread.push(reason("advisories-ignores-unread", { file: path, problem }));
  }
  return { ignores, unread };
}

/** Adds what it finds; says why it cannot. */
function read(path: string, text: string, ignores: Ignore[]): string | undefined {
  const reading = parseIgnores(path, text);
  if (reading.state === "problem") return `line ${reading.line} ${reading.message}`;
  ignores.push(...reading.ignores);
  return undefined;
}
