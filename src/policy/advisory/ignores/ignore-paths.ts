import type { Advisory } from "../findings/advisory.ts";
import { toolOf } from "./ignore.ts";

/** The policy files of a repository: those of the configuration, and an `osv-scanner.toml` beside each lockfile. */
export function ignorePathsFor(configured: readonly string[], lockfiles: readonly string[]): readonly string[] {
  return [...new Set([...configured, ...lockfiles.map(besideOf)])];
}

/**
 * The files that have to name an advisory so that every tool of the repository lives with it: the file of cargo-deny, the
 * one of cargo-audit and those of osv-scanner, as far as they are `present`. Where none is, the usual one of the ecosystem
 * is to be written: after that all its places are covered.
 */
export function filesForIgnore(
  { rows }: Pick<Advisory, "rows">,
  configured: readonly string[],
  present: ReadonlySet<string>,
): readonly string[] {
  const files = new Set<string>();
  const isRust = rows.some(({ ecosystem }) => ecosystem === "crates.io");
  if (isRust) for (const file of rustFiles(configured, present)) files.add(file);
  const hasRustFile = files.size > 0;
  for (const { ecosystem, lockfile } of rows) {
    const beside = besideOf(lockfile);
    const isCovered = ecosystem === "crates.io" && hasRustFile;
    if (present.has(beside) || !isCovered) files.add(beside);
  }
  return [...files];
}

function rustFiles(configured: readonly string[], present: ReadonlySet<string>): readonly string[] {
  const known = configured.filter((path) => toolOf(path) !== "osv-scanner");
  const there = known.filter((path) => present.has(path));
  // cargo-deny reads the first of its files and no other.
  const deny = there.find((path) => toolOf(path) === "deny");
  const files = [...(deny === undefined ? [] : [deny]), ...there.filter((path) => toolOf(path) === "audit")];
  return files.length > 0 ? files : known.slice(0, 1);
}

function besideOf(lockfile: string): string {
  return `${lockfile.slice(0, lockfile.lastIndexOf("/") + 1)}osv-scanner.toml`;
}
