import { comparableName } from "../../policy/advisory/records/package-name.ts";

/** One name for all its ways of writing: `Typing_Extensions` → `typing-extensions`. */
export function normalizePythonName(name: string): string {
  return comparableName("PyPI", name);
}

/** Whether a package index is the public one, which advisories are about. */
export function isPypi(url: string): boolean {
  return /^https:\/\/pypi\.(?:org|python\.org)\/simple\/?$/.test(url);
}

/** The indices of each name. */
export function indexNames(packages: readonly { readonly name: string }[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, { name }] of packages.entries()) {
    const known = index.get(name);
    if (known === undefined) index.set(name, [at]);
    else known.push(at);
  }
  return index;
}

// A lockfile holds several versions of a package where markers choose one for each Python and platform, a handful at most.
const mostVersions = 10;

/** Every locked version of a name: each of them is the right one somewhere. None where no marker can choose between so many. */
export function versionsOf(name: string, index: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const found = index.get(normalizePythonName(name)) ?? [];
  return found.length > mostVersions ? [] : found;
}
