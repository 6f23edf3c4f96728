import { companionsOf, lockfileFilter, type LockfileRules } from "./choose-lockfiles.ts";
import { lockfileReaders } from "./index.ts";

// It holds for the lockfiles of its own folder, and for nothing else.
const policyBeside = "osv-scanner.toml";

/**
 * Whether a change of these paths may change what is met in the lockfiles that count, or what of it is accepted: lockfiles,
 * files that are read together with one, and files with documented ignores. May say so once too often, because what else
 * stands in a folder is not looked at.
 */
export function touchesLockfiles(
  changed: Iterable<string>,
  rules: LockfileRules & { readonly ignores: readonly string[] },
): boolean {
  const isMeant = lockfileFilter(rules);
  const named = new Set([...rules.ignores, ...(rules.lockfiles ?? []).flatMap(companionsOf)]);
  const isBeside = (path: string) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return lockfilesReadWith(path.slice(folder.length)).some((name) => isMeant(`${folder}${name}`));
  };
  const isOsvFile = (path: string) => path === policyBeside || path.endsWith(`/${policyBeside}`);
  for (const path of changed) if (isMeant(path) || named.has(path) || isOsvFile(path) || isBeside(path)) return true;
  return false;
}

/** Names of lockfiles for which a file of this name is read as well. */
function lockfilesReadWith(name: string): readonly string[] {
  return lockfileReaders.filter(({ companions }) => companions.includes(name)).map((reader) => reader.name);
}
