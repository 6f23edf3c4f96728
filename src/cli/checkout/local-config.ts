import { type LoadedConfig, configSizeLimit, loadConfig } from "../../config/load.ts";
import { configIn, proposeConfig } from "../../config/changes/propose.ts";
import { linkProblem } from "../../config/problems/link-problem.ts";
import type { Config } from "../../config/schema.ts";
import type { RepositoryDocument } from "../../policy/facts.ts";
import { configPath } from "../../policy/known-paths.ts";
import type { ProposedConfig } from "../../policy/proposed-config.ts";
import { findText } from "../read-text.ts";
import { isLinked } from "../linked.ts";
import type { Comparison } from "./comparison.ts";
import { readDocument } from "./documents.ts";
import type { Git } from "./git.ts";

export type LocalConfig = LoadedConfig & {
  /** The base has none yet: it is the one of the working tree. */
  readonly isFromWorkingTree: boolean;
};

/** The configuration of the base, as it decides on GitHub. Throws where there is none to be found. */
export async function loadLocalConfig(compared: Comparison, git: Git): Promise<LocalConfig> {
  const found = await findLocalConfig(compared, git);
  if (found !== undefined) return found;
  throw new Error(`there is no ${configPath}, neither at ${compared.baseName} nor in the working tree`);
}

/** The same; undefined where there is none. */
export async function findLocalConfig({ baseSha }: Comparison, git: Git): Promise<LocalConfig | undefined> {
  const document = await readDocument(baseSha, configPath, configSizeLimit, git);
  if (document.state !== "absent") return { ...load(document), isFromWorkingTree: false };
  const top = (await git.read("rev-parse", "--show-toplevel")).replace(/\n$/, "");
  const loaded = await findWorkingConfig(top);
  return loaded && { ...loaded, isFromWorkingTree: true };
}

/** The configuration below a folder, as it is now; undefined where there is none. */
export async function findWorkingConfig(top: string): Promise<LoadedConfig | undefined> {
  if (await isLinked(configPath, top)) return { ok: false, problems: [linkProblem] };
  const text = await findText(configPath, top, configSizeLimit);
  return text === undefined ? undefined : loadConfig(text);
}

function load(document: Exclude<RepositoryDocument, { state: "absent" }>): LoadedConfig {
  if (document.state === "found") return loadConfig(document.text);
  if (document.state === "link") return { ok: false, problems: [linkProblem] };
  const says = `the file has ${document.bytes} bytes, more than ${configSizeLimit}`;
  return { ok: false, problems: [{ line: 1, column: 1, path: [], says, fix: "Keep lists of files as globs." }] };
}

/** What HEAD makes of the configuration that it began with. */
export async function readProposedConfig(
  { forkSha, headSha }: Comparison,
  config: Config,
  git: Git,
): Promise<ProposedConfig> {
  const read = (commit: string) => readDocument(commit, configPath, configSizeLimit, git);
  const [before, after] = [await read(forkSha), await read(headSha)];
  if (JSON.stringify(before) === JSON.stringify(after)) return { state: "unchanged" };
  return proposeConfig(after, configIn(before) ?? config);
}
