import { matchGlobs } from "../../policy/text/glob.ts";
import { lockfileReaders } from "./index.ts";

/** What the configuration says about which lockfiles count. */
export interface LockfileRules {
  /** Paths or globs; undefined where every lockfile counts. */
  readonly lockfiles: readonly string[] | undefined;
  /** Globs. */
  readonly skip: readonly string[];
}

export interface ChosenLockfiles {
  readonly chosen: readonly string[];
  /** Paths that the configuration names and that are not there. */
  readonly absent: readonly string[];
  /** Globs of it that no lockfile matches, skipped or not. */
  readonly unmatched: readonly string[];
  /** More than are read: nothing may be concluded from the others. */
  readonly tooMany: readonly string[];
}

// A monorepo has dozens; each costs a request a day.
const mostLockfiles = 100;

/** Whether a file is called as a lockfile that can be read. */
export function isLockfile(path: string): boolean {
  return lockfileReaders.some(({ matches }) => matches(path));
}

/** Copies of other people's code bring their lockfiles along, which nobody here builds with. */
export function isForeignFolder(folder: string): boolean {
  return /(?:^|\/)(?:node_modules|vendor|third_party|\.git)\//.test(folder);
}

/** Whether a lockfile counts. Works for single paths too, so that a change can be judged without the whole tree. */
export function lockfileFilter({ lockfiles, skip }: LockfileRules): (path: string) => boolean {
  const isSkipped = matchGlobs(skip);
  if (lockfiles === undefined) return (path) => isLockfile(path) && !isForeignFolder(path) && !isSkipped(path);
  const named = new Set(lockfiles);
  const isMeant = matchGlobs(lockfiles);
  return (path) => named.has(path) || (isMeant(path) && isLockfile(path) && !isSkipped(path));
}

/** `paths`: every file of the commit. Sorted, so that the same commit gives the same texts. */
export function chooseLockfiles(paths: Iterable<string>, rules: LockfileRules): ChosenLockfiles {
  const present = new Set(paths);
  const isMeant = lockfileFilter(rules);
  const found = [...present].filter(isMeant).sort();
  const [globs, names] = partition((rules.lockfiles ?? []).filter((path) => !present.has(path)));
  return {
    chosen: found.slice(0, mostLockfiles),
    absent: names,
    unmatched: globs.filter((glob) => !matchesAny(glob, present)),
    tooMany: found.slice(mostLockfiles),
  };
}

function partition(named: readonly string[]): readonly [globs: readonly string[], names: readonly string[]] {
  const isGlob = (path: string) => /[*?{]/.test(path);
  return [named.filter(isGlob), named.filter((path) => !isGlob(path))];
}

function matchesAny(glob: string, paths: ReadonlySet<string>): boolean {
  const isMeant = matchGlobs([glob]);
  return [...paths].some((path) => isMeant(path) && isLockfile(path));
}

/** Names of files that readers want beside these lockfiles. */
export function companionsOf(lockfile: string): readonly string[] {
  const folder = lockfile.slice(0, lockfile.lastIndexOf("/") + 1);
  const names = lockfileReaders.find(({ matches }) => matches(lockfile))?.companions ?? [];
  return names.map((name) => `${folder}${name}`);
}
