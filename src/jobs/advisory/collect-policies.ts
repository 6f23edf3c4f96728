import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { Octokit } from "../../github/client/octokit.ts";
import type { RepositoryRef } from "../../github/client/octokit.ts";
import { readIgnoreFiles } from "../../github/facts/slices/collect-ignore-files.ts";
import type { ScannedFiles } from "../../github/triage/scanned-files.ts";
import { ignorePathsFor } from "../../policy/advisory/ignores/ignore-paths.ts";
import type { Ignore } from "../../policy/advisory/ignores/ignore.ts";
import { createPolicyReader } from "../../policy/advisory/ignores/policy-reader.ts";
import type { RepositoryDocument } from "../../policy/facts.ts";
import type { Deps } from "../deps.ts";

/** The policy files of a commit. */
export interface Policies {
  readonly ignores: readonly Ignore[];
  /** Those that are there, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Those that are there and cannot be read, which leave open what they decide. */
  readonly unreadable: readonly string[];
  /** What is wrong with those. */
  readonly troubles: readonly { readonly path: string; readonly problem: string; readonly isPolicy: true }[];
}

export async function collectPolicies(
  octokit: Octokit,
  at: RepositoryRef & { readonly sha: string },
  { files, config }: { readonly files: ScannedFiles; readonly config: AdvisoriesConfig },
  { log }: Pick<Deps, "log">,
): Promise<Policies> {
  const paths = ignorePathsFor(config.ignores, files.chosen).filter((path) => files.present.has(path));
  const read = await readIgnoreFiles(octokit, { ...at, ref: at.sha }, paths);
  const ignores: Ignore[] = [];
  const texts = new Map<string, string>();
  const troubles: { path: string; problem: string; isPolicy: true }[] = [];
  const readPolicy = createPolicyReader();
  for (const [path, file] of read) {
    if (file.state === "absent") continue;
    const reading = file.state === "found" ? readPolicy(path, file.text) : undefined;
    if (file.state === "found") texts.set(path, file.text);
    if (reading?.state === "read") {
      ignores.push(...reading.ignores);
      for (const warning of reading.warnings) log.info({ path, warning }, "policy file");
      continue;
    }
    const problem = reading === undefined ? whyUnread(file) : `line ${reading.line} ${reading.message}`;
    log.warn({ path, problem }, "policy file not readable, issues held back");
    troubles.push({ path, problem, isPolicy: true });
  }
  return { ignores, texts, unreadable: troubles.map(({ path }) => path), troubles };
}

function whyUnread(file: Exclude<RepositoryDocument, { readonly state: "absent" }>): string {
  switch (file.state) {
    case "link":
      return "is a symbolic link that leads to no file";
    case "too-large":
      return `has ${file.bytes} bytes, more than the ${file.limit} that are read`;
    case "found":
      return "is not readable";
  }
}
