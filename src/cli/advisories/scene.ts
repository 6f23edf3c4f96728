import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { LoadedConfig } from "../../config/load.ts";
import { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import { configPath } from "../../policy/known-paths.ts";
import { type Comparison, compareCheckout } from "../checkout/comparison.ts";
import { type FileTree, treeOf, workingTree } from "../checkout/file-tree.ts";
import { type Git, gitIn } from "../checkout/git.ts";
import { findLocalConfig, findWorkingConfig } from "../checkout/local-config.ts";
import { type Given, type Surroundings, valueOf } from "../command-line.ts";
import { problemLine } from "../config-lines.ts";

/** What is scanned, and by which rules. */
export interface Scene {
  readonly tree: FileTree;
  readonly isCheckout: boolean;
  /** Lockfiles that were typed; undefined where the rules choose. */
  readonly named: readonly string[] | undefined;
  readonly rules: AdvisoriesConfig;
  /** What it is compared with. */
  readonly base: (Comparison & { readonly tree: FileTree }) | undefined;
}

type SceneFound =
  | ({ readonly ok: true } & Scene)
  /** Lines that say what is wrong with the configuration. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Throws in words where there is nothing to scan, or nothing to compare with. */
export async function findScene(given: Given, { env, cwd }: Surroundings): Promise<SceneFound> {
  const here = await realpath(cwd);
  const typed = given.options.get("lockfile");
  const revision = valueOf(given, "base");
  const checkout = await findCheckout(here, env);
  if (checkout.state === "none" && (typed === undefined || revision !== undefined)) {
    const way = revision === undefined ? ", or name lockfiles with --lockfile" : "; only there is a base";
    throw new Error(`${checkout.why}. Go into a checkout${way}`);
  }
  const git = checkout.state === "found" ? checkout.git : undefined;
  const top = checkout.state === "found" ? checkout.top : here;
  const compared = revision === undefined || git === undefined ? undefined : await compareCheckout(revision, git);
  const config = await findConfig(top, compared, git);
  if (config !== undefined && !config.ok) {
    const file = config.isOfBase ? `${compared?.baseName}:${configPath}` : configPath;
    return { ok: false, problems: config.problems.map((problem) => problemLine(file, problem)) };
  }
  const named = typed && (await Promise.all([...new Set(typed)].map((file) => pathFrom(top, here, file))));
  const outside = named?.find((path) => path.startsWith("../"));
  if (compared !== undefined && outside !== undefined) {
    throw new Error(`${outside} is outside of this checkout, so it has no base to be compared with`);
  }
  return {
    ok: true,
    tree: workingTree(top, git),
    isCheckout: git !== undefined,
    named,
    rules: config?.config.advisories ?? AdvisoriesConfig.parse({}),
    base: compared && git && { ...compared, tree: treeOf(compared.forkSha, git) },
  };
}

type Checkout =
  | { readonly state: "found"; readonly top: string; readonly git: Git }
  | { readonly state: "none"; readonly why: string };

async function findCheckout(here: string, env: Surroundings["env"]): Promise<Checkout> {
  try {
    const top = (await gitIn(here, env).read("rev-parse", "--show-toplevel")).replace(/\n$/, "");
    return { state: "found", top, git: gitIn(top, env) };
  } catch (error) {
    // Git has one exit code for all of it, and only the user knows whether there should be a checkout.
    return { state: "none", why: error instanceof Error ? error.message : String(error) };
  }
}

/** With a base it is the one of the base that decides, as on GitHub. */
async function findConfig(
  top: string,
  compared: Comparison | undefined,
  git: Git | undefined,
): Promise<(LoadedConfig & { readonly isOfBase: boolean }) | undefined> {
  if (compared === undefined || git === undefined) {
    const loaded = await findWorkingConfig(top);
    return loaded && { ...loaded, isOfBase: false };
  }
  const loaded = await findLocalConfig(compared, git);
  return loaded && { ...loaded, isOfBase: !loaded.isFromWorkingTree };
}

/** As paths of the repository are written. The folder may be reached by a link, as temporary ones are on some systems. */
async function pathFrom(top: string, here: string, file: string): Promise<string> {
  const place = resolve(here, file);
  const folder = await realpath(dirname(place)).catch(() => dirname(place));
  return relative(top, join(folder, basename(place)));
}
