import { prerelease } from "semver";

/**
 * The name of a prerelease whose number has no part of its own, and how it ought to be written: `beta-1` → `beta.1`. SemVer
 * compares such a name letter by letter, so `beta-10` and `rc10` come before `beta-2` and `rc2`.
 */
export function findAttachedNumber(version: string): { readonly found: string; readonly wanted: string } | undefined {
  const [found] = prerelease(version) ?? [];
  if (typeof found !== "string") return undefined;
  const { name, number } = counter.exec(found)?.groups ?? {};
  return name === undefined || number === undefined ? undefined : { found, wanted: `${name}.${number}` };
}

// Longer numbers are dates and ids, and padded ones are of one width; both sort as they are meant.
const counter = /^(?<name>[a-z]+(?:-+[a-z]+)*)-*(?<number>0|[1-9]\d{0,4})$/i;
