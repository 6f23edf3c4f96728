import { chooseLockfiles, companionsOf } from "../../advisories/lockfiles/choose-lockfiles.ts";
import { type LockfileText, readLockfiles, type ReadLockfiles } from "../../advisories/scan.ts";
import type { AdvisoriesConfig } from "../../config/sections/advisories.ts";
import type { FileTree, LocalDocument } from "../checkout/file-tree.ts";

/** Why nothing can be said of a lockfile, and what can be done about it. */
export interface LockfileTrouble {
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}

/** The lockfiles of the working tree, or of a commit. */
export interface LockfileSide {
  /** Those that were to be read, also where it failed. */
  readonly paths: readonly string[];
  readonly lockfiles: ReadLockfiles;
  /** Named, by whoever typed the command or by the configuration, and not there. */
  readonly absent: readonly LockfileTrouble[];
  readonly troubles: readonly LockfileTrouble[];
}

// As on GitHub.
const lockfileLimit = 10 * 1024 * 1024;
const companionLimit = 1024 * 1024;

/** `named`: lockfiles that were typed, in place of those that the rules choose. */
export async function collectSide(
  tree: FileTree,
  { named, rules }: { readonly named: readonly string[] | undefined; readonly rules: AdvisoriesConfig },
): Promise<LockfileSide> {
  const { chosen, absent, tooMany } =
    named === undefined
      ? chooseLockfiles(await tree.list(), { lockfiles: rules.lockfiles, skip: rules.skip })
      : { chosen: named, absent: [], tooMany: [] };
  const found: LockfileText[] = [];
  const missing: string[] = [...absent];
  const troubles: LockfileTrouble[] = tooMany.map((path) => ({ path, ...manyLockfiles }));
  for (const path of chosen) {
    const document = await tree.read(path, lockfileLimit);
    if (document.state === "found") {
      found.push({ path, text: document.text, companions: await readCompanions(tree, path) });
    } else if (document.state === "absent") missing.push(path);
    else troubles.push({ path, ...describe(document) });
  }
  const lockfiles = readLockfiles(found);
  const fix = named === undefined ? "Put it back, or take it out of advisories.lockfiles" : "Correct its name";
  return {
    paths: chosen,
    lockfiles,
    absent: missing.map((path) => ({ path, problem: "is not there", fix })),
    troubles: [...troubles, ...lockfiles.problems.map((each) => ({ ...each, fix: correctIt }))],
  };
}

const correctIt = "Put it right, or leave it out; its package manager can write it anew";

const manyLockfiles = {
  problem: "is one lockfile more than are read",
  fix: "Name those that count in advisories.lockfiles",
};

function describe(document: Exclude<LocalDocument, { readonly state: "found" | "absent" }>) {
  switch (document.state) {
    case "link":
      return { problem: "is a symbolic link, which is not followed", fix: "Name the file that it leads to" };
    case "too-large":
      return {
        problem: `has ${document.bytes} bytes, more than the ${document.limit} that are read`,
        fix: "Leave it out with advisories.skip if nothing is built with it",
      };
    case "unreadable":
      return { problem: document.problem, fix: "Make it readable for you" };
  }
}

/** By name. One that cannot be read is left out: then nothing is known to be direct, and nothing else changes. */
async function readCompanions(tree: FileTree, lockfile: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of companionsOf(lockfile)) {
    const document = await tree.read(path, companionLimit);
    if (document.state === "found") texts.set(path.slice(path.lastIndexOf("/") + 1), document.text);
  }
  return texts;
}
